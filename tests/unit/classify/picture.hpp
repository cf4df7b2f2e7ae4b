// SPDX-License-Identifier: MIT
// tests/unit/classify/picture.hpp - a classifier on the rig: fed with tracks made by hand, or with what a radar and a
// tracker make of a world.
#pragma once
#include "plugins/radar/classify/rules.hpp"
#include "qiki/check.h"
#include "unit/rig.hpp"
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <string>
#include <vector>

namespace picture {

constexpr qiki_ns second = 1'000'000'000;

// The texts of a host.
inline std::vector<std::string>& texts() {
    static std::vector<std::string> all;
    return all;
}
inline const qiki_texts text_service{QIKI_HEAD(qiki_texts),
                                     [](const qiki_host*, const char* t, uint64_t n) {
                                         texts().emplace_back(t, n);
                                         return static_cast<uint32_t>(texts().size());
                                     },
                                     [](const qiki_host*, uint32_t, char*, uint64_t) { return uint64_t{0}; }};

// A row as qiki.rules writes it.
struct row {
    uint32_t when = 0;
    double rcs[2] = {-1e9, 1e9}, speed[2] = {-1e9, 1e9};
    classify::reply answers = classify::reply::yes;
    uint32_t address = 0, code = 0;
    std::string name = {};
    uint32_t letters = 0;
    int iff = -1, object_class = -1, spoofed = -1;
};
inline std::vector<double> rules(const std::vector<row>& rows) {
    std::vector<double> all;
    double number = 0;
    for (const row& r : rows) {
        double six[3] = {};
        for (size_t i = r.name.size(); i-- > 0;) six[i / 6] = six[i / 6] * 256 + static_cast<unsigned char>(r.name[i]);
        all.insert(all.end(), {++number, double(r.when), r.rcs[0], r.rcs[1], r.speed[0], r.speed[1], double(r.answers),
                               double(r.address), double(r.code), six[0], six[1], six[2], double(r.letters),
                               double(r.iff), double(r.object_class), double(r.spoofed)});
    }
    return all;
}

inline rig::settings with(rig::settings base, const rig::settings& more) {
    for (const auto& [key, v] : more) base[key] = v;
    return base;
}

inline qiki_track track(uint64_t id, qiki_ns t, double east, double north, double ve = 0, double vn = 0) {
    qiki_track r{};
    r.id = id, r.t = r.t_update = t, r.label = QIKI_LABEL_OK, r.status = QIKI_TRACK_CONFIRMED, r.state_dims = 3;
    r.valid = QIKI_TRACK_HAS_VELOCITY | QIKI_TRACK_HAS_COV;
    r.hits = 9;
    r.x[0] = east, r.x[1] = north, r.x[3] = ve, r.x[4] = vn;
    for (const size_t k : {0u, 6u, 11u}) r.p[k] = 100;
    for (const size_t k : {15u, 18u, 20u}) r.p[k] = 1;
    return r;
}
inline qiki_track named(qiki_track x, uint32_t address, const std::string& name = "") {
    x.valid |= QIKI_TRACK_HAS_ADDRESS, x.address24 = address, x.transponder = QIKI_XPDR_S;
    if (!name.empty()) x.valid |= QIKI_TRACK_HAS_IDENTITY, std::memcpy(x.identity, name.data(), name.size());
    return x;
}
// A plot where the track is, at its time.
inline qiki_contact plot(const qiki_track& x, double rcs, uint8_t band = QIKI_BAND_LR, uint32_t address = 0) {
    qiki_contact c{};
    c.t = x.t_update, c.kind = QIKI_ENU, c.label = QIKI_LABEL_OK, c.band = band, c.rcs_dbsm = rcs;
    c.valid = QIKI_CONTACT_HAS_POSITION | QIKI_CONTACT_HAS_COV | QIKI_CONTACT_HAS_RCS;
    for (size_t i = 0; i < 3; ++i) c.z[i] = x.x[i];
    c.cov[0] = c.cov[4] = c.cov[7] = 100;
    if (address) c.valid |= QIKI_CONTACT_HAS_ADDRESS, c.address24 = address, c.transponder = QIKI_XPDR_S;
    return c;
}

// A classifier that is shown a picture a second, with the plots of one radar.
class desk {
public:
    explicit desk(const rig::settings& s) : rig("qiki.tracker.classify", s, birth()) {}
    static ::rig::birth birth() {
        ::rig::birth b;
        b.index = 3, b.services[QIKI_TEXT_ID] = &text_service;
        return b;
    }

    rig::instance rig;
    qiki_ns now = 0;
    std::vector<qiki_event> events; // of all pictures

    std::vector<qiki_track> show(const std::vector<qiki_track>& all, std::vector<qiki_contact> seen = {}) {
        if (!seen.empty()) {
            qiki_frame f{};
            f.seq = seq_, f.t_from = f.t_to = f.t_available = now + second, f.source = 1, f.label = QIKI_LABEL_OK;
            for (auto& c : seen) c.id = ++last_, c.frame = seq_, f.t_from = std::min(f.t_from, c.t);
            ++seq_;
            f.first = last_ - seen.size(), f.count = static_cast<uint32_t>(seen.size());
            rig.give<qiki_frame>("frames", {f}, 1);
            rig.give<qiki_contact>("contacts", seen, 1);
        }
        rig.give<qiki_track>("tracks", all, 2);
        rig.tick(now, now + second);
        now += second;
        for (const auto& e : rig.took<qiki_event>("events")) {
            CHECK(qiki_event_flaw(&e) == nullptr);
            events.push_back(e);
        }
        auto out = rig.took<qiki_track>("tracks");
        for (const auto& x : out) CHECK(qiki_record_flaw(QIKI_REC_TRACK, &x) == nullptr);
        return out;
    }
    // The same track for n pictures, each with its plot; what is said about it at last.
    template <class Plot>
    qiki_track repeat(int n, qiki_track x, Plot&& of) {
        qiki_track last{};
        for (int i = 0; i < n; ++i) {
            x.t = x.t_update = now + second;
            last = show({x}, of(x)).at(0);
        }
        return last;
    }

private:
    uint64_t seq_ = 0, last_ = 0;
};

} // namespace picture
