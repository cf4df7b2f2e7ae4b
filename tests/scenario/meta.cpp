// SPDX-License-Identifier: MIT
// tests/scenario/meta.cpp - what a folder's meta.json may say of its targets, and what is said where it is wrong.
#include "unit/cli/command.hpp"
#include <algorithm>
#include <catch2/catch.hpp>

using Catch::Matchers::Contains;

namespace {

// One target flies east at 100 m/s, seen in each of twelve scans; `more` are further keys, which may replace others.
class folder {
public:
    const command qiki;
    explicit folder(const std::string& more = "", const std::string& clutter = "1e-9") {
        std::filesystem::create_directory(qiki.dir / "d");
        qiki.write("d/meta.json", "{\"kind\": \"cartesian\", \"period_s\": 4, \"scans\": 12, \"sigma_xy_m\": 20, "
                                  "\"clutter_density_per_m2\": " +
                                      clutter + more + "}");
        std::string s = "scan,time_s,x_m,y_m\n";
        for (int k = 0; k < 12; ++k)
            s += std::to_string(k) + "," + std::to_string(4 * k) + "," + std::to_string(400 * k) + ",50\n";
        qiki.write("d/detections.csv", s);
    }
    outcome run(const std::string& tracker = "gnn") const {
        return qiki(
            "run " QIKI_SOURCE_DIR
            "/scripts/lua/scenarios/detections.lua --quiet --set dir=d --csv records --set tracker=qiki.tracker." +
            tracker);
    }
    size_t rows() const { // of confirmed tracks
        const std::string all = qiki.read("records/tracks.csv");
        return static_cast<size_t>(std::count(all.begin(), all.end(), '\n'));
    }
};

std::string refused(const std::string& more, const std::string& tracker = "gnn", const std::string& clutter = "1e-9") {
    const outcome o = folder(more, clutter).run(tracker);
    CHECK(o.code == 2);
    CHECK_THAT(o.err, !Contains("attempt to"));
    return o.err;
}
const std::string pd = ", \"pd\": 0.9", law = ", \"q_m2_s3\": 0.1";
} // namespace

TEST_CASE("limits that are no limits are named with file and key, not guessed at") {
    const std::pair<const char*, const char*> rows[] = {
        {R"(, "speed_mps": [250, 100])",
         "d/meta.json: speed_mps: expected [least, greatest], two numbers in this order, found [250, 100]"},
        {R"(, "speed_mps": 300)",
         "d/meta.json: speed_mps: expected [least, greatest], two numbers from 0 on, found 300"},
        {R"(, "speed_mps": [1, 2, 3])", "speed_mps: expected [least, greatest]"},
        {R"(, "speed_mps": [-1, 2])", "speed_mps: expected [least, greatest]"},
        {R"(, "birth": 3)", "birth: expected an object with mean and std, found 3"},
        {R"(, "birth": {"mean": [0, 0, 0], "std": [1, 1, 1, 1]})",
         "birth.mean: expected four numbers: of x, vx, y, vy, found [0, 0, 0]"},
        {R"(, "birth": {"mean": [0, 0, 0, 0]})", "birth.std: expected four numbers"},
        {R"(, "birth": {"mean": [0, 0, 0, 0], "std": [1, 1, 1, 1], "weight_first": "3"})",
         "birth.weight_first: expected a number from 0 on"},
        {R"(, "ps": 0)", "ps: expected a number above 0 and not above 1, found 0"},
        {R"(, "late_fraction": 1)", "late_fraction: expected a number from 0 on and below 1, found 1"},
        {R"(, "square_m": 0)", "square_m: expected a number above 0, found 0"},
    };
    for (const auto& [more, why] : rows) {
        INFO(more);
        CHECK_THAT(refused(pd + law + more), Contains(why));
    }
    CHECK_THAT(
        refused(pd + R"(, "speed_mps": [100, 200], "turn_deg_s": [1, 3])"),
        Contains(
            "_s: expected [least, greatest], two numbers, as turn_deg_s is said and q_m2_s3 is not, found nothing"));
    CHECK(folder(pd + law + R"(, "turn_deg_s": [1, 3])").run().code == 0); // the law of motion is said
}

TEST_CASE("a 0 that no radar can have is refused, and none of the clutter is less than any") {
    CHECK_THAT(refused(law + ", \"pd\": 0"),
               Contains("d/meta.json: pd: expected a number above 0 and not above 1, found 0"));
    CHECK_THAT(refused(law + pd, "gnn", "-1"),
               Contains("clutter_density_per_m2: expected a number from 0 on, found -1"));
    for (const char* tracker : {"gnn", "pmbm"}) {
        INFO(tracker);
        const folder some(pd + law, "1e-6"), none(pd + law, "0"), hardly(pd + law, "1e-15");
        for (const folder* f : {&some, &none, &hardly}) REQUIRE(f->run(tracker).code == 0);
        CHECK(none.rows() == hardly.rows()); // as if nothing were said, tracks come later
        CHECK(none.rows() > some.rows());    // sooner sure
    }
}

TEST_CASE("births without weights limit the speed, and who never leaves stays for longer than any run") {
    const std::string birth = R"(, "birth": {"mean": [0, 100, 0, 0], "std": [3000, 20, 3000, 20])";
    for (const char* tracker : {"gnn", "pmbm"})
        for (const std::string& more : {birth + "}", birth + R"(, "weight_per_scan": 0.1})",
                                        std::string(R"(, "ps": 1)"), std::string(R"(, "late_fraction": 0)")}) {
            INFO(tracker << more);
            const folder f(pd + law + more);
            const outcome o = f.run(tracker);
            INFO(o.err);
            CHECK(o.code == 0);
            CHECK(f.rows() > 8);
        }
}
