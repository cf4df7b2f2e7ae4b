// SPDX-License-Identifier: MIT
// tests/unit/csv/scans.cpp - which scans a file has, also those without a detection, and when they are known.
#include "text.hpp"

using Catch::Matchers::Contains;
using namespace text;

namespace {
csv::parameters every(double period, uint64_t scans = 0, bool sweep = false) {
    csv::parameters p = plain();
    p.period = static_cast<qiki_ns>(period * 1e9), p.scans = scans, p.sweep = sweep;
    return p;
}
} // namespace

TEST_CASE("scans come from their numbers, and those nobody saw from their neighbours or the period") {
    const std::string s = "scan,t,x,y\n0,0,1,1\n0,0,2,2\n3,12,1,1\n";
    CHECK(scans(read(s)) == "0:2 4:0 8:0 12:1");
    CHECK(scans(read(s, every(4, 6))) == "0:2 4:0 8:0 12:1 16:0 20:0");
    CHECK(read(s).empty == 2);
    CHECK_THAT(refused(s, every(0, 6)), Contains("f.csv:4: scan 4 has no detection and none comes after it"));
    CHECK_THAT(refused(s, every(4, 3)), Contains("expected 3 scans, found scans 0 to 3"));
    CHECK_THAT(refused("scan,t,x,y\n0,0,1,1\n7000000,4,1,1\n"),
               Contains("f.csv:3: found scans 0 to 7000000 and only 2"));
    CHECK_THAT(refused("scan,t,x,y\n0,4,1,1\n1,0,1,1\n"),
               Contains("f.csv:3: scan 1 ends at 0 s, not after the scan before"));
}

TEST_CASE("without numbers the period, or else the times themselves, make the scans") {
    const std::string s = "t,x,y\n12,1,1\n0,2,2\n0,1,1\n";
    CHECK(scans(read(s)) == "0:2 12:1");
    CHECK(scans(read(s, every(4))) == "0:2 4:0 8:0 12:1");
    CHECK(scans(read("t,x,y\n0,1,1\n3.9,1,1\n8.1,1,1\n", every(4))) == "0:1 3.9:1 8.1:1"); // jitter
    CHECK(scans(read("t,x,y\n0,1,1\n3.9,1,1\n4.1,1,1\n", every(4, 0, true))) == "4:2 8:1");
    CHECK_THAT(refused("t,x,y\n0,1,1\n864000,1,1\n", every(1e-3)), Contains("is the period right?"));
}

TEST_CASE("each run has all scans of the file and only its own detections") {
    const std::string s = "mc,scan,t,x,y\na,0,0,1,1\na,2,8,2,2\nb,1,4,3,3\n";
    csv::parameters p = plain();
    CHECK(scans(read(s, p)) == "0:1 4:0 8:1");
    p.run = 1;
    const csv::detections d = read(s, p);
    CHECK(scans(d) == "0:0 4:1 8:0");
    CHECK(d.runs == 2);
    CHECK(d.rows == 3);
    CHECK(d.contacts[0].z[0] == 3);
    p.run = 2;
    CHECK_THAT(refused(s, p), Contains("f.csv:4: expected run 2 (counted from 0), found 2"));
}

TEST_CASE("a scan is known a nanosecond after it, so that the first falls into the first tick") {
    const csv::detections d = read("t,x,y\n0,1,1\n4,1,1\n");
    CHECK(d.frames[0].t_to == 0);
    CHECK(d.frames[0].t_available == 1);
    CHECK(d.frames[1].t_available == 4'000'000'001);
    CHECK(d.end() == 4'000'000'001);
    CHECK(d.frames[1].first == 1);
    CHECK(d.contacts[1].frame == 1);
}

TEST_CASE("time zero is the file's own, what start says, or the epoch") {
    CHECK_THAT(refused("t,x,y\n1683014400,1,1\n"),
               Contains("f.csv:2: the first detection comes 1683014400 s after t = 0; set start"));
    csv::parameters p = plain();
    p.start = 1'683'014'400'000'000'000;
    CHECK(scans(read("t,x,y\n1683014400.25,1,1\n", p)) == "0.25:1");
    CHECK_THAT(refused("t,x,y\n1683014399,1,1\n", p),
               Contains("the time lies 1 s before t = 0; set start to 1683014399 s or less"));
    CHECK(scans(read("t,x,y\n28800,1,1\n")) == "28800:1");
    const std::string iso = "t,x,y\n2023-05-02T08:00:04Z,1,1\n2023-05-02T08:00:08Z,1,1\n";
    CHECK(scans(read(iso)) == "0:1 4:1");
    p = plain();
    p.epoch = 1'683'014'400'000'000'000;
    CHECK(scans(read(iso, p)) == "4:1 8:1");
    p.epoch += 10'000'000'000;
    CHECK_THAT(refused(iso, p), Contains("f.csv:2: the time lies 6 s before t = 0"));
}

TEST_CASE("what the scenario knows of the radar is in every frame and contact") {
    csv::parameters p = plain();
    p.range_min = 1000, p.range_max = 60000, p.pd = 0.9, p.clutter_density = 5e-5, p.sigma = {30, 0.005, 0, 0};
    p.position = {1, 2, 3};
    const csv::detections d = read("t,range,bearing_rad\n0,5000,1\n", p);
    const qiki_frame& f = d.frames[0];
    CHECK(f.valid == (QIKI_FRAME_HAS_PLATFORM | QIKI_FRAME_HAS_SECTOR | QIKI_FRAME_HAS_PD | QIKI_FRAME_HAS_CLUTTER));
    CHECK(f.flags == QIKI_FRAME_COMPLETE);
    CHECK(f.pos[2] == 3);
    CHECK(f.range[1] == 60000);
    CHECK(f.clutter_density == 5e-5);
    CHECK(d.contacts[0].cov[0] == 900);
    CHECK(d.contacts[0].cov[4] == 0.005 * 0.005);
    CHECK(d.contacts[0].valid == (3 | QIKI_CONTACT_HAS_COV));
    const csv::detections bare = read("t,range,bearing_rad\n0,5000,1\n");
    CHECK(bare.frames[0].valid == QIKI_FRAME_HAS_PLATFORM); // what nobody said is absent
    CHECK(bare.contacts[0].valid == 3);
}

TEST_CASE("no clutter is said, too, and is not the same as clutter nobody said") {
    csv::parameters p = plain();
    p.clutter_density = 0;
    const qiki_frame f = read("t,range,bearing_rad\n0,5000,1\n", p).frames[0];
    CHECK((f.valid & QIKI_FRAME_HAS_CLUTTER) != 0);
    CHECK(f.clutter_density > 0);                        // trackers believe it
    CHECK(f.clutter_density * 2 * QIKI_PI * 1e6 < 1e-8); // not one in a field of 1000 km in the life of a radar
    CHECK(f.clutter_kind == QIKI_POLAR);
}

TEST_CASE("a period that the numbers and times of the file contradict is told, jitter and rounding are not") {
    std::string s = "scan,t,x,y\n";
    for (int k = 0; k < 60; ++k) s += std::to_string(k) + "," + std::to_string(4 * k) + ",1,1\n";
    for (const double wrong : {3.0, 100.0, 0.001, 8.0}) {
        const csv::detections d = read(s, every(wrong));
        REQUIRE(d.slips.size() == 1);
        CHECK_THAT(d.slips[0], Contains("f.csv:61: scans 0 to 59 are 4 s apart, but scan_period says"));
    }
    for (const double right : {4.0, 3.97, 0.0}) CHECK(read(s, every(right)).slips.empty());
    CHECK(read("scan,t,x,y\n0,3.9,1,1\n1,4.1,1,1\n2,11.9,1,1\n", every(4, 0, true)).slips.empty()); // rotating
    CHECK(read("t,x,y\n0,1,1\n12,1,1\n", every(3)).slips.empty()); // without numbers the period makes them
}

TEST_CASE("the nearest position says how far away a file is") {
    const double at[2] = {41.3 * QIKI_PI / 180, 2.1 * QIKI_PI / 180}, none[2] = {0, 0};
    const csv::detections d = read("t,lat_deg,lon_deg\n0,-50,170\n1,41.3,2.2\n");
    CHECK(nearest(d, at) == Approx(8354).epsilon(1e-3)); // 0.1 degrees at 41.3 N
    CHECK(nearest(d, none) > 4e6);
    CHECK(nearest(read("t,x,y\n0,1,1\n"), none) == 0);
}
