// SPDX-License-Identifier: MIT
// host/run/words.cpp - how errors of a run speak: where, who, when.
#include "host/run/words.hpp"
#include <algorithm>
#include <cstring>

namespace qiki::run {

std::string said_at(const scenario::place& p) {
    if (p.file.empty()) return {};
    return p.file + (p.line ? ":" + std::to_string(p.line) : "") + ": ";
}

std::string who(const member& m) { return "'" + m.name + "' (" + m.about->id + ")"; }

std::string seconds(qiki_ns t) {
    const bool minus = t < 0;
    const uint64_t n = minus ? uint64_t{0} - static_cast<uint64_t>(t) : static_cast<uint64_t>(t);
    std::string text = (minus ? "-" : "") + std::to_string(n / 1'000'000'000);
    if (const uint64_t rest = n % 1'000'000'000) {
        std::string digits = std::to_string(rest);
        digits.insert(0, 9 - digits.size(), '0');
        digits.erase(digits.find_last_not_of('0') + 1);
        text += "." + digits;
    }
    return text + " s";
}

std::string status_word(qiki_status s) {
    static constexpr const char* words[] = {"",
                                            "wrong argument",
                                            "bad configuration",
                                            "bad state bytes",
                                            "wrong order",
                                            "out of memory",
                                            "unsupported",
                                            "wrong time",
                                            "internal error",
                                            "poisoned",
                                            "input or output failed"};
    const char* word = s < 0 && s >= -10 ? words[-s] : "unknown status";
    return std::string(word) + " (" + std::to_string(s) + ")";
}

std::string quoted_list(const std::vector<std::string>& names) {
    std::string text;
    for (size_t i = 0; i < names.size(); ++i)
        text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + ("'" + names[i] + "'");
    return text;
}

const char* section_word(scenario::section s) {
    static constexpr const char* words[] = {"vehicles", "sensors", "radars", "trackers", "agents", "bridges"};
    return words[static_cast<unsigned>(s)];
}

const char* kind_of(scenario::section s) {
    static constexpr const char* kinds[] = {QIKI_KIND_VEHICLE, QIKI_KIND_SENSOR, QIKI_KIND_RADAR,
                                            QIKI_KIND_TRACKER, QIKI_KIND_AGENT,  QIKI_KIND_BRIDGE};
    return kinds[static_cast<unsigned>(s)];
}

std::string reason(qiki_status s, const qiki_error& e) {
    const size_t n = static_cast<size_t>(std::find(e.text, e.text + sizeof e.text, '\0') - e.text);
    return n ? std::string(e.text, n) : status_word(s);
}
} // namespace qiki::run
