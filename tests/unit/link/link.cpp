// SPDX-License-Identifier: MIT
// tests/unit/link/link.cpp - qiki.radar.link on the rig: what arrives, when, in which order, and what does not.
#include "qiki/check.h"
#include "unit/rig.hpp"
#include <catch2/catch.hpp>
#include <set>

using Catch::Matchers::Contains;

namespace {
constexpr qiki_ns second = 1'000'000'000;

struct arrival {
    qiki_frame frame;
    std::vector<qiki_contact> contacts;
};

// A radar that looks once a second, with seq % 4 contacts a frame, behind a link.
class line {
public:
    explicit line(const rig::settings& s = {}, const rig::birth& b = {}) : rig("qiki.radar.link", s, b) {}
    rig::instance rig;

    static qiki_frame frame(uint64_t seq, uint32_t source) {
        qiki_frame f{};
        f.seq = seq, f.source = source, f.label = QIKI_LABEL_OK;
        f.t_from = static_cast<qiki_ns>(seq) * second, f.t_to = f.t_available = f.t_from + second;
        f.count = static_cast<uint32_t>(seq % 4);
        return f;
    }
    static std::vector<qiki_contact> contacts(const qiki_frame& f) {
        std::vector<qiki_contact> all(f.count);
        for (size_t i = 0; i < all.size(); ++i) {
            qiki_contact& c = all[i];
            c.id = f.seq * 10 + i + 1, c.t = f.t_to, c.frame = f.seq, c.label = QIKI_LABEL_OK, c.kind = QIKI_POLAR;
            c.valid = 3, c.z[0] = 1000 + static_cast<double>(i), c.z[1] = 0.25;
        }
        return all;
    }
    void hand(qiki_frame f, const std::vector<qiki_contact>& c, uint32_t source = 4) {
        f.first = first_[source];
        first_[source] += c.size();
        rig.give<qiki_frame>("frames", {f}, source);
        rig.give<qiki_contact>("contacts", c, source);
    }
    // Tick number k, (k s, k + 1 s], with the frame of each source.
    std::vector<arrival> tick(uint64_t k, const std::vector<uint32_t>& sources = {4}) {
        for (const uint32_t s : sources) hand(frame(k, s), contacts(frame(k, s)), s);
        return quiet(k);
    }
    std::vector<arrival> quiet(uint64_t k) {
        rig.tick(static_cast<qiki_ns>(k) * second, static_cast<qiki_ns>(k + 1) * second);
        std::vector<arrival> out;
        const auto all = rig.took<qiki_contact>("contacts");
        for (const qiki_frame& f : rig.took<qiki_frame>("frames")) {
            CHECK(qiki_record_flaw(QIKI_REC_FRAME, &f) == nullptr);
            CHECK(f.t_available > static_cast<qiki_ns>(k) * second);
            CHECK(f.t_available <= static_cast<qiki_ns>(k + 1) * second);
            REQUIRE(f.first >= said_);
            REQUIRE(f.first - said_ + f.count <= all.size());
            const auto at = all.begin() + static_cast<ptrdiff_t>(f.first - said_);
            out.push_back({f, {at, at + f.count}});
            for (const qiki_contact& c : out.back().contacts) CHECK(c.frame == f.seq);
        }
        said_ += all.size();
        return out;
    }

private:
    std::map<uint32_t, uint64_t> first_;
    uint64_t said_ = 0;
};

std::vector<uint64_t> numbers(const std::vector<arrival>& all) {
    std::vector<uint64_t> n;
    for (const arrival& a : all) n.push_back(a.frame.seq);
    return n;
}
std::vector<uint64_t> run(line& x, uint64_t ticks, uint64_t drain = 0) {
    std::vector<uint64_t> all;
    for (uint64_t k = 0; k < ticks + drain; ++k) {
        const auto some = numbers(k < ticks ? x.tick(k) : x.quiet(k));
        all.insert(all.end(), some.begin(), some.end());
    }
    return all;
}
std::string refused(const rig::settings& s) {
    try {
        line x(s);
    } catch (const rig::failed& e) { return e.what(); }
    return "accepted";
}
} // namespace

TEST_CASE("a link that does nothing changes nothing") {
    line x;
    for (uint64_t k = 0; k < 9; ++k) {
        const auto got = x.tick(k);
        REQUIRE(got.size() == 1);
        qiki_frame sent = line::frame(k, 4);
        sent.first = got[0].frame.first;
        CHECK(std::memcmp(&got[0].frame, &sent, sizeof sent) == 0);
        const auto contacts = line::contacts(sent);
        REQUIRE(got[0].contacts.size() == contacts.size());
        CHECK((contacts.empty() ||
               std::memcmp(got[0].contacts.data(), contacts.data(), contacts.size() * sizeof(qiki_contact)) == 0));
    }
    CHECK(x.rig.metric("frames.sent") == 9);
    CHECK(x.rig.metric("frames.arrived") == 9);
    CHECK(x.rig.metric("frames.late") == 0);
}

TEST_CASE("a delay shifts availability, not the look") {
    line x({{"delay", 2.5}});
    CHECK(x.tick(0).empty());
    CHECK(x.tick(1).empty());
    CHECK(x.tick(2).empty());
    for (uint64_t k = 3; k < 9; ++k) {
        const auto got = x.tick(k);
        REQUIRE(numbers(got) == std::vector<uint64_t>{k - 3});
        CHECK(got[0].frame.t_to == static_cast<qiki_ns>(k - 2) * second);
        CHECK(got[0].frame.t_available == got[0].frame.t_to + 5 * second / 2);
        CHECK(got[0].contacts.size() == (k - 3) % 4);
    }
}

TEST_CASE("frames overtake each other, late ones say so, and none is lost") {
    line x({{"jitter", 3.0}});
    std::set<uint64_t> seen;
    uint64_t newest = 0, overtaken = 0;
    for (uint64_t k = 0; k < 204; ++k)
        for (const arrival& a : k < 200 ? x.tick(k) : x.quiet(k)) {
            CHECK(seen.insert(a.frame.seq).second);
            CHECK(a.contacts.size() == a.frame.seq % 4);
            const bool late = a.frame.seq < newest;
            CHECK(((a.frame.flags & QIKI_FRAME_LATE) != 0) == late);
            overtaken += late;
            newest = std::max(newest, a.frame.seq);
        }
    CHECK(seen.size() == 200);
    CHECK(overtaken > 20);
    CHECK(x.rig.metric("frames.late") == static_cast<double>(overtaken));
}

TEST_CASE("losses, copies and frames held up come as often as the parameters say") {
    line x({{"loss", 0.2}, {"duplication", 0.1}, {"held", 0.25}, {"held_min", 4.0}, {"held_max", 8.0}});
    std::map<uint64_t, int> times;
    size_t late = 0;
    for (uint64_t k = 0; k < 1008; ++k)
        for (const arrival& a : k < 1000 ? x.tick(k) : x.quiet(k)) {
            ++times[a.frame.seq];
            const qiki_ns way = a.frame.t_available - a.frame.t_to;
            if (way == 0) continue;
            CHECK(way >= 4 * second);
            CHECK(way <= 8 * second);
            ++late;
        }
    const double lost = 1000 - static_cast<double>(times.size());
    const double twice =
        static_cast<double>(std::count_if(times.begin(), times.end(), [](auto& t) { return t.second == 2; }));
    CHECK(lost == x.rig.metric("frames.lost"));
    CHECK(twice == x.rig.metric("frames.duplicated"));
    CHECK(std::abs(lost - 200) < 65); // five standard deviations
    CHECK(std::abs(twice - 80) < 45);
    CHECK(std::abs(static_cast<double>(late) - 0.25 * (800 + 80)) < 70);
}

TEST_CASE("what is handed over in an outage is lost, what is on its way arrives") {
    line x({{"delay", 1.0}, {"outages", std::vector<double>{5, 8, 12, 13}}});
    // Frame k is handed over at k + 1 s.
    CHECK(run(x, 16, 2) == std::vector<uint64_t>{0, 1, 2, 3, 7, 8, 9, 10, 12, 13, 14, 15});
    CHECK(x.rig.metric("frames.cut") == 4);
}

TEST_CASE("a frame's fate is its own: not its neighbours', its contacts' or the size of the outputs") {
    const rig::settings s{{"jitter", 2.5}, {"loss", 0.3}, {"duplication", 0.3}};
    line alone(s), two(s);
    rig::birth narrow;
    narrow.capacity = 1;
    line small(s, narrow);
    rig::birth other;
    other.seed = 8;
    line seeded(s, other);
    std::vector<uint64_t> a, b, c, d;
    for (uint64_t k = 0; k < 100; ++k) {
        for (const uint64_t n : numbers(alone.tick(k))) a.push_back(n);
        for (const arrival& x : two.tick(k, {4, 9}))
            if (x.frame.source == 4) b.push_back(x.frame.seq);
        for (const uint64_t n : numbers(small.tick(k))) c.push_back(n);
        for (const uint64_t n : numbers(seeded.tick(k))) d.push_back(n);
    }
    CHECK(a == b);
    CHECK(a == c);
    CHECK(a != d);
}

TEST_CASE("frames on their way survive a checkpoint") {
    const rig::settings s{{"delay", 1.5}, {"jitter", 3.0}, {"duplication", 0.2}};
    line one(s), two(s);
    for (uint64_t k = 0; k < 20; ++k) one.tick(k);
    const std::string saved = one.rig.save();
    two.rig.load(saved, one.rig);
    CHECK(two.rig.save() == saved);
    CHECK(saved.size() > sizeof(qiki_frame));
    for (qiki_ns k = 20; k < 25; ++k) {
        one.rig.tick(k * second, (k + 1) * second);
        two.rig.tick(k * second, (k + 1) * second);
        const auto f = one.rig.took<qiki_frame>("frames"), g = two.rig.took<qiki_frame>("frames");
        REQUIRE(f.size() == g.size());
        CHECK((f.empty() || std::memcmp(f.data(), g.data(), f.size() * sizeof(qiki_frame)) == 0));
        CHECK(one.rig.took<qiki_contact>("contacts").size() == two.rig.took<qiki_contact>("contacts").size());
    }
}

TEST_CASE("a state that cannot be is refused") {
    line one({{"delay", 5.0}}), two({{"delay", 5.0}});
    for (uint64_t k = 0; k < 4; ++k) one.tick(k);
    std::string saved = one.rig.save();
    // 8 bytes of the time, 8 of the count; the first flight's frame ends up with a contact more.
    const size_t count = 8 + 8 + 8 + 24 + offsetof(qiki_frame, count);
    saved[count] = 1;
    CHECK_THROWS_AS(two.rig.load(saved, one.rig), rig::failed);
    CHECK(two.quiet(4).empty());
}

TEST_CASE("a frame without its contacts, or that breaks a rule, is not passed on") {
    line x;
    const auto refuse = [&](uint64_t k, auto&& spoil) {
        qiki_frame f = line::frame(k, 4);
        auto c = line::contacts(f);
        spoil(f, c);
        x.hand(f, c);
        CHECK(x.quiet(k).empty());
        CHECK(x.rig.metric("frames.refused") == static_cast<double>(k));
    };
    x.tick(0);
    refuse(1, [](qiki_frame& f, auto&) { f.count += 1; });
    refuse(2, [](qiki_frame& f, auto&) { f.t_from = f.t_to + 1; });
    refuse(3, [](qiki_frame&, auto& c) { c[0].z[0] = std::nan(""); });
    refuse(4, [](qiki_frame& f, auto&) { f.t_available += 1; }); // is not there yet
    refuse(5, [](qiki_frame&, auto& c) { c[0].frame += 1; });
    refuse(6, [](qiki_frame&, auto& c) { c[1].t += 1; });
    CHECK(x.tick(7).size() == 1);
}

TEST_CASE("what a scenario may not say is named") {
    CHECK_THAT(refused({{"outages", std::vector<double>{1, 2, 3}}}), Contains("outages: expected pairs"));
    CHECK_THAT(refused({{"outages", std::vector<double>{2, 1}}}), Contains("expected an end after 2 s"));
    CHECK_THAT(refused({{"outages", std::vector<double>{1, 4, 3, 5}}}), Contains("begins at 4 s or later"));
    CHECK_THAT(refused({{"held_min", 4.0}, {"held_max", 2.0}}),
               Contains("held_max: expected 0, or at least held_min = 4 s"));
    CHECK(refused({{"held_min", 4.0}}) == "accepted");
}

TEST_CASE("the self-test sees that chance does as the parameters say") {
    for (const rig::settings& s : {rig::settings{}, {{"loss", 1.0}}, {{"loss", 0.3}, {"jitter", 2.0}, {"held", 0.5}}}) {
        const auto rows = line(s).rig.selftest(0);
        REQUIRE(rows.size() == 4);
        for (const auto& r : rows) CHECK(r.result == QIKI_TEST_PASS);
    }
    CHECK(line({{"loss", 1.0}}).rig.selftest(0)[1].value == 1);
}
