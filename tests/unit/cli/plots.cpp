// SPDX-License-Identifier: MIT
// tests/unit/cli/plots.cpp - qiki run --plot-metric, and what is said when a place for results is wrong.
#include "unit/cli/command.hpp"
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <sstream>

using Catch::Matchers::Contains;

namespace {
const std::string watch = "run " QIKI_SOURCE_DIR "/scripts/lua/scenarios/watch.lua --quiet ";
constexpr const char* golden = "digest c05adb583519d366ca876cd7cbb3c8a5";

std::vector<std::vector<std::string>> rows(const std::string& csv) {
    std::vector<std::vector<std::string>> all;
    std::istringstream in(csv);
    for (std::string line; std::getline(in, line);) {
        auto& cells = all.emplace_back(1);
        for (const char c : line)
            if (c == ',') cells.emplace_back();
            else cells.back() += c;
    }
    return all;
}
bool nothing_but_output(const command& qiki) {
    return std::all_of(std::filesystem::directory_iterator(qiki.dir), {}, [](const auto& f) {
        const std::string name = f.path().filename();
        return name == "out" || name == "err" || f.path().extension() == ".lua";
    });
}
} // namespace

TEST_CASE("a fact over time passes the threshold of its guard when the policy says so") {
    const command qiki;
    const outcome r = qiki(watch + "--plot-metric mind.range=f.csv --plot-metric mind.state=f.csv --plot-metric "
                                   "mind.range=f.svg --plot-metric mind.state=f.svg");
    INFO(r.err);
    REQUIRE(r.code == 0);
    CHECK(r.last() == golden);
    CHECK_THAT(r.err, Contains((qiki.dir / "f.svg").string()) && Contains((qiki.dir / "f.csv").string()));
    const auto all = rows(qiki.read("f.csv"));
    REQUIRE(all[0] ==
            std::vector<std::string>{"time_s", "subject", "mind.range [m]", "mind.state [ALERT|IDLE|WATCHING]"});
    double alert = 0;
    size_t ticks = 0;
    std::map<std::string, double> last; // range by subject
    for (size_t i = 1; i < all.size(); ++i) {
        REQUIRE(all[i].size() == 4);
        const double t = std::stod(all[i][0]);
        if (all[i][1].empty()) {
            ++ticks;
            CHECK(all[i][2].empty());
            if (alert == 0 && all[i][3] == "0") alert = t;
            continue;
        }
        CHECK(all[i][3].empty());
        const double range = std::stod(all[i][2]);
        if (alert == 0) CHECK(range >= 70);
        if (alert == t) last[all[i][1]] = range;
    }
    CHECK(ticks == 1200);
    CHECK(alert == 76.5); // what watch.lua expects
    CHECK(std::count_if(last.begin(), last.end(), [](const auto& x) { return x.second <= 70; }) == 1);
    const std::string svg = qiki.read("f.svg"), limit = ">UNKNOWN_CONTACT_CLOSE 70 m<";
    CHECK(svg.find(limit, svg.find(limit) + 1) != svg.npos); // on its line and in the legend
    CHECK_THAT(svg, Contains("UNKNOWN_CONTACT_CLOSE 70 m") && Contains("WATCHING") &&
                        Contains("mind.range by subject  [m]") && Contains("simulated time [s]"));
}

TEST_CASE("watching changes no digest, and shows the same for any number of threads and runs") {
    const command qiki;
    REQUIRE(qiki(watch + "--plot-metric 'mind.*=a.csv' --plot-metric 'host.*=h.csv' --plot-metric '*=a.svg'").last() ==
            golden);
    REQUIRE(qiki(watch + "--plot-metric 'mind.*=b.csv' --threads 2").last() == golden);
    REQUIRE(qiki(watch + "--plot-metric 'mind.*=c.csv' --runs 2 --plot-metric mind.state=c.svg").last() == golden);
    REQUIRE(qiki(watch + "--plot-metric 'mind.*=d.csv' --restore-at 77").last() == golden);
    const std::string a = qiki.read("a.csv");
    CHECK(a.size() > 100'000);
    for (const char* other : {"b.csv", "c.csv", "d.csv"}) CHECK(a == qiki.read(other));
    CHECK_THAT(qiki.read("c.svg"), Contains("run 1 of 2"));
    CHECK_THAT(qiki.read("h.csv"), Contains("host.late_frames,host.commands_passed,host.commands_refused"));
}

TEST_CASE("without a file the chart is named after what it shows") {
    const command qiki;
    const outcome r = qiki(watch + "--plot-metric nose/contacts --plot-metric 'nose.c*'");
    CHECK(r.code == 0);
    CHECK_THAT(qiki.read("nose_contacts.svg"), Contains("nose.contacts") && Contains("</svg>"));
    CHECK_THAT(qiki.read("nose.call.svg"), Contains("</svg>"));
}

TEST_CASE("what never had a value is an error and leaves no file, a pattern tells what it leaves out") {
    const command qiki;
    const outcome r =
        qiki(watch + "--plot-metric mind.soc=s.svg --plot-metric mind.soc=s.csv --plot-metric mind.speed=s.csv");
    CHECK(r.code == 2);
    CHECK(r.last() == golden);
    CHECK_THAT(r.err, Contains("\"mind.soc\" never had a value in this run; s.svg is not written") &&
                          Contains("s.csv is not written"));
    CHECK(nothing_but_output(qiki));
    const outcome all = qiki(watch + "--plot-metric 'mind.so*=t.svg'");
    CHECK(all.code == 2);
    CHECK(nothing_but_output(qiki));
    const outcome some = qiki(watch + "--plot-metric 'mind.s*=t.svg'");
    CHECK(some.code == 0);
    CHECK_THAT(some.err, Contains("note: t.svg: \"mind.soc\" never had a value"));
    CHECK_THAT(qiki.read("t.svg"), Contains("mind.speed") && !Contains("mind.soc"));
}

TEST_CASE("a wrong name or place is told before the run, with its option") {
    const command qiki;
    std::filesystem::create_directory(qiki.dir / "folder.svg");
    qiki.write("file", "");
    struct row {
        const char *arguments, *text;
    };
    const row wrong[] = {
        {"--plot-metric mnd.range", "did you mean \"mind\"?"},
        {"--plot-metric mind.rnge", "did you mean \"range\"?"},
        {"--plot-metric mind", "found no instance 'mind'"},
        {"--plot-metric mind.", "found ''"},
        {"--plot-metric 'z*=a.svg'", "there are \"qiki\""},
        {"--plot-metric nose.speed", "'nose'"},
        {"--plot-metric =a.svg", "found no metric"},
        {"--plot-metric mind.range=", "ends in .svg or .csv"},
        {"--plot-metric mind.range=a.png", "ends in .svg or .csv, found 'a.png'"},
        {"--plot-metric mind.range=svg", "ends in .svg or .csv"},
        {"--plot-metric mind.range=no/such/a.svg", "--plot-metric: no/such/a.svg cannot be written"},
        {"--plot-metric mind.range=folder.svg", "--plot-metric: folder.svg is there and is not a regular file"},
        {"--plot-metric mind.range=a.svg --plot ./a.svg", "--plot-metric: a.svg is also the file of --plot"},
        {"--plot no/such/p.svg", "--plot: no/such/p.svg cannot be written"},
        {"--plot folder.svg", "--plot: folder.svg is there and is not a regular file"},
        {"--plot ''", "--plot"},
        {"--csv file", "--csv: "},
        {"--csv file/below", "--csv: the folder file/below cannot be made"},
        {"--plot a.svg --junit a.svg", "--plot: a.svg is also the file of --junit"},
    };
    for (const row& w : wrong) {
        const outcome r = qiki(watch + w.arguments);
        INFO(w.arguments << "\n" << r.err);
        CHECK(r.code == 2);
        CHECK_THAT(r.err, Contains(w.text));
        CHECK(r.out.empty());
        CHECK_FALSE(std::filesystem::exists(qiki.dir / "a.svg"));
        CHECK_FALSE(std::filesystem::exists(qiki.dir / "a.svg.part"));
    }
    qiki.write("earth.lua", R"(local q = require "qiki"
return q.scenario { name = "e", tick = 1, duration = 2, origin = {41, 2, 0}, vehicles = { q.use "qiki.vehicle.point" {} } })");
    for (const char* option : {"--geojson", "--kml"}) {
        const outcome r = qiki(std::string("run earth.lua ") + option + " no/such/t");
        CHECK(r.code == 2);
        CHECK_THAT(r.err, Contains(std::string("qiki run: ") + option + ": no/such/t cannot be written"));
    }
}

TEST_CASE("a policy's facts need a policy") {
    const command qiki;
    const outcome r = qiki("run " QIKI_SOURCE_DIR
                           "/scripts/lua/scenarios/crossing.lua --quiet --duration 5 --plot-metric gnn.state=a.svg");
    CHECK(r.code == 2);
    CHECK_THAT(r.err, Contains("found 'state'"));
}

TEST_CASE("in plan view each tracker has a pen of its own, and the one below is the wider") {
    const command qiki;
    REQUIRE(qiki("run " QIKI_SOURCE_DIR "/scripts/lua/scenarios/crossing.lua --quiet --plot a.svg").code == 0);
    const std::string svg = qiki.read("a.svg");
    const auto ways = [&](const std::string& colour) { // map and legend
        std::vector<std::string> pens;
        for (size_t at = 0; (at = svg.find("stroke='" + colour + "' stroke-width='", at)) != svg.npos; ++at)
            if (svg[svg.find_first_of(">/", at) - 1] == '\'' && svg.rfind("<path", at) > svg.rfind("<circle", at))
                pens.push_back(svg.substr(at, svg.find_first_of("/", at) - at));
        return pens;
    };
    const auto first = ways("#4cc9f0"), second = ways("#f72585");
    REQUIRE(first.size() == 2);
    REQUIRE(second.size() == 2);
    const auto width = [](const std::string& pen) { return std::stod(pen.substr(pen.find("width='") + 7)); };
    CHECK(width(first[0]) > width(second[0]) + 2);
    CHECK_THAT(first[0], !Contains("dasharray"));
    CHECK_THAT(second[0], Contains("dasharray"));
    CHECK_THAT(second[1], Contains("dasharray")); // the legend shows it, too
    CHECK(svg.find(first[0].substr(0, first[0].find(" stroke-opacity"))) < svg.find(second[0].substr(0, 30)));
    CHECK_THAT(svg, Contains("gnn, confirmed") && Contains("alphabeta, confirmed"));
}

TEST_CASE("a wildcard stays on its side of the dot, and what is marked at the end is no curve") {
    const command qiki;
    const std::string crossing = "run " QIKI_SOURCE_DIR "/scripts/lua/scenarios/crossing.lua --quiet --duration 60 ";
    const outcome r = qiki(crossing + "--plot-metric 'gnn.*=a.csv' --plot-metric 'gnn.score.*=b.csv' "
                                      "--plot-metric 'g*.*=c.csv' --plot-metric '*.tracks=d.csv'");
    INFO(r.err);
    REQUIRE(r.code == 0);
    const auto heading = [&](const char* file) { return qiki.read(file).substr(0, qiki.read(file).find('\n')); };
    CHECK_THAT(heading("a.csv"), Contains("gnn.tracks") && !Contains("gnn.score"));
    CHECK_THAT(heading("b.csv"), Contains("gnn.score.") && !Contains("gnn.tracks"));
    CHECK_THAT(heading("c.csv"), Contains("gnn.score.") && Contains("gnn.tracks"));
    CHECK_THAT(heading("d.csv"), Contains("gnn.tracks") && Contains("alphabeta.tracks"));
    const outcome dots = qiki(crossing + "--plot-metric 'g*.*=e.svg' --plot-metric gnn.score.gospa=f.svg");
    CHECK(dots.code == 0);
    CHECK_THAT(dots.err, Contains("note: e.svg: ") && Contains("had one value alone"));
    CHECK_THAT(qiki.read("e.svg"), Contains("gnn.tracks") && !Contains("gnn.score.gospa"));
    CHECK_THAT(qiki.read("f.svg"), Contains("gnn.score.gospa")); // asked for by its name
}
