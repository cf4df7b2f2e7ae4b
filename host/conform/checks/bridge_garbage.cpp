// SPDX-License-Identifier: MIT
// host/conform/checks/bridge_garbage.cpp - nonsense from outside stays outside.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/looks.hpp"
#include "host/conform/flaw.hpp"
#include "host/load/contract.hpp"
#include "qiki/check.h"
#include "qiki/random.h"
#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace qiki::conform {
namespace bridge_garbage_parts {
constexpr uint64_t ticks = 30;

bool is_path(const qiki_param& p) { return p.type == QIKI_TEXT && (p.flags & QIKI_PARAM_PATH); }

// Nothing of these is a message of any format: words, numbers that are none, brackets without end, chance.
std::string nonsense(uint64_t which, uint64_t seed) {
    std::string all;
    for (uint32_t i = 0; i < 200; ++i) switch (which) {
        case 1: all += "@@ this is no message ##\n"; break;
        case 2: all += "nan,inf,-inf,1e999,nan\nnan inf -inf 1e999\n"; break;
        case 3: all += "{\"a\":[[[[<x><y>"; break;
        case 4:
            for (const uint32_t v : qiki_draw(seed, i, 0, 7, 0).v) all.append(reinterpret_cast<const char*>(&v), 4);
            break;
        default: return ""; // an empty file
        }
    return all;
}

// What came of a file.
struct heard_of {
    uint64_t records = 0;
    size_t lines = 0; // of its log
    std::string bytes;
    std::map<int32_t, double> metrics;
};
using paths = std::map<std::string, std::string>; // key, text of the file

// 30 ticks with these files; nothing when they were refused by configure(). `what` is wrong with them, for a message.
std::optional<heard_of> hear(const subject& s, const paths& files, const std::string& what) {
    std::map<std::string, std::string> set = s.set;
    for (const auto& [key, text] : files) {
        const std::string file = std::filesystem::absolute("outside-" + key).string();
        std::ofstream(file, std::ios::binary) << text;
        set[key] = file;
    }
    const configuration c(*s.about, set);
    actor it(s, nullptr);
    if (it.configure(c) < 0) return std::nullopt;
    scene world(*s.about, s.seed);
    heard_of all;
    for (uint64_t i = 0; i < ticks; ++i) {
        const told t = it.tick(world.next());
        if (t.status < 0)
            throw failed(at_tick(i) + "fails with status " + std::to_string(t.status) + ", " + t.error +
                         ", on malformed input from outside (" + what +
                         "): expected it to be counted and left out (rule bridge.garbage)");
        for (const written& w : t.out)
            for (uint64_t k = 0; k < w.count; ++k)
                if (const char* flaw = qiki_record_flaw(w.record, w.at(k)))
                    throw failed(at_tick(i) + "output '" + load::row<qiki_port>(s.about->outputs, w.port).name +
                                 "' of malformed input (" + what + "): " + flaw_told(w.record, w.at(k), flaw) +
                                 "; nonsense is not passed on: ask whether a number was read whole, and is finite "
                                 "(rules bridge.garbage, rec.9)");
        all.records += t.records(), all.bytes += t.bytes();
    }
    it.finish();
    all.metrics = it.host().metrics(), all.lines = it.host().take_lines().size();
    return all;
}

std::optional<uint64_t> delivered(const subject& s, uint64_t which) {
    paths files;
    for (uint32_t i = 0; i < s.about->params.count; ++i)
        if (const auto& p = load::row<qiki_param>(s.about->params, i); is_path(p))
            files[p.key] = nonsense(which, s.seed);
    const auto h = hear(s, files, "nonsense " + std::to_string(which));
    return h ? std::optional(h->records) : std::nullopt;
}

// A number with a decimal point in a file of text: such a one names nothing.
struct number_at {
    size_t line, line_end, from, to; // the line with its newline
};
std::vector<number_at> numbers(const std::string& text, size_t most) {
    constexpr std::string_view between = " \t\r\n,;:=[](){}";
    std::vector<number_at> all;
    size_t way = 0; // another column in each line
    for (size_t at = 0; at < text.size() && all.size() < most;) {
        const size_t newline = text.find('\n', at), end = newline == text.npos ? text.size() : newline + 1;
        std::vector<number_at> here;
        for (size_t i = at; i < end;) {
            const size_t from = text.find_first_not_of(between, i), to = text.find_first_of(between, from);
            if (from >= end) break;
            const std::string_view word = std::string_view(text).substr(from, std::min(to, end) - from);
            double v = 0;
            const auto r = std::from_chars(word.data(), word.data() + word.size(), v);
            if (r.ec == std::errc() && r.ptr == word.data() + word.size() && word.find('.') != word.npos)
                here.push_back({at, end, from, from + word.size()});
            i = std::min(to, end);
        }
        if (!here.empty()) all.push_back(here[way++ % here.size()]);
        at = end;
    }
    return all;
}

// A sound file that was given by hand, in which one number is none: what it says of that line is left out and counted.
void damage_numbers(const subject& s, const std::string& key, const std::string& text) {
    constexpr size_t most = 6;
    const auto hear_text = [&](const std::string& t, const std::string& what) { return hear(s, {{key, t}}, what); };
    const auto whole = hear_text(text, "nothing was changed");
    if (!whole || !whole->records) return;
    for (const number_at& n : numbers(text, most)) {
        const std::string line =
            std::to_string(1 + std::count(text.begin(), text.begin() + static_cast<ptrdiff_t>(n.line), '\n'));
        std::string other = text;
        const auto without = hear_text(other.erase(n.line, n.line_end - n.line), "line " + line + " left out");
        if (!without || without->bytes == whole->bytes) continue; // a heading, or not reached
        for (const char* word : {"nan", "1e999", "x"}) {
            const std::string was = text.substr(n.from, n.to - n.from),
                              what = "'" + std::string(word) + "' for '" + was + "' in line " + line + " of " + key;
            const auto found = hear_text(std::string(text).replace(n.from, n.to - n.from, word), what);
            if (!found || found->bytes == whole->bytes) continue;
            if (found->bytes != without->bytes && found->records >= whole->records)
                throw failed(what + ": expected this line to be left out, found as many records as of the sound file, "
                                    "with other values; ask whether a number was read whole, and is finite (rule "
                                    "bridge.garbage)");
            if (found->metrics == whole->metrics && found->lines <= whole->lines)
                throw failed(what + ": the line is left out, and no metric and no line of the log is other than of the "
                                    "sound file: expected it to be counted; count it in a metric of qiki.metrics/1, "
                                    "or refuse the file (rule bridge.garbage)");
        }
    }
}

void run(subject& s) {
    const uint64_t none = delivered(s, 0).value_or(0); // of itself
    for (uint64_t which = 1; which <= 4; ++which)
        if (const auto n = delivered(s, which); n && *n > none)
            throw failed("made " + std::to_string(*n - none) + " records of malformed input (nonsense " +
                         std::to_string(which) + "): expected none; nonsense is not passed on (rule bridge.garbage)");
    for (uint32_t i = 0; i < s.about->params.count; ++i) {
        const auto& p = load::row<qiki_param>(s.about->params, i);
        const auto given = s.set.find(p.key);
        if (!is_path(p) || given == s.set.end()) continue;
        std::ostringstream text;
        text << std::ifstream(given->second, std::ios::binary).rdbuf();
        const std::string all = text.str();
        if (all.size() < size_t{1} << 20 && all.find('\0') == all.npos) damage_numbers(s, p.key, all);
    }
}
std::string spares(const qiki_descriptor& d) {
    if (const std::string why = other_than(d, QIKI_KIND_BRIDGE, {}, {}); !why.empty()) return why;
    if (!d.outputs.count) return "has no outputs: nothing comes in by it";
    for (uint32_t i = 0; i < d.params.count; ++i)
        if (is_path(load::row<qiki_param>(d.params, i))) return "";
    return "has no parameter that names a file (QIKI_PARAM_PATH): what it hears cannot be made up";
}
} // namespace bridge_garbage_parts
extern const check bridge_garbage{.id = "bridge.garbage",
                                  .level = 3,
                                  .from = needs::plugin,
                                  .rules = "bridge.garbage",
                                  .asserts = "an input bridge whose files (QIKI_PARAM_PATH) hold nonsense of four "
                                             "sorts refuses them in configure(), or goes on and "
                                             "makes no record of it; and of a text file given with --set, in which one "
                                             "number is none, it leaves out that line and counts it",
                                  .varies = axis::records | axis::files,
                                  .run = bridge_garbage_parts::run,
                                  .spares = bridge_garbage_parts::spares};
} // namespace qiki::conform
