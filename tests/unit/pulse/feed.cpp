// SPDX-License-Identifier: MIT
// tests/unit/pulse/feed.cpp - a radar whose carrier does not feed it says that it did not look.
#include "qiki/check.h"
#include "world.hpp"
#include <catch2/catch.hpp>

using namespace world;

namespace {

constexpr uint32_t carrier_index = 3, allowed_row = 4;
const qiki_names names{QIKI_HEAD(qiki_names),
                       [](const qiki_host*, const char*) { return uint64_t{0}; },
                       [](const qiki_host*, uint64_t, char*, uint64_t) { return uint64_t{0}; },
                       [](const qiki_host*, uint64_t, const char*) { return int32_t{-1}; },
                       [](const qiki_host*, uint32_t, char*, uint64_t) { return uint64_t{0}; },
                       [](const qiki_host*, uint32_t index, const char* name) {
                           return index == carrier_index && !std::strcmp(name, "radar_allowed") ? int32_t{allowed_row}
                                                                                                : int32_t{-1};
                       }};

qiki_sample allowed(qiki_ns t, bool is, uint32_t row = allowed_row, uint64_t entity = 9) {
    qiki_sample s{};
    s.entity = entity, s.t = t, s.channel = row, s.n = 1, s.label = QIKI_LABEL_OK, s.trust = 1;
    s.v[0] = is;
    return s;
}

// A radar on entity 9, a target 3 km north of it, and a carrier that says from time to time whether it feeds the radar.
struct ride {
    rig::instance radar;
    qiki_ns now = 0;
    report seen;

    explicit ride(const rig::settings& s)
        : radar("qiki.radar.pulse", s, [] {
              rig::birth b;
              b.host_entity = 9;
              b.services[QIKI_NAMES_ID] = &names;
              return b;
          }()) {}
    // Ticks of 0.1 s until t; what is said first is heard in the first of them.
    void until(double t, std::vector<qiki_sample> said = {}, bool there = true) {
        seen = {};
        radar.give("samples", said, carrier_index);
        for (; now < static_cast<qiki_ns>(t * 1e9); now += second / 10) {
            std::vector<qiki_truth> all{body(9, 0, 0, 0), body(1, 0, 3000, 0)};
            if (!there) all.erase(all.begin());
            for (auto& b : all) b.t = now + second / 10;
            radar.give("truth", all);
            radar.tick(now, now + second / 10);
            append(seen.frames, radar.took<qiki_frame>("frames"));
            append(seen.contacts, radar.took<qiki_contact>("contacts"));
            append(seen.origins, radar.took<qiki_origin>("origin"));
            for (const qiki_frame& f : seen.frames) CHECK(qiki_frame_flaw(&f) == nullptr);
        }
    }
    size_t labelled(uint8_t label) const {
        size_t n = 0;
        for (const qiki_frame& f : seen.frames) n += f.label == label;
        return n;
    }
};

} // namespace

TEST_CASE("radar_honesty: no radar while unpowered, and each sector that was not looked at is a frame that says so") {
    for (const double period : {1.0, 0.0}) {
        INFO("period " << period);
        ride r(ideal({{"scan_period", period}, {"sectors", int64_t{4}}, {"clutter", 5.0}}));
        r.until(2);
        const size_t frames = r.seen.frames.size();
        CHECK(r.labelled(QIKI_LABEL_OK) == frames);
        CHECK(r.seen.of(1).size() == (period > 0 ? 2 : 20));
        r.until(4, {allowed(r.now, false)});
        CHECK(r.seen.contacts.empty()); // false ones neither
        CHECK(r.seen.frames.size() == frames);
        CHECK(r.labelled(QIKI_LABEL_NO_DATA) == frames);
        for (const qiki_frame& f : r.seen.frames) CHECK((f.count == 0 && f.valid == 0 && f.flags == 0));
        CHECK(r.radar.metric("frames.dark") == static_cast<double>(frames));
        r.until(4.5); // says nothing: it stays as it is
        CHECK(r.labelled(QIKI_LABEL_OK) == 0);
        r.until(7, {allowed(r.now, true)});
        CHECK(r.labelled(QIKI_LABEL_NO_DATA) == 0);
        CHECK(r.seen.of(1).size() == (period > 0 ? 3 : 25));
        for (size_t i = 1; i < r.seen.frames.size(); ++i) CHECK(r.seen.frames[i].seq == r.seen.frames[i - 1].seq + 1);
    }
}

TEST_CASE("radar_honesty: a sector that was looked at in part is not called complete") {
    ride r(ideal({{"scan_period", 4.0}, {"sectors", int64_t{4}}}));
    r.until(0.4, {allowed(0, false)});
    r.until(2, {allowed(r.now, true)});
    REQUIRE(r.seen.frames.size() == 2);
    CHECK(r.seen.frames[0].label == QIKI_LABEL_OK);
    CHECK((r.seen.frames[0].flags & QIKI_FRAME_COMPLETE) == 0);
    CHECK((r.seen.frames[1].flags & QIKI_FRAME_COMPLETE) != 0);
}

TEST_CASE("radar_honesty: no radar while its carrier is not there") {
    ride r(ideal({{"scan_period", 1.0}}));
    r.until(3, {}, false);
    CHECK(r.seen.frames.empty());
    CHECK(r.seen.contacts.empty());
}

TEST_CASE("Only what the carrier says on that channel, with data, feeds a radar or does not") {
    ride r(ideal({{"scan_period", 0.0}}));
    auto blind = allowed(0, false), empty = allowed(0, false);
    blind.label = QIKI_LABEL_NO_DATA, blind.n = 0;
    empty.n = 0;
    r.until(0.5, {allowed(0, false, allowed_row + 1), allowed(0, false, allowed_row, 8), blind, empty});
    CHECK(r.labelled(QIKI_LABEL_NO_DATA) == 0);
    CHECK(r.seen.contacts.size() == 5);
    r.until(1, {allowed(r.now, false), allowed(r.now - 1, true)}); // the newest counts
    CHECK(r.labelled(QIKI_LABEL_NO_DATA) == 5);
}

TEST_CASE("A dark radar stays dark when it is saved and loaded") {
    const rig::settings s = ideal({{"scan_period", 0.0}});
    ride a(s), b(s);
    a.until(1, {allowed(0, false)});
    b.radar.load(a.radar.save(), a.radar);
    b.now = a.now;
    b.until(2);
    CHECK(b.labelled(QIKI_LABEL_NO_DATA) == 10);
}
