// SPDX-License-Identifier: MIT
// tests/unit/run/test_checked.cpp - checked mode names the plugin that writes a bad record or touches its inputs.
#include "tests/unit/run/cast.hpp"

using namespace lab;
using Catch::Matchers::Contains;

namespace {
std::string verdict(vehicle::act moves, radar::act sees = {}, tracker::act tracks = {}) {
    std::string text;
    for (const bool checked : {true, false}) {
        bench b;
        b.options.checked = checked;
        b.add<vehicle>(section::vehicles, "craft", moves);
        b.add<radar>(section::radars, "nose", sees);
        b.add<tracker>(section::trackers, "picture", tracks);
        if (checked) text = b.go_wrong();
        else CHECK_NOTHROW(b.go()); // and only checked mode looks
    }
    return text;
}
qiki_status lies(const vehicle::tick& t) {
    qiki_truth b = body(1, t.to());
    b.pos[1] = t.seq() == 3 ? -0.0 : 1.0;
    t.put<truth_out>(b);
    return QIKI_OK;
}
qiki_status moves(const vehicle::tick& t) {
    t.put<truth_out>(body(1, t.to()));
    return QIKI_OK;
}
} // namespace

TEST_CASE("A record against the rules is named with instance, port and field") {
    CHECK_THAT(verdict(lies), Contains("'craft' (test.probe) failed at t = 0.4 s") &&
                                  Contains("output 'truth', record 0 of this tick: truth.pos"));
}

TEST_CASE("A plugin that writes into its input is named") {
    CHECK_THAT(verdict(moves,
                       [](const radar::tick& t) {
                           const_cast<qiki_truth&>(t.read<truth_in>()[0]).pos[0] += 1;
                           return QIKI_OK;
                       }),
               Contains("'nose'") && Contains("changed the records of its input 'truth'"));
}

TEST_CASE("A frame must lie in its tick and name contacts of its tick") {
    CHECK_THAT(verdict(moves,
                       [](const radar::tick& t) {
                           t.put<frames_out>(frame(1, t.from(), 0, 0, 2));
                           return QIKI_OK;
                       }),
               Contains("'nose'") && Contains("frame.t_available: 0 s is not in the tick (0 s, 0.1 s]"));
    CHECK_THAT(verdict(moves,
                       [](const radar::tick& t) {
                           t.put<frames_out>(frame(1, t.to(), 0, 1, 2));
                           return QIKI_OK;
                       }),
               Contains("contacts 0 to 0 were not written in this tick"));
}

TEST_CASE("A track may not stand twice in one set") {
    CHECK_THAT(verdict(moves, {},
                       [](const tracker::tick& t) {
                           for (uint64_t id : {4u, 5u, 4u}) t.put<tracks_out>(track(id, t.to()));
                           return QIKI_OK;
                       }),
               Contains("'picture'") && Contains("output 'tracks'") && Contains("track 4 stands twice in one set"));
}
