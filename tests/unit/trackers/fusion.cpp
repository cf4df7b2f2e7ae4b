// SPDX-License-Identifier: MIT
// tests/unit/trackers/fusion.cpp - qiki.tracker.fusion: several radars, and frames in any order.
#include "gospa.hpp"
#include "scene.hpp"
#include <catch2/catch.hpp>
#include <set>

using namespace scene;

namespace {
constexpr double turn = 4; // s, of each radar
constexpr uint32_t radars = 3;
const rig::settings plane{{"state_dims", int64_t{2}}, {"q", 1.0}, {"max_speed", 300.0}};
const std::string fusion = "qiki.tracker.fusion";

struct target {
    vec3 at, v;
    double from = 0, to = 1e9;
    vec3 where(double t) const { return {at[0] + v[0] * t, at[1] + v[1] * t, 0}; }
};
std::vector<target> flights(uint64_t seed) {
    std::vector<target> all;
    for (uint64_t j = 0; j < 10; ++j) {
        const auto u = [&](uint32_t i) { return chance(seed, 1000, j, i); };
        const double course = 2 * pi * u(2), speed = 120 + 100 * u(3);
        all.push_back(
            {{6e4 * u(0) - 3e4, 6e4 * u(1) - 3e4, 0}, {speed * std::sin(course), speed * std::cos(course), 0}});
        if (j >= 8) all.back().from = 60; // some come, some go
        if (j == 7) all.back().to = 80;
    }
    return all;
}

// One look of a radar, known at `known`.
struct delivery {
    qiki_frame frame;
    std::vector<qiki_contact> seen;
    double known;
};
const std::array<vec3, radars> places{{{-2e4, -1e4, 0}, {2.5e4, 0, 0}, {0, 3e4, 0}}};

// Every 4 s a look of each radar, one after another; pd 0.9, 30 m and 0.2 degrees, five false plots. late: share of the
// looks that are known 1 to 3 turns after they ended.
std::vector<delivery> looks(bench& maker, uint64_t seed, int turns, double late) {
    const auto targets = flights(seed);
    std::vector<delivery> all;
    for (int k = 0; k < turns; ++k)
        for (uint32_t r = 0; r < radars; ++r) {
            const double t = turn * k + 1.3 * r;
            const uint64_t n = static_cast<uint64_t>(k) * radars + r;
            std::vector<qiki_contact> seen;
            for (uint64_t j = 0; j < targets.size(); ++j) {
                if (t < targets[j].from || t > targets[j].to || chance(seed, n, j, 0) > 0.9) continue;
                const vec3 at = targets[j].where(t);
                const double e = at[0] - places[r][0], m = at[1] - places[r][1];
                seen.push_back(polar(ns(t), std::hypot(e, m) + 30 * noise(seed, n, j, 0),
                                     std::atan2(e, m) + 0.0035 * noise(seed, n, j, 1)));
            }
            for (uint64_t j = 0; j < 5; ++j)
                seen.push_back(
                    polar(ns(t), 1e3 + 79e3 * chance(seed, n, 100 + j, 1), 2 * pi * chance(seed, n, 100 + j, 2) - pi));
            maker.shape = [&](qiki_frame& f) {
                f.valid = QIKI_FRAME_HAS_PLATFORM | QIKI_FRAME_HAS_SECTOR | QIKI_FRAME_HAS_PD | QIKI_FRAME_HAS_CLUTTER |
                          QIKI_FRAME_HAS_SIGMA;
                std::copy(places[r].begin(), places[r].end(), f.pos);
                f.att[0] = 1, f.bearing[1] = 2 * pi, f.range[0] = 1e3, f.range[1] = 8e4;
                f.pd = 0.9, f.clutter_density = 5 / (79e3 * 2 * pi), f.sigma[0] = 30, f.sigma[1] = 0.0035,
                f.sigma[2] = f.sigma[3] = 0;
            };
            const qiki_frame f = maker.frame(ns(t), seen, r + 1, 0);
            const bool held = chance(seed, n, 999, 3) < late;
            all.push_back({f, seen, t + (held ? turn * (1 + 2 * chance(seed, n, 999, 4)) : 0)});
        }
    std::stable_sort(all.begin(), all.end(), [](const delivery& a, const delivery& b) { return a.known < b.known; });
    return all;
}
const std::vector<qiki_track>& feed(bench& b, const delivery& d) {
    qiki_frame f = d.frame;
    f.t_available = std::max(ns(d.known), b.now() + 1);
    return b.feed({f}, {d.seen}, f.t_available);
}

scoring::gospa gospa_at(const bench& b, double t, uint64_t seed) {
    const auto targets = flights(seed);
    scoring::set truth, tracks;
    for (uint64_t j = 0; j < targets.size(); ++j)
        if (t >= targets[j].from && t <= targets[j].to)
            truth.push_back({j, targets[j].where(t)[0], targets[j].where(t)[1]});
    for (const qiki_track& x : b.tracks()) {
        if (x.status != QIKI_TRACK_CONFIRMED && x.status != QIKI_TRACK_COASTING) continue;
        const double dt = t - static_cast<double>(x.t) * 1e-9;
        tracks.push_back({x.id, x.x[0] + dt * x.x[3], x.x[1] + dt * x.x[4]});
    }
    return scoring::gospa_of(truth, tracks, 1000);
}
// Squared GOSPA at the times of all looks from turn `first` on, of what was known then, added to `sum`.
void score(bench& b, const std::vector<delivery>& all, uint64_t seed, int first, int turns, scoring::gospa& sum) {
    size_t next = 0;
    for (int k = 0; k < turns; ++k)
        for (uint32_t r = 0; r < radars; ++r) {
            const double t = turn * k + 1.3 * r;
            for (; next < all.size() && all[next].known <= t; ++next) feed(b, all[next]);
            if (k < first) continue;
            const scoring::gospa g = gospa_at(b, t, seed);
            sum.location += g.location, sum.missed += g.missed, sum.wrong += g.wrong;
        }
}
// Without names, and what says them.
std::set<std::vector<double>> nameless(const std::vector<qiki_track>& all) {
    std::set<std::vector<double>> out;
    for (const qiki_track& x : all) {
        if (x.status == QIKI_TRACK_ENDED) continue;
        std::vector<double> v{static_cast<double>(x.t),
                              static_cast<double>(x.t_update),
                              static_cast<double>(x.t_birth),
                              double(x.hits),
                              double(x.misses),
                              double(x.status),
                              x.existence,
                              x.quality};
        v.insert(v.end(), x.x, x.x + 6), v.insert(v.end(), x.p, x.p + 21);
        out.insert(v);
    }
    return out;
}
} // namespace

TEST_CASE("frames in any order within the window give the picture of frames in their order, bit for bit") {
    for (const uint64_t seed : {1u, 2u, 3u}) {
        bench makers[2] = {bench(plane, {}, fusion), bench(plane, {}, fusion)};
        const auto sorted = looks(makers[0], seed, 30, 0), mixed = looks(makers[1], seed, 30, 0.4);
        bench a(plane, {}, fusion), b(plane, {}, fusion);
        for (const delivery& d : sorted) feed(a, d);
        for (const delivery& d : mixed) feed(b, d);
        CHECK(b.rig.metric("frames.late") > 20);
        CHECK(b.rig.metric("frames.refused") == 0);
        CHECK(a.rig.metric("frames.again") == 0);
        CHECK(nameless(a.tracks()) == nameless(b.tracks()));
        CHECK(confirmed(a.tracks()).size() + with(a.tracks(), QIKI_TRACK_COASTING).size() >= 8);
    }
}

TEST_CASE("a fifth of the frames late by one to three scans: GOSPA within 1 % once they came") {
    double in_order = 0, late = 0;
    size_t instants = 0, taken_late = 0;
    for (const uint64_t seed : {11u, 12u, 13u})
        for (int turns = 2; turns <= 30; turns += 4, ++instants) {
            bench makers[2] = {bench(plane, {}, fusion), bench(plane, {}, fusion)};
            bench a(plane, {}, fusion), b(plane, {}, fusion);
            for (const delivery& d : looks(makers[0], seed, turns, 0)) feed(a, d);
            for (const delivery& d : looks(makers[1], seed, turns, 0.2)) feed(b, d);
            const double t = turn * turns;
            in_order += gospa_at(a, t, seed).total(), late += gospa_at(b, t, seed).total();
            taken_late += static_cast<size_t>(b.rig.metric("frames.late"));
        }
    CHECK(taken_late > 100);
    CHECK(std::sqrt(in_order / double(instants)) < 300);
    CHECK(std::sqrt(late) < 1.01 * std::sqrt(in_order));
    CHECK(std::sqrt(late) > 0.99 * std::sqrt(in_order));
}

TEST_CASE("before they came, what they would have told is missing, and no more", "[statistics]") {
    constexpr uint64_t draws = 100;
    constexpr int turns = 60;
    struct marks {
        double gospa, location;
    };
    const auto run = [&](const std::string& id, double share, double window, int first) {
        scoring::gospa sum;
        for (uint64_t seed = 11; seed < 11 + draws; ++seed) {
            rig::settings s = plane;
            if (id == fusion) s["window"] = window;
            bench maker(s, {}, id), b(s, {}, id);
            score(b, looks(maker, seed, turns, share), seed, first, turns, sum);
        }
        const double n = static_cast<double>(draws) * radars * (turns - first);
        return marks{std::sqrt(sum.total() / n), std::sqrt(sum.location / n)};
    };
    for (const int first : {0, 5}) {
        const marks in_order = run(fusion, 0, 20, first), late = run(fusion, 0.2, 20, first);
        const marks refused = run(fusion, 0.2, 0, first), nearest = run("qiki.tracker.gnn", 0.2, 0, first);
        WARN("from turn " << first << ", GOSPA and its part of location: in order " << in_order.gospa << " "
                          << in_order.location << ", late " << late.gospa << " " << late.location << ", late refused "
                          << refused.gospa << " " << refused.location << ", late, by gnn " << nearest.gospa << " "
                          << nearest.location);
        CHECK(in_order.gospa < late.gospa);
        CHECK(late.gospa < 1.2 * in_order.gospa);
        CHECK(late.gospa < refused.gospa);
        CHECK(late.location < refused.location);
        CHECK(late.gospa < nearest.gospa);
    }
    // A window of nothing is enough for frames in their order, and then it is what gnn makes of them.
    const marks narrow = run(fusion, 0, 0, 5), wide = run(fusion, 0, 20, 5), nearest = run("qiki.tracker.gnn", 0, 0, 5);
    CHECK(narrow.gospa == wide.gospa);
    CHECK(nearest.gospa == Approx(wide.gospa));
}

TEST_CASE("names survive a past that is rewritten, none is given twice, and who goes says so once") {
    bench maker(plane, {}, fusion), b(plane, {}, fusion);
    std::set<uint64_t> live, over;
    size_t swaps = 0;
    std::map<uint64_t, uint64_t> name_of; // target to track
    const auto targets = flights(5);
    for (const delivery& d : looks(maker, 5, 60, 0.4)) {
        std::set<uint64_t> now;
        for (const qiki_track& x : feed(b, d)) {
            CHECK(now.insert(x.id).second);
            CHECK(over.count(x.id) == 0);
            if (x.status == QIKI_TRACK_ENDED) over.insert(x.id), now.erase(x.id), live.erase(x.id);
        }
        for (const uint64_t id : live) CHECK(now.count(id) == 1); // nobody leaves without a word
        live = now;
        for (const qiki_assoc& a : b.links()) CHECK((now.count(a.track) || over.count(a.track)));
        const double t = static_cast<double>(b.now()) * 1e-9;
        for (uint64_t j = 0; j < targets.size(); ++j)
            for (const qiki_track& x : confirmed(b.tracks()))
                if (std::hypot(x.x[0] - targets[j].where(t)[0], x.x[1] - targets[j].where(t)[1]) < 300) {
                    swaps += name_of.count(j) && name_of[j] != x.id;
                    name_of[j] = x.id;
                }
    }
    CHECK(b.rig.metric("frames.again") > 100);
    CHECK(name_of.size() == targets.size());
    CHECK(swaps <= 1);
}

TEST_CASE("many frames in one tick are as many ticks, and late ones among them cost one way back") {
    bench makers[2] = {bench(plane, {}, fusion), bench(plane, {}, fusion)};
    bench a(plane, {}, fusion), b(plane, {}, fusion);
    const auto one = looks(makers[0], 7, 40, 0), other = looks(makers[1], 7, 40, 0);
    for (const delivery& d : one) feed(a, d);
    // The third radar's line is cut for twelve seconds, and then brings all at once.
    std::vector<delivery> held;
    for (const delivery& d : other) {
        if (d.frame.source == 3 && d.known > 60 && d.known < 72) {
            held.push_back(d);
            continue;
        }
        if (d.known < 73 || held.empty()) {
            feed(b, d);
            continue;
        }
        std::vector<qiki_frame> frames;
        std::vector<std::vector<qiki_contact>> seen;
        held.push_back(d);
        for (const delivery& h : held) {
            frames.push_back(h.frame), seen.push_back(h.seen);
            frames.back().t_available = std::max(ns(d.known), b.now() + 1);
        }
        b.feed(frames, seen, frames.back().t_available);
        held.clear();
    }
    CHECK(b.rig.metric("frames.late") == 3);
    CHECK(b.rig.metric("frames.again") <= 10); // five came since, and up to 4 s lie between two states that are kept
    CHECK(nameless(a.tracks()) == nameless(b.tracks()));
}

TEST_CASE("what is older than the window is refused, and a repeated frame is one") {
    rig::settings s = plane;
    s["window"] = 5.0;
    bench maker(s, {}, fusion), b(s, {}, fusion), twice(s, {}, fusion);
    auto all = looks(maker, 9, 10, 0);
    for (size_t i = 0; i < all.size(); ++i) {
        feed(b, all[i]), feed(twice, all[i]);
        feed(twice, {all[i].frame, all[i].seen, all[i].known});
        CHECK(twice.rig.kept("tracks"));
    }
    feed(twice, all.back()); // leaves the tracks of the last frame
    CHECK(b.rig.metric("frames.refused") == 0);
    delivery old = all.front();
    old.frame.seq = 1000, old.frame.source = 1;
    const auto before = nameless(b.tracks());
    feed(b, old);
    CHECK(b.rig.metric("frames.refused") == 1);
    CHECK(nameless(b.tracks()) == before);
}

TEST_CASE("a checkpoint in the middle of a rewritten past changes nothing") {
    bench maker(plane, {}, fusion), a(plane, {}, fusion), b(plane, {}, fusion);
    const auto all = looks(maker, 21, 30, 0.4);
    for (size_t i = 0; i < all.size(); ++i) {
        if (i == all.size() / 2) {
            const std::string saved = a.rig.save();
            b.rig.load(saved, a.rig), b.follow(a);
            CHECK(b.rig.save() == saved);
        }
        feed(a, all[i]);
        if (i < all.size() / 2) continue;
        feed(b, all[i]);
        REQUIRE(a.tracks().size() == b.tracks().size());
        CHECK((a.tracks().empty() ||
               std::memcmp(a.tracks().data(), b.tracks().data(), a.tracks().size() * sizeof(qiki_track)) == 0));
    }
    CHECK(a.rig.save() == b.rig.save());
}
