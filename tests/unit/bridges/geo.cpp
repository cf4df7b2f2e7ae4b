// SPDX-License-Identifier: MIT
// tests/unit/bridges/geo.cpp - qiki.bridge.geo: places on the Earth, documents that parse, the antimeridian, names.
#include "plugins/bridges/common/wgs84.hpp"
#include "plugins/radar/asterix/geodesy.hpp"
#include "scratch.hpp"
#include "unit/rig.hpp"
#include <catch2/catch.hpp>
#include <functional>
#include <nlohmann/json.hpp>
#include <sys/stat.h>

using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using nlohmann::json;

namespace {
constexpr double degree = QIKI_PI / 180;
constexpr qiki_ns second = 1'000'000'000;

rig::birth at(double latitude, double longitude, double height, qiki_ns epoch = 0) {
    rig::birth b;
    b.origin[0] = latitude * degree, b.origin[1] = longitude * degree, b.origin[2] = height;
    b.epoch_utc = epoch;
    return b;
}

struct step {
    qiki_ns t;
    double x, y, z;
};
qiki_track track(uint64_t id, const step& s, uint32_t dims = 3) {
    qiki_track t{};
    t.id = id, t.t = t.t_update = s.t, t.status = QIKI_TRACK_CONFIRMED, t.label = QIKI_LABEL_OK, t.state_dims = dims;
    t.x[0] = s.x, t.x[1] = s.y, t.x[2] = s.z;
    return t;
}

std::string written(
    const scratch& s, const std::string& file, const rig::birth& b, const std::vector<step>& way,
    rig::settings settings = {}, const std::function<void(qiki_track&)>& dress = [](qiki_track&) {}) {
    settings["file"] = (s.dir / file).string();
    rig::instance geo("qiki.bridge.geo", settings, b);
    qiki_ns before = 0;
    for (const step& w : way) {
        qiki_track t = track(5, w);
        dress(t);
        geo.give<qiki_track>("tracks", {t}, 2);
        geo.tick(before, w.t + 1);
        before = w.t + 1;
    }
    geo.finish();
    return s.text(file);
}
} // namespace

TEST_CASE("a place in ENU goes to latitude, longitude and height, and back") {
    for (const double latitude : {-90.0, -89.9999, -45.0, -1e-7, 0.0, 41.3, 60.0, 89.99, 90.0})
        for (const double longitude : {-180.0, -120.0, 0.0, 2.1, 179.9999})
            for (const double range : {0.0, 1.0, 5e4, 4e5})
                for (const double height : {-100.0, 0.0, 12e3, 4e5}) {
                    const bridges::place_on_earth here(latitude * degree, longitude * degree, 30);
                    const asterix::tangent_plane back(latitude * degree, longitude * degree, 30);
                    const bridges::geodetic g = here.of(range, -range / 2, height);
                    const asterix::vec3 p = back.place(g.latitude, g.longitude, g.height);
                    INFO(latitude << " " << longitude << " " << range << " " << height);
                    CHECK(std::fabs(p[0] - range) + std::fabs(p[1] + range / 2) + std::fabs(p[2] - height) < 1e-5);
                }
}

TEST_CASE("WGS-84 has the poles and the equator where they belong") {
    const bridges::geodetic pole = bridges::geodetic_of(0, 0, 6356752.3142), side = bridges::geodetic_of(0, 6378137, 0);
    CHECK(pole.latitude == Approx(QIKI_PI / 2));
    CHECK(pole.height == Approx(0).margin(1e-3));
    CHECK(side.latitude == 0);
    CHECK(side.longitude == Approx(QIKI_PI / 2));
    CHECK(side.height == Approx(0).margin(1e-6));
}

TEST_CASE("GeoJSON parses and has longitude before latitude, seven decimals, and a time a position") {
    const scratch s;
    const qiki_ns epoch = 1'683'014'400 * second;
    const json j = json::parse(
        written(s, "t.geojson", at(41.3007, 2.10206, 27, epoch), {{0, 0, 0, 0}, {4 * second, 500, 1000, 100}}));
    CHECK(j["type"] == "FeatureCollection");
    REQUIRE(j["features"].size() == 1);
    const json& f = j["features"][0];
    CHECK(f["geometry"]["type"] == "LineString");
    CHECK(f["geometry"]["coordinates"][0] == json::parse("[2.10206, 41.3007, 27.0]"));
    const double east = f["geometry"]["coordinates"][1][0], north = f["geometry"]["coordinates"][1][1];
    CHECK(east == Approx(2.10206 + 500 / (6378137 * std::cos(41.3 * degree)) / degree).margin(2e-4));
    CHECK(north == Approx(41.3007 + 1000 / 6364000.0 / degree).margin(2e-5));
    CHECK(f["properties"]["times"] == json::parse(R"(["2023-05-02T08:00:00.000Z", "2023-05-02T08:00:04.000Z"])"));
    CHECK(f["properties"]["identity"].is_null());
    CHECK(f["properties"]["name"] == "track 5");
    const json bare = json::parse(written(s, "u.geojson", at(41, 2, 0), {{0, 0, 0, 0}, {1'500'000'000, 1, 1, 1}}));
    CHECK(bare["features"][0]["properties"]["times"] == json::parse("[0, 1.5]")); // no epoch: simulated seconds
}

TEST_CASE("a way over the antimeridian is cut there, in both directions") {
    const scratch s;
    for (const double way : {1.0, -1.0}) {
        const json j = json::parse(written(s, "t.json", at(-17, way * 179.99, 0),
                                           {{0, 0, 0, 500},
                                            {10 * second, way * 1000, 0, 500},
                                            {20 * second, way * 2000, 1000, 500},
                                            {30 * second, way * 3000, 1000, 500}}));
        const json& g = j["features"][0]["geometry"];
        REQUIRE(g["type"] == "MultiLineString");
        REQUIRE(g["coordinates"].size() == 2);
        CHECK(g["coordinates"][0].back()[0] == way * 180);
        CHECK(g["coordinates"][1].front()[0] == way * -180);
        CHECK(g["coordinates"][0].back()[1] == g["coordinates"][1].front()[1]);
        size_t n = 0;
        for (size_t part : {0u, 1u}) {
            const json& times = j["features"][0]["properties"]["times"][part];
            REQUIRE(times.size() == g["coordinates"][part].size());
            for (size_t i = 0; i < times.size(); ++i, ++n) {
                if (i) CHECK(times[i].get<double>() > times[i - 1].get<double>());
                CHECK(std::fabs(g["coordinates"][part][i][0].get<double>()) <= 180);
            }
        }
        CHECK(n == 6); // four positions, and the crossing in both parts
    }
}

TEST_CASE("one position is a Point, a flat track has no height, a doubtful one is left out") {
    const scratch s;
    const json j =
        json::parse(written(s, "p.json", at(41, 2, 10), {{0, 0, 0, 0}}, {}, [](qiki_track& t) { t.state_dims = 2; }));
    CHECK(j["features"][0]["geometry"]["type"] == "Point");
    CHECK(j["features"][0]["geometry"]["coordinates"].size() == 2);
    const auto doubt = [](qiki_track& t) { t.status = QIKI_TRACK_TENTATIVE; };
    CHECK(json::parse(written(s, "q.json", at(41, 2, 10), {{0, 0, 0, 0}}, {}, doubt))["features"].empty());
    CHECK(json::parse(
              written(s, "r.json", at(41, 2, 10), {{0, 0, 0, 0}}, {{"tracks", std::string("all")}}, doubt))["features"]
              .size() == 1);
    const std::vector<step> dense{{0, 0, 0, 0}, {second, 1, 0, 0}, {2 * second, 2, 0, 0}, {3 * second, 3, 0, 0}};
    CHECK(json::parse(
              written(s, "i.json", at(41, 2, 10), dense, {{"interval", 2.0}}))["features"][0]["geometry"]["coordinates"]
              .size() == 2);
    const auto coasting = [](qiki_track& t) { t.t_update = 0; };
    CHECK(json::parse(written(s, "c.json", at(41, 2, 10), dense, {}, coasting))["features"][0]["geometry"]["type"] ==
          "Point");
}

TEST_CASE("a name from a record breaks neither document, and both say who it was") {
    const scratch s;
    const auto odd = [](qiki_track& t) {
        t.valid = QIKI_TRACK_HAS_IDENTITY | QIKI_TRACK_HAS_ADDRESS | QIKI_TRACK_HAS_MODE3A;
        std::memcpy(t.identity, "<A&\"B'\\\xFF\x01\xC3\xA9", 11);
        t.address24 = 0x4CA7B3, t.mode3a = 0123;
    };
    const json j = json::parse(written(s, "t.json", at(41, 2, 0), {{0, 0, 0, 0}}, {}, odd));
    CHECK(j["features"][0]["properties"]["name"] == "<A&\"B'\\??\xC3\xA9");
    CHECK(j["features"][0]["properties"]["address24"] == "4CA7B3");
    CHECK(j["features"][0]["properties"]["mode3a"] == "0123");
    const std::string kml = written(s, "t.kml", at(41, 2, 0), {{0, 0, 0, 0}}, {}, odd);
    CHECK_THAT(kml, Contains("<name>&lt;A&amp;&quot;B&apos;\\??\xC3\xA9</name>") && Contains("<value>4CA7B3</value>"));
}

TEST_CASE("KML has a when for every coord, and parses") {
    const scratch s;
    const std::string kml = written(s, "t.kml", at(41.3007, 2.10206, 27, 1'683'014'400 * second),
                                    {{0, 0, 0, 0}, {4 * second, 500, 1000, 100}}, {{"title", std::string("a < b")}});
    CHECK_THAT(kml, Contains("<name>a &lt; b</name>") && Contains("Times are UTC"));
    CHECK_THAT(kml, Contains("<when>2023-05-02T08:00:00.000Z</when>\n<when>2023-05-02T08:00:04.000Z</when>\n"
                             "<gx:coord>2.1020600 41.3007000 27.00</gx:coord>\n<gx:coord>2.108"));
    if (std::system("command -v xmllint >/dev/null") != 0) {
        WARN("skipped: no xmllint to parse the KML with");
        return;
    }
    CHECK(std::system(("xmllint --noout " + (s.dir / "t.kml").string()).c_str()) == 0);
}

TEST_CASE("all runs are in the document, and one run says nothing of runs") {
    const scratch s;
    // Run k has k - 1 tracks of a point each, so the first has none.
    const auto runs = [&](const std::string& file, uint64_t n, uint64_t from = 1) {
        rig::instance geo("qiki.bridge.geo", {{"file", (s.dir / file).string()}}, at(41, 2, 0));
        for (uint64_t run = from; run < from + n; ++run) {
            if (run > from) geo.reset();
            std::vector<qiki_track> tracks;
            for (uint64_t id = 1; id < run; ++id)
                tracks.push_back(track(id, {0, 100.0 * static_cast<double>(id), 0, 0}));
            geo.give<qiki_track>("tracks", tracks, 2);
            geo.tick(0, second);
            geo.finish();
            geo.finish(); // changes nothing
        }
        return s.text(file);
    };
    const auto seen = [&](const std::string& text) {
        std::string all;
        const json j = json::parse(text);
        for (const json& f : j["features"])
            all += f["id"].get<std::string>() + "=" + f["properties"].value("run", json("none")).dump() + " ";
        return all;
    };
    CHECK(seen(runs("one.json", 1, 3)) == "instance 2/1=\"none\" instance 2/2=\"none\" ");
    CHECK(seen(runs("two.json", 2)) == "2/instance 2/1=2 ");
    CHECK(seen(runs("four.json", 4)) == "2/instance 2/1=2 3/instance 2/1=3 3/instance 2/2=3 4/instance 2/1=4 "
                                        "4/instance 2/2=4 4/instance 2/3=4 ");
    CHECK(seen(runs("later.json", 3, 2)) == "1/instance 2/1=1 2/instance 2/1=2 2/instance 2/2=2 3/instance 2/1=3 "
                                            "3/instance 2/2=3 3/instance 2/3=3 ");
    CHECK_FALSE(s.has("four.json.part"));

    CHECK_THAT(runs("one.kml", 1, 3), !Contains("run 1"));
    const std::string kml = runs("four.kml", 4);
    CHECK_THAT(kml, Contains("<Folder><name>run 1</name>\n<Folder><name>instance 2</name>\n</Folder>\n</Folder>\n"
                             "<Folder><name>run 2</name>\n<Folder><name>instance 2</name>\n<Placemark><name>track 1<"));
    CHECK_THAT(kml, Contains("<Folder><name>run 4</name>") && EndsWith("</Folder>\n</Folder>\n</Document>\n</kml>\n"));
    if (std::system("command -v xmllint >/dev/null") == 0)
        CHECK(std::system(("xmllint --noout " + (s.dir / "four.kml").string()).c_str()) == 0);
}

TEST_CASE("a document that somebody changed between two runs is an error and stays as it is") {
    const scratch s;
    rig::instance geo("qiki.bridge.geo", {{"file", (s.dir / "t.json").string()}}, at(41, 2, 0));
    const auto run = [&] {
        geo.give<qiki_track>("tracks", {track(1, {0, 0, 0, 0})}, 2);
        geo.tick(0, second);
        geo.finish();
        geo.reset();
    };
    run(), run();
    std::ofstream(s.dir / "t.json", std::ios::binary) << "mine";
    CHECK_THROWS_WITH(run(), Contains("t.json: expected what the run before wrote, found another file or none"));
    CHECK(s.text("t.json") == "mine");
    CHECK_FALSE(s.has("t.json.part"));
}

TEST_CASE("a run without a place, and a file that may not be written, are errors before the run") {
    const scratch s;
    const auto refused = [&](const std::string& file, const rig::birth& b) {
        try {
            rig::instance geo("qiki.bridge.geo", {{"file", file}}, b);
        } catch (const rig::failed& e) { return std::string(e.what()); }
        return std::string("accepted");
    };
    CHECK_THAT(refused((s.dir / "t.json").string(), at(0, 0, 0)),
               Contains("say origin = {latitude, longitude, height}"));
    CHECK_THAT(refused("/dev/full", at(41, 2, 0)), Contains("not a regular file"));
    CHECK_THAT(refused("/no/such/folder/t.json", at(41, 2, 0)), Contains("/no/such/folder"));
    REQUIRE(mkfifo((s.dir / "pipe").c_str(), 0600) == 0);
    CHECK_THAT(refused((s.dir / "pipe").string(), at(41, 2, 0)), Contains("not a regular file"));
    CHECK(refused((s.dir / "t.json").string(), at(41, 2, 0)) == "accepted");
    CHECK_FALSE(s.has("t.json.part"));
}
