// SPDX-License-Identifier: MIT
// host/conform/spares.cpp - asks each check's own function, and writes and reads the answers.
#include "host/conform/spares.hpp"
#include "host/conform/check.hpp"
#include <sstream>

namespace qiki::conform {

spares spares_of(const qiki_descriptor& d) {
    spares out;
    for (const check* c : checks())
        if (c->from == needs::plugin && c->spares)
            if (std::string why = c->spares(d); !why.empty()) out.emplace(c->id, std::move(why));
    return out;
}

std::string in_words(const spares& all) {
    std::map<std::string, std::string> by_reason;
    for (const auto& [id, why] : all) by_reason[why] += " " + id;
    std::string out;
    for (const auto& [why, ids] : by_reason) out += why + "\t" + ids + "\n";
    return out;
}

spares from_words(const std::string& text) {
    spares out;
    for (size_t at = 0, end = 0; (end = text.find('\n', at)) != text.npos; at = end + 1) {
        const std::string line = text.substr(at, end - at);
        const size_t tab = line.find('\t');
        if (tab == line.npos) continue;
        std::istringstream ids(line.substr(tab + 1));
        for (std::string id; ids >> id;) out.emplace(id, line.substr(0, tab));
    }
    return out;
}
} // namespace qiki::conform
