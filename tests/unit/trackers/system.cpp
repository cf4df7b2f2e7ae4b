// SPDX-License-Identifier: MIT
// tests/unit/trackers/system.cpp - qiki.tracker.system: tracks of several trackers as one, and where they come from.
#include "qiki/check.h"
#include "scene.hpp"
#include <catch2/catch.hpp>
#include <set>

using namespace scene;

namespace {
qiki_track track(uint64_t id, qiki_ns t, const vec3& at, const vec3& v, double sigma_e, double sigma_n) {
    qiki_track r{};
    r.id = id, r.t = r.t_update = t, r.label = QIKI_LABEL_OK, r.status = QIKI_TRACK_CONFIRMED, r.state_dims = 3;
    r.valid = QIKI_TRACK_HAS_VELOCITY | QIKI_TRACK_HAS_COV | QIKI_TRACK_HAS_EXISTENCE;
    r.existence = 0.9, r.hits = 5;
    for (size_t i = 0; i < 3; ++i) r.x[i] = at[i] + 0.0, r.x[3 + i] = v[i] + 0.0;
    const double s[6] = {sigma_e, sigma_n, 100, 5, 5, 5};
    for (size_t i = 0, k = 0; i < 6; k += 6 - i, ++i) r.p[k] = s[i] * s[i];
    return r;
}

// Pictures of trackers 2, 5 and so on, a second after another.
class desk {
public:
    explicit desk(const rig::settings& s = {}) : rig("qiki.tracker.system", s) {}
    rig::instance rig;
    std::vector<qiki_track> tick(const std::map<uint32_t, std::vector<qiki_track>>& pictures) {
        for (const auto& [who, tracks] : pictures) rig.give<qiki_track>("tracks", tracks, who);
        const qiki_ns t = (n_ + 1) * second;
        rig.tick(n_ * second, t);
        ++n_;
        auto all = rig.took<qiki_track>("tracks");
        for (const qiki_track& x : all) CHECK(qiki_record_flaw(QIKI_REC_TRACK, &x) == nullptr);
        return all;
    }
    // Sources of a track, with their weights.
    std::map<std::pair<uint32_t, uint64_t>, double> sources(uint64_t id) const {
        std::map<std::pair<uint32_t, uint64_t>, double> out;
        for (const qiki_assoc& a : rig.took<qiki_assoc>("assoc")) {
            CHECK(a.kind == QIKI_ITEM_TRACK);
            CHECK(qiki_record_flaw(QIKI_REC_ASSOC, &a) == nullptr);
            if (a.track == id) out[{a.source, a.item}] = a.weight;
        }
        return out;
    }
    qiki_ns now() const { return n_ * second; }
    void skip() { ++n_; }

private:
    qiki_ns n_ = 0;
};
using list = std::vector<qiki_track>;
} // namespace

TEST_CASE("two tracks of one target are one, more certain than either, and it lists both") {
    desk d;
    const auto all = d.tick({{2, list{track(7, second, {1000, 2000, 3000}, {100, 0, 0}, 30, 300)}},
                             {5, list{track(4, second, {1020, 1900, 3050}, {101, 1, 0}, 300, 30)}}});
    REQUIRE(all.size() == 1);
    const qiki_track& x = all[0];
    CHECK(x.flags == QIKI_TRACK_FUSED);
    CHECK(x.status == QIKI_TRACK_CONFIRMED);
    // Determinant criterion of two that are mirror images: half and half, C = 2 / (1/30^2 + 1/300^2).
    CHECK(std::sqrt(x.p[0]) == Approx(30 * std::sqrt(2 / 1.01)).epsilon(1e-3));
    CHECK(x.x[0] == Approx(1000 + 20 * 0.01 / 1.01).margin(0.1));
    const auto from = d.sources(x.id);
    REQUIRE(from.size() == 2);
    CHECK(from.at({2, 7}) == Approx(0.5).margin(0.01));
    CHECK(from.at({2, 7}) + from.at({5, 4}) == Approx(1).epsilon(1e-12));
}

TEST_CASE("targets that are apart stay apart, and pairs are the best ones together") {
    desk d;
    // Each left one is nearest to the right one's middle; only together the pairing is right.
    const auto all = d.tick({{2, list{track(1, second, {0, 0, 0}, {0, 100, 0}, 50, 50),
                                      track(2, second, {200, 0, 0}, {0, 100, 0}, 50, 50)}},
                             {5, list{track(8, second, {120, 0, 0}, {0, 100, 0}, 50, 50),
                                      track(9, second, {330, 0, 0}, {0, 100, 0}, 50, 50)}},
                             {6, list{track(3, second, {9000, 0, 0}, {0, 100, 0}, 50, 50)}}});
    REQUIRE(all.size() == 3);
    std::set<std::set<std::pair<uint32_t, uint64_t>>> groups;
    for (const qiki_track& x : all) {
        std::set<std::pair<uint32_t, uint64_t>> g;
        for (const auto& [who, w] : d.sources(x.id)) g.insert(who);
        groups.insert(g);
    }
    CHECK(groups == std::set<std::set<std::pair<uint32_t, uint64_t>>>{{{2, 1}, {5, 8}}, {{2, 2}, {5, 9}}, {{6, 3}}});
}

TEST_CASE("a system track lives as long as one of its sources does, under one name") {
    desk d;
    const auto at = [](double t) { return vec3{100 * t, 0, 0}; };
    uint64_t id = 0;
    for (int k = 1; k <= 30; ++k) {
        std::map<uint32_t, list> now;
        const double t = k;
        if (k < 20) now[2] = {track(7, k * second, at(t), {100, 0, 0}, 40, 40)};
        else now[2] = {};
        if (k >= 10) now[5] = {track(1, k * second, at(t), {100, 0, 0}, 40, 40)};
        if (k >= 25) now[5] = {};
        const auto all = d.tick(now);
        if (k == 1) id = all.at(0).id;
        if (k < 25) {
            REQUIRE(all.size() == 1);
            CHECK(all[0].id == id);
            CHECK(all[0].status == QIKI_TRACK_CONFIRMED);
            CHECK(d.sources(id).size() == (k < 10 || k >= 20 ? 1 : 2));
        } else if (k == 25) {
            REQUIRE(all.size() == 1);
            CHECK(all[0].status == QIKI_TRACK_ENDED);
            CHECK(all[0].t == 24 * second); // nobody has said anything newer
        } else {
            CHECK(all.empty());
        }
    }
}

TEST_CASE("whoever comes first, and who was taken for two at first, is one") {
    desk late;
    for (int k = 1; k <= 6; ++k) {
        std::map<uint32_t, list> now{{5, list{track(1, k * second, {100.0 * k, 0, 0}, {100, 0, 0}, 40, 40)}}};
        if (k > 3) now[2] = {track(7, k * second, {100.0 * k, 0, 0}, {100, 0, 0}, 40, 40)};
        const auto all = late.tick(now);
        REQUIRE(all.size() == 1);
        CHECK(late.sources(all[0].id).size() == (k > 3 ? 2 : 1));
    }
    desk apart;
    std::vector<size_t> live;
    uint64_t first = 0;
    size_t ended = 0;
    for (int k = 1; k <= 12; ++k) {
        const double off = std::max(0.0, 600 - 100.0 * k);
        const auto all = apart.tick({{2, list{track(7, k * second, {100.0 * k, 0, 0}, {100, 0, 0}, 40, 40)}},
                                     {5, list{track(1, k * second, {100.0 * k, off, 0}, {100, 0, 0}, 40, 40)}}});
        if (k == 1) first = all.at(0).id;
        live.push_back(all.size() - with(all, QIKI_TRACK_ENDED).size());
        ended += with(all, QIKI_TRACK_ENDED).size();
    }
    CHECK(live.front() == 2);
    CHECK(live.back() == 1);
    CHECK(ended == 1);
    CHECK(apart.sources(first).size() == 2); // the older one stays
}

TEST_CASE("addresses decide who cannot be one, and a source that drifts away leaves") {
    const auto named = [](qiki_track r, uint32_t address) {
        r.valid |= QIKI_TRACK_HAS_ADDRESS, r.address24 = address;
        return r;
    };
    const qiki_track a = track(1, second, {0, 0, 0}, {100, 0, 0}, 50, 50),
                     b = track(2, second, {10, 0, 0}, {100, 0, 0}, 50, 50);
    CHECK(desk().tick({{2, list{named(a, 0xABC)}}, {5, list{named(b, 0xDEF)}}}).size() == 2);
    CHECK(desk({{"use_identity", false}}).tick({{2, list{named(a, 0xABC)}}, {5, list{named(b, 0xDEF)}}}).size() == 1);
    desk d;
    size_t before = 0, after = 0;
    for (int k = 1; k <= 20; ++k) {
        const double apart = 40.0 * k;
        const auto all = d.tick({{2, list{track(1, k * second, {100.0 * k, 0, 0}, {100, 0, 0}, 50, 50)}},
                                 {5, list{track(1, k * second, {100.0 * k, apart, 0}, {100, 0, 0}, 50, 50)}}});
        (k <= 5 ? before : after) = all.size();
    }
    CHECK(before == 1);
    CHECK(after == 2);
}

TEST_CASE("what says too little is left out: no covariance, tentative, old, broken") {
    const qiki_track good = track(1, second, {0, 0, 0}, {100, 0, 0}, 50, 50);
    const auto spoiled = [&](auto&& spoil) {
        qiki_track r = good;
        spoil(r);
        return desk().tick({{2, list{r}}}).size();
    };
    CHECK(spoiled([](qiki_track&) {}) == 1);
    CHECK(spoiled([](qiki_track& r) { r.valid &= ~QIKI_TRACK_HAS_COV, std::fill_n(r.p, 21, 0.0); }) == 0);
    CHECK(spoiled([](qiki_track& r) { r.status = QIKI_TRACK_TENTATIVE; }) == 0);
    CHECK(spoiled([](qiki_track& r) { r.x[0] = std::nan(""); }) == 0);
    CHECK(spoiled([](qiki_track& r) { r.p[0] = 0; }) == 0);
    CHECK(spoiled([](qiki_track& r) { r.t += 1; }) == 0); // is yet to come
    CHECK(spoiled([](qiki_track& r) { r.label = QIKI_LABEL_STALE; }) == 0);
    // A plane knows nothing of up, and what it is fused with then neither.
    qiki_track flat = good;
    flat.state_dims = 2, flat.id = 9;
    for (const size_t k : {11u, 20u}) flat.p[k] = 0;
    const auto both = desk().tick({{2, list{good}}, {5, list{flat}}});
    REQUIRE(both.size() == 1);
    CHECK(both[0].state_dims == 2);
    CHECK(both[0].p[11] == 0);
}

TEST_CASE("the order of a source's tracks changes nothing but names, and a checkpoint nothing at all") {
    const auto picture = [](int k, uint32_t who, bool turned) {
        list all;
        for (uint64_t j = 0; j < 12; ++j) {
            const double a = 0.5 * double(j);
            const vec3 v{100 * std::sin(a), 100 * std::cos(a), 0};
            all.push_back(track(j + 1, k * second,
                                {3e3 * double(j % 4) + v[0] * k + 20 * noise(1, uint64_t(k), j, who),
                                 4e3 * double(j / 4) + v[1] * k, 0},
                                v, 40, 60));
        }
        if (turned) std::reverse(all.begin(), all.end());
        return all;
    };
    desk a, b, c;
    for (int k = 1; k <= 10; ++k) {
        if (k == 6) {
            const std::string saved = a.rig.save();
            c.rig.load(saved, a.rig);
            CHECK(c.rig.save() == saved);
        }
        const auto one = a.tick({{2, picture(k, 2, false)}, {5, picture(k, 5, false)}});
        const auto two = b.tick({{2, picture(k, 2, true)}, {5, picture(k, 5, true)}});
        REQUIRE(one.size() == 12);
        REQUIRE(two.size() == 12);
        CHECK(std::memcmp(one.data(), two.data(), 12 * sizeof(qiki_track)) == 0);
        if (k < 6) c.skip();
        else {
            const auto three = c.tick({{2, picture(k, 2, false)}, {5, picture(k, 5, false)}});
            CHECK(std::memcmp(one.data(), three.data(), 12 * sizeof(qiki_track)) == 0);
        }
    }
}
