// SPDX-License-Identifier: MIT
// tests/unit/run/test_determinism.cpp - one digest for any threads, capacities, restores, resets and onlookers.
#include "tests/unit/run/cast.hpp"

using namespace lab;

namespace {
std::string digest_of(const std::function<void(bench&)>& change) {
    ensemble b;
    change(b);
    const auto r = b.go();
    CHECK(r.dropped == 0);
    return r.digest;
}
const std::string& reference() {
    static const std::string d = digest_of([](bench&) {});
    return d;
}
} // namespace

TEST_CASE("The digest changes with the seed, the duration and a parameter") {
    CHECK(reference() == digest_of([](bench&) {}));
    CHECK(reference() != digest_of([](bench& b) { b.plan.seed = 2; }));
    CHECK(reference() != digest_of([](bench& b) { b.plan.duration = 3100 * ms; }));
    CHECK(reference() != digest_of([](bench& b) { b.plan.members[1].name = "gamma"; }));
}

TEST_CASE("The digest is the same for any number of threads") {
    for (unsigned threads : {2u, 3u, 7u})
        for (int repeat = 0; repeat < 3; ++repeat)
            CHECK(reference() == digest_of([&](bench& b) { b.options.threads = threads; }));
}

TEST_CASE("The digest does not depend on the room of the outputs") {
    for (uint64_t limit : {1u, 2u, 3u, 5u, 100u})
        CHECK(reference() == digest_of([&](bench& b) { b.options.capacity_limit = limit; }));
}

TEST_CASE("Checked mode finds nothing in sound plugins and leaves the digest as it is") {
    CHECK(reference() == digest_of([](bench& b) { b.options.checked = true, b.options.threads = 2; }));
    CHECK(reference() == digest_of([](bench& b) { b.options.checked = true, b.options.capacity_limit = 2; }));
}

TEST_CASE("State store, snapshots, subscribers: the digest survives saving, destroying and reviving every instance",
          "[capability]") {
    reference(); // its own births come before
    for (qiki_ns at : {0 * ms, 100 * ms, 450 * ms, 1500 * ms, 2900 * ms, 2950 * ms, 3000 * ms}) {
        smoother::births = 0;
        CHECK(reference() == digest_of([&](bench& b) { b.options.restore_at = at; }));
        CHECK(smoother::births == 4); // at the end, too
    }
    CHECK(reference() == digest_of([&](bench& b) {
              b.options.restore_at = 700 * ms, b.options.threads = 3, b.options.capacity_limit = 2;
          }));
}

TEST_CASE("Simulated clock, pause/stop/speed, reset: each run after a reset has the digest of the first",
          "[capability]") {
    ensemble b;
    b.options.runs = 3;
    b.options.threads = 2;
    const auto r = b.go();
    REQUIRE(r.digests.size() == 3);
    for (const std::string& d : r.digests) CHECK(d == reference());
    CHECK(r.digest == reference());
    CHECK(r.ticks == 90);
}

TEST_CASE("Bridges that only watch leave the digest as it is, bridges that bring do not") {
    using extra_in = port<"tracks", qiki_track, snapshot | many>;
    using watch = watcher<extra_in, contacts_in, truth_in>;
    CHECK(reference() == digest_of([](bench& b) {
              b.add<watch>(section::bridges, "eye", [](const watch::tick&) { return QIKI_OK; }, {.period = 700 * ms});
          }));
    using orders_out = port<"orders", qiki_command, stream, 4>;
    using hand = probe<ports<>, ports<orders_out>>;
    const auto with_operator = [](uint64_t when) {
        return digest_of([when](bench& b) {
            b.add<hand>(section::bridges, "operator", [when](const hand::tick& t) {
                if (t.seq() == when) t.put<orders_out>(command(8, 1, 3, 0, t.to()));
                return QIKI_OK;
            });
        });
    };
    CHECK(with_operator(4) == with_operator(4));
    CHECK(with_operator(4) != with_operator(5));
    CHECK(with_operator(4) != reference());
}

TEST_CASE("An optional output counts only when another than a bridge reads it") {
    using extra_out = port<"extra", qiki_track, snapshot | optional, 4>;
    using extra_in = port<"extra", qiki_track, snapshot | optional | many>;
    using talker = probe<ports<>, ports<extra_out>>;
    const auto digest_with = [](const std::function<void(bench&)>& more) {
        bench b;
        b.add<talker>(section::trackers, "talker", [](const talker::tick& t) {
            t.put<extra_out>(track(t.seq() + 1, t.to()));
            return QIKI_OK;
        });
        more(b);
        return b.go().digest;
    };
    const std::string alone = digest_with([](bench&) {});
    CHECK(alone == digest_with([](bench& b) { b.put<watcher<extra_in>>(section::bridges, "eye"); }));
    CHECK(alone != digest_with([](bench& b) { b.put<watcher<extra_in>>(section::agents, "mind"); }));
}

TEST_CASE("Metrics: sums over the workers, whatever the number of threads", "[capability]") {
    for (unsigned threads : {1u, 3u}) {
        ensemble b;
        b.options.threads = threads;
        const auto r = b.go();
        std::map<std::string, double> looks;
        for (const auto& m : r.metrics) {
            if (m.instance == "host") continue;
            CHECK(m.name == "looks");
            CHECK(m.counter);
            looks[m.instance] = m.value;
        }
        CHECK(looks == std::map<std::string, double>{{"west", 900}, {"east", 450}});
    }
}

TEST_CASE("A run that is interrupted ends after a whole tick, finished and with its digest") {
    ensemble b;
    using watch = watcher<truth_in>;
    b.add<watch>(section::bridges, "eye", [&b](const watch::tick& t) {
        if (t.seq() == 11) b.stop = true;
        return QIKI_OK;
    });
    const auto r = b.go();
    CHECK(r.interrupted);
    CHECK(r.ticks == 12);
    CHECK(r.digest == digest_of([](bench& x) { x.plan.duration = 1200 * ms; }));
}

TEST_CASE("The digest of a small run is known, so that no change to the engine moves it unseen") {
    bench b;
    b.plan.duration = 300 * ms;
    b.add<vehicle>(section::vehicles, "craft", [](const vehicle::tick& t) {
        t.put<truth_out>(body(1, t.to()));
        return QIKI_OK;
    });
    // Over each tick: number, then port, count, bytes, dropped.
    qiki::run::digest d;
    for (uint64_t k = 1; k <= 3; ++k) {
        const qiki_truth x = body(1, static_cast<qiki_ns>(k) * 100 * ms);
        const uint64_t head[] = {k, 0, 1}, tail = 0;
        d.bytes(head, sizeof head);
        d.bytes(&x, sizeof x);
        d.bytes(&tail, sizeof tail);
    }
    CHECK(b.go().digest == d.hex());
}
