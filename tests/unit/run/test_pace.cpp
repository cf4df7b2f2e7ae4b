// SPDX-License-Identifier: MIT
// tests/unit/run/test_pace.cpp - simulated time against a clock that the test moves; and a run that is held back.
#include "host/run/pace.hpp"
#include "tests/unit/run/cast.hpp"

using namespace lab;
using qiki::run::pace;
using qiki::run::paced;

namespace {
constexpr int64_t second = 1'000'000'000;

// A world whose clock moves only when a tick waits or works.
struct world {
    int64_t now = 5 * second;
    std::vector<int64_t> begun;
    pace p;
    world(double rate, qiki_ns tick, bool paused = false) : p(rate, tick, paused) {}
    void tick(int64_t work = 0) {
        for (int64_t w; (w = p.wait(now)) > 0;) {
            REQUIRE(w != pace::never);
            now += w;
        }
        begun.push_back(now - 5 * second);
        now += work;
    }
};
} // namespace

TEST_CASE(
    "Fixed-step tick scheduler, per-phase timing, overrun: a tick begins when the simulated time at its end has come",
    "[capability]") {
    world w(2, 500 * ms); // a tick lasts 250 ms
    for (int i = 0; i < 4; ++i) w.tick(100 * ms);
    CHECK(w.begun == std::vector<int64_t>{250 * ms, 500 * ms, 750 * ms, 1000 * ms});
    const paced told = w.p.told(5 * second + 1000 * ms);
    CHECK(told.asked == 2);
    CHECK(told.achieved == Approx(2));
    CHECK(told.greatest_lag_s == 0);
    CHECK(w.p.fell_behind() == 0);
}

TEST_CASE("A schedule whose tick is no whole number of nanoseconds does not drift") {
    world w(3, 1'000'000); // 333333.3 ns
    for (int i = 0; i < 3'000'000; ++i) {
        w.begun.clear();
        w.tick();
    }
    CHECK(w.begun[0] == 1000 * second);
}

TEST_CASE("A tick that is a little late is made up for") {
    world w(1, 10 * ms);
    w.tick(65 * ms); // the ones at 20 ... 70 ms are late
    for (int i = 0; i < 8; ++i) w.tick();
    CHECK(w.begun ==
          std::vector<int64_t>{10 * ms, 75 * ms, 75 * ms, 75 * ms, 75 * ms, 75 * ms, 75 * ms, 80 * ms, 90 * ms});
    CHECK(w.p.fell_behind() == 0);
    CHECK(w.p.told(w.now).greatest_lag_s == Approx(0.055));
    CHECK(w.p.told(w.now).given_up_s == 0);
}

TEST_CASE("After a stall the schedule moves, so that ticks do not come in a burst, and that is said once") {
    world w(1, 10 * ms);
    w.tick(3 * second);
    for (int i = 0; i < 3; ++i) w.tick();
    CHECK(w.begun == std::vector<int64_t>{10 * ms, 3010 * ms, 3020 * ms, 3030 * ms});
    CHECK(w.p.fell_behind() == Approx(2.99));
    CHECK(w.p.fell_behind() == 0);
    w.tick(2 * second), w.tick();
    CHECK(w.p.fell_behind() == 0);
    const paced told = w.p.told(w.now);
    CHECK(told.greatest_lag_s == Approx(2.99));
    CHECK(told.given_up_s == Approx(2.99 + 1.99));
}

TEST_CASE("A machine that is too slow goes as fast as it can, without waiting, and the rate is told") {
    world w(10, 500 * ms); // 50 ms a tick are asked, it takes 200
    for (int i = 0; i < 50; ++i) w.tick(200 * ms);
    CHECK(w.begun.back() - w.begun[9] == 40 * 200 * ms);
    CHECK(w.p.fell_behind() > 0.1);
    const paced told = w.p.told(w.now);
    CHECK(told.achieved == Approx(2.5).epsilon(0.02));
    CHECK(told.greatest_lag_s <= 0.31);
    CHECK(told.given_up_s == Approx(50 * 0.15).epsilon(0.05));
}

TEST_CASE("A tick that lasts long may be late by its own length before the schedule moves") {
    world w(1, 10 * second);
    w.tick(19 * second), w.tick(), w.tick();
    CHECK(w.begun == std::vector<int64_t>{10 * second, 29 * second, 30 * second});
    CHECK(w.p.fell_behind() == 0);
    w.tick(21 * second), w.tick(), w.tick();
    CHECK(w.begun.back() - w.begun[4] == 10 * second);
    CHECK(w.p.fell_behind() == Approx(11));
}

TEST_CASE("Simulated clock, pause/stop/speed, reset: in a pause the clock stands still, and a step is one tick",
          "[capability]") {
    world w(1, 100 * ms);
    w.tick(), w.tick();
    w.now += 30 * ms;
    w.p.toggle(w.now);
    CHECK(w.p.paused());
    CHECK(w.p.wait(w.now) == pace::never);
    w.now += 9 * second;
    CHECK(w.p.wait(w.now) == pace::never);
    w.p.step();
    CHECK(w.p.wait(w.now) == 0);
    CHECK(w.p.wait(w.now) == pace::never); // one
    w.p.toggle(w.now);
    CHECK_FALSE(w.p.paused());
    CHECK(w.p.wait(w.now) == 70 * ms);
    w.tick(), w.tick();
    CHECK(w.begun == std::vector<int64_t>{100 * ms, 200 * ms, 9300 * ms, 9400 * ms});
    const paced told = w.p.told(w.now);
    CHECK(told.paused_s == Approx(9));
    CHECK(told.achieved == Approx(1)); // four ticks in 0.4 s; the step does not count
    CHECK(told.greatest_lag_s == 0);
}

TEST_CASE("A run may begin in a pause, and a step out of one does nothing") {
    world w(1, 100 * ms, true);
    CHECK(w.p.wait(w.now) == pace::never);
    w.now += second;
    w.p.toggle(w.now);
    w.p.step();
    CHECK(w.p.wait(w.now) == 100 * ms);
    CHECK(w.p.told(w.now).paused_s == Approx(1));
    world forgotten(1, 100 * ms, true);
    forgotten.p.wait(forgotten.now);
    forgotten.p.step(), forgotten.p.toggle(forgotten.now), forgotten.p.toggle(forgotten.now);
    CHECK(forgotten.p.wait(forgotten.now) == pace::never); // the step went with its pause
}

TEST_CASE("Without a rate only a pause holds a tick") {
    world w(0, 100 * ms);
    for (int i = 0; i < 3; ++i) w.tick(10 * ms);
    CHECK(w.begun == std::vector<int64_t>{0, 10 * ms, 20 * ms});
    w.p.toggle(w.now);
    CHECK(w.p.wait(w.now) == pace::never);
    w.p.toggle(w.now + second);
    CHECK(w.p.wait(w.now + second) == 0);
    CHECK(w.p.told(w.now + second).paused_s == Approx(1));
}

TEST_CASE("When the whole process stood still the schedule did, too") {
    world w(1, 100 * ms);
    w.tick();
    w.now += 60 * second;
    w.p.stood_still(w.now);
    w.tick(), w.tick();
    CHECK(w.begun == std::vector<int64_t>{100 * ms, 60100 * ms, 60200 * ms});
    CHECK(w.p.fell_behind() == 0);
    CHECK(w.p.told(w.now).greatest_lag_s == 0);
    CHECK(w.p.told(w.now).paused_s == Approx(59.9));
}

TEST_CASE("The smallest and greatest rates overflow nothing") {
    for (const double rate : {5e-324, 1e-300, 1e-9}) {
        world slow(rate, INT64_MAX / 2);
        CHECK(slow.p.wait(slow.now) > INT64_MAX / 4);
        slow.p.toggle(slow.now), slow.p.toggle(slow.now + second);
        CHECK(slow.p.wait(slow.now + second) > INT64_MAX / 4);
    }
    world fast(1.7e308, 1);
    for (int i = 0; i < 5; ++i) fast.tick();
    CHECK(fast.begun.back() == 0);
}

TEST_CASE("A run that is held back before each tick has the digest of the one that is not, whatever the threads") {
    const auto plain = ensemble().go();
    for (const unsigned threads : {1u, 3u}) {
        ensemble b;
        b.options.threads = threads;
        world w(20, 100 * ms, true);
        std::vector<uint64_t> behind;
        std::vector<qiki_ns> at;
        b.options.before_tick = [&](const std::function<qiki::run::progress()>& so_far) {
            if (behind.size() == 3) w.p.toggle(w.now); // the first three are single steps
            w.p.step();
            w.tick(90 * ms);
            behind.push_back(so_far().ticks), at.push_back(so_far().t);
        };
        const auto r = b.go();
        CHECK(r.digest == plain.digest);
        CHECK(r.ticks == plain.ticks);
        REQUIRE(behind.size() == plain.ticks);
        for (size_t i = 0; i < behind.size(); ++i)
            CHECK((behind[i] == i && at[i] == static_cast<qiki_ns>(i) * 100 * ms));
        CHECK(w.p.told(w.now).greatest_lag_s > 0);
    }
}

TEST_CASE("Who holds a run back may stop it, and no tick follows") {
    ensemble b;
    b.options.before_tick = [&](const std::function<qiki::run::progress()>& so_far) { b.stop = so_far().ticks == 7; };
    const auto r = b.go();
    CHECK(r.interrupted);
    CHECK(r.ticks == 7);
}

TEST_CASE("The time in which a run is held back is not a cost of the host") {
    ensemble b;
    uint64_t spun = 0;
    b.options.before_tick = [&](const std::function<qiki::run::progress()>&) {
        const uint64_t start = qiki::run::cycles();
        while (qiki::run::cycles() - start < 2'000'000) ++spun;
    };
    const auto r = b.go();
    const double host_s = r.instances.back().ns.value() * 1e-9;
    CHECK(host_s < r.wall_s / 2); // nearly all of it was waiting
}
