// SPDX-License-Identifier: MIT
// tests/unit/explain/film.hpp - finished ticks made by hand, shown to a story; and the names of a small cast.
#pragma once
#include "host/explain/explain.hpp"
#include "qiki/command.h"
#include "qiki/event.h"
#include "qiki/radar.h"
#include "qiki/track.h"
#include <catch2/catch.hpp>
#include <cstring>
#include <deque>
#include <map>

namespace film {
using namespace qiki;
constexpr qiki_ns s = 1'000'000'000;
enum : uint32_t { nose = 1, picture, second, mind, visitor };

struct set {
    observe::names names;
    std::map<uint32_t, std::string> texts{{1, "UNKNOWN_CONTACT_CLOSE"},
                                          {2, "RADAR_ALERT_UNKNOWN_CLOSE"},
                                          {3, "COLLISION"},
                                          {4, "not yours"},
                                          {5, "SPOOFING_DETECTED"}};
    set() {
        names.writers = {{nose, "nose", "radars", {QIKI_REC_FRAME, QIKI_REC_CONTACT}},
                         {picture, "picture", "trackers", {QIKI_REC_TRACK, QIKI_REC_ASSOC}},
                         {second, "second", "trackers", {QIKI_REC_TRACK}},
                         {mind,
                          "mind",
                          "agents",
                          {QIKI_REC_EVENT, QIKI_REC_PROPOSAL, QIKI_REC_COMMAND},
                          {"UNKNOWN_CONTACT_CLOSE", "SPOOFING_DETECTED"}},
                         {visitor, "visitor", "vehicles", {QIKI_REC_TRUTH, QIKI_REC_RECEIPT}}};
        names.entity = [](uint64_t e) { return e == 1 ? std::string("visitor") : std::string(); };
        names.text = [this](uint32_t id) { return texts.count(id) ? texts.at(id) : std::string(); };
        names.verb = [](uint64_t e, uint32_t row) { return e == 1 && row == 2 ? std::string("GOTO") : std::string(); };
        names.knows = [this](const std::string& t) {
            for (const auto& [id, text] : texts)
                if (text == t) return true;
            return false;
        };
    }
    set(const set&) = delete;
    set& operator=(const set&) = delete;
};

// One tick under construction.
class tick {
public:
    template <class R>
    tick& add(uint32_t writer, uint32_t record, std::vector<R> rows) {
        auto& bytes = held_.emplace_back(rows.size() * sizeof(R));
        std::memcpy(bytes.data(), rows.data(), bytes.size());
        ports_.push_back({writer, record, bytes.data(), rows.size()});
        return *this;
    }
    void show(explain::story& to, uint64_t k, unsigned run = 1) const {
        to.look({run, k, static_cast<int64_t>(k) * s, ports_});
    }

private:
    std::deque<std::vector<std::byte>> held_;
    std::vector<observe::finished_port> ports_;
};

inline std::unique_ptr<explain::story> story(const std::string& asked, const set& on) {
    auto one = explain::story_of(explain::read_question(asked));
    one->begin(on.names);
    return one;
}
template <class F>
std::string wrong(F f) {
    try {
        f();
    } catch (const explain::error& e) { return e.what(); }
    return "nothing was wrong";
}

inline qiki_track track(uint64_t id, qiki_ns t, uint8_t status, uint32_t hits, uint32_t misses, qiki_ns updated) {
    qiki_track x{};
    x.id = id, x.t = t, x.t_birth = s, x.t_update = updated, x.status = status, x.hits = hits, x.misses = misses;
    x.label = QIKI_LABEL_OK, x.state_dims = 3;
    return x;
}
inline qiki_assoc link(uint64_t track, uint64_t item, qiki_ns t, uint16_t flags = 0, double weight = 1) {
    qiki_assoc a{};
    a.track = track, a.item = item, a.t = t, a.flags = flags, a.weight = weight, a.source = nose,
    a.label = QIKI_LABEL_OK;
    return a;
}
inline qiki_contact contact(uint64_t id, qiki_ns t, double range, double bearing) {
    qiki_contact c{};
    c.id = id, c.t = t, c.kind = QIKI_POLAR, c.label = QIKI_LABEL_OK, c.z[0] = range, c.z[1] = bearing;
    c.valid = QIKI_CONTACT_HAS_Z(0) | QIKI_CONTACT_HAS_Z(1);
    return c;
}
} // namespace film
