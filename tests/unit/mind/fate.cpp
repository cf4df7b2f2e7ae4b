// SPDX-License-Identifier: MIT
// tests/unit/mind/fate.cpp - what becomes of an order, by its receipts or by silence.
#include "parts.hpp"
#include "plugins/agents/core/evaluate.hpp"
#include "plugins/agents/core/orders.hpp"
#include <optional>

using namespace parts;

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
TEST_CASE("orders: another one of the same verb that is accepted takes the place of one that is kept, and so does the "
          "end of all") {
    const struct {
        uint32_t verb;
        uint8_t status;
        uint32_t source;
        bool over;
    } rows[] = {{to_speed, QIKI_RECEIPT_ACCEPTED, 1, true},
                {to_speed, QIKI_RECEIPT_STARTED, 1, true},
                {to_speed, QIKI_RECEIPT_MODIFIED, 0xffffffff, false},
                {to_speed, QIKI_RECEIPT_REFUSED, 1, false},
                {to_heading, QIKI_RECEIPT_ACCEPTED, 1, false},
                {fire, QIKI_RECEIPT_ACCEPTED, 1, false},
                {resume, QIKI_RECEIPT_ACCEPTED, 1, true},
                {coast, QIKI_RECEIPT_ACCEPTED, 1, true}};
    for (const auto& row : rows) {
        INFO("verb " << row.verb << " status " << static_cast<int>(row.status));
        orders o;
        pool p;
        p.reserve();
        const double value[6] = {0, 5, 5};
        const proposed kept = a(type::planning, 1, 1, 1), next = a(type::planning, 1, 1, 2, 0, 1);
        p.add(kept, 0.6);
        REQUIRE(p.choose(false));
        o.reserve(), o.learn(literate), o.begin(0);
        o.say(1, kept.key, to_speed, value, 0), o.hear(about(1, QIKI_RECEIPT_ACCEPTED), p);
        o.say(2, 7777, row.verb, value, 0), o.hear(about(2, row.status, 0, row.source), p);
        p.add(next, 0.6);
        CHECK((p.open() == 1) == row.over);
        CHECK_FALSE(o.actuator_lost()); // no fault
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
