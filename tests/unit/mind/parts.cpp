// SPDX-License-Identifier: MIT
// tests/unit/mind/parts.cpp - the evaluator, the trust in a reading, the verdict on health, and the fate of orders,
// alone.
#include "plugins/agents/core/evaluate.hpp"
#include "plugins/agents/core/health.hpp"
#include "plugins/agents/core/orders.hpp"
#include "plugins/agents/core/target.hpp"
#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>
#include <optional>
#include <random>

using namespace mind;

namespace {
constexpr qiki_ns sec = 1'000'000'000;
uint64_t last = 0;
proposed a(type kind, double priority, double confidence, uint32_t because = 0, uint32_t depends = 0,
           uint32_t conflicts = 0) {
    proposed p{};
    p.key = ++last, p.record.priority = priority, p.record.confidence = confidence;
    p.record.because = because ? because : 1000 + static_cast<uint32_t>(last);
    p.kind = kind, p.depends = depends, p.conflicts = conflicts;
    return p;
}
using fates = std::vector<std::pair<uint32_t, int>>; // reason and status
fates told(const pool& p) {
    fates out;
    for (const qiki_proposal& r : p.told) out.emplace_back(r.because, r.status);
    return out;
}
enum : int { open, chosen, rejected, expired };

settings usual() {
    settings s;
    s.stale = 5 * sec, s.dead = 30 * sec, s.cycle = sec, s.trust_age = 2 * sec, s.trust_quality = 0.5;
    s.dock_range = 20, s.dock_rate = 0.5, s.dock_readings = 3;
    return s;
}
reading seen(qiki_ns t, double range = 10, double rate = -0.1) {
    reading r;
    r.t = t, r.range = range, r.rate = rate, r.has_rate = r.has_quality = 1, r.quality = 0.9;
    return r;
}
} // namespace

TEST_CASE("evaluator: empty") {
    pool p;
    p.reserve();
    CHECK(p.choose(false) == nullptr);
    CHECK_FALSE(p.busy());
}
TEST_CASE("evaluator: below-threshold is rejected, however urgent") {
    pool p;
    p.reserve();
    const proposed low = a(type::safety, 1, 0.6 - 1e-15);
    p.add(low, 0.6);
    CHECK(p.choose(false) == nullptr);
    CHECK(told(p) == fates{{low.record.because, rejected}});
}
TEST_CASE("evaluator: accepted at the threshold itself, once") {
    pool p;
    p.reserve();
    const proposed just = a(type::exploration, 0, 0.6);
    CHECK(p.add(just, 0.6));
    REQUIRE(p.choose(false));
    CHECK(p.choose(false) == nullptr);
    CHECK(told(p) == fates{{just.record.because, chosen}});
    CHECK(p.told[0].id == 1);
}
namespace {
// As many choices as there are, from any order of arrival, are in this order.
void chosen_in_order(const std::vector<proposed>& order) {
    std::mt19937 any(7);
    for (int k = 0; k < 50; ++k) {
        std::vector<proposed> mixed = order;
        std::shuffle(mixed.begin(), mixed.end(), any);
        pool p;
        p.reserve();
        for (const proposed& x : mixed) p.add(x, 0.6);
        for (const proposed& x : order) {
            const proposed* const c = p.choose(false);
            REQUIRE(c);
            REQUIRE(c->key == x.key);
        }
        CHECK(p.choose(false) == nullptr); // exactly one each time
    }
}
} // namespace
TEST_CASE("evaluator: higher priority wins, whatever the confidence, and the type before both") {
    chosen_in_order({a(type::safety, 0.1, 0.6), a(type::planning, 0.9, 0.7), a(type::planning, 0.8, 0.99),
                     a(type::planning, 0.1, 1), a(type::diagnostics, 1, 1)});
}
TEST_CASE("evaluator: same priority picks higher confidence, and of equals the first") {
    chosen_in_order({a(type::planning, 0.8, 0.9), a(type::planning, 0.8, 0.7), a(type::planning, 0.8, 0.7),
                     a(type::planning, 0.8, 0.6), a(type::exploration, 0.8, 1), a(type::exploration, 0.8, 0.99)});
}
TEST_CASE("evaluator: in SAFE_MODE only what is for safety, and the rest waits") {
    pool p;
    p.reserve();
    const proposed plan = a(type::planning, 1, 1), safe = a(type::safety, 0, 1);
    p.add(plan, 0.6);
    CHECK(p.choose(true) == nullptr);
    p.add(safe, 0.6);
    CHECK(p.choose(true)->key == safe.key);
    CHECK(p.choose(true) == nullptr);
    CHECK(p.choose(false)->key == plan.key);
}
TEST_CASE("evaluator: depends_on waits until that is done, and is rejected when it cannot be") {
    for (const fate end : {fate::done, fate::failed}) {
        pool p;
        p.reserve();
        const proposed first = a(type::planning, 0, 1, 1), second = a(type::safety, 1, 1, 2, 1),
                       third = a(type::safety, 1, 1, 3, 2);
        p.add(first, 0.6), p.add(second, 0.6), p.add(third, 0.6);
        CHECK(p.choose(false)->key == first.key);
        CHECK(p.choose(false) == nullptr); // it runs
        p.begin();
        p.end(first.key, end);
        if (end == fate::done) {
            CHECK(p.choose(false)->key == second.key);
            CHECK((p.told.back().id == 2 && p.told.back().depends_on == 1));
        } else CHECK(told(p) == fates{{second.record.because, rejected}, {third.record.because, rejected}});
        CHECK(p.open() == (end == fate::done));
    }
    pool p;
    p.reserve();
    p.add(a(type::safety, 1, 1, 5, 4), 0.6); // of what nobody has proposed
    CHECK(p.told.back().status == rejected);
}
TEST_CASE("evaluator: of two in conflict the chosen one rejects the other, whichever of them says so") {
    for (const bool first_says : {true, false}) {
        pool p;
        p.reserve();
        const proposed x = a(type::planning, 0.9, 1, 1, 0, first_says ? 2 : 0),
                       y = a(type::planning, 0.5, 1, 2, 0, first_says ? 0 : 1);
        p.add(x, 0.6), p.add(y, 0.6);
        p.begin();
        CHECK(p.choose(false)->key == x.key);
        CHECK(told(p) == fates{{x.record.because, chosen}, {y.record.because, rejected}});
        CHECK(p.told[first_says ? 0 : 1].conflicts_with ==
              (first_says ? 0 : 1)); // who says so, of what was told by then
        p.begin();
        p.add(a(type::planning, 1, 1, 2, 0, first_says ? 0 : 1), 0.6); // and as long as the first runs
        CHECK(p.told.back().status == rejected);
        p.end(x.key, fate::done);
        p.add(a(type::planning, 1, 1, 2, 0, first_says ? 0 : 1), 0.6);
        CHECK(p.open() == 1);
    }
}
TEST_CASE("evaluator: what has expired is nobody's choice, nor what depends on it") {
    pool p;
    p.reserve();
    proposed x = a(type::planning, 1, 1, 1), y = a(type::planning, 1, 1, 2, 1);
    x.record.expires = 5 * sec;
    p.add(x, 0.6), p.add(y, 0.6);
    p.expire(5 * sec - 1);
    CHECK(p.open() == 2);
    p.begin();
    p.expire(5 * sec);
    CHECK(told(p) == fates{{x.record.because, expired}, {y.record.because, rejected}});
    CHECK_FALSE(p.busy());
}
TEST_CASE("evaluator: where somebody else decides, each is told while it is open, and only then") {
    pool p;
    p.reserve(), p.configure(100, false);
    proposed x = a(type::planning, 1, 1, 1);
    x.record.expires = 5 * sec;
    p.add(x, 0.6), p.add(a(type::planning, 1, 0.5, 2), 0.6);
    CHECK(told(p) == fates{{1, open}, {2, rejected}});
    CHECK((p.told[0].id == 101 && p.told[1].id == 102));
    p.begin(), p.expire(5 * sec);
    CHECK((p.told.empty() && p.closed == std::vector<uint64_t>{x.key}));
}
TEST_CASE("evaluator: the same again is not proposed twice, and a flood leaves the best") {
    pool p;
    p.reserve();
    const proposed one = a(type::planning, 0.5, 1, 7);
    CHECK(p.add(one, 0.6));
    proposed same = one;
    same.key = ++last;
    CHECK_FALSE(p.add(same, 0.6));
    same.subject = 9;
    CHECK(p.add(same, 0.6));
    for (int k = 0; k < 500; ++k) p.add(a(type::planning, k / 1000.0, 1), 0.6);
    CHECK(p.open() == pool::room);
    CHECK(p.choose(false)->record.priority == 0.5);
}

TEST_CASE("sensor_trust layer: no data") { CHECK(verdict({}, 9 * sec, usual()) == trust::no_data); }
TEST_CASE("sensor_trust layer: stale beyond 2 s") {
    const settings s = usual();
    CHECK(verdict(seen(7 * sec), 9 * sec, s) == trust::ok); // 2 s old
    CHECK(verdict(seen(7 * sec - 1), 9 * sec, s) == trust::stale);
}
TEST_CASE("sensor_trust layer: low quality below 0.5, and what does not say its quality is not low") {
    const settings s = usual();
    reading r = seen(9 * sec);
    r.quality = 0.5;
    CHECK(verdict(r, 9 * sec, s) == trust::ok);
    r.quality = 0.49;
    CHECK(verdict(r, 9 * sec, s) == trust::low_quality);
    r.has_quality = 0;
    CHECK(verdict(r, 9 * sec, s) == trust::ok);
}
TEST_CASE("sensor_trust layer: invalid by its label, of the future, or not a number, and missing fields") {
    const settings s = usual();
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    reading r = seen(9 * sec);
    r.invalid = 1;
    CHECK(verdict(r, 9 * sec, s) == trust::invalid);
    CHECK(verdict(seen(9 * sec + 1), 9 * sec, s) == trust::invalid);
    CHECK(verdict(seen(9 * sec, nan), 9 * sec, s) == trust::invalid);
    CHECK(verdict(seen(9 * sec, 10, nan), 9 * sec, s) == trust::invalid);
    r = seen(9 * sec), r.has_rate = 0;
    CHECK(verdict(r, 9 * sec, s) == trust::missing_fields);
}
TEST_CASE("sensor_trust layer: happy path") {
    for (const double range : {0.0, 10.0, 5e3})
        CHECK(verdict(seen(9 * sec, range, -0.1), 9 * sec, usual()) == trust::ok);
}

namespace {
// What is heard at which time, and how many readings in a row that makes.
struct approach {
    target d;
    const settings s = usual();
    uint32_t at(qiki_ns t, const reading& r) {
        d.hear(r), d.judge(t, s);
        return d.readings();
    }
};
} // namespace

TEST_CASE("docking validation: three consecutive, each within 20 m and 0.5 m/s, none of them twice") {
    approach x;
    CHECK(x.at(1 * sec, seen(1 * sec)) == 1);
    CHECK(x.at(1 * sec + 1, seen(1 * sec)) == 1);       // the same one again
    CHECK(x.at(2 * sec, seen(2 * sec, 20, -0.5)) == 2); // both limits included
    CHECK(x.at(3 * sec, seen(3 * sec, 20, 0.5)) == 3);
    CHECK(x.d.needed(x.s) == 3);
    x.d.state_changed();
    CHECK(x.d.readings() == 0);
}
TEST_CASE("docking validation: stale or invalid does not count, and the row begins anew") {
    approach x;
    CHECK(x.at(6 * sec, seen(6 * sec)) == 1);
    CHECK(x.at(9 * sec, seen(6 * sec)) == 0); // stale
    CHECK(x.at(10 * sec, seen(10 * sec)) == 1);
    reading bad = seen(11 * sec);
    bad.invalid = 1;
    CHECK(x.at(11 * sec, bad) == 0);
    CHECK(x.at(12 * sec, seen(12 * sec)) == 1);
}
TEST_CASE("docking validation: flapping resets: out of range or too fast, at any place in the row") {
    approach x;
    for (int k = 0; k < 20; ++k) {
        const qiki_ns t = 10 * k * sec;
        CHECK(x.at(t + 1 * sec, seen(t + 1 * sec)) == 1);
        CHECK(x.at(t + 2 * sec, seen(t + 2 * sec)) == 2);
        const reading off = k % 3 == 0   ? seen(t + 3 * sec, 20.01)
                            : k % 3 == 1 ? seen(t + 3 * sec, 10, 0.51)
                                         : seen(t + 3 * sec, 10, -0.51);
        CHECK(x.at(t + 3 * sec, off) == 0);
    }
}
TEST_CASE("docking validation: one reading more where the quality is unknown") {
    const settings s = usual();
    target d;
    for (int k = 1; k < 4; ++k) {
        reading r = seen(k * sec);
        r.has_quality = k != 2;
        d.hear(r), d.judge(k * sec, s);
    }
    CHECK((d.readings() == 3 && d.needed(s) == 4));
}

namespace {
const qiki_host nobody{QIKI_HEAD(qiki_host), "test", "1", nullptr,
                       [](const qiki_host*, const char*) -> const void* { return nullptr; }};
signs fine() {
    signs s;
    s.bios = 1;
    return s;
}
} // namespace

TEST_CASE("health: each reason for SAFE_MODE, on its instant, the first in the order") {
    const settings s = usual();
    const auto why = [&](qiki_ns t, signs x, qiki_ns sensor, qiki_ns provider) {
        health h;
        h.begin(0);
        if (sensor >= 0) h.sensor(sensor);
        if (provider >= 0) h.provider(provider);
        h.judge(t, x, s);
        return h.why();
    };
    signs x = fine();
    CHECK(why(99 * sec, x, -1, -1) == safe_because::none); // no sensors, no tracks aboard: nothing to miss
    x.bios = -1;
    CHECK(why(5 * sec, x, -1, -1) == safe_because::none);
    CHECK(why(5 * sec + 1, x, -1, -1) == safe_because::bios_unavailable);
    x.bios = 0;
    CHECK(why(1, x, -1, -1) == safe_because::bios_invalid);
    x = fine(), x.has_sensors = true;
    CHECK(why(5 * sec, x, -1, -1) == safe_because::none);
    CHECK(why(5 * sec + 1, x, -1, -1) == safe_because::sensors_unavailable); // never heard
    CHECK(why(15 * sec, x, 10 * sec, -1) == safe_because::none);
    CHECK(why(15 * sec + 1, x, 10 * sec, -1) == safe_because::sensors_stale);
    CHECK(why(40 * sec + 1, x, 10 * sec, -1) == safe_because::sensors_unavailable);
    x = fine(), x.has_provider = true;
    CHECK(why(40 * sec, x, -1, 10 * sec) == safe_because::none);
    CHECK(why(40 * sec + 1, x, -1, 10 * sec) == safe_because::provider_unavailable);
    x.actuator_lost = true;
    CHECK(why(40 * sec + 1, x, -1, 10 * sec) == safe_because::actuator_unavailable);
    x = fine(), x.other = true;
    CHECK(why(1, x, -1, -1) == safe_because::unknown);
}

namespace {
constexpr std::string_view spoken[] = {"BIOS_OK", "BIOS_FAULT", "SAFE_MODE_ENTER", "SAFE_MODE_EXIT"};
const qiki_texts speech{QIKI_HEAD(qiki_texts),
                        [](const qiki_host*, const char* text, uint64_t n) {
                            const auto at = std::find(std::begin(spoken), std::end(spoken), std::string_view(text, n));
                            return static_cast<uint32_t>(at - std::begin(spoken)) + 1;
                        },
                        nullptr};
const qiki_host speaking{QIKI_HEAD(qiki_host), "test", "1", nullptr,
                         [](const qiki_host*, const char* id) -> const void* {
                             return std::string_view(id) == QIKI_TEXT_ID ? &speech : nullptr;
                         }};
} // namespace

TEST_CASE("health: a fault is one whoever says it, the host's POST or a device of the craft") {
    const settings s = usual();
    constexpr uint32_t silent = 0, ok = 1, fault = 2; // the POST: nothing, or the word for it
    const struct {
        uint32_t post;
        int devices;
        safe_because why;
    } rows[] = {{ok, -1, safe_because::none},
                {ok, 1, safe_because::none},
                {ok, 0, safe_because::bios_invalid},
                {fault, 1, safe_because::bios_invalid},
                {fault, -1, safe_because::bios_invalid},
                {silent, 1, safe_because::none},
                {silent, 0, safe_because::bios_invalid},
                {silent, -1, safe_because::bios_unavailable}};
    for (const auto& row : rows) {
        INFO(row.post << " " << row.devices);
        health h;
        h.learn(speaking), h.begin(0);
        qiki_event e{};
        e.source = 0xffffffff, e.entity = 7, e.code = row.post;
        h.hear(e, 7);
        signs x;
        x.bios = row.devices;
        h.judge(6 * sec, x, s);
        CHECK(h.why() == row.why);
        e.entity = 8, e.code = row.post == ok ? fault : ok; // another craft's
        h.hear(e, 7);
        e.entity = 7, e.source = 3; // an agent's word
        h.hear(e, 7);
        h.judge(6 * sec, x, s);
        CHECK(h.why() == row.why);
    }
}
TEST_CASE("health: who has asked for SAFE_MODE gives a sign of life each cycle, since silence is a bad one") {
    const settings s = usual();
    health h;
    h.begin(0);
    signs bad = fine();
    bad.other = true;
    size_t good = 0;
    for (int k = 1; k <= 600; ++k) good += h.judge(k * (sec / 10), k == 15 ? bad : fine(), s) == health::report::good;
    CHECK(good == 58); // a minute but the cycle before, and the one with the fault
}
TEST_CASE("health: one report a cycle, good or bad, a bad one is told at once and begins the count anew") {
    const settings s = usual();
    health h;
    h.begin(0);
    signs bad = fine();
    bad.other = true;
    std::string all;
    const auto tick = [&](int tenths, const signs& x) {
        const health::report r = h.judge(tenths * (sec / 10), x, s);
        all += r == health::report::good ? 'g' : r == health::report::bad ? 'b' : '.';
    };
    for (int k = 1; k <= 40; ++k) tick(k, k == 15 || k == 16 ? bad : fine());
    CHECK(all == "..............b..............g.........g");
    agents::sheet f;
    h.tell(f, 4 * sec, fine(), s);
    CHECK(f.value[good_cycles] == 2);
    h.state_changed();
    h.tell(f, 4 * sec, fine(), s);
    CHECK(f.value[good_cycles] == 0);
}

namespace {
uint32_t one_word(const qiki_host*, const char* text, uint64_t n) {
    return std::string_view(text, n) == "SUPERSEDED" ? 42 : 1;
}
const qiki_texts words{QIKI_HEAD(qiki_texts), one_word, nullptr};
const qiki_host literate{QIKI_HEAD(qiki_host), "test", "1", nullptr,
                         [](const qiki_host*, const char* id) -> const void* {
                             return std::string_view(id) == QIKI_TEXT_ID ? &words : nullptr;
                         }};
qiki_receipt about(uint64_t command, uint8_t status, uint32_t text = 0, uint32_t source = 1, int32_t code = 0) {
    qiki_receipt r{};
    r.command = command, r.status = status, r.text = text, r.source = source, r.code = code;
    return r;
}
} // namespace

TEST_CASE("orders: each receipt to its outcome, what another took the place of is no fault, nobody there is") {
    const struct {
        qiki_receipt r;
        outcome of;
        bool lost;
    } rows[] = {
        {about(1, QIKI_RECEIPT_ACCEPTED), outcome::pending, false},
        {about(1, QIKI_RECEIPT_MODIFIED), outcome::pending, false},
        {about(1, QIKI_RECEIPT_STARTED), outcome::executed, false},
        {about(1, QIKI_RECEIPT_DONE), outcome::executed, false},
        {about(1, QIKI_RECEIPT_REFUSED), outcome::rejected, false},
        {about(1, QIKI_RECEIPT_REFUSED, 0, 0xffffffff, 12), outcome::rejected, false},
        {about(1, QIKI_RECEIPT_REFUSED, 0, 0xffffffff, 4), outcome::unavailable, true},
        {about(1, QIKI_RECEIPT_REFUSED, 0, 0xffffffff, 5), outcome::unavailable, true},
        {about(1, QIKI_RECEIPT_REFUSED, 0, 1, 4), outcome::rejected, false}, // the craft's own reason 4
        {about(1, QIKI_RECEIPT_EXPIRED), outcome::timeout, true},
        {about(1, QIKI_RECEIPT_FAILED), outcome::failed, true},
        {about(1, QIKI_RECEIPT_FAILED, 42), outcome::none, false},
        {about(2, QIKI_RECEIPT_FAILED), outcome::pending, false}, // another's
    };
    settings s = usual();
    s.receipt_after = 2 * sec, s.actuation_after = 3 * sec;
    for (const auto& row : rows) {
        INFO(static_cast<int>(row.r.status)
             << " text " << row.r.text << " source " << row.r.source << " code " << row.r.code);
        orders o;
        pool p;
        const telemetry none;
        const double speed[6] = {25};
        o.reserve(), o.learn(literate), o.begin(0);
        o.say(1, 7, to_speed, speed, 0);
        o.begin(sec), o.hear(row.r, p), o.wait(sec, none, s, p);
        agents::sheet f;
        o.tell(f);
        CHECK(f.value[drive] == static_cast<double>(row.of));
        CHECK(f.value[rcs] == 0);
        CHECK(o.actuator_lost() == row.lost);
    }
}
namespace {
// An order, this receipt or silence: what becomes of it, and what the health of the craft says 3 s later.
std::pair<outcome, safe_because> after(const std::optional<qiki_receipt>& r) {
    settings s = usual();
    s.receipt_after = 2 * sec, s.actuation_after = 3 * sec;
    orders o;
    pool p;
    const telemetry none;
    const double speed[6] = {25};
    o.reserve(), o.learn(literate), o.begin(0), o.say(1, 7, to_speed, speed, 0);
    o.begin(3 * sec);
    if (r) o.hear(*r, p);
    o.wait(3 * sec, none, s, p);
    agents::sheet f;
    o.tell(f);
    signs x = fine();
    x.actuator_lost = o.actuator_lost();
    health h;
    h.begin(0), h.judge(3 * sec, x, s);
    return {static_cast<outcome>(static_cast<uint32_t>(f.value[drive])), h.why()};
}
using end = std::pair<outcome, safe_because>;
} // namespace

TEST_CASE("actuation_result_affects_fsm: timeout asks for SAFE, by silence or by expiry") {
    CHECK(after({}) == end{outcome::timeout, safe_because::actuator_unavailable});
    CHECK(after(about(1, QIKI_RECEIPT_EXPIRED)) == end{outcome::timeout, safe_because::actuator_unavailable});
    CHECK(after(about(1, QIKI_RECEIPT_DONE)) == end{outcome::executed, safe_because::none});
}
TEST_CASE("actuation_result_affects_fsm: unavailable asks for SAFE, where the gate finds nobody there or deaf") {
    for (const int32_t code : {4, 5})
        CHECK(after(about(1, QIKI_RECEIPT_REFUSED, 0, 0xffffffff, code)) ==
              end{outcome::unavailable, safe_because::actuator_unavailable});
    CHECK(after(about(1, QIKI_RECEIPT_REFUSED, 0, 1, 4)) == end{outcome::rejected, safe_because::none});
}
TEST_CASE("orders: no thrust for long is no fact, thrust is the fact of actuation, before the order is done") {
    settings s = usual();
    s.receipt_after = 2 * sec, s.actuation_after = 3 * sec;
    static const qiki_names by_name{
        QIKI_HEAD(qiki_names), nullptr, nullptr, nullptr, nullptr, [](const qiki_host*, uint32_t, const char* n) {
            return std::string_view(n) == "force" ? 3 : -1;
        }};
    const qiki_host host{QIKI_HEAD(qiki_host), "test", "1", nullptr,
                         [](const qiki_host*, const char* id) -> const void* {
                             return std::string_view(id) == QIKI_NAMES_ID ? &by_name : nullptr;
                         }};
    orders o;
    pool p;
    telemetry told;
    const double burn[6] = {4, 15, 1};
    o.reserve(), told.reserve(), o.say(1, 7, fire, burn, 0);
    const auto at = [&](qiki_ns t, double force) {
        qiki_sample x{};
        x.t = t, x.channel = 3, x.n = 3, x.v[0] = force, x.label = QIKI_LABEL_OK;
        told.hear(host, 1, x);
        o.begin(t);
        if (t == sec) o.hear(about(1, QIKI_RECEIPT_ACCEPTED), p);
        o.wait(t, told, s, p);
        agents::sheet f;
        o.tell(f);
        return static_cast<outcome>(static_cast<uint32_t>(f.value[rcs]));
    };
    CHECK(at(sec, 0) == outcome::pending);
    CHECK(at(3 * sec, 0) == outcome::pending);
    CHECK(at(3 * sec + 1, 0) == outcome::no_fact);
    CHECK(at(4 * sec, 9) == outcome::executed);
    CHECK(at(5 * sec, 9) == outcome::none); // news once
}
