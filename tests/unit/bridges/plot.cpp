// SPDX-License-Identifier: MIT
// tests/unit/bridges/plot.cpp - qiki.bridge.plot on the rig: what must be in the picture, and where.
#include "plugins/bridges/plot/paths.hpp"
#include "scratch.hpp"
#include "unit/rig.hpp"
#include <catch2/catch.hpp>

namespace {

size_t count(const std::string& text, const std::string& what) {
    size_t n = 0;
    for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++n;
    return n;
}
std::string draw(const scratch& s, rig::settings settings = {}) {
    settings["file"] = (s.dir / "p.svg").string();
    rig::instance plot("qiki.bridge.plot", settings);
    for (qiki_ns k = 1; k <= 50; ++k) {
        qiki_truth b{};
        b.entity = 1, b.t = k, b.label = QIKI_LABEL_OK;
        b.pos[0] = 100.0 * static_cast<double>(k), b.pos[1] = 5000;
        plot.give<qiki_truth>("truth", {b});
        qiki_contact c{};
        c.id = static_cast<uint64_t>(k), c.t = k, c.frame = static_cast<uint64_t>(k), c.label = QIKI_LABEL_OK,
        c.kind = QIKI_ENU;
        c.valid = QIKI_CONTACT_HAS_POSITION, c.z[0] = b.pos[0], c.z[1] = b.pos[1];
        qiki_frame f{};
        f.seq = static_cast<uint64_t>(k), f.t_to = f.t_available = k, f.count = 1, f.source = 1,
        f.valid = QIKI_FRAME_HAS_PLATFORM;
        f.first = static_cast<uint64_t>(k - 1);
        plot.give<qiki_frame>("frames", {f});
        plot.give<qiki_contact>("contacts", {c});
        qiki_track t{};
        t.id = 9, t.t = t.t_update = k, t.status = QIKI_TRACK_CONFIRMED, t.label = QIKI_LABEL_OK;
        t.valid = QIKI_TRACK_HAS_IDENTITY;
        std::memcpy(t.identity, "A<B&C", 5);
        t.x[0] = b.pos[0], t.x[1] = b.pos[1];
        plot.give<qiki_track>("tracks", {t}, 2);
        plot.tick(k - 1, k);
    }
    plot.finish();
    return s.text("p.svg");
}
} // namespace

TEST_CASE("the picture has rings, north, a scale, a legend, and every contact") {
    scratch s;
    const std::string svg = draw(s, {{"title", std::string("crossing")}});
    CHECK(svg.rfind("<svg", 0) == 0);
    CHECK(svg.substr(svg.size() - 7) == "</svg>\n");
    CHECK(svg.find(">crossing</text>") != std::string::npos);
    CHECK(svg.find(">N</text>") != std::string::npos);
    CHECK(svg.find("km</text>") != std::string::npos);
    CHECK(count(svg, "h0") >= 50); // a dot a contact
    CHECK(svg.find("confirmed</text>") != std::string::npos);
    CHECK(count(svg, "<circle") > 3);
}

TEST_CASE("the legend names each tracker, and no radar that could tell reference tracks and has none") {
    scratch s;
    rig::instance plot("qiki.bridge.plot", {{"file", (s.dir / "p.svg").string()}});
    qiki_frame f{};
    f.seq = 1, f.t_to = f.t_available = 1, f.source = 1;
    plot.give<qiki_frame>("frames", {f});
    plot.give<qiki_track>("tracks", {}, 1); // the radar
    plot.give<qiki_track>("tracks", {}, 2);
    plot.tick(0, 1);
    plot.finish();
    CHECK(count(s.text("p.svg"), ", confirmed</text>") == 1);
}

TEST_CASE("a name from a record cannot break the document") {
    scratch s;
    const std::string svg = draw(s);
    CHECK(svg.find("A&lt;B&amp;C") != std::string::npos);
    CHECK(svg.find("A<B") == std::string::npos);
}

TEST_CASE("the same run gives the same picture, byte for byte") {
    scratch a, b;
    CHECK(draw(a) == draw(b));
}

TEST_CASE("a folder that is not there is an error before the run, not after it") {
    CHECK_THROWS_WITH(rig::instance("qiki.bridge.plot", {{"file", std::string("/no/such/folder/p.svg")}}),
                      Catch::Matchers::Contains("/no/such/folder"));
}

TEST_CASE("a device or folder under the picture's name is not replaced") {
    CHECK_THROWS_WITH(rig::instance("qiki.bridge.plot", {{"file", std::string("/dev/null")}}),
                      Catch::Matchers::Contains("not a regular file"));
}

TEST_CASE("a run in which nothing was seen is still a picture") {
    scratch s;
    rig::instance plot("qiki.bridge.plot", {{"file", (s.dir / "p.svg").string()}});
    plot.tick(0, 1);
    plot.finish();
    CHECK(s.text("p.svg").find("</svg>") != std::string::npos);
    CHECK(s.text("p.svg").find("nan") == std::string::npos);
}

TEST_CASE("a path stays bounded and keeps its first and its last point") {
    plot::path p;
    for (int i = 0; i < 1'000'000; ++i) p.add({static_cast<double>(i), 0, 0, false});
    const auto points = p.points();
    CHECK(points.size() <= plot::path::limit + 1);
    CHECK(points.size() > plot::path::limit / 4);
    CHECK(points.front().x == 0);
    CHECK(points.back().x == 999'999);
    for (size_t i = 1; i < points.size(); ++i) REQUIRE(points[i].x > points[i - 1].x);
}
