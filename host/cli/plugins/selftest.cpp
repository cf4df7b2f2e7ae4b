// SPDX-License-Identifier: MIT
// host/cli/plugins/selftest.cpp - every plugin asked how it is: an instance with its defaults, and the rows of
// ext/selftest.h.
#include "qiki/ext/selftest.h"
#include "host/cli/plugins/diagnosis.hpp"
#include "host/load/contract.hpp"
#include "host/load/guard.hpp"
#include "host/observe/table.hpp"
#include "host/scenario/resolve.hpp"
#include <array>
#include <charconv>
#include <cstring>

namespace qiki::cli {
namespace {

constexpr const char* section = "self-test";

const void* no_service(const qiki_host*, const char*) { return nullptr; }

struct instance {
    const qiki_vtable* table = nullptr;
    void* self = nullptr;
    instance() = default;
    instance(const instance&) = delete;
    instance& operator=(const instance&) = delete;
    ~instance() {
        if (self) table->destroy(self);
    }
};

std::string said(qiki_status s, const qiki_error& e) {
    const std::string text = load::one_line({e.text, strnlen(e.text, sizeof e.text)});
    return "status " + std::to_string(s) + ", " + (text.empty() ? "no text" : text);
}

void add_row(diagnosis& d, const std::string& id, const qiki_selftest_row& r) {
    const auto text = [](const auto& field) { return load::one_line({field, strnlen(field, sizeof field)}); };
    const std::string found = text(r.found);
    double v = 0;
    const bool number =
        std::from_chars(found.data(), found.data() + found.size(), v).ptr == found.data() + found.size();
    const bool limited = r.min < r.max;
    std::string line = id + ": " + text(r.device) + ": " + (number && limited ? observe::number(r.value) : found);
    if (limited)
        line += (number ? " (" : " (" + observe::number(r.value) + "; ") + std::string("allowed ") +
                observe::number(r.min) + " to " + observe::number(r.max) + ")";
    if (r.result == QIKI_TEST_SKIP) line += " (skipped)";
    d.add(section,
          r.result == QIKI_TEST_FAIL   ? grade::wrong
          : r.result == QIKI_TEST_WARN ? grade::note
                                       : grade::good,
          line);
}

void ask(diagnosis& d, const qiki_descriptor& about, const qiki_config& config) {
    const std::string id = about.id;
    const qiki_host host{QIKI_HEAD(qiki_host), "qiki doctor", load::host_abi(), nullptr, no_service};
    const qiki_instance_info info{QIKI_HEAD(qiki_instance_info), "selftest", about.id, 1, 0, 1, 0, 0, {0, 0, 0}, 1, 1};
    qiki_error e{-1, {}};
    instance i;
    if (const qiki_status s = about.create(&host, &info, &i.table, &i.self, &e); s < 0) {
        i.self = nullptr;
        const bool bare = s == QIKI_E_UNSUPPORTED; // it may well want what only a run offers
        return d.add(section, bare ? grade::note : grade::wrong, id + ": create(): " + said(s, e));
    }
    load::check_table(i.table, i.self);
    const qiki_status s = i.table->configure(i.self, &config, &e);
    if (s == QIKI_E_INTERNAL) return d.add(section, grade::wrong, id + ": configure(): " + said(s, e));
    if (s == QIKI_E_UNSUPPORTED) // a policy, say
        return d.add(section, grade::good, id + ": not tested, it needs what only a run has: " + said(s, e));
    if (s < 0)
        return d.add(section, grade::note, id + ": not tested, it does not take its own defaults: " + said(s, e));
    const auto* test = static_cast<const qiki_selftest*>(i.table->extension(i.self, QIKI_SELFTEST_ID));
    if (!test || !QIKI_HAS(test, run)) return d.add(section, grade::good, id + ": offers no self-test");
    std::array<qiki_selftest_row, 64> rows{};
    const int32_t n = test->run(i.self, 0, rows.data(), static_cast<uint32_t>(rows.size()), &e);
    if (n < 0) return d.add(section, grade::wrong, id + ": could not test itself: " + said(n, e));
    for (size_t k = 0; k < std::min(rows.size(), static_cast<size_t>(n)); ++k) add_row(d, id, rows[k]);
}

// The keys of the parameters of which `is` holds.
std::string keys_of(const qiki_descriptor& about, bool (*is)(const qiki_param&)) {
    std::string out;
    for (uint32_t i = 0; i < about.params.count; ++i)
        if (const auto& p = load::row<qiki_param>(about.params, i); is(p))
            out += (out.empty() ? "" : ", ") + std::string(p.key);
    return out;
}
} // namespace

void examine_instances(diagnosis& d, load::catalogue& c) {
    for (const load::found& f : c.plugins()) {
        const qiki_descriptor* about = nullptr;
        try {
            about = c.open(f.id).about;
        } catch (const load::error&) { continue; } // among the refused files now
        if (const std::string mute = keys_of(*about, [](const qiki_param& p) { return !*p.help; }); !mute.empty())
            d.add(section, grade::note, f.id + ": no help text for " + mute + "; say in a few words what each means");
        const std::string keys =
            keys_of(*about, [](const qiki_param& p) { return (p.flags & QIKI_PARAM_REQUIRED) != 0; });
        if (!keys.empty()) {
            d.add(section, grade::good, f.id + ": not asked, it needs a value for " + keys);
            continue;
        }
        try {
            scenario::use block;
            block.plugin = f.id, block.id = "selftest";
            const scenario::settings defaults = scenario::resolve(block, *about, std::filesystem::current_path());
            const std::string wrong = load::guarded([&] { ask(d, *about, defaults.config()); });
            if (!wrong.empty()) d.add(section, grade::wrong, f.id + ": " + load::one_line(wrong));
        } catch (const scenario::error& e) { d.add(section, grade::wrong, f.id + ": its defaults: " + e.what()); }
    }
    for (const load::refusal& w : c.warnings()) d.add(section, grade::note, w.text);
}
} // namespace qiki::cli
