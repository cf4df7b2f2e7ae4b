// SPDX-License-Identifier: MIT
// tests/unit/classify/verdicts.cpp - rules over signatures, and when a verdict is said.
#include "picture.hpp"

using namespace picture;
using namespace classify;

namespace {
const auto no_plots = [](const qiki_track&) { return std::vector<qiki_contact>{}; };
rule when(uint32_t what) {
    rule r;
    r.when = what, r.iff = QIKI_IFF_FRIEND, r.number = 1;
    return r;
}
} // namespace

TEST_CASE("A row holds when all that it asks for is known and so, what is unknown matches nothing") {
    signature nothing, all;
    all.rcs_known = all.speed_known = all.answers = all.silent = all.stopped = all.twice = all.changed = true;
    all.has_address = all.has_mode3a = all.has_identity = true;
    for (uint32_t bit = 1; bit <= by_changed; bit *= 2) {
        INFO("condition " << bit);
        CHECK_FALSE(when(bit).holds(nothing));
        CHECK(when(bit).holds(all));
    }
    CHECK(when(0).holds(nothing));
    CHECK(when(all_conditions).holds(all));
    rule large = when(by_rcs);
    large.rcs[0] = 5, large.rcs[1] = 10;
    for (const auto& [rcs, is] : std::map<double, bool>{{4.9, false}, {5, true}, {10, true}, {10.1, false}}) {
        all.rcs_dbsm = rcs;
        CHECK(large.holds(all) == is);
    }
    rule ally = when(by_identity);
    std::memcpy(ally.identity.data(), "ALLY-", 5), ally.letters = 5;
    std::memcpy(all.identity.data(), "ALLY-9", 6);
    CHECK(ally.holds(all));
    ally.letters = 16; // the whole name
    CHECK_FALSE(ally.holds(all));
    rule stopped = when(by_answers);
    stopped.answers = reply::stopped;
    CHECK(stopped.holds(all));
    all.stopped = false;
    CHECK_FALSE(stopped.holds(all));
}

TEST_CASE("IFF/classification: of each outcome the first row that says it and holds decides", "[capability]") {
    std::vector<rule> rows(3);
    for (uint32_t i = 0; i < 3; ++i) rows[i].number = i + 1;
    rows[0].object_class = QIKI_CLASS_STATION;
    rows[1].iff = QIKI_IFF_FRIEND, rows[1].object_class = QIKI_CLASS_DRONE;
    rows[2].iff = QIKI_IFF_HOSTILE, rows[2].spoofed = 1;
    const verdict v = judge(rows, {});
    CHECK((v.object_class == QIKI_CLASS_STATION && v.class_row == 1));
    CHECK((v.iff == QIKI_IFF_FRIEND && v.iff_row == 2));
    CHECK((v.spoofed == 1 && v.spoofed_row == 3));
    CHECK(judge({}, {}) == verdict{});
}

TEST_CASE("DEFECT 4.3: object_type is not always UNSPECIFIED, and iff not always UNKNOWN") {
    desk d({{"rules", rules({{.when = by_address, .address = 0x3C0001, .iff = 1, .object_class = QIKI_CLASS_STATION},
                             {.when = by_address, .address = 0x3C0666, .iff = 3, .object_class = QIKI_CLASS_CRAFT},
                             {.when = by_speed, .speed = {20, 90}, .object_class = QIKI_CLASS_DRONE},
                             {.when = by_speed, .speed = {0, 5}, .object_class = QIKI_CLASS_DEBRIS}})}});
    std::vector<qiki_track> out;
    for (int i = 0; i < 6; ++i) {
        const qiki_ns t = d.now + second;
        out = d.show({named(track(1, t, 0, 900), 0x3C0001), named(track(2, t, 500, 0, 30), 0x3C0666),
                      track(3, t, -900, 0, 40, 30), track(4, t, 0, -900, 1)});
    }
    REQUIRE(out.size() == 4);
    CHECK((out[0].iff == QIKI_IFF_FRIEND && out[0].object_class == QIKI_CLASS_STATION));
    CHECK((out[1].iff == QIKI_IFF_HOSTILE && out[1].object_class == QIKI_CLASS_CRAFT));
    CHECK((out[2].iff == QIKI_IFF_UNKNOWN && out[2].object_class == QIKI_CLASS_DRONE));
    CHECK((out[3].iff == QIKI_IFF_UNKNOWN && out[3].object_class == QIKI_CLASS_DEBRIS));
    CHECK(d.events.size() == 4);
}

TEST_CASE("What no rule speaks of stays as the tracker said it, and without rules all does") {
    qiki_track x = named(track(1, second, 0, 900), 7, "STATION");
    x.iff = QIKI_IFF_NEUTRAL, x.object_class = QIKI_CLASS_BIRD, x.flags = QIKI_TRACK_SPOOFED;
    for (const auto& s : {rig::settings{}, {{"rules", rules({{.when = by_twice, .iff = 3, .spoofed = 0}})}}}) {
        desk d(s);
        qiki_track y = d.repeat(5, x, no_plots);
        y.t = y.t_update = second;
        CHECK(std::memcmp(&x, &y, sizeof x) == 0);
        CHECK(d.events.empty());
    }
}

TEST_CASE("A verdict is said when as many pictures in a row agree, as an event with its rows, and kept to the end") {
    desk d({{"agreement", int64_t{4}},
            {"rules", rules({{.when = by_speed, .speed = {90, 999}, .iff = 3, .object_class = QIKI_CLASS_CRAFT},
                             {.when = by_address, .address = 5, .iff = 1, .object_class = QIKI_CLASS_STATION}})}});
    const qiki_track x = named(track(1, second, 0, 900), 5);
    CHECK(d.repeat(3, x, no_plots).iff == QIKI_IFF_UNKNOWN);
    CHECK(d.repeat(1, x, no_plots).iff == QIKI_IFF_FRIEND);
    REQUIRE(d.events.size() == 1);
    const qiki_event& e = d.events[0];
    CHECK((e.track == 1 && e.source == 3 && e.n == 4 && e.v[0] == QIKI_IFF_FRIEND && e.v[1] == QIKI_CLASS_STATION));
    CHECK((e.v[2] == 2 && e.v[3] == 2 && e.severity == QIKI_SEVERITY_NOTICE));
    CHECK(texts().at(e.code - 1) == "TRACK_CLASSIFIED");
    CHECK(texts().at(e.text - 1) == "friendly station");
    qiki_track gone = x;
    gone.valid &= ~QIKI_TRACK_HAS_ADDRESS, gone.address24 = 0; // for a moment only
    CHECK(d.repeat(3, gone, no_plots).iff == QIKI_IFF_FRIEND);
    CHECK(d.repeat(3, x, no_plots).iff == QIKI_IFF_FRIEND);
    gone = x, gone.status = QIKI_TRACK_ENDED, gone.t = d.now + second;
    const auto last = d.show({gone});
    CHECK((last.at(0).status == QIKI_TRACK_ENDED && last[0].iff == QIKI_IFF_FRIEND));
    CHECK(d.events.size() == 1);
    CHECK(d.show({}).empty());
    CHECK(d.repeat(3, x, no_plots).iff == QIKI_IFF_UNKNOWN); // forgotten: a new one
}

TEST_CASE("Two live tracks with one address are known as such, and not when one of them has ended") {
    desk d({{"rules", rules({{.when = by_twice, .spoofed = 1}, {.spoofed = 0}})}});
    for (int i = 0; i < 5; ++i) {
        const qiki_ns t = d.now + second;
        auto both = std::vector<qiki_track>{named(track(1, t, 0, 900), 5), named(track(2, t, 900, 0), 5),
                                            named(track(3, t, 900, 900), 6)};
        if (i == 4) {
            const auto out = d.show(both);
            CHECK((out[0].flags & QIKI_TRACK_SPOOFED) != 0);
            CHECK((out[1].flags & QIKI_TRACK_SPOOFED) != 0);
            CHECK((out[2].flags & QIKI_TRACK_SPOOFED) == 0);
        } else d.show(both);
    }
    std::vector<qiki_track> out;
    for (int i = 0; i < 4; ++i) out = d.show({named(track(1, d.now + second, 0, 900), 5)});
    CHECK((out[0].flags & QIKI_TRACK_SPOOFED) == 0);
}
