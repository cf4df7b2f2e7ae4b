// SPDX-License-Identifier: MIT
// plugins/radar/link/flights.hpp - frames on their way with their contacts, in the order in which they arrive.
#pragma once
#include "qiki/check.h"
#include "qiki/qiki.hpp"
#include <tuple>
#include <vector>

namespace frame_link {

// Whether a frame may be passed on: it and its contacts keep the rules of records, and belong together.
inline bool sound(const qiki_frame& f, std::span<const qiki_contact> contacts) {
    if (qiki_record_flaw(QIKI_REC_FRAME, &f) || contacts.size() != f.count) return false;
    return std::all_of(contacts.begin(), contacts.end(), [&](const qiki_contact& c) {
        return c.frame == f.seq && f.t_from <= c.t && c.t <= f.t_to && !qiki_record_flaw(QIKI_REC_CONTACT, &c);
    });
}

// No padding: it is saved as it stands.
struct flight {
    qiki_ns due;     // when it arrives
    uint64_t number; // of all that set out: of those due at once the first goes first
    uint64_t at;     // its first contact, in `flights`
    qiki_frame frame;
};
static_assert(sizeof(flight) == 264);

class flights {
public:
    void reserve(size_t frames, size_t contacts) {
        all_.reserve(frames);
        contacts_.reserve(contacts), kept_.reserve(contacts);
    }
    void board(qiki_ns due, const qiki_frame& f, std::span<const qiki_contact> contacts) {
        all_.push_back({due, boarded_++, contacts_.size(), f});
        contacts_.insert(contacts_.end(), contacts.begin(), contacts.end());
    }
    // Those due by t come first afterwards; how many they are.
    size_t arrive(qiki_ns t) {
        std::sort(all_.begin(), all_.end(), [](const flight& a, const flight& b) {
            return std::tuple(a.due, a.number) < std::tuple(b.due, b.number);
        });
        return static_cast<size_t>(
            std::partition_point(all_.begin(), all_.end(), [t](const flight& x) { return x.due <= t; }) - all_.begin());
    }
    const flight& operator[](size_t i) const { return all_[i]; }
    std::span<const qiki_contact> of(const flight& x) const {
        return std::span(contacts_).subspan(static_cast<size_t>(x.at), x.frame.count);
    }
    // The first n are gone; the contacts of the others stand in their order again.
    void leave(size_t n) {
        all_.erase(all_.begin(), all_.begin() + static_cast<ptrdiff_t>(n));
        kept_.clear();
        for (flight& x : all_) {
            const auto mine = of(x);
            x.at = kept_.size();
            kept_.insert(kept_.end(), mine.begin(), mine.end());
        }
        contacts_.swap(kept_);
    }
    size_t size() const { return all_.size(); }

    void state(auto& io) {
        io(boarded_), io(all_), io(contacts_);
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(io)>, qiki::reader>) believe();
    }

private:
    void believe() const {
        uint64_t at = 0;
        for (const flight& x : all_) {
            const bool fits = x.at == at && x.frame.count <= contacts_.size() - at;
            if (!fits || x.due < x.frame.t_available || !sound(x.frame, of(x)))
                throw qiki::failure(QIKI_E_STATE, "state: frames on their way that cannot be");
            at += x.frame.count;
        }
        if (at != contacts_.size()) throw qiki::failure(QIKI_E_STATE, "state: contacts of no frame on its way");
    }
    uint64_t boarded_ = 0;
    std::vector<flight> all_;
    std::vector<qiki_contact> contacts_, kept_; // kept_: of this tick only
};
} // namespace frame_link
