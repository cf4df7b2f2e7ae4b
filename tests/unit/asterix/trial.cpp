// SPDX-License-Identifier: MIT
// tests/unit/asterix/trial.cpp - recordings made harder: the same plots lost and added everywhere, and what plots tell.
#include "trial.hpp"
#include "by_hand.hpp"
#include "unit/rig.hpp"
#include <catch2/catch.hpp>
#include <cmath>

using namespace by_hand;
using asterix::trial;

namespace {
constexpr qiki_ns second = 1'000'000'000;

std::vector<uint64_t> kept(double drop, uint64_t records, uint64_t draw = 0) {
    trial t;
    t.drop = drop, t.draw = draw;
    std::vector<uint64_t> out;
    for (uint64_t i = 0; i < records; ++i)
        if (stays(t, i)) out.push_back(i);
    return out;
}

// Ten turns of 4 s at 32 plots a turn, from 28800 s on; of the plot in sector k the address is k.
bytes ten_turns() {
    bytes out;
    for (uint32_t i = 0; i < 320; ++i) {
        const uint32_t k = i % 32;
        const bytes status = k < 16 ? hex("0000") : hex("0400"); // I048/230 STAT 0 or 1: airborne, on the ground
        out = join(
            {out, block(48, join({hex("F5 81 02"), big(0x0105, 2), big(28800 * 128 + i * 16 + 8, 3), hex("A0"),
                                  big(256 * 30, 2), big(k * 2048 + 1024, 2), big(400, 2), big(k + 1, 3), status}))});
    }
    return out;
}

struct heard {
    std::vector<qiki_frame> frames;
    std::vector<qiki_contact> contacts;
    std::vector<qiki_origin> origins;
};
heard replayed(const bytes& file, rig::settings s) {
    const by_hand::file f(file);
    s["file"] = f.path();
    rig::instance r("qiki.radar.asterix", s);
    heard out;
    for (qiki_ns t = 0; t < r.span(); t += second) {
        r.tick(t, t + second);
        for (const qiki_frame& x : r.took<qiki_frame>("frames")) out.frames.push_back(x);
        for (const qiki_contact& x : r.took<qiki_contact>("contacts")) out.contacts.push_back(x);
        for (const qiki_origin& x : r.took<qiki_origin>("origin")) out.origins.push_back(x);
    }
    return out;
}
} // namespace

TEST_CASE("splitmix64 begins as published, and the same plots are lost everywhere") {
    CHECK(asterix::scrambled(0) == 0xe220a8397b1dcdafu);
    CHECK(kept(0.3, 10) == std::vector<uint64_t>{0, 1, 2, 3, 5, 6, 8, 9});
    CHECK(kept(0.5, 14) == std::vector<uint64_t>{2, 3, 5, 6, 9, 10, 11, 13});
    CHECK(kept(0, 1000).size() == 1000);
    CHECK(kept(1, 1000).empty());
}

TEST_CASE("false plots lie where the recipe puts them") {
    trial t;
    t.per_turn = 20;
    const asterix::false_plot first = false_plot_of(t, 0, 0, 0), second_turn = false_plot_of(t, 0, 1, 0);
    CHECK(28800 + static_cast<double>(first.t) * 1e-9 == Approx(28803.533243).margin(1e-6));
    CHECK(first.range_m / 1852 == Approx(45.162171).margin(1e-6));
    CHECK(first.azimuth * 360 == Approx(212.828304).margin(1e-6));
    CHECK(28800 + static_cast<double>(second_turn.t) * 1e-9 == Approx(28805.743037).margin(1e-6));
    CHECK(second_turn.range_m / 1852 == Approx(31.551510).margin(1e-6));
    CHECK(second_turn.azimuth * 360 == Approx(96.029251).margin(1e-6));
    CHECK(false_plot_of(t, 1, 0, 0).t != first.t); // a second radar has its own
}

TEST_CASE("another draw loses other plots and adds others, as many") {
    for (const uint64_t draw : {uint64_t{1}, uint64_t{2}, uint64_t{65535}}) {
        const auto other = kept(0.3, 10000, draw);
        CHECK(other != kept(0.3, 10000));
        CHECK(other.size() == Approx(7000).margin(200)); // 4.4 standard deviations
        trial t, o;
        t.per_turn = o.per_turn = 20, o.draw = draw;
        CHECK(false_plot_of(t, 0, 0, 0).t != false_plot_of(o, 0, 0, 0).t);
    }
    const heard one = replayed(ten_turns(), {{"false_per_turn", int64_t{50}}, {"draw", int64_t{3}}});
    CHECK(one.contacts.size() > 320 + 400);
}

TEST_CASE("false plots come in the frames of their time, in order, and nobody is behind them") {
    const heard plain = replayed(ten_turns(), {});
    const heard full = replayed(ten_turns(), {{"false_per_turn", int64_t{50}}});
    REQUIRE(plain.contacts.size() == 320);
    CHECK(full.contacts.size() > 320 + 400); // up to 50 in each of the nine whole turns
    CHECK(full.contacts.size() <= 320 + 500);
    size_t next = 0, noise = 0;
    for (const qiki_frame& f : full.frames) {
        REQUIRE(f.first == next);
        for (; next < f.first + f.count; ++next) {
            const qiki_contact& c = full.contacts[next];
            CHECK(c.id == next + 1);
            CHECK(c.t >= f.t_from);
            CHECK(c.t <= f.t_to);
            if (next > f.first) CHECK(full.contacts[next - 1].t <= c.t);
        }
    }
    CHECK(next == full.contacts.size());
    for (const qiki_origin& o : full.origins) {
        noise += o.cause == QIKI_CAUSE_NOISE;
        CHECK((o.cause == QIKI_CAUSE_NOISE) == (o.entity == 0));
    }
    CHECK(noise == full.contacts.size() - 320);
}

TEST_CASE("plots lost leave the others as they were") {
    const heard plain = replayed(ten_turns(), {}), half = replayed(ten_turns(), {{"drop", 0.5}});
    CHECK(half.contacts.size() == kept(0.5, 320).size());
    size_t at = 0;
    for (const qiki_contact& c : half.contacts) {
        while (at < plain.contacts.size() && plain.contacts[at].t != c.t) ++at;
        REQUIRE(at < plain.contacts.size());
        CHECK(plain.contacts[at].z[1] == c.z[1]);
    }
}

TEST_CASE("a blind tracker's plots tell time and place alone, and scorers learn whose they were") {
    const heard all = replayed(ten_turns(), {}), level = replayed(ten_turns(), {{"tell", std::string("level")}}),
                place = replayed(ten_turns(), {{"tell", std::string("place")}, {"origins", std::string("airborne")}});
    const uint32_t who = QIKI_CONTACT_HAS_ADDRESS | QIKI_CONTACT_HAS_MODE3A | QIKI_CONTACT_HAS_IDENTITY;
    for (const qiki_contact& c : all.contacts) CHECK((c.valid & QIKI_CONTACT_HAS_ADDRESS));
    for (const qiki_contact& c : level.contacts) {
        CHECK((c.valid & (who | QIKI_CONTACT_HAS_HEIGHT)) == QIKI_CONTACT_HAS_HEIGHT);
        CHECK(c.transponder == 0);
    }
    for (const qiki_contact& c : place.contacts) {
        CHECK((c.valid & (who | QIKI_CONTACT_HAS_HEIGHT)) == 0);
        CHECK(c.address24 == 0);
        CHECK(c.height_m == 0);
        CHECK(c.transponder == 0);
    }
    REQUIRE(all.origins.size() == 320);
    CHECK(place.origins.size() == 160); // the others say that they are on the ground
    for (const qiki_origin& o : place.origins) CHECK((o.entity >= 1 && o.entity <= 16));
    for (size_t i = 0; i < 320; ++i) CHECK(all.origins[i].entity == all.contacts[all.origins[i].contact - 1].address24);
}
