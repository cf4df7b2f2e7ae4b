// SPDX-License-Identifier: MIT
// tracking/fuse/ledger.hpp - by which name others know a track whose past may be rewritten.
//
// A picture that goes back and takes frames again numbers the tracks anew that began since. What it shows outside keeps
// its name by its plots: the track that was last moved by the plot that last moved the old one is its continuation,
// else the track that began with its first plot. A name is never given twice.
#pragma once
#include "../track.hpp"
#include "qiki/qiki.hpp"
#include <algorithm>
#include <span>
#include <tuple>
#include <vector>

namespace tracking::fuse {

// The plots at both ends of a track, by source and id. No padding: it is saved as it stands.
struct trail {
    uint32_t first_source = 0, last_source = 0;
    uint64_t first = 0, last = 0;
};

class ledger {
public:
    // No padding: it is saved as it stands.
    struct entry {
        uint64_t name;
        trail way;
        track x; // as it was last shown; x.id is its number inside
    };

    void reserve(size_t tracks) {
        for (auto* v : {&known_, &next_, &gone_}) v->reserve(tracks);
        open_.reserve(tracks);
    }

    // live: the tracks, by number, and their trails; those with numbers above `since` may have got them anew.
    void follow(std::span<const track> live, std::span<const trail> ways, uint64_t since) {
        next_.clear(), open_.clear();
        size_t j = 0;
        for (; j < known_.size() && known_[j].x.id <= since; ++j) {}
        for (size_t k = j; k < known_.size(); ++k) open_.push_back({key_of(known_[k].way, true), k, false});
        sort();
        size_t old = 0;
        for (size_t i = 0; i < live.size(); ++i) {
            const track& x = live[i];
            entry e{0, ways[i], x};
            if (x.id <= since) {
                while (old < j && known_[old].x.id < x.id) gone_.push_back(known_[old++]);
                if (old < j && known_[old].x.id == x.id) e.name = known_[old++].name;
            } else if (claim_on* c = find(ways[i], true)) {
                c->taken = true, e.name = known_[c->row].name;
            }
            next_.push_back(e);
        }
        while (old < j) gone_.push_back(known_[old++]);
        by_birth(j, since);
        for (const claim_on& c : open_)
            if (!c.taken) gone_.push_back(known_[c.row]);
        for (entry& e : next_)
            if (e.name == 0 && !e.x.ended()) e.name = ++last_;
        std::erase_if(next_, [](const entry& e) { return e.name == 0; }); // ended before anybody saw it
        known_.swap(next_);
    }
    // 0: unknown.
    uint64_t name_of(uint64_t number) const {
        const auto at = std::lower_bound(known_.begin(), known_.end(), number,
                                         [](const entry& e, uint64_t n) { return e.x.id < n; });
        return at != known_.end() && at->x.id == number ? at->name : 0;
    }

    std::span<const entry> known() const { return known_; }
    std::span<const entry> gone() const { return gone_; } // that live no more, since the last shown()
    // Those that ended have been named for the last time.
    void shown() {
        gone_.clear();
        std::erase_if(known_, [](const entry& e) { return e.x.ended(); });
    }

    void state(auto& io) {
        io(last_), io(known_);
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(io)>, qiki::reader>)
            for (const entry& e : known_)
                if (e.name == 0 || e.name > last_)
                    throw qiki::failure(QIKI_E_STATE, "state: names that were not given");
    }

private:
    using key = std::tuple<uint32_t, uint64_t>;
    struct claim_on {
        key by;
        size_t row; // of known_
        bool taken;
    };
    static key key_of(const trail& w, bool last) {
        return last ? key(w.last_source, w.last) : key(w.first_source, w.first);
    }
    void sort() {
        std::sort(open_.begin(), open_.end(),
                  [](const claim_on& a, const claim_on& b) { return std::tie(a.by, a.row) < std::tie(b.by, b.row); });
    }
    claim_on* find(const trail& w, bool last) {
        const key k = key_of(w, last);
        auto at =
            std::lower_bound(open_.begin(), open_.end(), k, [](const claim_on& a, const key& b) { return a.by < b; });
        for (; at != open_.end() && at->by == k; ++at)
            if (!at->taken) return &*at;
        return nullptr;
    }
    // What no last plot found: by the first.
    void by_birth(size_t from, uint64_t since) {
        if (from == known_.size()) return;
        for (claim_on& c : open_) c.by = key_of(known_[c.row].way, false);
        sort();
        for (entry& e : next_)
            if (e.name == 0 && e.x.id > since)
                if (claim_on* c = find(e.way, false)) c->taken = true, e.name = known_[c->row].name;
    }

    uint64_t last_ = 0;
    std::vector<entry> known_; // by number
    std::vector<entry> next_, gone_;
    std::vector<claim_on> open_;
};
static_assert(sizeof(trail) == 24 && sizeof(ledger::entry) == 616);

} // namespace tracking::fuse
