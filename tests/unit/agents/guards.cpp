// SPDX-License-Identifier: MIT
// tests/unit/agents/guards.cpp - the guards of policies/watch.lua as their table says: who is near, for how long, told
// when.
#include "post.hpp"
#include <fstream>

using namespace post;

namespace {
std::string shipped() {
    std::ifstream in(QIKI_SOURCE_DIR "/scripts/lua/policies/watch.lua");
    REQUIRE(in);
    return {std::istreambuf_iterator<char>(in), {}};
}
using change = std::function<void(qiki_track&, double)>; // of track 5, at t seconds

// What guards and states said while track 5 was at `range(t)`; only lines that begin with `prefix`.
std::vector<std::string> said_of(const std::function<double(double)>& range, const change& c, double seconds,
                                 const std::string& prefix, std::vector<qiki::scenario::setting> with = {}) {
    scene run(shipped(), {}, true, std::move(with));
    run.plan.tick = 500 * ms;
    run.plan.duration = static_cast<qiki_ns>(seconds) * s;
    run.sees = [&](qiki_ns now) {
        const double t = static_cast<double>(now) / 1e9;
        qiki_track x = contact_at(5, now, range(t));
        c(x, t);
        return range(t) < 0 ? std::vector<qiki_track>() : std::vector<qiki_track>{x};
    };
    run.go_on();
    std::vector<std::string> out;
    for (const std::string& line : run.all.said)
        if (line.rfind(prefix, 0) == 0) out.push_back(line.substr(prefix.size()));
    return out;
}
using lines = std::vector<std::string>;
double steady(double at) { return at; }
} // namespace

TEST_CASE("UNKNOWN_CONTACT_CLOSE: an unknown within 70 m, of quality 0.2, until it is beyond 75 m, then not for 60 s") {
    const std::string alert = "RADAR_ALERT_UNKNOWN_CLOSE";
    const auto nothing = [](qiki_track&, double) {};
    // In by 1 m a second from 80 m, out again from t = 20.
    const auto visit = [](double t) { return t < 20 ? 80 - t : 60 + (t - 20); };
    CHECK(said_of(visit, nothing, 50, alert) == lines{"+ 10 s", "- 35.5 s"});
    // Back and forth over the edge, within the hysteresis: one alert.
    const auto flutter = [](double t) { return t < 3 ? 100 : static_cast<int>(t) % 2 ? 69.0 : 74.0; };
    CHECK(said_of(flutter, nothing, 40, alert) == lines{"+ 3 s"});
    // Away and back before the cooldown is over is not told; after it, it is.
    const auto again = [](double t) {
        return t < 5 ? 100.0 : t < 10 ? 50.0 : t < 20 ? 100.0 : t < 40 ? 50.0 : t < 70 ? 100.0 : 50.0;
    };
    CHECK(said_of(again, nothing, 80, alert) == lines{"+ 5 s", "- 10 s", "+ 70 s"});
    CHECK(
        said_of([](double) { return steady(50); }, [](qiki_track& x, double) { x.quality = 0.19; }, 5, alert).empty());
    CHECK(said_of([](double) { return steady(50); }, [](qiki_track& x, double) { x.quality = 0.2; }, 5, alert).size() ==
          1);
    for (uint32_t known : {QIKI_IFF_FRIEND, QIKI_IFF_NEUTRAL, QIKI_IFF_HOSTILE})
        CHECK(said_of([](double) { return steady(50); },
                      [known](qiki_track& x, double) { x.iff = static_cast<uint8_t>(known); }, 5, alert)
                  .empty());
    // Gone from the picture is gone.
    CHECK(said_of([](double t) { return t < 10 ? 50.0 : -1.0; }, nothing, 20, alert) == lines{"+ 0.5 s", "- 10 s"});
}

TEST_CASE("FOE_TRANSPONDER_OFF_APPROACH: a silent foe within 150 m, of quality 0.1") {
    const std::string alert = "RADAR_ALERT_FOE_APPROACH";
    const auto foe = [](qiki_track& x, double) { x.iff = QIKI_IFF_HOSTILE; };
    const auto visit = [](double t) { return t < 20 ? 160 - t : 140 + (t - 20); };
    CHECK(said_of(visit, foe, 50, alert) == lines{"+ 10 s", "- 35.5 s"});
    const auto answers = [](qiki_track& x, double) { x.iff = QIKI_IFF_HOSTILE, x.transponder = QIKI_XPDR_S; };
    CHECK(said_of(visit, answers, 50, alert).empty());
    CHECK(said_of(
              visit, [](qiki_track&, double) {}, 50, alert)
              .empty());
    const auto faint = [](qiki_track& x, double) { x.iff = QIKI_IFF_HOSTILE, x.quality = 0.09; };
    CHECK(said_of(visit, faint, 50, alert).empty());
}

TEST_CASE("SPOOFING_DETECTED: a false identity within 500 m is a warning") {
    const std::string alert = "RADAR_ALERT_SPOOF";
    const auto liar = [](qiki_track& x, double) { x.flags = QIKI_TRACK_SPOOFED, x.iff = QIKI_IFF_FRIEND; };
    const auto visit = [](double t) { return t < 20 ? 510 - t : 490 + (t - 20); };
    CHECK(said_of(visit, liar, 50, alert) == lines{"+ 10 s", "- 40.5 s"});
    CHECK(said_of(
              visit, [](qiki_track&, double) {}, 50, alert)
              .empty());
    CHECK(said_of(visit, liar, 50, alert, {give("spoof_range", {495.0})}) == lines{"+ 15 s", "- 35.5 s"});
}

TEST_CASE("Events of guards carry severity, track, craft, the number behind them and the name of the guard") {
    scene run(shipped());
    run.sees = [](qiki_ns t) {
        return std::vector<qiki_track>{contact_at(5, t, 400), contact_at(8, t, t < 5 * s ? 60 : 90)};
    };
    run.go_on();
    std::vector<qiki_event> alerts;
    for (const qiki_event& e : run.all.events)
        if (run.name(e.code) == "RADAR_ALERT_UNKNOWN_CLOSE") alerts.push_back(e);
    REQUIRE(alerts.size() == 2);
    CHECK((alerts[0].severity == QIKI_SEVERITY_CRITICAL && alerts[1].severity == QIKI_SEVERITY_INFO));
    CHECK((alerts[0].v[0] == 1 && alerts[1].v[0] == 0));
    CHECK((alerts[0].v[1] == 60 && alerts[1].v[1] == 90));
    for (const qiki_event& e : alerts) {
        CHECK((e.track == 8 && e.entity == 1 && e.source == 3));
        CHECK(run.name(e.text) == "UNKNOWN_CONTACT_CLOSE");
    }
}

TEST_CASE("The states: IDLE alone, WATCHING in company, ALERT under a guard, the craft turns away and resumes") {
    scene run(shipped());
    run.plan.duration = 20 * s;
    run.sees = [](qiki_ns t) {
        return t < 2 * s || t > 16 * s ? std::vector<qiki_track>()
                                       : std::vector<qiki_track>{contact_at(5, t, t >= 5 * s && t < 10 * s ? 60 : 300)};
    };
    run.go_on();
    const lines expected = {"STATE_CHANGED TRACKS_SEEN 2 s", "RADAR_ALERT_UNKNOWN_CLOSE+ 5 s",
                            "STATE_CHANGED TURN_AWAY 5 s",   "RADAR_ALERT_UNKNOWN_CLOSE- 10 s",
                            "STATE_CHANGED ALL_CLEAR 10 s",  "STATE_CHANGED ALONE 16.1 s"};
    lines without_verb;
    for (const std::string& l : run.all.said)
        if (l.rfind("VERB_NOT_OBEYED", 0) != 0) without_verb.push_back(l);
    CHECK(without_verb == expected);
    // This ship has no verb "turn": that is said once, the rest is done.
    CHECK(run.all.said.size() == expected.size() + 1);
    CHECK(run.obeyed == std::vector<std::pair<uint32_t, double>>{{1, 30}, {0, 0}});
}
