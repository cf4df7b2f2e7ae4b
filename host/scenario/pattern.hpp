// SPDX-License-Identifier: MIT
// host/scenario/pattern.hpp - Lua's patterns, matched with a count of steps instead of an open end.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string_view>

namespace qiki::lua {

struct pattern_error : std::runtime_error { // malformed, or too complex
    using std::runtime_error::runtime_error;
};

// Lua 5.4 reference manual, section 6.4.1; classes are those of ASCII. `pay(paid_by, n)` is called for every n steps
// and may throw.
class matcher {
public:
    static constexpr int most_captures = 32;
    static constexpr ptrdiff_t open = -1, position = -2; // lengths that are none

    struct capture {
        size_t from;
        ptrdiff_t length; // or open, or position
    };
    using payment = void (*)(void* paid_by, uint64_t steps);

    matcher(std::string_view subject, std::string_view pattern, payment pay, void* paid_by)
        : s_(subject), p_(pattern), pay_(pay), paid_by_(paid_by) {}

    static constexpr size_t none = static_cast<size_t>(-1);
    // Matches the pattern (from its byte `p` on) at byte `s` of the subject: the end of the match, or none. Throws
    // pattern_error.
    size_t match_at(size_t s, size_t p = 0);

    int captures() const { return level_; }
    const capture& at(int i) const { return capture_[static_cast<size_t>(i)]; }

private:
    size_t match(size_t s, size_t p);
    size_t next_item(size_t p) const;                   // behind the item that begins at p
    bool in_class(char c, char class_name) const;       // %a, %d, ...
    bool in_set(char c, size_t p, size_t end) const;    // p at "[", end at "]"
    bool single(size_t s, size_t p, size_t ep);         // does s match the item p..ep
    size_t repeat_most(size_t s, size_t p, size_t ep);  // item*
    size_t repeat_least(size_t s, size_t p, size_t ep); // item-
    size_t balance(size_t s, size_t p);                 // %bxy
    size_t begin_capture(size_t s, size_t p, ptrdiff_t what);
    size_t end_capture(size_t s, size_t p);
    size_t same_again(size_t s, char index);            // %1
    bool frontier(size_t s, size_t p, size_t ep) const; // %f[set]
    int closed(char index) const;
    void step();

    std::string_view s_, p_;
    payment pay_;
    void* paid_by_;
    uint64_t steps_ = 0;
    int level_ = 0, depth_ = 0;
    std::array<capture, most_captures> capture_{};
};
} // namespace qiki::lua
