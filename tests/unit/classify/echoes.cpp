// SPDX-License-Identifier: MIT
// tests/unit/classify/echoes.cpp - what plots tell about a track: how large it is, and whose plot it was.
#include "picture.hpp"

using namespace picture;
using namespace classify;

namespace {
rig::settings large_or_small() {
    return {{"rules", rules({{.when = by_rcs, .rcs = {5, 99}, .object_class = QIKI_CLASS_STATION},
                             {.when = by_rcs, .rcs = {-99, 5}, .object_class = QIKI_CLASS_DRONE}})}};
}
} // namespace

TEST_CASE("The radar cross section of a track is the mean of its plots, once there are enough of them") {
    desk d(large_or_small());
    int k = 0;
    // 10 dBsm, and nothing but noise every second time: 7 dBsm on the average; of the dB it would be -5.
    const auto fading = [&](const qiki_track& x) { return std::vector{plot(x, ++k % 2 ? 10 : -20)}; };
    const qiki_track x = track(1, second, 100, 2000);
    CHECK(d.repeat(6, x, fading).object_class == QIKI_CLASS_UNKNOWN); // five plots, then three verdicts
    CHECK(d.repeat(1, x, fading).object_class == QIKI_CLASS_STATION);
    CHECK(d.repeat(60, x, [](const qiki_track& y) { return std::vector{plot(y, -10)}; }).object_class ==
          QIKI_CLASS_DRONE); // what is old fades
    CHECK(d.rig.metric("plots.used") == 67);
}

TEST_CASE("A plot counts for the track that took it: of its time, within the gate, and for one of two at most") {
    const auto said = [](auto&& change) {
        desk d(large_or_small());
        return d.repeat(12, track(1, second, 100, 2000), [&](const qiki_track& x) {
            qiki_contact c = plot(x, 20);
            change(c);
            return std::vector{c};
        });
    };
    CHECK(said([](qiki_contact&) {}).object_class == QIKI_CLASS_STATION);
    CHECK(said([](qiki_contact& c) { c.z[0] += 40; }).object_class == QIKI_CLASS_STATION);
    CHECK(said([](qiki_contact& c) { c.z[0] += 80; }).object_class == QIKI_CLASS_UNKNOWN); // sigma is 14 m
    CHECK(said([](qiki_contact& c) { c.t -= second / 2; }).object_class == QIKI_CLASS_UNKNOWN);
    CHECK(said([](qiki_contact& c) { c.label = QIKI_LABEL_INVALID; }).object_class == QIKI_CLASS_UNKNOWN);
    CHECK(said([](qiki_contact& c) { c.valid &= ~QIKI_CONTACT_HAS_RCS, c.rcs_dbsm = 0; }).object_class ==
          QIKI_CLASS_UNKNOWN);

    desk d(large_or_small());
    std::vector<qiki_track> out;
    for (int i = 0; i < 12; ++i) {
        const qiki_ns t = d.now + second;
        const auto a = track(1, t, 100, 2000), b = track(2, t, 110, 2000), c = track(3, t, 2000, 100);
        out = d.show({a, b, c}, {plot(a, 20), plot(c, 20)});
    }
    CHECK((out[0].object_class == QIKI_CLASS_UNKNOWN && out[1].object_class == QIKI_CLASS_UNKNOWN));
    CHECK(out[2].object_class == QIKI_CLASS_STATION);
    CHECK(d.rig.metric("plots.doubtful") == 12);
}

TEST_CASE("A track that coasts is found where it was when it took its last plot") {
    desk d(large_or_small());
    std::vector<qiki_track> out;
    for (int i = 0; i < 12; ++i) { // shown 0.5 s after its plot, 500 m farther on
        const qiki_ns t = d.now + second;
        qiki_track x = track(1, t, 100 + 1000 * i, 2000, 1000);
        x.t_update = t - second / 2;
        qiki_contact c = plot(x, 20);
        c.z[0] -= 500;
        out = d.show({x}, {c});
    }
    CHECK(out[0].object_class == QIKI_CLASS_STATION);
}

TEST_CASE("A picture that is not new says nothing new, and a frame that was not looked at neither") {
    desk d(large_or_small());
    d.show({track(1, second, 100, 2000)});
    CHECK(d.rig.tick(d.now, d.now + second) == QIKI_SKIPPED);
    CHECK(d.rig.kept("tracks"));
}
