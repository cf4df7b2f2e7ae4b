// SPDX-License-Identifier: MIT
// host/scenario/resolve.cpp - a block's settings against its plugin's parameter table.
#include "host/scenario/resolve.hpp"
#include "host/scenario/paths.hpp"
#include "host/scenario/typed.hpp"
#include "host/scenario/values.hpp"
#include "host/words/nearest.hpp"
#include <algorithm>
#include <cstring>

namespace qiki::scenario {

struct settings::store {
    std::vector<std::string> keys;
    std::vector<typed> data;
    std::vector<qiki_value> values;
    qiki_config config{};
};

namespace {

// A row of a table that may be shorter than ours (an older plugin) or longer (a newer one).
qiki_param row_of(const qiki_table& t, uint32_t i) {
    qiki_param p{};
    std::memcpy(&p, qiki_row(t, i), std::min<size_t>(t.stride, sizeof p));
    return p;
}

const void* data_of(const typed& t) {
    static constexpr uint64_t nothing = 0;
    if (t.type == QIKI_TEXT) return t.text.data();
    if (t.count == 0) return &nothing;
    return t.type == QIKI_REAL || t.type == QIKI_REALS ? static_cast<const void*>(t.real.data()) : t.whole.data();
}

void refuse_unknown(const use& u, const std::vector<qiki_param>& rows) {
    std::vector<std::string> known;
    for (const qiki_param& p : rows) known.emplace_back(p.key);
    std::sort(known.begin(), known.end());
    for (const setting& s : u.settings) {
        if (s.optional || std::binary_search(known.begin(), known.end(), s.key)) continue;
        std::vector<std::string> all = known;
        for (const char* own : {"id", "on", "of", "from", "period", "policy", "with"}) all.emplace_back(own);
        const std::string near = did_you_mean(s.key, all);
        std::string rest = near;
        if (near.empty()) rest = known.empty() ? "; it has none" : "; it has " + listed(known);
        throw error(s.where, s.key + ": expected a parameter of " + u.plugin + ", found " + in_quotes(s.key) + rest);
    }
}
} // namespace

settings resolve(const use& u, const qiki_descriptor& about, const std::filesystem::path& base) {
    std::vector<qiki_param> rows;
    for (uint32_t i = 0; i < about.params.count; ++i) rows.push_back(row_of(about.params, i));
    std::sort(rows.begin(), rows.end(),
              [](const qiki_param& a, const qiki_param& b) { return std::strcmp(a.key, b.key) < 0; });
    refuse_unknown(u, rows);

    auto store = std::make_shared<settings::store>();
    for (const qiki_param& p : rows) {
        const auto given =
            std::find_if(u.settings.begin(), u.settings.end(), [&](const setting& s) { return s.key == p.key; });
        const bool there = given != u.settings.end();
        if (!there && (p.flags & QIKI_PARAM_REQUIRED))
            throw error(u.where, std::string(p.key) + ": expected " + expected(p) + ", found nothing; " + u.plugin +
                                     " needs it" + (p.help && *p.help ? std::string(" (") + p.help + ")" : ""));
        const place& at = there ? given->where : u.where;
        typed value = there ? convert(p, given->what, at) : fallback(p, at);
        const bool path = p.type == QIKI_TEXT && (p.flags & QIKI_PARAM_PATH);
        if (path && value.count == 0 && (p.flags & QIKI_PARAM_REQUIRED))
            throw error(at, std::string(p.key) + ": expected " + expected(p) + ", found an empty text; " + u.plugin +
                                " needs it");
        if (path && value.count > 0)
            value = from_text(readable_path(p, reinterpret_cast<const char*>(value.text.data()), base, at));
        store->keys.emplace_back(p.key);
        store->data.push_back(std::move(value));
    }
    for (size_t i = 0; i < store->data.size(); ++i) {
        const typed& t = store->data[i];
        store->values.push_back({store->keys[i].c_str(), data_of(t), t.type, t.count});
    }
    store->config.head = QIKI_HEAD(qiki_config);
    store->config.values = {store->values.data(), static_cast<uint32_t>(store->values.size()), sizeof(qiki_value)};
    settings out;
    out.config_ = &store->config;
    out.store_ = std::move(store);
    return out;
}
} // namespace qiki::scenario
