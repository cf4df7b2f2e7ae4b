// SPDX-License-Identifier: MIT
// host/scenario/pattern.cpp - backtracking over Lua's patterns (Ierusalimschy, lstrlib.c), one step at a time.
#include "host/scenario/pattern.hpp"

namespace qiki::lua {
namespace {
constexpr int deepest = 200; // nested matches, as in Lua
constexpr uint64_t bill = 256;
constexpr char escape = '%';

bool lower(char c) { return c >= 'a' && c <= 'z'; }
bool upper(char c) { return c >= 'A' && c <= 'Z'; }
bool digit(char c) { return c >= '0' && c <= '9'; }
bool graph(char c) { return c > ' ' && c < 127; }
bool alnum(char c) { return lower(c) || upper(c) || digit(c); }
} // namespace

void matcher::step() {
    if (++steps_ % bill == 0) pay_(paid_by_, bill);
}

size_t matcher::match_at(size_t s, size_t p) {
    level_ = depth_ = 0;
    return match(s, p);
}

bool matcher::in_class(char c, char name) const {
    bool in = false;
    switch (lower(name) ? name : static_cast<char>(name - 'A' + 'a')) {
    case 'a': in = lower(c) || upper(c); break;
    case 'c': in = (c >= 0 && c < 32) || c == 127; break;
    case 'd': in = digit(c); break;
    case 'g': in = graph(c); break;
    case 'l': in = lower(c); break;
    case 'p': in = graph(c) && !alnum(c); break;
    case 's': in = c == ' ' || (c >= '\t' && c <= '\r'); break;
    case 'u': in = upper(c); break;
    case 'w': in = alnum(c); break;
    case 'x': in = digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); break;
    default: return name == c; // an escaped character
    }
    return upper(name) ? !in : in;
}

size_t matcher::next_item(size_t p) const {
    const char c = p_[p++];
    if (c == escape) {
        if (p >= p_.size()) throw pattern_error("malformed pattern (ends with '%')");
        return p + 1;
    }
    if (c != '[') return p;
    if (p < p_.size() && p_[p] == '^') ++p;
    do { // a "]" in first place stands for itself
        if (p >= p_.size()) throw pattern_error("malformed pattern (missing ']')");
        if (p_[p++] == escape) {
            if (p >= p_.size()) throw pattern_error("malformed pattern (missing ']')");
            ++p;
        }
    } while (p >= p_.size() || p_[p] != ']');
    return p + 1;
}

bool matcher::in_set(char c, size_t p, size_t end) const {
    bool in = true;
    if (p_[p + 1] == '^') {
        in = false;
        ++p;
    }
    while (++p < end) {
        if (p_[p] == escape) {
            if (in_class(c, p_[++p])) return in;
        } else if (p + 2 < end && p_[p + 1] == '-') {
            p += 2;
            const auto byte = [](char x) { return static_cast<unsigned char>(x); };
            if (byte(p_[p - 2]) <= byte(c) && byte(c) <= byte(p_[p])) return in;
        } else if (p_[p] == c) return in;
    }
    return !in;
}

bool matcher::single(size_t s, size_t p, size_t ep) {
    step();
    if (s >= s_.size()) return false;
    switch (p_[p]) {
    case '.': return true;
    case escape: return in_class(s_[s], p_[p + 1]);
    case '[':
        steps_ += (ep - p) / 8; // a long set is more work
        return in_set(s_[s], p, ep - 1);
    default: return p_[p] == s_[s];
    }
}

size_t matcher::repeat_most(size_t s, size_t p, size_t ep) {
    size_t n = 0;
    while (single(s + n, p, ep)) ++n;
    for (;; --n) {
        step();
        if (const size_t end = match(s + n, ep + 1); end != none) return end;
        if (n == 0) return none;
    }
}

size_t matcher::repeat_least(size_t s, size_t p, size_t ep) {
    for (;; ++s) {
        if (const size_t end = match(s, ep + 1); end != none) return end;
        if (!single(s, p, ep)) return none;
    }
}

size_t matcher::balance(size_t s, size_t p) {
    if (p + 1 >= p_.size()) throw pattern_error("malformed pattern (missing arguments to '%b')");
    if (s >= s_.size() || s_[s] != p_[p]) return none;
    int nested = 1;
    for (size_t i = s + 1; i < s_.size(); ++i) {
        step();
        if (s_[i] == p_[p + 1]) {
            if (--nested == 0) return i + 1;
        } else if (s_[i] == p_[p]) ++nested;
    }
    return none;
}

size_t matcher::begin_capture(size_t s, size_t p, ptrdiff_t what) {
    if (level_ >= most_captures) throw pattern_error("too many captures");
    capture_[static_cast<size_t>(level_++)] = {s, what};
    const size_t end = match(s, p);
    if (end == none) --level_;
    return end;
}

size_t matcher::end_capture(size_t s, size_t p) {
    int i = level_ - 1;
    while (i >= 0 && at(i).length != open) --i;
    if (i < 0) throw pattern_error("invalid pattern capture");
    capture& c = capture_[static_cast<size_t>(i)];
    c.length = static_cast<ptrdiff_t>(s - c.from);
    const size_t end = match(s, p);
    if (end == none) c.length = open;
    return end;
}

int matcher::closed(char index) const {
    const int i = index - '1';
    if (i < 0 || i >= level_ || at(i).length == open)
        throw pattern_error("invalid capture index %" + std::string(1, index));
    return i;
}

size_t matcher::same_again(size_t s, char index) {
    const capture& c = at(closed(index));
    if (c.length == position) return none;
    const auto n = static_cast<size_t>(c.length);
    steps_ += n / 16;
    step();
    return s_.size() - s >= n && s_.substr(c.from, n) == s_.substr(s, n) ? s + n : none;
}

bool matcher::frontier(size_t s, size_t p, size_t ep) const {
    const char before = s == 0 ? '\0' : s_[s - 1], here = s < s_.size() ? s_[s] : '\0';
    return !in_set(before, p, ep - 1) && in_set(here, p, ep - 1);
}

size_t matcher::match(size_t s, size_t p) {
    struct level { // also when something is thrown: the matcher may be used again
        int& depth;
        explicit level(int& d) : depth(d) {
            if (++depth > deepest) throw pattern_error("pattern too complex");
        }
        ~level() { --depth; }
    } const inside(depth_);

    while (p < p_.size()) {
        step();
        const char c = p_[p], d = p + 1 < p_.size() ? p_[p + 1] : '\0';
        if (c == '(') return d == ')' ? begin_capture(s, p + 2, position) : begin_capture(s, p + 1, open);
        if (c == ')') return end_capture(s, p + 1);
        if (c == '$' && p + 1 == p_.size()) return s == s_.size() ? s : none;
        if (c == escape && d == 'b') {
            s = balance(s, p + 2);
            if (s == none) return none;
            p += 4;
            continue;
        }
        if (c == escape && d == 'f') {
            p += 2;
            if (p >= p_.size() || p_[p] != '[') throw pattern_error("missing '[' after '%f' in pattern");
            const size_t ep = next_item(p);
            if (!frontier(s, p, ep)) return none;
            p = ep;
            continue;
        }
        if (c == escape && digit(d)) {
            s = same_again(s, d);
            if (s == none) return none;
            p += 2;
            continue;
        }
        const size_t ep = next_item(p);
        const char suffix = ep < p_.size() ? p_[ep] : '\0';
        if (suffix == '*') return repeat_most(s, p, ep);
        if (suffix == '-') return repeat_least(s, p, ep);
        if (suffix == '+') return single(s, p, ep) ? repeat_most(s + 1, p, ep) : none;
        const bool one = single(s, p, ep);
        if (suffix == '?') {
            if (one)
                if (const size_t end = match(s + 1, ep + 1); end != none) return end;
            p = ep + 1;
            continue;
        }
        if (!one) return none;
        ++s;
        p = ep;
    }
    return s;
}
} // namespace qiki::lua
