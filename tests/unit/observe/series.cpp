// SPDX-License-Identifier: MIT
// tests/unit/observe/series.cpp - bounded series lose no extreme and no gap; charts draw them as they are.
#include "host/observe/series.hpp"
#include "host/observe/chart.hpp"
#include <catch2/catch.hpp>
#include <cmath>

using Catch::Matchers::Contains;
using qiki::observe::series;

namespace {
size_t times(const std::string& text, const std::string& part) {
    size_t n = 0;
    for (size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++n;
    return n;
}
} // namespace

TEST_CASE("few samples are kept as they are, absent ones as a gap") {
    series s;
    s.add(0, 1), s.add(1, NAN), s.add(2, INFINITY), s.add(3, -2);
    const auto p = s.points();
    REQUIRE(p.size() == 4);
    CHECK(p[0] == std::pair(0.0, 1.0));
    CHECK((p[1].first == 1 && std::isnan(p[1].second)));
    CHECK((p[2].first == 2 && std::isnan(p[2].second)));
    CHECK(p[3] == std::pair(3.0, -2.0));
    CHECK(s.least() == -2);
    CHECK(s.most() == 1);
    CHECK(s.present() == 2);
}

TEST_CASE("of a million samples a few thousand points stay, with every lone peak, dip and gap among them") {
    series s;
    const int n = 1'000'000, peak = 123'457, dip = 765'433, gone = 500'001, first_of_silence = 900'000;
    for (int i = 0; i < n; ++i)
        s.add(i, i == peak ? 99 : i == dip ? -99 : i == gone || i >= first_of_silence ? NAN : 0.001 * (i % 7));
    const auto p = s.points();
    CHECK(p.size() <= 7 * series::most_buckets);
    CHECK(p.size() > series::most_buckets);
    CHECK(std::count(p.begin(), p.end(), std::pair<double, double>(peak, 99)) == 1);
    CHECK(std::count(p.begin(), p.end(), std::pair<double, double>(dip, -99)) == 1);
    CHECK(std::any_of(p.begin(), p.end(), [&](const auto& x) { return x.first == gone && std::isnan(x.second); }));
    CHECK(std::is_sorted(p.begin(), p.end(), [](const auto& a, const auto& b) { return a.first < b.first; }));
    CHECK(p.front().first == 0);
    for (const auto& [t, v] : p)
        if (t >= first_of_silence) CHECK(std::isnan(v));
}

TEST_CASE("a value that mostly stays is told from one that moves") {
    series still, moving, none;
    for (int i = 0; i < 100; ++i) still.add(i, i / 10), moving.add(i, i * i);
    none.add(0, NAN);
    CHECK(still.mostly_constant());
    CHECK_FALSE(moving.mostly_constant());
    CHECK_FALSE(none.any());
    CHECK(none.points().size() == 1);
}

TEST_CASE("a chart lifts its pen at a gap, and holds a state until it") {
    qiki::observe::chart c;
    c.panels = {{"p", "", {{"l", {{0, 1}, {10, 1}, {20, NAN}, {30, 2}, {40, 2}}, true}}}};
    const std::string s = svg(c);
    const size_t at = s.find(" d='M84 ");
    const size_t line = s.find("stroke-linecap", at);
    REQUIRE(line != s.npos);
    const size_t begin = s.rfind("<path d='", line);
    const std::string d = s.substr(begin, line - begin);
    CHECK(times(d, "M") == 2);
    CHECK(times(d, "L") == 5); // 10, held to 20, behind the gap to 40: two points a step
    c.panels[0].lines[0].points = {{0, NAN}, {10, 1}, {20, NAN}, {40, NAN}};
    c.panels[0].lines[0].steps = false;
    CHECK_THAT(svg(c), Contains("h0' stroke='#7dd3fc' stroke-width='5'")); // one alone is a dot
}

TEST_CASE("an axis of logarithms shows the numbers themselves") {
    qiki::observe::chart c;
    c.decades = true;
    c.panels = {{"p", "", {{"l", {{-1, 1}, {0, 2}, {1, 1}}}}}};
    const std::string s = svg(c);
    for (const char* mark : {">0.1<", ">0.2<", ">0.5<", ">1<", ">2<", ">5<", ">10<"}) CHECK_THAT(s, Contains(mark));
    CHECK_THAT(s, !Contains(">-1<") && !Contains(">0.8<") && !Contains(">20<"));
    c.panels[0].lines[0].points = {{-6, 1}, {6, 2}};
    CHECK_THAT(svg(c), Contains(">1e-06<") && Contains(">0.01<") && Contains(">1000000<"));
}

TEST_CASE("words stand at the axis, levels only within it") {
    qiki::observe::chart c;
    c.panels = {{"state", "", {{"l", {{0, 0}, {1, 2}}, true}}, true, {"IDLE", "WATCH<", "ALERT"}},
                {"range", "m", {{"r", {{0, 10}, {1, 90}}}}, true, {}, {{"NEAR 70 m", 70}, {"FAR 7000 m", 7000}}}};
    const std::string s = svg(c);
    CHECK_THAT(s, Contains(">IDLE<") && Contains(">WATCH&lt;<") && Contains("NEAR 70 m") && !Contains("FAR"));
}

TEST_CASE("any number can be drawn: huge, tiny, all the same, none") {
    const std::vector<std::vector<std::pair<double, double>>> all = {{{0, -1.7e308}, {1, 1.7e308}},
                                                                     {{0, 5e-324}, {1, 1e-323}},
                                                                     {{0, 1e15}, {1, 1e15 + 1}},
                                                                     {{5, 3}},
                                                                     {},
                                                                     {{0, NAN}}};
    for (const auto& points : all) {
        qiki::observe::chart c;
        c.panels = {{"p", "", {{"l", points}}, false}};
        const std::string s = svg(c);
        CHECK_THAT(s, Contains("</svg>") && !Contains("nan") && !Contains("inf"));
        CHECK(s.size() < 20'000);
    }
}
