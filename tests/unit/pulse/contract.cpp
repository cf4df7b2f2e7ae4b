// SPDX-License-Identifier: MIT
// tests/unit/pulse/contract.cpp - what the plugin promises to a host: capacity, state, seeds, records, refusals.
#include "qiki/check.h"
#include "world.hpp"
#include <catch2/catch.hpp>
#include <limits>
#include <set>

using namespace world;

namespace {

const rig::settings busy = {
    {"clutter", 30.0}, {"scan_period", 1.0}, {"sectors", int64_t{4}}, {"elevation", true}, {"range_rate", true}};

std::vector<qiki_truth> crowd() {
    auto all = ring(60, 6e3);
    for (qiki_truth& b : all) b.vel[0] = 100 - 3.0 * static_cast<double>(b.entity), b.vel[1] = 20, b.rcs_dbsm = 5;
    for (size_t i = 0; i < all.size(); i += 3) {
        all[i].transponder = QIKI_XPDR_S, all[i].address24 = static_cast<uint32_t>(i + 1);
        all[i].valid |= QIKI_TRUTH_HAS_ADDRESS;
    }
    return all;
}
template <class R>
bool same(const std::vector<R>& a, const std::vector<R>& b) {
    return a.size() == b.size() && (a.empty() || !std::memcmp(a.data(), b.data(), a.size() * sizeof(R)));
}
bool same(const report& a, const report& b) {
    return same(a.frames, b.frames) && same(a.contacts, b.contacts) && same(a.origins, b.origins);
}
template <class R>
std::string flaw(const std::vector<R>& records) {
    for (const R& r : records)
        if (const char* why = qiki_record_flaw(qiki::record_id<R>, &r)) return why;
    return "";
}

std::string refusal(const rig::settings& s, const rig::birth& b = {}) {
    rig::instance radar("qiki.radar.pulse", {}, b);
    try {
        radar.configure(s);
    } catch (const rig::failed& e) {
        CHECK(e.status == QIKI_E_CONFIG);
        return e.what();
    }
    return "";
}

} // namespace

TEST_CASE("Buffers for one record at a time give the same records") {
    const report wide = fly(busy, crowd(), 5), narrow = fly(busy, crowd(), 5, 0.1, {.capacity = 1});
    REQUIRE(wide.contacts.size() > 200);
    CHECK(same(wide, narrow));
}

TEST_CASE("The same seed gives the same bytes, another seed or name another noise") {
    const report a = fly(busy, crowd(), 3);
    CHECK(same(a, fly(busy, crowd(), 3)));
    CHECK_FALSE(same(a, fly(busy, crowd(), 3, 0.1, {.seed = 8})));
    CHECK_FALSE(same(a, fly(busy, crowd(), 3, 0.1, {.name = "twin"})));
}

TEST_CASE("A radar continues from its state as if nothing had happened") {
    rig::instance whole("qiki.radar.pulse", busy), first("qiki.radar.pulse", busy),
        second_half("qiki.radar.pulse", busy);
    const qiki_ns middle = 16 * second / 10; // within a sector
    const report all = fly(whole, crowd(), 0, 5 * second, second / 10);
    report parts = fly(first, crowd(), 0, middle, second / 10);
    const std::string bytes = first.save();
    CHECK(bytes.size() > 100); // echoes of the sector that is going on
    second_half.load(bytes, first);
    CHECK(second_half.save() == bytes);
    const report rest = fly(second_half, crowd(), middle, 5 * second, second / 10);
    append(parts.frames, rest.frames);
    append(parts.contacts, rest.contacts);
    append(parts.origins, rest.origins);
    CHECK(same(parts, all));
    CHECK_THROWS_AS(second_half.load(bytes.substr(0, bytes.size() - 3), first), rig::failed);
    CHECK_THROWS_AS(second_half.load(bytes + "x", first), rig::failed);
}

TEST_CASE("After a reset everything begins anew") {
    rig::instance radar("qiki.radar.pulse", busy);
    const report a = fly(radar, crowd(), 0, 3 * second + second / 10, second / 10);
    radar.reset();
    CHECK(same(a, fly(radar, crowd(), 0, 3 * second + second / 10, second / 10)));
}

TEST_CASE("One body more leaves all others' contacts as they were") {
    auto more = crowd();
    const report before = fly(busy, more, 4);
    more.insert(more.begin() + 20, body(1000, 3e3, 3e3, 100, -30, 10));
    const report after = fly(busy, more, 4);
    CHECK_FALSE(after.of(1000).empty());
    for (uint64_t k = 0; k <= 60; ++k) { // 0: the false ones
        const auto a = before.of(k), b = after.of(k);
        REQUIRE(a.size() == b.size());
        for (size_t i = 0; i < a.size(); ++i) {
            CHECK(a[i].t == b[i].t);
            CHECK(!std::memcmp(a[i].z, b[i].z, sizeof a[i].z));
            CHECK(a[i].snr_db == b[i].snr_db);
        }
    }
}

TEST_CASE("Contact ids count on and their order is that of the bearings, so they tell nothing about the origin") {
    const report r = fly(busy, crowd(), 5);
    std::set<uint64_t> ids;
    for (size_t i = 0; i < r.contacts.size(); ++i) {
        ids.insert(r.contacts[i].id);
        CHECK(r.origins[i].contact == r.contacts[i].id);
        CHECK(r.origins[i].t == r.contacts[i].t);
        if (i && r.contacts[i].frame == r.contacts[i - 1].frame) CHECK(r.contacts[i - 1].z[1] <= r.contacts[i].z[1]);
    }
    CHECK(ids.size() == r.contacts.size());
}

TEST_CASE(
    "Records keep the rules of the ABI, with or without elevation and range rate, on the ground or on a carrier") {
    rig::settings flat = busy;
    flat["elevation"] = false, flat["range_rate"] = false;
    for (const rig::settings& s : {busy, flat}) {
        auto all = crowd();
        all.push_back(body(900, 0, 0, 0));   // on the antenna
        all.push_back(body(901, 0, 0, 5e3)); // above it
        const report r = fly(s, all, 3);
        REQUIRE(r.contacts.size() > 100);
        CHECK(flaw(r.contacts).empty());
        CHECK(flaw(r.frames).empty());
        CHECK(flaw(r.origins).empty());
        for (const qiki_contact& c : r.contacts) {
            CHECK(c.label == QIKI_LABEL_OK);
            CHECK((c.valid & QIKI_CONTACT_HAS_POSITION) == (s.at("elevation") == rig::value(true) ? 7u : 3u));
        }
        for (const qiki_frame& f : r.frames) CHECK(f.source == 1);
    }
    rig::instance riding("qiki.radar.pulse", with(busy, {{"axes", std::string("body")}}), {.host_entity = 5});
    const report r = fly(riding, crowd(), 0, 3 * second, second / 10);
    REQUIRE(r.contacts.size() > 100);
    CHECK(flaw(r.contacts).empty());
    CHECK(flaw(r.frames).empty());
}

TEST_CASE("An empty world gives empty frames, a missing carrier gives none") {
    const rig::settings quiet = {{"noise_alarms", false}};
    const report empty = fly(quiet, {}, 2);
    CHECK(empty.frames.size() == 8);
    CHECK(empty.contacts.empty());
    CHECK(fly(quiet, ring(5, 1e3), 2, 0.1, {.host_entity = 77}).frames.empty());
}

TEST_CASE("A body without data is not seen, a removed one not after its end") {
    auto all = ring(3, 5e3);
    all[1].label = QIKI_LABEL_NO_DATA;
    const report r = fly(staring(), all, 0.1);
    CHECK(r.contacts.size() == 2);
    CHECK(r.of(2).empty());
    rig::instance radar("qiki.radar.pulse", ideal({{"scan_period", 1.0}}));
    all = ring(4, 5e3); // met at 1/8, 3/8, 5/8, 7/8 s
    for (qiki_truth& b : all) b.t = second / 2, b.flags = QIKI_TRUTH_REMOVED;
    radar.give("truth", all);
    radar.tick(0, second);
    CHECK(radar.took<qiki_contact>("contacts").size() == 2);
}

TEST_CASE("Settings that do not go together are refused by name") {
    using Catch::Contains;
    CHECK_THAT(refusal({{"range", 100.0}, {"range_min", 200.0}}),
               Contains("range: ") && Contains("200 m") && Contains("100 m"));
    CHECK_THAT(refusal({{"elevation_min", 0.5}, {"elevation_max", 0.2}}), Contains("elevation_max"));
    CHECK_THAT(refusal({{"swerling", int64_t{2}}}), Contains("swerling") && Contains("found 2"));
    CHECK_THAT(refusal({{"at", std::vector<double>{1, 2}}}), Contains("at"));
    CHECK_THAT(refusal({{"at", std::vector<double>{1, 2, 3}}}, {.host_entity = 3}), Contains("at") && Contains("on="));
    CHECK_THAT(refusal({{"axes", std::string("body")}}), Contains("axes") && Contains("on="));
    CHECK_THAT(refusal({{"scan_period", 1e-9}}), Contains("scan_period"));
    CHECK_THAT(refusal({{"pfa", 0.1}, {"resolution", 0.1}, {"beamwidth", 1e-3}}), Contains("pfa"));
    CHECK(refusal({}).empty());
}

TEST_CASE("Every parameter has a help text, limits where it is a number, and a unit where it has one") {
    rig::instance radar("qiki.radar.pulse");
    const qiki_table p = radar.about().params;
    for (uint32_t i = 0; i < p.count; ++i) {
        const auto& row = *static_cast<const qiki_param*>(qiki_row(p, i));
        INFO(row.key);
        CHECK(std::strlen(row.help) > 8);
        if (row.type == QIKI_REAL || row.type == QIKI_INT) {
            CHECK(row.min < row.max);
            CHECK(row.value >= row.min);
            CHECK(row.value <= row.max);
        }
    }
    CHECK((radar.about().caps & (QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC)) == (QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC));
}

TEST_CASE("The self-test passes as configured and warns of a radar that sees nothing at its range") {
    rig::instance radar("qiki.radar.pulse", busy);
    const auto rows = radar.selftest(5 * second);
    REQUIRE(rows.size() == 5);
    for (const qiki_selftest_row& r : rows) {
        INFO(r.device << ": " << r.found);
        CHECK(r.result == QIKI_TEST_PASS);
        CHECK(r.t == 5 * second);
        CHECK((r.value >= r.min && r.value <= r.max));
    }
    rig::instance blind("qiki.radar.pulse", {{"snr_ref_db", -10.0}});
    CHECK(blind.selftest(0).at(3).result == QIKI_TEST_WARN);
}

TEST_CASE("A tick of years, or at the end of all time, is refused in words and not computed") {
    const auto tick = [](qiki_ns t0, qiki_ns t1) -> std::string {
        rig::instance radar("qiki.radar.pulse", {{"scan_period", 4.0}}, {});
        radar.give("truth", crowd());
        try {
            radar.tick(t0, t1);
        } catch (const rig::failed& e) {
            CHECK(e.status == QIKI_E_UNSUPPORTED);
            return e.what();
        }
        return "";
    };
    constexpr qiki_ns last = std::numeric_limits<qiki_ns>::max();
    CHECK(tick(0, 3600 * second).empty());
    CHECK_THAT(tick(0, 315'360'000 * second),
               Catch::Matchers::Contains("at most 65536") && Catch::Matchers::Contains("shorten the tick"));
    CHECK_THAT(tick(last - 3 * second, last - 2 * second), Catch::Matchers::Contains("end of all time"));
    CHECK_THAT(tick(0, last), Catch::Matchers::Contains("end of all time"));
}
