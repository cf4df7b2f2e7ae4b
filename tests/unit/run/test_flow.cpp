// SPDX-License-Identifier: MIT
// tests/unit/run/test_flow.cpp - stages in order: what moves from vehicles to bridges within one tick, and what a tick
// later.
#include "tests/unit/run/lab.hpp"

using namespace lab;

namespace {
vehicle::act moves(std::vector<uint64_t> entities) {
    return [entities](const vehicle::tick& t) {
        for (uint64_t e : entities) t.put<truth_out>(body(e, t.to(), static_cast<double>(t.seq())));
        return QIKI_OK;
    };
}
radar::act sees() {
    return [](const radar::tick& t) {
        const uint64_t first = t.ordinal<contacts_out>();
        for (const qiki_truth& b : t.read<truth_in>()) t.put<contacts_out>(contact(b.entity, b.t));
        t.put<frames_out>(frame(t.seq(), t.to(), first, static_cast<uint32_t>(t.ordinal<contacts_out>() - first), 0));
        return QIKI_OK;
    };
}
struct seen {
    uint64_t self, host;
};
std::map<std::string, seen> all;
struct who {
    using inputs = ports<>;
    using outputs = ports<truth_out>;
    using act = int;
    static constexpr qiki_param params[] = {qiki::integer("count", "", 1, 0, 1e6, "entities")};
    who(const qiki_host&, const qiki_instance_info& i) { all[i.name] = {i.self_entity, i.host_entity}; }
    void configure(const qiki::config&) {}
    void step(const qiki::tick<who>&) {}
};
struct mounted {
    using inputs = ports<>;
    using outputs = ports<samples_out>;
    using act = int;
    mounted(const qiki_host&, const qiki_instance_info& i) { all[i.name] = {i.self_entity, i.host_entity}; }
    void configure(const qiki::config&) {}
    void step(const qiki::tick<mounted>&) {}
};
} // namespace

TEST_CASE("Records flow from vehicle to bridge within one tick") {
    bench b;
    std::vector<qiki_ns> seen;
    b.add<vehicle>(section::vehicles, "craft", moves({1}));
    b.add<radar>(section::radars, "nose", sees());
    b.add<tracker>(section::trackers, "picture", [](const tracker::tick& t) {
        for (const qiki_contact& c : t.read<contacts_in>(0)) t.put<tracks_out>(track(c.id, c.t));
        return QIKI_OK;
    });
    using watch = watcher<tracks_line>;
    b.add<watch>(section::bridges, "eye", [&](const watch::tick& t) {
        for (const qiki_track& x : t.read<tracks_line>()) {
            CHECK(x.t == t.to());
            seen.push_back(x.t);
        }
        return QIKI_OK;
    });
    const auto r = b.go();
    CHECK(seen.size() == 10);
    CHECK(seen.front() == 100 * ms);
    CHECK(seen.back() == 1000 * ms);
    CHECK(r.ticks == 10);
    CHECK(r.sim_s == Approx(1.0));
    CHECK(r.records == std::map<std::string, uint64_t>{{"truth", 10}, {"frame", 10}, {"contact", 10}, {"track", 10}});
    CHECK(r.digest.size() == 32);
}

TEST_CASE("A truth input without MANY sees the whole world as one view of the host") {
    bench b;
    std::vector<uint64_t> entities;
    b.add<vehicle>(section::vehicles, "swarm", moves({1, 2}), {.count = 2});
    b.add<vehicle>(section::vehicles, "slow", moves({3}), {.period = 200 * ms});
    b.add<vehicle>(section::vehicles, "late", moves({4}));
    using watch = watcher<truth_in>;
    uint64_t ticks = 0, first = 0;
    b.add<watch>(section::bridges, "eye", [&](const watch::tick& t) {
        const auto v = t.read<truth_in>(0);
        CHECK(t.writers<truth_in>() == 1);
        CHECK(v.head.producer == UINT32_MAX);
        CHECK(v.head.t == t.to());
        CHECK(v.head.first == first);
        first += v.head.count;
        std::vector<uint64_t> now;
        for (const qiki_truth& x : v) now.push_back(x.entity);
        // In the first tick the slow vehicle has not spoken yet; afterwards its last word stays.
        CHECK(now == (t.seq() == 0 ? std::vector<uint64_t>{1, 2, 4} : std::vector<uint64_t>{1, 2, 3, 4}));
        CHECK(reinterpret_cast<uintptr_t>(v.head.data) % 64 == 0);
        ++ticks;
        return QIKI_OK;
    });
    b.go();
    CHECK(ticks == 10);
}

TEST_CASE("A truth input with MANY sees one view per vehicle in the order of their index") {
    bench b;
    b.add<vehicle>(section::vehicles, "a", moves({1}));
    b.add<vehicle>(section::vehicles, "b", moves({2}));
    using watch = watcher<truths_in>;
    int ticks = 0;
    b.add<watch>(section::bridges, "eye", [&](const watch::tick& t) {
        REQUIRE(t.writers<truths_in>() == 2);
        CHECK(t.read<truths_in>(0).head.producer == 1);
        CHECK(t.read<truths_in>(1).head.producer == 2);
        CHECK(t.read<truths_in>(1).records[0].entity == 2);
        ++ticks;
        return QIKI_OK;
    });
    b.go();
    CHECK(ticks == 10);
}

TEST_CASE("Entities are numbered from 1 in vehicle order, a fleet takes as many as its count") {
    bench b;
    b.put<who>(section::vehicles, "first")
        .put<who>(section::vehicles, "fleet", {.count = 5})
        .put<who>(section::vehicles, "last");
    b.put<mounted>(section::sensors, "imu", {.on = "fleet"}).put<mounted>(section::sensors, "fixed");
    b.go();
    CHECK(all["first"].self == 1);
    CHECK(all["fleet"].self == 2);
    CHECK(all["last"].self == 7);
    CHECK(all["imu"].self == 0);
    CHECK(all["imu"].host == 2);
    CHECK(all["fixed"].host == 0);
}

TEST_CASE("A command reaches the vehicle that owns its entity in the next tick, and nobody else") {
    using orders_in = port<"orders", qiki_command, stream>;
    using orders_out = port<"orders", qiki_command, stream, 4>;
    using craft = probe<ports<orders_in>, ports<truth_out>>;
    using agent = probe<ports<>, ports<orders_out>>;
    bench b;
    std::map<std::string, std::vector<std::pair<uint32_t, qiki_ns>>> heard; // verb, and when it was heard
    const auto hear = [&](const std::string& name) {
        return [&heard, name](const craft::tick& t) {
            const auto v = t.read<orders_in>(0);
            CHECK(v.head.producer == UINT32_MAX);
            CHECK(v.head.first == heard[name].size());
            for (const qiki_command& c : v) {
                CHECK(c.t == t.from());
                heard[name].push_back({c.verb, t.to()});
            }
            return QIKI_OK;
        };
    };
    b.add<craft>(section::vehicles, "one", hear("one")).add<craft>(section::vehicles, "two", hear("two"), {.count = 3});
    b.add<agent>(section::agents, "mind",
                 [](const agent::tick& t) {
                     if (t.seq() == 2) t.put<orders_out>(command(3, 1, 4, 0, t.to()));
                     return QIKI_OK;
                 },
                 {.on = "two"});
    b.add<agent>(section::bridges, "operator", [](const agent::tick& t) {
        qiki_command c = command(4, 1, 2, 2, t.to());
        c.authority = QIKI_BY_OPERATOR;
        if (t.seq() == 2) t.put<orders_out>(c);
        if (t.seq() == 3) t.put<orders_out>(command(4, 2, 1, 0, t.to()));
        return QIKI_OK;
    });
    const auto r = b.go();
    CHECK(heard["one"] == std::vector<std::pair<uint32_t, qiki_ns>>{{0, 500 * ms}});
    CHECK(heard["two"] == std::vector<std::pair<uint32_t, qiki_ns>>{{2, 400 * ms}, {0, 400 * ms}});
    REQUIRE(r.metrics.size() == 2);
    CHECK((r.metrics[0].name == "commands_passed" && r.metrics[0].value == 3));
    CHECK((r.metrics[1].name == "commands_refused" && r.metrics[1].value == 0));
}

TEST_CASE("DELAYED inputs read what was there when the tick before ended, also the vehicle's own") {
    using before = port<"before", qiki_truth, snapshot | delayed>;
    using craft = probe<ports<before>, ports<truth_out>>;
    bench b;
    int looks = 0;
    for (const char* name : {"a", "b"})
        b.add<craft>(section::vehicles, name, [&looks, name](const craft::tick& t) {
            const auto v = t.read<before>(0);
            CHECK(v.head.count == (t.seq() == 0 ? 0 : 2));
            CHECK(v.head.t == (t.seq() == 0 ? -1 : t.from()));
            CHECK(((v.head.flags & QIKI_VIEW_FRESH) != 0) == (t.seq() != 0));
            for (const qiki_truth& x : v) CHECK(x.t == t.from());
            t.put<truth_out>(body(*name == 'a' ? 1 : 2, t.to()));
            ++looks;
            return QIKI_OK;
        });
    b.go();
    CHECK(looks == 20);
}

TEST_CASE("A link takes the frames of a radar, and trackers hear the link instead") {
    using link = probe<ports<frames_in, contacts_in>, ports<frames_out, contacts_out>>;
    bench b;
    b.add<vehicle>(section::vehicles, "craft", moves({1}));
    b.add<link>(section::radars, "radio",
                [](const link::tick& t) {
                    CHECK(t.writers<frames_in>() == 1);
                    for (const qiki_frame& f : t.read<frames_in>(0)) {
                        const uint64_t first = t.ordinal<contacts_out>();
                        for (const qiki_contact& c : t.read<contacts_in>(0).slice(f.first, f.count))
                            t.put<contacts_out>(c);
                        t.put<frames_out>(frame(f.seq, f.t_to, first, f.count, f.source));
                    }
                    return QIKI_OK;
                },
                {.from = std::vector<std::string>{"far"}});
    b.add<radar>(section::radars, "near", sees()).add<radar>(section::radars, "far", sees());
    std::vector<uint32_t> producers;
    b.add<tracker>(section::trackers, "picture", [&](const tracker::tick& t) {
        producers.clear();
        for (uint32_t k = 0; k < t.writers<frames_in>(); ++k) {
            producers.push_back(t.read<frames_in>(k).head.producer);
            CHECK(t.read<frames_in>(k).records.size() == 1);
            CHECK(t.read<contacts_in>(k).records.size() == 1);
        }
        return QIKI_OK;
    });
    b.go();
    CHECK(producers == std::vector<uint32_t>{2, 3}); // radio, near; not far
}

TEST_CASE("Process lifecycle, config load, ordering: a fusion tracker runs after the trackers that it names",
          "[capability]") {
    using local = port<"local", qiki_track, snapshot | many | optional>;
    using fusion = probe<ports<local>, ports<tracks_out>>;
    bench b;
    b.add<vehicle>(section::vehicles, "craft", moves({1}));
    b.add<radar>(section::radars, "nose", sees());
    b.add<fusion>(section::trackers, "fused",
                  [](const fusion::tick& t) {
                      CHECK(t.writers<local>() == 2);
                      for (uint32_t k = 0; k < t.writers<local>(); ++k) CHECK(t.read<local>(k).head.t == t.to());
                      t.put<tracks_out>(track(1, t.to()));
                      return QIKI_OK;
                  },
                  {.from = std::vector<std::string>{"east", "west"}});
    for (const char* name : {"west", "east"})
        b.add<tracker>(section::trackers, name, [](const tracker::tick& t) {
            t.put<tracks_out>(track(7, t.to()));
            return QIKI_OK;
        });
    const auto r = b.go();
    CHECK(r.records.at("track") == 30);
    CHECK(r.tracks.size() == 3);
}

TEST_CASE("Tracks are counted per tracker: born over the run, live and confirmed at its end") {
    bench b;
    b.add<vehicle>(section::vehicles, "craft", moves({1}));
    b.add<radar>(section::radars, "nose", sees());
    b.add<tracker>(section::trackers, "picture", [](const tracker::tick& t) {
        if (t.seq() >= 8) return t.keep<tracks_out>(), QIKI_OK;
        t.put<tracks_out>(track(1, t.to()));
        t.put<tracks_out>(track((uint64_t{1} << 40) + t.seq(), t.to(), QIKI_TRACK_TENTATIVE));
        if (t.seq() == 7) t.put<tracks_out>(track(5, t.to(), QIKI_TRACK_ENDED));
        return QIKI_OK;
    });
    const auto r = b.go();
    REQUIRE(r.tracks.size() == 1);
    CHECK(r.tracks[0].tracker == "picture");
    CHECK(r.tracks[0].born == 10);
    CHECK(r.tracks[0].live == 2);
    CHECK(r.tracks[0].confirmed == 1);
}
