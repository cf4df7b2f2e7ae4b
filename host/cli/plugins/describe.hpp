// SPDX-License-Identifier: MIT
// host/cli/plugins/describe.hpp - everything a plugin declares, for people and for machines.
#pragma once
#include "host/load/catalogue.hpp"
#include <string>
#include <vector>

namespace qiki::cli {

struct shown {
    const load::found* found = nullptr;
    const qiki_descriptor* about = nullptr; // nullptr: the file was not opened
    std::string trouble = {};               // what is remembered of its first load; empty: nothing bad
};

std::string kind_word(std::string_view kind); // "radar" of "qiki.radar/1"

// One line a plugin. `columns` 0: unlimited.
std::string plugin_table(const std::vector<shown>&, size_t columns);
// Ports, parameters, channels, facts, verbs, capabilities of an opened plugin.
std::string plugin_page(const shown&, size_t columns);

// "18520 m", "0.02 rad (1.146 deg)", "(required)"; "a, b, c" or "10 to 1e7 m", empty when there is no limit.
std::string preset(const qiki_param&);
std::string range(const qiki_param&);
std::string limits(double min, double max, std::string_view unit);

// The words behind the bits, in the order of their bits.
std::vector<std::string> port_words(uint32_t flags);
std::vector<std::string> cap_words(uint64_t caps);
std::string authority_word(uint32_t);
} // namespace qiki::cli
