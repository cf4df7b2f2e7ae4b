// SPDX-License-Identifier: MIT
// host/conform/drive/damage.hpp - configurations as no host delivers them: one thing is wrong, or at the edge.
#pragma once
#include "host/conform/drive/configuration.hpp"

namespace qiki::conform {

// A copy of a sound configuration with one change, drawn by (seed, which).
class damaged {
public:
    damaged(const configuration& sound, const qiki_descriptor&, uint64_t seed, uint32_t which);
    damaged(const damaged&) = delete;
    damaged& operator=(const damaged&) = delete;

    const qiki_config& view() const { return view_; }
    const std::string& key() const { return key_; }   // whose; "" when it is nobody's alone
    const std::string& what() const { return what_; } // "step = nan": for messages

private:
    struct own {
        std::vector<double> reals;
        std::vector<int64_t> ints;
        std::string text;
    };
    void change_value(qiki_value&, const qiki_param&, uint32_t draw);
    void change_table(uint32_t draw, uint32_t at);
    own own_;
    std::vector<qiki_value> values_;
    qiki_config view_{};
    std::string key_, what_;
};
} // namespace qiki::conform
