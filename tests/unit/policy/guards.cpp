// SPDX-License-Identifier: MIT
// tests/unit/policy/guards.cpp - the cadence of guards: edges, hysteresis, duration, cooldown, what is forgotten.
#include "host/policy/cadence.hpp"
#include "play.hpp"

using namespace play;
using qiki::policy::key;
using qiki::policy::keys;
using qiki::policy::look;
using qiki::policy::pace;
using qiki::policy::turn;

namespace {
const std::string close_one =
    R"({ id = "CLOSE", severity = "critical", each = "track", of = "range", within = { 0, 70 },
  hysteresis = 5, cooldown = 60, where = { iff = "unknown", quality = { min = 0.2 } }, event = "TOO_CLOSE" })";

known at(double range, double quality = 1, double iff = QIKI_IFF_UNKNOWN) {
    return {{"range", range}, {"quality", quality}, {"iff", iff}};
}
// The subject is judged at t, and what was decided.
std::string tick(stage& a, qiki_ns t, double range) {
    CHECK(a.judge(t, 7, at(range)) == QIKI_OK);
    return a.decide(t);
}
// A guard with this cooldown = text; how many seconds it keeps quiet.
double quiet_for(const std::string& cooldown, size_t warnings) {
    stage a(guarded(R"({ id = "G", of = "speed", within = { 1, 2 }, cooldown = )" + cooldown + " }"));
    CHECK(a.warnings.size() == warnings);
    REQUIRE(a.decide(0, {{"speed", 1}}) == "+G (1)");
    for (int ms = 100; ms < 100'000; ms += 100) { // out and in again
        a.decide((ms - 50) * s / 1000, {{"speed", 0}});
        if (!a.decide(ms * s / 1000, {{"speed", 1}}).empty()) return ms / 1000.0;
    }
    return -1;
}
} // namespace

TEST_CASE("guard_cadence edge_only_with_hysteresis_and_cooldown") {
    stage a(guarded(close_one));
    CHECK(tick(a, 1 * s, 71) == "");
    CHECK(tick(a, 2 * s, 70) == "+CLOSE 7 (70)");
    CHECK(tick(a, 3 * s, 40) == "");
    CHECK(tick(a, 4 * s, 75) == ""); // the end is wider while it is active
    CHECK(tick(a, 5 * s, 69) == "");
    CHECK(tick(a, 6 * s, 75.5) == "-CLOSE 7 (75.5)");
    CHECK(tick(a, 7 * s, 72) == ""); // and is not, once it has fallen
    CHECK(tick(a, 8 * s, 60) == ""); // a new edge, but within the cooldown
    CHECK(tick(a, 9 * s, 90) == ""); // what was not told does not fall
    CHECK(tick(a, 61 * s, 60) == "");
    CHECK(tick(a, 62 * s, 60) == ""); // the cooldown is over, but this is no edge
    CHECK(tick(a, 63 * s, 90) == "");
    CHECK(tick(a, 64 * s, 60) == "+CLOSE 7 (60)");
}

TEST_CASE("A guard tells the limit beside the value: the end it is held against, wider when it falls") {
    stage a(guarded(close_one)); // 0 is no limit: no range is below
    a.limits = true;
    CHECK(tick(a, 1 * s, 3) == "+CLOSE 7 (3 of 70)");
    CHECK(tick(a, 2 * s, 76) == "-CLOSE 7 (76 of 75)");
    stage band(guarded(R"({ id = "BAND", of = "speed", within = { -10, -5 }, hysteresis = 2, cooldown = 0 })"));
    band.limits = true;
    CHECK(band.decide(1 * s, {{"speed", -6}}) == "+BAND (-6 of -5)");
    CHECK(band.decide(2 * s, {{"speed", -13}}) == "-BAND (-13 of -12)");
    CHECK(band.decide(3 * s, {{"speed", -9}}) == "+BAND (-9 of -10)");
    CHECK(band.decide(4 * s, {{"speed", 0}}) == "-BAND (0 of -3)");
    stage half(guarded(R"({ id = "FAST", of = "speed", within = { min = 20 }, cooldown = 0 })"));
    half.limits = true;
    CHECK(half.decide(1 * s, {{"speed", 25}}) == "+FAST (25 of 20)");
    stage turned(
        guarded(R"({ id = "MOOD", where = { speed = { min = 3 } }, cooldown = 0 })")); // no `of`: no value, no limit
    turned.limits = true;
    CHECK(turned.decide(1 * s, {{"speed", 25}}) == "+MOOD");
}

TEST_CASE("No flapping at the boundary: one telling for a hundred crossings of a few metres") {
    stage a(guarded(close_one));
    int told = 0;
    for (int i = 0; i < 100; ++i) told += !tick(a, i * s, i % 2 ? 68 : 73).empty();
    CHECK(told == 1);
}

TEST_CASE("Guard rules + cadence: hysteresis widens both ends", "[capability]") {
    stage a(guarded(R"({ id = "BAND", of = "speed", within = { -10, -5 }, hysteresis = 2, cooldown = 0 })"));
    CHECK(a.decide(1 * s, {{"speed", -4}}) == "");
    CHECK(a.decide(2 * s, {{"speed", -5}}) == "+BAND (-5)");
    CHECK(a.decide(3 * s, {{"speed", -3}}) == "");
    CHECK(a.decide(4 * s, {{"speed", -12}}) == "");
    CHECK(a.decide(5 * s, {{"speed", -12.01}}) == "-BAND (-12.01)");
    CHECK(a.decide(6 * s, {{"speed", -12}}) == "");
    CHECK(a.decide(7 * s, {{"speed", -10}}) == "+BAND (-10)");
    CHECK(a.decide(8 * s, {{"speed", -2.9}}) == "-BAND (-2.9)");
}

TEST_CASE("guard_cadence min_duration_requires_continuous_matches") {
    const pace p{3 * s, 0, false};
    key k;
    CHECK(look(k, p, 0, true) == turn::nothing);
    CHECK(look(k, p, 2 * s, true) == turn::nothing);
    CHECK(look(k, p, 3 * s - 1, true) == turn::nothing);
    CHECK(look(k, p, 3 * s, true) == turn::rose);
    key broken;
    look(broken, p, 0, true), look(broken, p, 2 * s, true);
    CHECK(look(broken, p, 5 * s / 2, false) == turn::nothing);
    CHECK(look(broken, p, 3 * s, true) == turn::nothing); // counts afresh
    CHECK(look(broken, p, 5 * s, true) == turn::nothing);
    CHECK(look(broken, p, 6 * s, true) == turn::rose);
    key gap;
    look(gap, p, 0, true);
    CHECK(look(gap, p, 3 * s + 1, true) == turn::nothing); // unseen for longer than it must hold
    CHECK(look(gap, p, 6 * s, true) == turn::nothing);
    CHECK(look(gap, p, 6 * s + 1, true) == turn::rose);
    key back; // a clock that is set back
    look(back, p, 100 * s, true);
    CHECK(look(back, p, 0, true) == turn::nothing);
    CHECK(look(back, p, 3 * s, true) == turn::rose);

    stage a(guarded(R"({ id = "LONG", each = "track", of = "range", within = 70, min_duration = 3 })"));
    CHECK(tick(a, 0, 50) == "");
    CHECK(tick(a, 2 * s, 50) == "");
    a.decide(5 * s / 2); // the subject is gone for a tick
    CHECK(tick(a, 3 * s, 50) == "");
    CHECK(tick(a, 5 * s, 50) == "");
    CHECK(tick(a, 6 * s, 50) == "+LONG 7 (50)");
}

TEST_CASE("guard_cadence time_source_is_canonical_timestamp") {
    // The same measurements at other ticks: durations and cooldowns go by when they were made.
    stage a(guarded(R"({ id = "G", each = "track", of = "range", within = 70, min_duration = 2, cooldown = 10 })"));
    const auto measured = [&](qiki_ns now, qiki_ns t, double range) {
        a.judge(t, 1, at(range));
        return a.decide(now);
    };
    CHECK(measured(100 * s, 0, 50) == "");
    CHECK(measured(200 * s, 1 * s, 50) == ""); // a hundred ticks later, one second older
    CHECK(measured(201 * s, 2 * s, 50) == "+G 1 (50)");
    CHECK(measured(300 * s, 3 * s, 100) == "-G 1 (100)");
    CHECK(measured(400 * s, 9 * s, 50) == "");
    CHECK(measured(500 * s, 11 * s, 50) == ""); // an edge in its cooldown, 9 s after it was told
    CHECK(measured(501 * s, 12 * s, 100) == "");
    CHECK(measured(502 * s, 13 * s, 50) == "");
    CHECK(measured(503 * s, 15 * s, 50) == "+G 1 (50)");
}

TEST_CASE("guard_cadence cooldown NaN/inf/negative/explicit-zero falls back") {
    CHECK(quiet_for("0/0", 1) == 2);
    CHECK(quiet_for("1/0", 1) == 2);
    CHECK(quiet_for("-1/0", 1) == 2);
    CHECK(quiet_for("\"soon\"", 1) == 2);
    CHECK(quiet_for("{}", 1) == 2);
    CHECK(quiet_for("-5", 1) == 0.1); // the next edge
    CHECK(quiet_for("0", 0) == 0.1);
    CHECK(quiet_for("0.0", 0) == 0.1);
    CHECK(quiet_for("7", 0) == 7);
    CHECK(quiet_for("nil", 0) == 2);
    stage warned(guarded("\n{ id = 'G', of = 'speed', within = 2,\ncooldown = 0/0 }"));
    REQUIRE(warned.warnings.size() == 1);
    CHECK(warned.warnings[0] == "dir/test.lua:4: guards[1].cooldown: expected 0 to 9e9 s, found nan; 2 s is used");
}

TEST_CASE("Never is not time 0: the first alert of a young clock is told") {
    stage a(guarded(close_one));
    CHECK(tick(a, 1, 50) == "+CLOSE 7 (50)"); // one nanosecond after the start, a cooldown of 60 s
    stage b(guarded(close_one));
    CHECK(tick(b, -5 * s, 50) == "+CLOSE 7 (50)");
}

TEST_CASE("guard_cadence gc_drops_only_stale_inactive_keys") {
    const pace p{0, 60 * s, false}, slow{0, 1000 * s, false};
    keys k;
    look(k.add(1), p, 0, true);                                            // active
    look(k.add(2), p, 0, true), look(*k.find(2), p, 1 * s, false);         // told, quiet since 1 s
    look(k.add(3), p, 0, false);                                           // never held
    look(k.add(4), p, 200 * s, true), look(*k.find(4), p, 200 * s, false); // quiet since 200 s
    k.active = 1;
    const auto close = [&](const pace& with, qiki_ns now) {
        if (key* one = k.find(1)) one->judged = 1, one->seen = now;
        std::string fell;
        k.close_tick(with, now, [&](const key& x) { fell += std::to_string(x.subject); });
        return fell;
    };
    CHECK(close(p, 301 * s) == "");
    CHECK(k.find(1));
    CHECK(k.find(2)); // 300 s old, not older
    CHECK(!k.find(3));
    CHECK(close(slow, 900 * s) == "");
    CHECK(k.find(2)); // it still cools down
    CHECK(k.find(4));
    CHECK(close(p, 900 * s) == "");
    CHECK(!k.find(2));
    CHECK(!k.find(4));
    CHECK(k.find(1));
    k.close_tick(p, 901 * s, [&](const key& x) { CHECK(x.subject == 1); }); // active, and nobody saw it
    CHECK(k.active == 0);
    k.close_tick(p, 1300 * s, [](const key&) { FAIL("it fell already"); });
    CHECK(k.all.empty());
}

TEST_CASE("Memory stays bounded while subjects come and go, and none is told twice") {
    stage a(guarded(R"({ id = "G", each = "track", of = "range", within = 70, cooldown = 60 })"));
    size_t told = 0, most = 0;
    for (int i = 0; i < 3000; ++i) {
        a.judge(i * s, static_cast<uint64_t>(i / 2 + 1), at(10));
        told += a.decide(i * s).find('+') != std::string::npos;
        most = std::max(most, a.m.save().size());
    }
    CHECK(told == 1500);
    CHECK(most < 200 * 48); // keys of the last 300 s
}

TEST_CASE("An active guard whose subject vanished falls, once") {
    stage a(guarded(close_one));
    CHECK(tick(a, 1 * s, 50) == "+CLOSE 7 (50)");
    a.judge(2 * s, 7, at(50)), a.judge(2 * s, 8, at(60));
    CHECK(a.decide(2 * s) == "+CLOSE 8 (60)");
    a.judge(3 * s, 8, at(60));
    CHECK(a.decide(3 * s) == "-CLOSE 7");
    CHECK(a.decide(4 * s) == "-CLOSE 8");
    CHECK(a.decide(5 * s) == "");
}

TEST_CASE("A level guard is told again after each cooldown while it is active") {
    stage a(guarded(R"({ id = "G", of = "speed", within = 10, cooldown = 3, fires = "level" })"));
    std::string told;
    for (int i = 0; i < 10; ++i) told += a.decide(i * s, {{"speed", 1}}).empty() ? "." : "+";
    CHECK(told == "+..+..+..+");
    CHECK(a.decide(10 * s, {{"speed", 11}}) == "-G (11)");
    CHECK(a.decide(11 * s, {{"speed", 1}}) == "");       // rises within the cooldown
    CHECK(a.decide(12 * s, {{"speed", 1}}) == "+G (1)"); // and is told when that is over
}

TEST_CASE("Facts that are unknown, NaN or infinite match nothing they are not") {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
    stage a(guarded(close_one));
    a.judge(1 * s, 1, {{"range", 50}, {"quality", 1}}); // iff unknown to us is not iff "unknown"
    a.judge(1 * s, 2, at(nan));
    a.judge(1 * s, 3, at(50, nan));
    a.judge(1 * s, 4, at(-inf));
    a.judge(1 * s, 5, {{"quality", 1}, {"iff", 0}});
    a.judge(1 * s, 6, at(50, 0.19999));
    a.judge(1 * s, 7, at(50, 1, QIKI_IFF_HOSTILE));
    a.judge(1 * s, 8, at(-0.0, 0.2));
    CHECK(a.decide(1 * s) == "+CLOSE 8 (0)");
    stage wide(guarded(R"({ id = "G", each = "track", of = "range", within = { max = 70 } })"));
    wide.judge(1 * s, 1, at(-inf)), wide.judge(1 * s, 2, at(nan));
    CHECK(wide.decide(1 * s) == "+G 1"); // an infinite value is not told
}

TEST_CASE("Words, lists, truths and ranges of facts") {
    stage a(guarded(R"(
      { id = "WORD", each = "track", where = { transponder = "spoof" }, cooldown = 0 },
      { id = "LIST", each = "track", where = { transponder = { "none", "ais", 4 } }, cooldown = 0 },
      { id = "TRUE", each = "track", where = { identified = false }, cooldown = 0 },
      { id = "FOE", each = "track", where = { iff = "foe", range_rate = { max = -5 } }, cooldown = 0 },
      { id = "MODE", where = { mode = "silent" }, cooldown = 0 })"));
    a.judge(1 * s, 1, {{"transponder", QIKI_XPDR_SPOOF}, {"identified", 1}});
    a.judge(1 * s, 2, {{"transponder", QIKI_XPDR_ADSB}, {"identified", 0}});
    a.judge(1 * s, 3, {{"iff", QIKI_IFF_HOSTILE}, {"range_rate", -5}});
    a.judge(1 * s, 4, {{"iff", QIKI_IFF_HOSTILE}, {"range_rate", -4.9}});
    CHECK(a.decide(1 * s, {{"mode", 2}}) == "+WORD 1, +LIST 2, +TRUE 2, +FOE 3, +MODE");
}

TEST_CASE("What a function of a guard says counts only where all else holds, and it sees the subject") {
    stage a(guarded(R"({ id = "G", each = "track", of = "range", within = 70, cooldown = 0,
      when = function(t) return t.iff == q.iff.hostile and t.range > 10 and t.t > 0 end })"));
    a.judge(1 * s, 1, at(50, 1, QIKI_IFF_HOSTILE));
    a.judge(1 * s, 2, at(50, 1, QIKI_IFF_FRIEND));
    a.judge(1 * s, 3, at(5, 1, QIKI_IFF_HOSTILE));
    a.judge(1 * s, 4, at(80, 1, QIKI_IFF_HOSTILE));
    CHECK(a.decide(1 * s) == "+G 1 (50)");
}

TEST_CASE("Rules see which guards are active, how many and how grave") {
    stage a(lua(R"(
return q.policy { initial = "A", states = {
  A = { { when = function(f) return f.guard.NEAR and f.critical_guards == 2 and f.warning_guards == 1 end, to = "B",
          because = function(f) return f.top_guard end } },
  B = { { when = function(f) return not f.guard.NEAR and f.warning_guards == 0 and f.top_guard == nil end, to = "A", because = "CLEAR" } } },
  guards = {
    { id = "FAST", of = "speed", within = { 10, 99 }, cooldown = 0 },
    { id = "NEAR", severity = "critical", each = "track", of = "range", within = 70, event = "ALERT", cooldown = 0 } } })"));
    a.judge(1 * s, 1, at(50));
    CHECK(a.decide(1 * s, {{"speed", 20}}) == "+NEAR 1 (50), +FAST (20)"); // the gravest first
    a.judge(2 * s, 1, at(50)), a.judge(2 * s, 2, at(60));
    CHECK(a.decide(2 * s, {{"speed", 20}}) == "+NEAR 2 (60), A->B because ALERT");
    CHECK(a.decide(3 * s, {{"speed", 1}}) == "-NEAR 1, -NEAR 2, -FAST (1), B->A because CLEAR");
}

TEST_CASE("When there is room for less, the gravest are there and all are counted") {
    stage a(guarded(R"({ id = "LOW", each = "track", where = { iff = 0 }, severity = "info" },
                       { id = "HIGH", each = "track", where = { iff = 0 }, severity = "critical" })"));
    for (uint64_t i = 1; i <= 5; ++i) a.judge(1 * s, i, at(50));
    qiki_decision out[2];
    const known none;
    CHECK(a.m.decide(1 * s, none.value, none.bits, fact_count, out, 2) == 10);
    CHECK(a.text(out[0]) == "+HIGH 1");
    CHECK(a.text(out[1]) == "+HIGH 2");
    CHECK(a.m.decide(2 * s, none.value, none.bits, fact_count, nullptr, 0) == 10);
    CHECK(a.m.decide(3 * s, none.value, none.bits, fact_count - 1, out, 2) == QIKI_E_ARGUMENT);
    CHECK(a.m.failure().empty());
}
