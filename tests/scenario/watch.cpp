// SPDX-License-Identifier: MIT
// tests/scenario/watch.cpp - the shipped scenario watch.lua: its guards rise, hold and fall where the truth says they
// must.
#include "tests/unit/cli/command.hpp"
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <sstream>
#include <vector>

namespace {
using row = std::map<std::string, std::string>;
std::vector<std::string> cells(const std::string& line) {
    std::vector<std::string> out(1);
    for (char c : line)
        if (c == ',') out.emplace_back();
        else out.back() += c;
    return out;
}
std::vector<row> table(const std::string& csv) {
    std::istringstream in(csv);
    std::string line;
    REQUIRE(std::getline(in, line));
    const auto head = cells(line);
    std::vector<row> all;
    while (std::getline(in, line)) {
        const auto found = cells(line);
        REQUIRE(found.size() == head.size());
        row& r = all.emplace_back();
        for (size_t i = 0; i < head.size(); ++i) r[head[i]] = found[i];
    }
    return all;
}
double number(const row& r, const std::string& key) { return std::stod(r.at(key)); }

struct flown {
    command here;
    std::vector<row> events, truth, commands, receipts, tracks;
    flown() {
        const outcome o = here("run " QIKI_SOURCE_DIR "/scripts/lua/scenarios/watch.lua --check --quiet --csv csv");
        INFO(o.err);
        REQUIRE(o.code == 0);
        events = table(here.read("csv/events.csv")), truth = table(here.read("csv/truth.csv"));
        commands = table(here.read("csv/commands.csv")), receipts = table(here.read("csv/receipts.csv"));
    }
    // Between the craft, entity 1, and another, at the tick that ends at t.
    double distance(const std::string& other, double t) const {
        double at[2][3] = {};
        for (const row& r : truth)
            if (std::fabs(number(r, "time_s") - t) < 1e-6 && (r.at("entity") == "1" || r.at("entity") == other)) {
                double* p = at[r.at("entity") == other];
                p[0] = number(r, "x_m"), p[1] = number(r, "y_m"), p[2] = number(r, "z_m");
            }
        return std::hypot(at[0][0] - at[1][0], at[0][1] - at[1][1], at[0][2] - at[1][2]);
    }
    // Events about tracks of that severity; a fall is info.
    std::vector<row> about_tracks(const std::string& severity) const {
        std::vector<row> out;
        for (const row& r : events)
            if (!r.at("track").empty() && r.at("severity") == severity) out.push_back(r);
        return out;
    }
};
const flown& once() {
    static const flown f;
    return f;
}
} // namespace

TEST_CASE("Debris within 70 m is critical, once, and no longer so beyond 75 m") {
    const auto rose = once().about_tracks("critical"), fell = once().about_tracks("info");
    REQUIRE(rose.size() == 1);
    REQUIRE(fell.size() == 2);
    CHECK(rose[0].at("track") == fell[0].at("track"));
    const double up = number(rose[0], "time_s"), down = number(fell[0], "time_s");
    CHECK(number(rose[0], "v0") == 1);
    CHECK(number(fell[0], "v0") == 0);
    CHECK(number(rose[0], "v1") <= 70);
    CHECK(number(fell[0], "v1") > 75);
    CHECK(number(rose[0], "v2") == 70);
    CHECK(number(fell[0], "v2") == 75);
    // What the agent believes is what is, to within the errors of receiver, radar and tracker; closing is 58 m/s.
    CHECK(once().distance("5", up) == Approx(number(rose[0], "v1")).margin(12));
    CHECK(once().distance("5", up - 0.4) > 70);
    for (double t = up + 0.4; t < down - 0.4; t += 0.1) CHECK(once().distance("5", t) < 80);
    CHECK(up == Approx(76.5).margin(0.3));
    CHECK(down == Approx(79.1).margin(0.6));
}

TEST_CASE("A stranger under the station's address is a warning within 500 m, until beyond 510 m") {
    const auto rose = once().about_tracks("warning");
    REQUIRE(rose.size() == 1);
    const row fell = once().about_tracks("info").at(1);
    CHECK(rose[0].at("track") == fell.at("track"));
    CHECK(number(rose[0], "v1") <= 500);
    CHECK(number(fell, "v1") > 510);
    CHECK(once().distance("4", number(rose[0], "time_s")) == Approx(number(rose[0], "v1")).margin(20));
    CHECK(once().distance("4", number(fell, "time_s")) > 490);
}

TEST_CASE("The craft is told to turn and to slow down with the alert, and to resume when all is clear") {
    const auto& said = once().commands;
    REQUIRE(said.size() == 4);
    CHECK((said[0].at("verb") == "1" && said[1].at("verb") == "3" && said[2].at("verb") == "4" &&
           said[3].at("verb") == "4"));
    CHECK(said[0].at("time_s") == once().about_tracks("critical")[0].at("time_s"));
    CHECK(number(said[0], "arg0") == Approx(3.14159265 / 3));
    REQUIRE(once().receipts.size() == 4);
    for (size_t i = 0; i < 4; ++i) {
        CHECK(once().receipts[i].at("status") == "accepted");
        CHECK(number(once().receipts[i], "time_s") == Approx(number(said[i], "time_s") + 0.1));
    }
    double slowest = 100, most_east = 0;
    for (const row& r : once().truth)
        if (r.at("entity") == "1") {
            slowest = std::min(slowest, std::hypot(number(r, "vx_mps"), number(r, "vy_mps")));
            most_east = std::max(most_east, number(r, "vx_mps"));
        }
    CHECK(slowest < 45);
    CHECK(most_east > 10);
}

TEST_CASE("The states follow: in company after the first tracks, alert under a guard, back when it is clear") {
    std::vector<std::string> times;
    for (const row& r : once().events)
        if (r.at("code") == "STATE_CHANGED") times.push_back(r.at("time_s"));
    REQUIRE(times.size() == 5);
    CHECK(std::stod(times[0]) < 5);
    CHECK(times[1] == once().about_tracks("critical")[0].at("time_s"));
    CHECK(times[2] == once().about_tracks("info")[0].at("time_s"));
    CHECK(times[3] == once().about_tracks("warning")[0].at("time_s"));
    CHECK(times[4] == once().about_tracks("info")[1].at("time_s"));
}
