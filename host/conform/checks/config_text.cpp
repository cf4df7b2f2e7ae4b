// SPDX-License-Identifier: MIT
// host/conform/checks/config_text.cpp - a refusal can be read, and says which key it is about.
#include "host/conform/check.hpp"
#include "host/conform/child.hpp"
#include "host/conform/drive/actor.hpp"
#include "host/conform/drive/damage.hpp"
#include "host/load/words.hpp"
#include <algorithm>
#include <cctype>
#include <cstring>
#include <set>

namespace qiki::conform {
extern const check config_text;
namespace config_text_parts {
constexpr uint32_t refusals = 300;
constexpr char unwritten = 0x55; // what the text is full of before the call

// As a word: "a" is not named by "bad value", nor "low" by "follow".
bool has_key(const char* text, std::string_view key) {
    const auto part = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; };
    const std::string_view all(text);
    for (size_t at = 0; (at = all.find(key, at)) != all.npos; ++at) {
        const size_t end = at + key.size();
        if ((at == 0 || !part(all[at - 1])) && (end == all.size() || !part(all[end]))) return true;
    }
    return false;
}

bool names_a_key(const damaged& c, const qiki_error& e) {
    const qiki_table& values = c.view().values;
    if (c.key().empty() || (e.key >= 0 && static_cast<uint32_t>(e.key) < values.count)) return true;
    for (uint32_t i = 0; i < values.count; ++i)
        if (has_key(e.text, static_cast<const qiki_value*>(qiki_row(values, i))->key)) return true;
    return has_key(e.text, c.key());
}

void ask(subject& s) {
    const configuration sound(*s.about, s.set);
    actor it(s, sound);
    std::set<std::string> taken; // a second time it would only cost
    for (uint32_t i = 0; i < refusals; ++i) {
        const damaged c(sound, *s.about, s.seed, i);
        if (taken.contains(c.what())) continue;
        qiki_error e;
        std::memset(&e, unwritten, sizeof e);
        e.key = -1;
        qiki_status status = QIKI_OK;
        calling("configure()", i, [&] { status = it.table().configure(it.self(), &c.view(), &e); });
        if (status != QIKI_E_CONFIG) { // others judge what else it says
            taken.insert(c.what());
            continue;
        }
        const std::string asked = "configure() with " + c.what() + " gave status " + std::to_string(status);
        if (std::all_of(std::begin(e.text), std::end(e.text), [](char x) { return x == unwritten; }))
            throw failed(asked +
                         " and wrote no text: expected one that says which key, what was expected and what was found; "
                         "write it with qiki_say() (rules conf.3, err.2)");
        if (!std::memchr(e.text, 0, sizeof e.text))
            throw failed(asked +
                         " and a text without an end: expected a NUL within its 252 bytes, found none; write it "
                         "with qiki_say() (rule err.2)");
        if (!e.text[0])
            throw failed(asked +
                         " and an empty text: say which key, what was expected and what was found (rule conf.3)");
        if (!names_a_key(c, e))
            throw failed(asked + " and the text '" + load::one_line(e.text) +
                         "', which names no key: say which, what was expected and what was found (rule conf.3)");
    }
}

// In another process, which a fault may end: config.fuzz judges that.
void run(subject& s) {
    if (s.part == "ask") {
        std::string found;
        try {
            ask(s);
        } catch (const failed& f) { found = std::string("f") + f.what(); }
        return say(s, found);
    }
    std::string found;
    try {
        found = elsewhere(s, config_text, "ask");
    } catch (const failed&) { throw deferred("configure() does not survive a fault", "config.fuzz"); }
    if (found.starts_with('f')) throw failed(found.substr(1));
}
} // namespace config_text_parts
extern const check config_text{
    .id = "config.text",
    .level = 2,
    .from = needs::plugin,
    .rules = "conf.3 err.2",
    .asserts =
        "what configure() says when it refuses one of 300 configurations with a single fault is a line of text with "
        "an end, and names the key, as a word: whoever wrote the scenario reads it",
    .varies = axis::configuration,
    .run = config_text_parts::run};
} // namespace qiki::conform
