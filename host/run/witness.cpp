// SPDX-License-Identifier: MIT
// host/run/witness.cpp - events against lists of expected ones, as they come.
#include "host/run/witness.hpp"
#include "host/run/words.hpp"
#include <algorithm>

namespace qiki::run {
namespace {
// How far outside of a window; in ns, exact for all times.
uint64_t distance(const scenario::event_pattern& p, qiki_ns t) {
    if (t < p.earliest) return static_cast<uint64_t>(p.earliest) - static_cast<uint64_t>(t);
    return t > p.latest ? static_cast<uint64_t>(t) - static_cast<uint64_t>(p.latest) : 0;
}
} // namespace

void watched_event::compare(const sighting& s) {
    if (matches(s)) {
        ++fitting;
        fits = s;
        return;
    }
    const auto rank = [&](const sighting& x) { // somebody else's is farther than any of the right one
        return std::pair(!anybody && x.writer != writer, distance(what, x.t));
    };
    if (!near || rank(s) < rank(*near)) near = s;
}

bool watched_list::knows(std::string_view code) const {
    return std::any_of(entries_.begin(), entries_.end(), [&](const watched_event& e) { return e.what.code == code; });
}

// Gives the event to an entry that is free, or whose own event finds another one.
bool watched_list::place(size_t entry, const sighting& s) {
    const std::string& code = entries_[entry].what.code;
    for (size_t i = 0; i < entries_.size(); ++i) {
        watched_event& e = entries_[i];
        if (tried_[i] || e.what.code != code || !e.matches(s)) continue;
        tried_[i] = 1;
        if (!e.found || place(i, *e.found)) {
            e.found = s;
            return true;
        }
    }
    return false;
}

void watched_list::see(std::string_view code, const sighting& s) {
    size_t first = entries_.size();
    bool free = false;
    for (size_t i = entries_.size(); i-- > 0;)
        if (entries_[i].what.code == code) entries_[i].compare(s), first = i, free |= !entries_[i].found;
    if (!free) return;
    if (!ordered_) {
        std::fill(tried_.begin(), tried_.end(), 0);
        place(first, s);
    } else if (next_ < entries_.size() && entries_[next_].what.code == code && entries_[next_].matches(s)) {
        entries_[next_++].found = s;
    }
}

void watched_list::forget() {
    next_ = 0;
    for (watched_event& e : entries_) e.forget();
}

size_t witness::add(watched_list l) {
    lists_.push_back(std::move(l));
    return lists_.size() - 1;
}

void witness::look_up(const std::vector<std::string>& texts) {
    if (wanted_.empty()) wanted_.push_back(false); // 0 is no text
    for (size_t id = wanted_.size(); id <= texts.size(); ++id)
        wanted_.push_back(
            std::any_of(lists_.begin(), lists_.end(), [&](const watched_list& l) { return l.knows(texts[id - 1]); }));
}

void witness::see(const qiki_event& e, uint32_t writer, const std::vector<std::string>& texts) {
    if (e.code == 0 || e.code > texts.size()) return;
    if (e.code >= wanted_.size()) look_up(texts);
    if (!wanted_[e.code]) return;
    const sighting s{writer, e.t, order_++};
    for (watched_list& l : lists_) l.see(texts[e.code - 1], s);
}

void witness::warn(std::string_view who, qiki_ns t, std::string_view text) {
    if (warnings_++ == 0)
        first_warning_ = std::string(who) + " at " + seconds(t) + ": " + std::string(text.substr(0, 300));
}

void witness::forget() {
    for (watched_list& l : lists_) l.forget();
    order_ = warnings_ = 0;
    first_warning_.clear();
}
} // namespace qiki::run
