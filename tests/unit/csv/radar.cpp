// SPDX-License-Identifier: MIT
// tests/unit/csv/radar.cpp - qiki.radar.csv on the rig: files plain and packed, ticks, state, damage.
#include "unit/rig.hpp"
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <zlib.h>

using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {
constexpr qiki_ns second = 1'000'000'000;

class folder {
public:
    fs::path dir;
    folder() {
        char name[] = "/tmp/qiki-detections-XXXXXX";
        if (!mkdtemp(name)) std::abort();
        dir = name;
    }
    ~folder() { fs::remove_all(dir); }
    std::string plain(const std::string& text) const {
        std::ofstream(dir / "d.csv", std::ios::binary) << text;
        return (dir / "d.csv").string();
    }
    std::string packed(const std::string& text) const {
        const std::string name = (dir / "d.csv.gz").string();
        gzFile f = gzopen(name.c_str(), "wb");
        gzwrite(f, text.data(), static_cast<unsigned>(text.size()));
        gzclose(f);
        return name;
    }
};

std::string many(size_t scans, size_t each) {
    std::string s = "run,scan,time_s,x_m,y_m\n";
    for (size_t k = 0; k < scans; ++k)
        for (size_t i = 0; i < each; ++i)
            s += "0," + std::to_string(k) + "," + std::to_string(k) + "," + std::to_string(i) + "," +
                 std::to_string(k * i) + "\n";
    return s;
}

std::string refused(const std::string& file, rig::settings s = {}) {
    s["file"] = file;
    try {
        rig::instance radar("qiki.radar.csv", s);
    } catch (const rig::failed& e) { return e.what(); }
    return "accepted";
}
} // namespace

TEST_CASE("latitudes want an origin: without one the file is refused with a place, far from one it is told") {
    const folder f;
    const std::string file = f.plain("time_s,lat_deg,lon_deg\n0,41.3,2.1\n4,41.301,2.1\n");
    CHECK_THAT(refused(file), Contains("d.csv: the scenario says no origin, and the nearest position is 4") &&
                                  Contains("from 0 N 0 E") && Contains("say origin = { 41.3000, 2.1000, 0 }"));
    rig::birth b;
    b.origin[0] = 41 * QIKI_PI / 180, b.origin[1] = 2 * QIKI_PI / 180;
    CHECK(rig::instance("qiki.radar.csv", {{"file", file}}, b).log().empty());
    b.origin[1] = 80 * QIKI_PI / 180;
    CHECK_THAT(rig::instance("qiki.radar.csv", {{"file", file}}, b).log(),
               Contains("from the scenario's origin, too far"));
    const std::string gulf = f.plain("time_s,lat_deg,lon_deg\n0,1,2\n");
    CHECK(refused(gulf) == "accepted"); // who is at 0 N 0 E need not say so
}

TEST_CASE("a tick of the scan period brings one scan, and a packed file is the same file") {
    const folder f;
    const std::string text = many(5, 3);
    for (const std::string& file : {f.plain(text), f.packed(text)}) {
        rig::birth b;
        b.index = 4;
        rig::instance radar("qiki.radar.csv", {{"file", file}, {"sigma.position", 2.0}}, b);
        CHECK(radar.span() == 4 * second + 1);
        for (qiki_ns k = 0; k < 5; ++k) {
            radar.tick(k * second, (k + 1) * second);
            const auto frames = radar.took<qiki_frame>("frames");
            const auto contacts = radar.took<qiki_contact>("contacts");
            REQUIRE(frames.size() == 1);
            REQUIRE(contacts.size() == 3);
            CHECK(frames[0].t_to == k * second);
            CHECK(frames[0].source == 4);
            CHECK(contacts[2].z[1] == 2.0 * static_cast<double>(k));
            CHECK(contacts[0].cov[4] == 4);
        }
        radar.tick(5 * second, 100 * second);
        CHECK(radar.took<qiki_frame>("frames").empty());
    }
}

TEST_CASE("small outputs, a reset and a state change nothing") {
    const folder f;
    const std::string file = f.plain(many(6, 40));
    const auto all = [&](uint64_t capacity, bool reborn) {
        rig::birth b;
        b.capacity = capacity;
        auto radar = std::make_unique<rig::instance>("qiki.radar.csv", rig::settings{{"file", file}}, b);
        std::vector<uint64_t> ids;
        for (qiki_ns k = 0; k < 6; ++k) {
            radar->tick(k * second, (k + 1) * second);
            for (const qiki_contact& c : radar->took<qiki_contact>("contacts")) ids.push_back(c.id);
            if (reborn && k == 2) {
                auto next = std::make_unique<rig::instance>("qiki.radar.csv", rig::settings{{"file", file}}, b);
                next->load(radar->save(), *radar);
                radar = std::move(next);
            }
        }
        return ids;
    };
    const auto plain = all(0, false);
    CHECK(plain.size() == 240);
    CHECK(all(1, false) == plain);
    CHECK(all(0, true) == plain);
    rig::instance other("qiki.radar.csv", {{"file", f.plain(many(1, 1))}});
    rig::instance radar("qiki.radar.csv", {{"file", f.packed(many(6, 40))}});
    for (qiki_ns k = 0; k < 6; ++k) radar.tick(k * second, (k + 1) * second);
    CHECK_THROWS_WITH(other.load(radar.save(), radar), Contains("another file of detections"));
}

TEST_CASE("a damaged file is refused whole, and the instance stays as it was") {
    const folder f;
    const std::string good = f.plain(many(3, 2));
    CHECK_THAT(refused((f.dir / "none.csv").string()), Contains("none.csv: cannot be opened: No such file"));
    const std::string packed = f.packed(many(200, 50));
    std::ifstream in(packed, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    std::ofstream(packed, std::ios::binary) << bytes.substr(0, bytes.size() / 2);
    CHECK_THAT(refused(packed), Contains("the gzip data is cut off after") && Contains("unpacked bytes"));
    std::string damaged = bytes;
    for (size_t i = damaged.size() / 2; i < damaged.size() / 2 + 40; ++i) damaged[i] = '\x55';
    std::ofstream(packed, std::ios::binary) << damaged;
    CHECK_THAT(refused(packed), Contains("the gzip data is damaged"));
    CHECK_THAT(refused(f.packed(many(200, 400)), {{"limit", int64_t{1}}}), Contains("more than 1 MB"));

    rig::instance radar("qiki.radar.csv", {{"file", good}});
    const std::string bad = (f.dir / "bad.csv").string();
    std::ofstream(bad) << "t,x,y\n0,1,2\n1,?,2\n";
    CHECK_THROWS_WITH(radar.configure({{"file", bad}}),
                      Contains("bad.csv:3: column 'x': expected a number, found '?'"));
    radar.tick(0, second);
    CHECK(radar.took<qiki_contact>("contacts").size() == 2);
}

TEST_CASE("a heading that may be misspelt is in the log") {
    const folder f;
    rig::instance radar("qiki.radar.csv", {{"file", f.plain("time,x,y,quality\n0,1,2,0\n")}});
    CHECK(radar.log() == "");
    rig::instance other("qiki.radar.csv", {{"file", f.plain("time,x,y,adress\n0,1,2,ABC\n")}});
    CHECK_THAT(other.log(),
               Contains("d.csv:1: column 'adress' is not read; did you mean columns = { address = \"adress\" }?"));
}

TEST_CASE("its self-test tells what it found") {
    const folder f;
    rig::instance radar("qiki.radar.csv", {{"file", f.plain(many(3, 2))}});
    const auto rows = radar.selftest(0);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].result == QIKI_TEST_PASS);
    CHECK(std::string(rows[0].found) == "6 in 3 scans");
}
