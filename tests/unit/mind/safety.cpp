// SPDX-License-Identifier: MIT
// tests/unit/mind/safety.cpp - the verdict on health: when a craft asks for SAFE_MODE, and why.
#include "parts.hpp"
#include <algorithm>

using namespace parts;

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
