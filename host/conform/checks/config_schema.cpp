// SPDX-License-Identifier: MIT
// host/conform/checks/config_schema.cpp - what the table of parameters allows can be configured.
#include "host/conform/check.hpp"
#include "host/conform/drive/actor.hpp"
#include "host/conform/drive/configuration.hpp"
#include "host/conform/page.hpp"
#include "host/load/words.hpp"
#include <cctype>
#include <cstdio>
#include <cstring>
#include <sstream>

namespace qiki::conform {
namespace config_schema_parts {
constexpr uint32_t configurations = 200, tries = 8;

qiki_status configure(actor& it, const configuration& c, qiki_error& e) {
    e = {-1, {}};
    const qiki_status status = it.configure(c, &e);
    e.text[sizeof e.text - 1] = 0;
    return status;
}

const qiki_param& parameter(const qiki_descriptor& d, uint32_t i) {
    return *static_cast<const qiki_param*>(qiki_row(d.params, i));
}
// A key stands in a text as a word: "low" is not named by "follow" or "low_pass".
bool has_word(const char* text, const std::string& key) {
    const auto part = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.'; };
    for (const char* at = text; (at = std::strstr(at, key.c_str())); ++at) {
        const char before = at == text ? ' ' : at[-1], after = at[key.size()];
        if (!part(before) && !(part(after) && (after != '.' || part(at[key.size() + 1])))) return true;
    }
    return false;
}
// How many keys does the text name, that one left aside?
uint32_t named(const qiki_descriptor& d, const qiki_error& e, const std::string& but = {}) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < d.params.count; ++i)
        if (but != parameter(d, i).key && has_word(e.text, parameter(d, i).key)) ++n;
    return n;
}

// The ends of what the table allows for one parameter: its choices, both switches, its limits.
std::vector<std::string> ends(const qiki_param& p) {
    std::vector<std::string> all;
    if (p.type == QIKI_TEXT)
        for (std::istringstream in(p.choices ? p.choices : ""); in;)
            if (std::string one; std::getline(in, one, '|')) all.push_back(one);
    if (p.type == QIKI_BOOL) all = {"0", "1"};
    if ((p.type == QIKI_REAL || p.type == QIKI_INT) && p.min < p.max)
        for (const double v : {p.min, p.max}) {
            if (p.type == QIKI_INT && v - p.min > 1000) continue; // may ask for a million of something
            char digits[40];
            std::snprintf(digits, sizeof digits, "%.17g", v);
            all.push_back(digits);
        }
    return all;
}

std::string given(const subject& s) {
    std::string all;
    for (const auto& [key, value] : s.set) all += (all.empty() ? "" : ", ") + key + "=" + load::one_line(value, 60);
    return all;
}

// Each of them is taken at least once, with the defaults of the others or with drawn ones, or refused for a reason
// between several keys, which the text names.
void ask_ends(const subject& s, actor& it) {
    for (uint32_t i = 0; i < s.about->params.count; ++i) {
        const qiki_param& p = parameter(*s.about, i);
        if ((p.flags & QIKI_PARAM_REQUIRED) || s.set.contains(p.key)) continue;
        for (const std::string& value : ends(p)) {
            auto set = s.set;
            set[p.key] = value;
            qiki_error e{-1, {}};
            std::string blamed; // what a refusal said that is about this key alone
            const auto settled = [&](const configuration& c) {
                if (configure(it, c, e) != QIKI_E_CONFIG) return true;
                const bool others = named(*s.about, e, p.key) > 0, it_too = has_word(e.text, p.key);
                if (!others) blamed = said(e);
                return others && it_too;
            };
            bool fine = settled(configuration(*s.about, set));
            for (uint32_t k = 0; k < tries && !fine; ++k)
                fine = settled(configuration(*s.about, set, s.seed, configurations + k));
            if (!fine && !blamed.empty())
                throw failed("configure() refuses " + std::string(p.key) + " = " + load::one_line(value) +
                             ", which its table allows, with " +
                             (s.set.empty() ? "" : "the values given by --set (" + given(s) + "), ") +
                             "the defaults of all others and with " + std::to_string(tries) + " drawn ones, and says " +
                             blamed +
                             ": expected QIKI_OK, or a text that names the other keys it depends on; narrow the "
                             "table, or take the value (rule conf.2)");
        }
    }
}

void run(subject& s) {
    const configuration defaults(*s.about, s.set);
    qiki_error e{-1, {}};
    {
        actor it(s, nullptr);
        const qiki_status status = configure(it, defaults, e);
        if (status == QIKI_E_UNSUPPORTED || status == QIKI_E_IO)
            throw skipped("needs the host or the world to be configured: " + said(e));
        const std::string what = s.set.empty()
                                     ? "the defaults of its own table"
                                     : "the values given by --set (" + given(s) + "), with the defaults of all others,";
        if (status == QIKI_E_CONFIG)
            throw failed(
                "configure() refuses " + what + " and says " + said(e) +
                (s.set.empty() ? "; correct the defaults" : "; give values that go together, or narrow the table") +
                " (rule conf.2)");
        if (status < 0)
            throw failed(
                "configure() gives status " + std::to_string(status) + ", not QIKI_E_CONFIG, for " + what +
                " at a host with all services, and says " + said(e) +
                ": expected QIKI_OK; it is no matter of the values, look for what the text names (rule conf.3)");
    }
    actor it(s, nullptr);
    uint32_t refused = 0, unconditionally = 0; // without a text that names two keys, which go together
    for (uint32_t i = 0; i < configurations; ++i) {
        doing("the making of a configuration", i);
        const configuration c(*s.about, s.set, s.seed, i);
        const qiki_status status = configure(it, c, e);
        if (status >= 0) continue;
        if (status != QIKI_E_CONFIG && status != QIKI_E_IO)
            throw failed("configure() gave status " + std::to_string(status) + " (" + said(e) + ") for " +
                         load::one_line(c.text(), 600) + ": expected QIKI_OK or QIKI_E_CONFIG (rule conf.3)");
        if (!e.text[0])
            throw failed("configure() refused " + load::one_line(c.text(), 600) +
                         " without a text; say which key, what was expected and what was found (rule conf.3)");
        const uint32_t keys = named(*s.about, e);
        ++refused, unconditionally += keys < 2;
        if (!keys)
            throw failed("configure() refused " + load::one_line(c.text(), 600) + " and said " + said(e) +
                         ", which names none of its keys: say which, what was expected and what was found (rule "
                         "conf.3)");
    }
    if (refused == configurations && unconditionally && s.about->params.count)
        throw failed("configure() refused all of " + std::to_string(configurations) +
                     " configurations within the limits of its table, " + std::to_string(unconditionally) +
                     " of them with a text that does not name two keys which have to go together, the last with " +
                     said(e) + "; narrow the limits of the table (rule conf.2)");
    ask_ends(s, it);
    if (refused) s.note(std::to_string(refused) + " of " + std::to_string(configurations) + " refused");
}
} // namespace config_schema_parts
extern const check config_schema{
    .id = "config.schema",
    .level = 2,
    .from = needs::plugin,
    .rules = "conf.2 conf.3",
    .asserts =
        "at a host with all services the defaults are accepted, and 200 configurations drawn from the table of "
        "parameters (half of all, or one or "
        "two) are accepted or refused with QIKI_E_CONFIG and a text that names a key, not all of them for one key "
        "alone; each choice, switch and limit by itself is accepted in one of "
        "nine configurations, or refused with a text that names the other keys it depends on: what a scenario may "
        "write is what the table says",
    .varies = axis::configuration,
    .run = config_schema_parts::run};
} // namespace qiki::conform
