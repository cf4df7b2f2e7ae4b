// SPDX-License-Identifier: MIT
// tests/unit/sdk/lifecycle.cpp - the lifecycle table of plugin.h, row by row, against the C++ wrapper.
#include "driver.hpp"
#include <catch2/catch.hpp>
#include <stdexcept>

namespace {
// Counts; refuses to be configured with a negative step, throws at 13, fails with a refusal's code at 26, asks for more
// at 39.
struct counting {
    using out = qiki::port<"count", qiki_sample>;
    using inputs = qiki::ports<>;
    using outputs = qiki::ports<out>;
    counting(const qiki_host&, const qiki_instance_info&) {}
    void configure(const qiki::config& c) {
        add = c.integer("step", 1);
        if (add < 0) throw qiki::failure(QIKI_E_CONFIG, "step: expected 0 or more");
    }
    void state(auto& io) {
        io(sum);
        io(seen);
    }
    void reserve() { seen.reserve(1000), ++reserved; }
    qiki_status step(const qiki::tick<counting>& t) {
        if (t.pass() == 0) {
            sum += add;
            if (sum == 13) throw std::runtime_error("thirteen");
            if (sum == 26) throw qiki::failure(QIKI_E_TIME, "twenty-six");
            if (sum == 52) return QIKI_E_IO;
            seen.push_back(sum);
            if (sum == 39) return QIKI_MORE;
        }
        qiki_sample s{};
        s.v[0] = static_cast<double>(sum), s.v[1] = static_cast<double>(seen.size()),
        s.v[2] = static_cast<double>(seen.capacity());
        t.put<out>(s);
        return QIKI_OK;
    }
    int64_t add = 0, sum = 0;
    int reserved = 0;
    std::vector<int64_t> seen;
};
using plant = driver::under_test<counting>;
} // namespace

TEST_CASE("Before configure, everything but configure, extension and destroy is out of order") {
    plant p;
    driver::blob b;
    const auto s = driver::stream(b);
    const auto* io = p.extension<qiki_state>(QIKI_STATE_ID);
    uint64_t want[1];
    REQUIRE(p.created == QIKI_OK);
    REQUIRE(io != nullptr);
    CHECK(p.tick() == QIKI_E_ORDER);
    CHECK(p.reset() == QIKI_E_ORDER);
    CHECK(p.vt->demand(p.self, want, 1, &p.err) == QIKI_E_ORDER);
    CHECK(io->save(p.self, &s, &p.err) == QIKI_E_ORDER);
    CHECK(io->load(p.self, 1, &s, &p.err) == QIKI_E_ORDER);
    CHECK(p.configure(1) == QIKI_OK);
    CHECK(p.vt->demand(p.self, want, 1, &p.err) == QIKI_OK);
    CHECK(want[0] == 64);
    CHECK(p.vt->demand(p.self, want, 2, &p.err) == QIKI_E_ARGUMENT);
}

TEST_CASE("A refused configure leaves the instance as it was, state included") {
    plant p;
    CHECK(p.configure(-1) == QIKI_E_CONFIG);
    CHECK(std::string(p.err.text) == "step: expected 0 or more");
    CHECK(p.tick() == QIKI_E_ORDER); // still CREATED
    REQUIRE(p.configure(6) == QIKI_OK);
    REQUIRE(p.tick() == QIKI_OK);
    CHECK(p.configure(-1) == QIKI_E_CONFIG);
    REQUIRE(p.tick() == QIKI_OK);
    CHECK(p.made[0].v[0] == 12);
    REQUIRE(p.reset() == QIKI_OK); // to the last good configuration, not the refused one
    REQUIRE(p.tick() == QIKI_OK);
    CHECK(p.made[0].v[0] == 6);
}

TEST_CASE("Configure starts anew, as reset does") {
    plant p;
    p.configure(6), p.tick(), p.tick();
    REQUIRE(p.configure(5) == QIKI_OK);
    p.now = 0;
    REQUIRE(p.tick() == QIKI_OK);
    CHECK(p.made[0].v[0] == 5);
    CHECK(p.made[0].v[1] == 1);
}

TEST_CASE("Time that runs backwards is refused and changes nothing") {
    plant p;
    p.configure(6), p.now = 5, p.tick();
    p.now = 4;
    CHECK(p.tick() == QIKI_E_TIME);
    p.now = 6;
    REQUIRE(p.tick() == QIKI_OK);
    CHECK(p.made[0].v[0] == 12);
}

TEST_CASE("A tick that throws poisons, reset, load and destroy alone are legal then") {
    plant p;
    driver::blob b, later;
    const auto s = driver::stream(b), nowhere = driver::stream(later);
    const auto* io = p.extension<qiki_state>(QIKI_STATE_ID);
    p.configure(13);
    REQUIRE(io->save(p.self, &s, &p.err) == QIKI_OK);
    CHECK(p.tick() == QIKI_E_INTERNAL);
    CHECK(std::string(p.err.text) == "thirteen");
    CHECK(p.tick() == QIKI_E_POISONED);
    CHECK(p.configure(1) == QIKI_E_ORDER);
    CHECK(io->save(p.self, &nowhere, &p.err) == QIKI_E_ORDER);
    uint64_t want[1];
    CHECK(p.vt->demand(p.self, want, 1, &p.err) == QIKI_E_ORDER);
    CHECK(io->load(p.self, 1, &s, &p.err) == QIKI_OK);
    CHECK(p.tick() == QIKI_E_INTERNAL); // it really is the state before
    CHECK(p.reset() == QIKI_OK);
    CHECK(p.configure(6) == QIKI_OK);
    CHECK(p.tick() == QIKI_OK);
}

TEST_CASE("A failure inside a tick is never reported as a refusal that changed nothing") {
    plant p;
    p.configure(26);
    CHECK(p.tick() == QIKI_E_INTERNAL);
    CHECK(std::string(p.err.text) == "twenty-six");
    CHECK(p.tick() == QIKI_E_POISONED);
}

TEST_CASE("A failure without a text still says something") {
    plant p;
    p.configure(52);
    CHECK(p.tick() == QIKI_E_IO);
    CHECK(std::string(p.err.text) == "tick: failed, and the plugin did not say why");
}

TEST_CASE("After QIKI_MORE only the same tick goes on, reset is legal, configure and save are not") {
    plant p;
    driver::blob b;
    const auto s = driver::stream(b);
    p.configure(39);
    REQUIRE(p.tick() == QIKI_MORE);
    CHECK(p.configure(1) == QIKI_E_ORDER);
    CHECK(p.extension<qiki_state>(QIKI_STATE_ID)->save(p.self, &s, &p.err) == QIKI_E_ORDER);
    CHECK(p.tick(0) == QIKI_E_ORDER);
    ++p.now;
    CHECK(p.tick(1) == QIKI_E_ORDER); // another tick
    --p.now;
    CHECK(p.tick(1) == QIKI_OK);
    CHECK(p.tick(1) == QIKI_E_ORDER);
    p.reset(), p.now = 0;
    REQUIRE(p.tick() == QIKI_MORE);
    CHECK(p.reset() == QIKI_OK);
    CHECK(p.tick() == QIKI_MORE);
}

TEST_CASE("A record lost to a full output is counted, and the tick says so") {
    plant p;
    p.configure(6);
    CHECK(p.tick(0, 0) == QIKI_TRUNCATED);
    CHECK(p.dropped == 1);
    CHECK(p.tick() == QIKI_OK);
}

TEST_CASE("What belongs to a lost record is counted where there is room, too") {
    using out = counting::out;
    std::vector<qiki_sample> room(2);
    qiki_out o{0, 1, QIKI_REC_SAMPLE, sizeof(qiki_sample), 0, 2, 0, 0, room.data(), 0, 0};
    const qiki_tick t{QIKI_HEAD(qiki_tick), 0, 0, 1, 0, sizeof(qiki_view), sizeof o, 0, 1, 0, nullptr, &o};
    const qiki::tick<counting> tick(t);
    tick.drop<out>();
    CHECK(tick.put<out>({}));
    tick.drop<out>(2);
    CHECK(o.dropped == 3);
    CHECK(o.count == 1);
}

TEST_CASE("An empty tick changes nothing") {
    plant p;
    p.configure(6);
    qiki_out o{0, 1, QIKI_REC_SAMPLE, sizeof(qiki_sample), 0, 0, 0, 0, nullptr, 0, 0};
    const qiki_tick t{QIKI_HEAD(qiki_tick), 0, 3, 3, 0, sizeof(qiki_view), sizeof o, 0, 1, 0, nullptr, &o};
    CHECK(p.vt->tick(p.self, &t, &p.err) == QIKI_SKIPPED);
    p.tick();
    CHECK(p.made[0].v[0] == 6);
}

TEST_CASE("Views and outputs that do not fit the ports are refused and change nothing") {
    plant p;
    p.configure(6);
    qiki_sample room{};
    const auto with = [&](uint32_t outs, uint32_t record, uint32_t stride, void* data, uint32_t views) {
        const qiki_view v{0, 1, 0, 0, QIKI_REC_SAMPLE, sizeof(qiki_sample), 0, 0, 0, 0, nullptr};
        qiki_out o{0, 1, record, stride, 0, 1, 0, 0, data, 0, 0};
        const qiki_tick t{QIKI_HEAD(qiki_tick), 0, 0, 1, 0, sizeof v, sizeof o, views, outs, 0, &v, &o};
        return p.vt->tick(p.self, &t, &p.err);
    };
    CHECK(with(0, QIKI_REC_SAMPLE, sizeof room, &room, 0) == QIKI_E_ARGUMENT);
    CHECK(with(1, QIKI_REC_TRUTH, sizeof room, &room, 0) == QIKI_E_ARGUMENT);
    CHECK(with(1, QIKI_REC_SAMPLE, 8, &room, 0) == QIKI_E_ARGUMENT);
    CHECK(with(1, QIKI_REC_SAMPLE, sizeof room, nullptr, 0) == QIKI_E_ARGUMENT);
    CHECK(with(1, QIKI_REC_SAMPLE, sizeof room, &room, 1) == QIKI_E_ARGUMENT); // it has no inputs
    REQUIRE(with(1, QIKI_REC_SAMPLE, sizeof room, &room, 0) == QIKI_OK);
    CHECK(room.v[0] == 6);
}

TEST_CASE("State: equal bytes, short reads, and garbage of any length is refused whole") {
    plant p, q;
    driver::blob b, c;
    const auto s = driver::stream(b), other = driver::stream(c);
    const auto* io = p.extension<qiki_state>(QIKI_STATE_ID);
    p.configure(6), p.tick(), p.tick();
    q.configure(6), q.tick(), q.tick();
    REQUIRE(io->save(p.self, &s, &p.err) == QIKI_OK);
    REQUIRE(io->save(q.self, &other, &q.err) == QIKI_OK);
    CHECK(b.data == c.data);

    const std::string whole = b.data;
    for (size_t cut = 0; cut < whole.size(); ++cut) {
        b.data.resize(cut), b.at = 0;
        REQUIRE(io->load(p.self, 1, &s, &p.err) == QIKI_E_STATE);
        b.data = whole;
    }
    b.data = whole + 'x', b.at = 0;
    CHECK(io->load(p.self, 1, &s, &p.err) == QIKI_E_STATE);
    b.data = whole, b.at = 0;
    CHECK(io->load(p.self, 2, &s, &p.err) == QIKI_E_STATE);
    p.tick(), q.tick();
    CHECK(p.made[0].v[0] == q.made[0].v[0]); // the refusals left it as it was
    CHECK(p.made[0].v[1] == q.made[0].v[1]);

    plant r;
    r.configure(6);
    b.at = 0;
    REQUIRE(io->load(r.self, 1, &s, &r.err) == QIKI_OK);
    CHECK(r.tick() == QIKI_E_TIME); // the clock is part of the state
    r.now = 2;
    REQUIRE(r.tick() == QIKI_OK);
    CHECK(r.made[0].v[0] == 18);
}

TEST_CASE("reserve() is called for every value that comes to live: no copy ticks without its memory") {
    plant p;
    driver::blob b;
    const auto s = driver::stream(b);
    const auto* io = p.extension<qiki_state>(QIKI_STATE_ID);
    p.configure(6), p.tick();
    CHECK(p.made[0].v[2] == 1000);
    io->save(p.self, &s, &p.err);
    p.reset(), p.now = 0, p.tick();
    CHECK(p.made[0].v[2] == 1000);
    REQUIRE(io->load(p.self, 1, &s, &p.err) == QIKI_OK);
    p.now = 1, p.tick();
    CHECK(p.made[0].v[2] == 1000);
    CHECK(p.made[0].v[0] == 12);
    CHECK(qiki::instance<counting>::value(p.self).reserved == 1);
}
