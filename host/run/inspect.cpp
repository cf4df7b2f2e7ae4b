// SPDX-License-Identifier: MIT
// host/run/inspect.cpp - checked mode: inputs and process untouched, records sound, remarks true.
#include "host/run/inspect.hpp"
#include "host/run/digest.hpp"
#include "host/run/instance.hpp"
#include "host/run/words.hpp"
#include "qiki/check.h"
#include <algorithm>
#include <cstring>

namespace qiki::run {
namespace {
uint64_t of_view(const qiki_view& v) { return fingerprint(v.data, v.count * v.stride); }

// What one record cannot know of the others in its tick.
std::string misplaced(const qiki_frame& f, const output* contacts) {
    if (!contacts || f.count == 0) return {};
    const uint64_t begin = contacts->next_first - contacts->made;
    if (f.first < begin || f.first > contacts->next_first || f.count > contacts->next_first - f.first)
        return "frame.first, count: contacts " + std::to_string(f.first) + " to " +
               std::to_string(f.first + f.count - 1) + " were not written in this tick, whose contacts begin at " +
               std::to_string(begin) + " and end before " + std::to_string(contacts->next_first) +
               " (rule tick.4); take `first` from qiki_out.first + count before the first of them";
    for (uint64_t i = f.first - begin; i < f.first - begin + f.count; ++i) {
        qiki_contact c;
        std::memcpy(&c, contacts->data() + i * contacts->blank.stride, sizeof c);
        if (c.t < f.t_from || c.t > f.t_to)
            return "contact " + std::to_string(f.first + i) + " is of " + seconds(c.t) + ", its frame looked from " +
                   seconds(f.t_from) + " to " + seconds(f.t_to) + " (rule radar.frame); widen the frame";
    }
    return {};
}
} // namespace

void inspector::before(const std::vector<qiki_view>& views) {
    seen_.clear();
    seen_.push_back(fingerprint(views.data(), views.size() * sizeof(qiki_view)));
    for (const qiki_view& v : views) seen_.push_back(of_view(v));
}

std::string trespass(const load::environment& before) {
    const std::string changed = before.difference();
    if (changed.empty()) return {};
    before.restore();
    return "changed the " + changed + "; no call may (rule err.5): leave it, or put it back before tick() returns";
}

// An id that ended, or left without a word, and is there again. A tick without tracks is no news.
std::string inspector::returned(uint32_t output) {
    past& then = pasts_[output];
    if (tracks_.empty()) return {};
    for (const uint64_t id : then.live)
        if (!std::binary_search(ids_.begin(), ids_.end(), id)) then.over.insert(id);
    then.live.clear();
    for (const qiki_track& x : tracks_) {
        if (then.over.count(x.id))
            return "track " + std::to_string(x.id) +
                   " is there again after it ended or left (rule tracker.ids); an id is never used again: give a new "
                   "track the next one";
        if (x.status == QIKI_TRACK_ENDED) then.over.insert(x.id);
        else then.live.insert(x.id);
    }
    return {};
}

std::string inspector::after(const std::vector<qiki_view>& views, const std::vector<output>& outputs, const member& m,
                             qiki_ns t0, qiki_ns t1) {
    if (seen_[0] != fingerprint(views.data(), views.size() * sizeof(qiki_view)))
        return "changed the views it was given; they are read only (rule tick.7): copy what shall change";
    for (size_t i = 0; i < views.size(); ++i)
        if (seen_[i + 1] != of_view(views[i]))
            return std::string("changed the records of its input '") + input_of(m, views[i].port).name +
                   "'; they are read only (rule tick.7): copy what shall change";
    const output* contacts = nullptr;
    for (const output& o : outputs)
        if (o.blank.record == QIKI_REC_CONTACT) contacts = &o;
    for (uint32_t p = 0; p < outputs.size(); ++p) {
        const output& o = outputs[p];
        const auto wrong = [&](uint64_t i, const std::string& what) {
            return std::string("output '") + output_of(m, p).name + "', record " + std::to_string(i) +
                   " of this tick: " + what;
        };
        ids_.clear(), tracks_.clear();
        for (uint64_t i = 0; i < o.made; ++i) {
            const std::byte* at = o.data() + i * o.blank.stride;
            if (const char* flaw = qiki_record_flaw(o.blank.record, at))
                return wrong(i, std::string(flaw) + " (rule rec.9); put that right before the record is written");
            if (const std::string when = untimely(o.blank.record, at, t0, t1); !when.empty()) return wrong(i, when);
            if (o.blank.record == QIKI_REC_FRAME) {
                const std::string where = misplaced(*reinterpret_cast<const qiki_frame*>(at), contacts);
                if (!where.empty()) return wrong(i, where);
            }
            if (o.blank.record == QIKI_REC_TRACK) {
                tracks_.push_back(*reinterpret_cast<const qiki_track*>(at));
                ids_.push_back(tracks_.back().id);
            }
        }
        std::sort(ids_.begin(), ids_.end());
        const auto twice = std::adjacent_find(ids_.begin(), ids_.end());
        // A stream of tracks may bring several times of one; a set may not.
        if ((output_of(m, p).flags & QIKI_PORT_SNAPSHOT) && twice != ids_.end())
            return std::string("output '") + output_of(m, p).name + "': track " + std::to_string(*twice) +
                   " stands twice in one set (rule tracker.ids); write each live track once a tick";
        if ((output_of(m, p).flags & QIKI_PORT_SNAPSHOT) && std::strcmp(m.about->kind, QIKI_KIND_TRACKER) == 0)
            if (const std::string who = returned(p); !who.empty())
                return std::string("output '") + output_of(m, p).name + "': " + who;
    }
    return {};
}
} // namespace qiki::run
