// SPDX-License-Identifier: MIT
// host/explain/words.cpp - how explanations speak of writers, times and numbers.
#include "host/explain/stories.hpp"
#include "host/words/nearest.hpp"
#include <algorithm>
#include <charconv>

namespace qiki::explain {

uint32_t writer_of(const question& q, const observe::names& n) {
    if (q.writer.empty()) return 0;
    std::vector<std::string> known;
    for (const observe::named_writer& w : n.writers) {
        if (w.name == q.writer) return w.index;
        known.push_back(w.name);
    }
    throw error("--explain " + q.asked + ": the scenario has no instance '" + q.writer + "'" +
                did_you_mean(q.writer, known) + " There are " + listed(known));
}

bool writes(const observe::named_writer& w, uint32_t record) {
    return std::find(w.records.begin(), w.records.end(), record) != w.records.end();
}

std::string name_of(uint32_t writer, const observe::names& n) {
    if (writer == observe::the_host) return "host";
    for (const observe::named_writer& w : n.writers)
        if (w.index == writer) return w.name;
    return "instance " + std::to_string(writer);
}

std::string fixed(double v, int decimals) {
    char text[400];
    return {text, std::to_chars(text, text + sizeof text, v, std::chars_format::fixed, decimals).ptr};
}

std::string seconds(int64_t t) { return fixed(static_cast<double>(t) * 1e-9, 3) + " s"; }

std::string times(uint64_t n, const char* one, const char* many) {
    return std::to_string(n) + ' ' + (n == 1 ? one : many);
}
} // namespace qiki::explain
