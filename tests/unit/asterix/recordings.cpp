// SPDX-License-Identifier: MIT
// tests/unit/asterix/recordings.cpp - real recordings against what is known of each: counts, times, identities,
// extents, period.
#include "unit/rig.hpp"
#include <catch2/catch.hpp>
#include <filesystem>
#include <iostream>
#include <map>

namespace {

using expectations = std::map<std::string, double>;
constexpr qiki_ns second = 1'000'000'000;

// Empty, and says so loudly, when the recordings are not beside the checkout.
std::string recording(const std::string& name) {
    const std::string path = std::string(QIKI_SHARED_DIR "/data/asterix/") + name;
    if (std::filesystem::exists(path)) return path;
    std::cerr << "\n*** skipped: no recordings, " << path << " is not there ***\n";
    return "";
}

void says(const std::string& name, const expectations& expected, rig::settings s = {}) {
    const std::string path = recording(name);
    if (path.empty()) return;
    s["file"] = path;
    rig::instance r("qiki.radar.asterix", s);
    r.tick(0, second);
    for (const auto& [metric, value] : expected) {
        INFO(name << ": " << metric);
        CHECK(r.metric(metric) == value);
    }
}
struct totals {
    uint64_t frames = 0, contacts = 0, complete = 0, north = 0, late = 0;
    qiki_ns first = 0, last = 0;
};
totals replayed(rig::instance& r) {
    totals n;
    for (qiki_ns t = 0; t < r.span(); t += second / 4) {
        r.tick(t, t + second / 4);
        const auto contacts = r.took<qiki_contact>("contacts");
        size_t next = 0;
        for (const qiki_frame& f : r.took<qiki_frame>("frames")) {
            n.complete += (f.flags & QIKI_FRAME_COMPLETE) != 0;
            n.north += (f.flags & QIKI_FRAME_NORTH) != 0;
            n.late += (f.flags & QIKI_FRAME_LATE) != 0;
            ++n.frames;
            for (uint32_t i = 0; i < f.count; ++i, ++next) {
                REQUIRE(contacts.at(next).t >= f.t_from);
                REQUIRE(contacts.at(next).t <= f.t_to);
                REQUIRE(contacts.at(next).frame == f.seq);
                REQUIRE(contacts.at(next).id == n.contacts + next + 1);
            }
        }
        REQUIRE(next == contacts.size());
        n.contacts += contacts.size();
    }
    return n;
}
} // namespace

TEST_CASE("the Barcelona hour is what its README says") {
    says("cat048_bcn_230502_0800_0900.ast", {{"blocks", 44085},
                                             {"cat048.records", 44085},
                                             {"refusals", 0},
                                             {"cat048.time.first", 28800.8515625},
                                             {"cat048.time.last", 32400.0546875},
                                             {"time.first", 28800.8515625},
                                             {"time.last", 32400.0546875},
                                             {"time.backwards", 9190},
                                             {"cat048.time.largest_step_back", 0.515625},
                                             {"identities.mode_s", 177},
                                             {"identities.mode3a", 189},
                                             {"identities.callsign", 181},
                                             {"identities.track", 333},
                                             {"identities.mode_s.frequent", 171},
                                             {"interval.median_s", 4.0},
                                             {"interval.p5_s", 3.984375},
                                             {"interval.p95_s", 4.015625},
                                             {"range.min_nm", 0.22265625},
                                             {"range.max_nm", 59.99609375},
                                             {"azimuth.min_deg", 0},
                                             {"azimuth.max_deg", 359.99450683593750},
                                             {"level.min_fl", -2.0},
                                             {"level.max_fl", 450.5},
                                             {"no_level", 1942},
                                             {"cat048.typ0", 172},
                                             {"cat048.typ2", 362},
                                             {"cat048.typ3", 238},
                                             {"cat048.typ4", 1},
                                             {"cat048.typ5", 15248},
                                             {"cat048.typ7", 28064},
                                             {"no_mode_s", 772},
                                             {"ground", 11670},
                                             {"registers.4-0", 39244},
                                             {"registers.5-0", 9778},
                                             {"registers.6-0", 38943},
                                             {"registers.1-0", 3063},
                                             {"registers.1-7", 792},
                                             {"registers.0-0", 594},
                                             {"not_detected", 172},
                                             {"contacts", 43913},
                                             {"duplicates", 0},
                                             {"no_position", 0},
                                             {"late", 0},
                                             {"sensor.20-129.records", 44085}});
}

TEST_CASE("the Saenz Pena hour is what its README says") {
    says("cat034_048_saenzpena_260429.pcap", {{"blocks", 19907},
                                              {"packets", 19907},
                                              {"cat034.records", 16366},
                                              {"cat048.records", 3541},
                                              {"refusals", 0},
                                              {"cat034.time.first", 60838.671875},
                                              {"cat034.time.last", 64624.078125},
                                              {"cat048.time.first", 60839.8359375},
                                              {"cat048.time.last", 64620.5625},
                                              {"cat048.time.backwards", 11},
                                              {"cat048.time.largest_step_back", 0.0234375},
                                              {"identities.mode_s", 0},
                                              {"identities.mode3a", 23},
                                              {"identities.track", 0},
                                              {"identities.mode3a.frequent", 19},
                                              {"interval.median_s", 7.6328125},
                                              {"interval.p5_s", 7.6171875},
                                              {"interval.p95_s", 15.25},
                                              {"range.min_nm", 54.1875},
                                              {"range.max_nm", 255.9453125},
                                              {"level.min_fl", -8},
                                              {"level.max_fl", 410},
                                              {"no_level", 14},
                                              {"no_mode3a", 6},
                                              {"cat048.typ2", 3541},
                                              {"north_marks", 495},
                                              {"sector_crossings", 15871},
                                              {"mode3a.not_validated", 151},
                                              {"mode3a.garbled", 13},
                                              {"level.not_validated", 417},
                                              {"level.garbled", 8},
                                              {"contacts", 3541},
                                              {"duplicates", 0},
                                              {"late", 0},
                                              {"outside", 0}});
}

TEST_CASE("the Argentine system tracks are what their README says") {
    says("cat062_argentina_260429.pcap", {{"blocks", 10503},
                                          {"cat062.records", 50640},
                                          {"refusals", 0},
                                          {"time.first", 61265.375},
                                          {"time.last", 64476.40625},
                                          {"time.backwards", 0},
                                          {"identities.mode3a", 133},
                                          {"identities.callsign", 43},
                                          {"identities.track", 370},
                                          {"identities.track.frequent", 253},
                                          {"interval.median_s", 3.984375},
                                          {"interval.p5_s", 3.9765625},
                                          {"interval.p95_s", 4.046875},
                                          {"level.min_fl", 2.0},
                                          {"level.max_fl", 430.0},
                                          {"no_mode3a", 1499},
                                          {"track.ends", 305},
                                          {"track.coasting", 1802},
                                          {"contacts", 0},
                                          {"frames", 0}});
}

TEST_CASE("the Baltic system tracks are what their README says") {
    says("cat062_30min.ff", {{"blocks", 34957},
                             {"packets", 34957},
                             {"cat062.records", 34957},
                             {"refusals", 0},
                             {"time.first", 53081.8203125},
                             {"time.last", 54880.03125},
                             {"time.backwards", 193},
                             {"identities.mode3a", 186},
                             {"identities.callsign", 46},
                             {"identities.track", 191},
                             {"identities.track.frequent", 165},
                             {"interval.median_s", 4.9921875},
                             {"interval.p5_s", 4.984375},
                             {"interval.p95_s", 5.0},
                             {"level.min_fl", 13.75},
                             {"level.max_fl", 719.0},
                             {"no_mode3a", 0},
                             {"track.ends", 202},
                             {"track.coasting", 347}});
}

TEST_CASE("extents of the system tracks are within a thousandth of a degree of their README") {
    const std::map<std::string, std::array<double, 4>> corners{
        {"cat062_argentina_260429.pcap", {-39.785, -23.733, -70.190, -54.071}},
        {"cat062_30min.ff", {51.162, 59.235, 15.108, 31.074}}};
    for (const auto& [name, c] : corners) {
        const std::string path = recording(name);
        if (path.empty()) return;
        rig::instance r("qiki.radar.asterix", {{"file", path}});
        r.tick(0, second);
        CHECK(r.metric("latitude.min_deg") == Approx(c[0]).margin(0.0005));
        CHECK(r.metric("latitude.max_deg") == Approx(c[1]).margin(0.0005));
        CHECK(r.metric("longitude.min_deg") == Approx(c[2]).margin(0.0005));
        CHECK(r.metric("longitude.max_deg") == Approx(c[3]).margin(0.0005));
    }
}

TEST_CASE("seven radars on two feeds are seven radars") {
    says("cat034_048_croatia.pcap", {{"packets", 100},
                                     {"blocks", 120},
                                     {"cat048.records", 128},
                                     {"cat034.records", 34},
                                     {"refusals", 0},
                                     {"cat048.duplicates", 64},
                                     {"cat034.duplicates", 17},
                                     {"duplicates", 81},
                                     {"not_detected", 2},
                                     {"no_position", 2},
                                     {"contacts", 63},
                                     {"identities.mode_s", 63},
                                     {"range.min_nm", 21.390625},
                                     {"range.max_nm", 244.7226562500},
                                     {"north_marks", 2},
                                     {"sector_crossings", 32},
                                     {"sensor.25-11.records", 8 + 4},
                                     {"sensor.25-12.records", 38 + 10},
                                     {"sensor.25-13.records", 16 + 8},
                                     {"sensor.25-14.records", 4 + 4},
                                     {"sensor.25-201.records", 28 + 2},
                                     {"sensor.25-204.records", 28 + 2},
                                     {"sensor.25-205.records", 6 + 4}});
}

TEST_CASE("the small recordings are what their README says") {
    says("cat001_002_croatia_oradis.pcap", {{"blocks", 6},
                                            {"cat001.records", 7},
                                            {"cat002.records", 1},
                                            {"refusals", 0},
                                            {"time.none", 0},
                                            {"contacts", 7}});
    says("cat062_065_croatia.pcap",
         {{"blocks", 2}, {"cat062.records", 2}, {"skipped.blocks", 1}, {"cat065.skipped.blocks", 1}, {"refusals", 0}});
    says("cat062_065_croatia.raw",
         {{"blocks", 2}, {"cat062.records", 2}, {"skipped.blocks", 1}, {"cat065.skipped.blocks", 1}, {"refusals", 0}});
    says("cat048_one_record.raw", {{"blocks", 1}, {"cat048.records", 1}, {"contacts", 1}, {"refusals", 0}});
    says("cat034_one_record.raw", {{"blocks", 1}, {"cat034.records", 1}, {"contacts", 0}, {"refusals", 0}});
}

TEST_CASE("ADS-B reports are skipped to the last octet until their edition is named") {
    says("cat021_v21_bcn.ast", {{"skipped.blocks", 7623},
                                {"skipped.bytes", 690654},
                                {"cat021.skipped.blocks", 7565},
                                {"cat023.skipped.blocks", 58},
                                {"refusals", 0}});
    says("cat021_re_two_records.ast", {{"skipped.blocks", 2}, {"skipped.bytes", 91}, {"refusals", 0}});
    says("cat010_smr_lebl_201002.ast",
         {{"skipped.blocks", 52659}, {"skipped.bytes", 1642079}, {"refusals", 0}, {"contacts", 0}},
         {{"cat010", std::string("skip")}});
}

TEST_CASE("the ADS-B recording is what its README says, read as edition 2.1") {
    says("cat021_v21_bcn.ast",
         {{"cat021.records", 7565},
          {"cat023.skipped.blocks", 58},
          {"refusals", 0},
          {"cat021.time.first", 35814.4296875},
          {"cat021.time.last", 36046.375},
          {"time.backwards", 3507},
          {"identities.mode_s", 147},
          {"identities.mode3a", 101},
          {"identities.callsign", 147},
          {"identities.track", 147},
          {"identities.mode_s.frequent", 141},
          {"interval.median_s", 4.0},
          {"level.min_fl", -3.25},
          {"level.max_fl", 410},
          {"ground", 1421},
          {"no_position", 20},
          {"contacts", 7545}},
         {{"cat021", std::string("2.1")}});
    for (const char* edition : {"2.1", "2.2", "2.4", "2.6"})
        says("cat021_re_two_records.ast", {{"cat021.records", 2}, {"refusals", 0}}, {{"cat021", std::string(edition)}});
}

TEST_CASE("an edition that does not fit is refused with the one that does") {
    const std::string path = recording("cat021_v21_bcn.ast");
    if (path.empty()) return;
    for (const auto& [edition, refused] :
         {std::pair{"2.4", "234 of 7565"}, {"0.23", "7565 of 7565"}, {"0.26", "7565 of 7565"}}) {
        INFO(edition);
        std::string why;
        try {
            rig::instance r("qiki.radar.asterix", {{"file", path}, {"cat021", std::string(edition)}});
        } catch (const rig::failed& e) { why = e.what(); }
        CHECK(why.find(std::string("cat021: ") + refused + " records do not fit edition " + edition) == 0);
        CHECK(why.find("say cat021 = \"2.1\"") != std::string::npos);
    }
}

TEST_CASE("the surface movement recording is what its README says, in complete update cycles") {
    says("cat010_smr_lebl_201002.ast", {{"cat010.records", 52659},
                                        {"refusals", 0},
                                        {"cat010.time.first", 28801.5625},
                                        {"cat010.time.last", 36061.7578125},
                                        {"time.backwards", 5982},
                                        {"identities.track", 745},
                                        {"identities.track.frequent", 327},
                                        {"interval.median_s", 1.0078125},
                                        {"range.min_m", 439},
                                        {"range.max_m", 2977},
                                        {"no_position", 739},
                                        {"track.ends", 739},
                                        {"update_cycles", 7175},
                                        {"surface.statuses", 7175},
                                        {"contacts", 37570}});
    const std::string path = recording("cat010_smr_lebl_201002.ast");
    if (path.empty()) return;
    rig::instance r("qiki.radar.asterix", {{"file", path}});
    const totals n = replayed(r);
    CHECK(n.contacts == 37570);
    CHECK(n.complete >= 7173); // between 7,175 starts of a cycle
    CHECK(n.late == 0);
}

TEST_CASE("the Barcelona hour is replayed in complete sectors of a turning antenna") {
    const std::string path = recording("cat048_bcn_230502_0800_0900.ast");
    if (path.empty()) return;
    rig::instance r("qiki.radar.asterix", {{"file", path}});
    CHECK(r.span() > 3600 * second);
    CHECK(r.span() < 3603 * second);
    const totals n = replayed(r);
    CHECK(n.contacts == 43913);
    CHECK(r.metric("sensor.20-129.period_s") == Approx(4.0015).margin(0.0002));
    CHECK(n.north == 900);
    CHECK(n.frames > 899 * 32 - 1);
    CHECK(n.complete + 4 >= n.frames);
    CHECK(n.late == 0);
    CHECK(r.metric("outside") < 20);
}

TEST_CASE("the Saenz Pena hour is replayed in the sectors that its radar announced") {
    const std::string path = recording("cat034_048_saenzpena_260429.pcap");
    if (path.empty()) return;
    rig::instance r("qiki.radar.asterix", {{"file", path}});
    const totals n = replayed(r);
    CHECK(n.contacts == 3541);
    CHECK(n.frames == 15870);
    CHECK(n.complete == 15870);
    CHECK(n.north == 496 - 1);
    CHECK(n.late == 0);
    CHECK(r.metric("sensor.226-232.period_s") == Approx(7.6328).margin(0.0001));
}

TEST_CASE("a fixed transponder of the Barcelona hour stays where it stands") {
    const std::string path = recording("cat048_bcn_230502_0800_0900.ast");
    if (path.empty()) return;
    rig::instance r("qiki.radar.asterix", {{"file", path}});
    uint64_t seen = 0;
    double nearest = 1e9, farthest = 0;
    for (qiki_ns t = 0; t < r.span(); t += second) {
        r.tick(t, t + second);
        for (const qiki_contact& c : r.took<qiki_contact>("contacts")) {
            if (c.address24 != 0x344045) continue;
            ++seen;
            CHECK(std::string(c.identity) == "7777XBEG");
            CHECK(c.mode3a == 07777);
            CHECK(c.height_m == 2 * 25 * 0.3048);
            nearest = std::min(nearest, c.z[0]), farthest = std::max(farthest, c.z[0]);
        }
    }
    CHECK(seen == 899);
    CHECK(farthest - nearest == 1852.0 / 256);
    CHECK(nearest == Approx(4.418 * 1852).epsilon(1e-3));
}
