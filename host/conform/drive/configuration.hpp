// SPDX-License-Identifier: MIT
// host/conform/drive/configuration.hpp - configurations made from a plugin's own table of parameters.
#pragma once
#include "host/conform/check.hpp"
#include "qiki/random.h"
#include <deque>

namespace qiki::conform {

// Complete, typed, within limits, sorted: as a host delivers it.
class configuration {
public:
    // Defaults, and what `set` gives by hand; other keys in it are another plugin's of the file. Throws skipped when a
    // REQUIRED parameter has neither, failed when a value of `set` is not of its type.
    configuration(const qiki_descriptor&, const std::map<std::string, std::string>& set);
    // Likewise, but some of the other parameters drawn within their limits: choices, numbers, switches. `which`: 0, 1,
    // 2, ...; of four, half of all are drawn in two, one in turn in the third, two in the fourth.
    configuration(const qiki_descriptor&, const std::map<std::string, std::string>& set, uint64_t seed, uint32_t which);
    configuration(const configuration&) = delete;

    const qiki_config& view() const { return view_; }
    std::string text() const; // "range=2e4, mode=fast": for messages

private:
    struct cell {
        const qiki_param* param;
        std::string text;
        std::vector<double> reals;
        std::vector<int64_t> ints;
    };
    void fill(const qiki_descriptor&, const std::map<std::string, std::string>& set);
    static bool drawable(const cell&, const std::map<std::string, std::string>& set);
    void draw(const std::map<std::string, std::string>& set, uint64_t seed, uint32_t which);
    static void draw(cell&, qiki_bits chance);
    void arrange();
    std::deque<cell> cells_;
    std::vector<qiki_value> values_;
    qiki_config view_{};
};
} // namespace qiki::conform
