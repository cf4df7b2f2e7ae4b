// SPDX-License-Identifier: MIT
// tests/unit/cli/run.cpp - qiki run as a user meets it: output, files, errors, exit codes, interruption.
#include "unit/cli/command.hpp"
#include <catch2/catch.hpp>
#include <cctype>
#include <nlohmann/json.hpp>

using Catch::Matchers::Contains;

namespace {

const std::string one = R"(local q = require "qiki"
local pd = q.param { "pd", default = 0.9, min = 0, max = 1, help = "detection probability" }
return q.scenario {
  name = "one of each", seed = 3, tick = 0.5, duration = 20,
  vehicles = { q.use "qiki.vehicle.point" { id = "visitor", at = {4e3, 9e3, 500}, velocity = {0, -120, 0} } },
  radars = { q.use "qiki.radar.pulse" { id = "tower", model = "constant", pd = pd } },
  trackers = { q.use "qiki.tracker.gnn" { id = "picture", from = {"tower"} } },
}
)";

} // namespace

TEST_CASE("a run ends with its table and, as the last line, the digest") {
    const command qiki;
    qiki.write("one.lua", one);
    const outcome r = qiki("run one.lua");
    CHECK(r.code == 0);
    CHECK_THAT(r.out,
               Contains("one of each") && Contains("qiki.radar.pulse") && Contains("records") && Contains("40 ticks"));
    CHECK(r.last().rfind("digest ", 0) == 0);
    CHECK(r.last().find_first_not_of("0123456789abcdef", 7) == std::string::npos);
    CHECK(r.last().size() == 7 + 32);
}

TEST_CASE("JSON mode prints one object on standard output and the rest on standard error") {
    const command qiki;
    qiki.write("one.lua", one);
    const outcome r = qiki("run one.lua --json --set pd=0.75");
    REQUIRE(r.code == 0);
    const auto j = nlohmann::json::parse(r.out);
    CHECK(j["ticks"] == 40);
    CHECK(j["sim_s"] == 20.0);
    CHECK(j["dropped"] == 0);
    CHECK(j["records"]["truth"] == 40);
    CHECK(j["manifest"]["parameters"]["pd"] == "0.75");
    CHECK(j["manifest"]["scenario"]["seed"] == 3);
    CHECK(j["manifest"]["plugins"]["qiki.radar.pulse"].get<std::string>().size() == 40);
    CHECK(j["manifest"]["plugins"].size() == 3); // the host is none
    CHECK(j["instances"]["tower"]["ns"].get<double>() > 0);
    CHECK(j["digest"].get<std::string>().size() == 32);
    CHECK_THAT(r.err, Contains("digest " + j["digest"].get<std::string>()));
}

TEST_CASE("seed and parameters change the digest, threads do not") {
    const command qiki;
    qiki.write("one.lua", one);
    const std::string plain = qiki("run one.lua --quiet").last();
    CHECK(plain == qiki("run one.lua --quiet").last());
    CHECK(plain == qiki("run one.lua --quiet --threads 3").last());
    CHECK(plain != qiki("run one.lua --quiet --seed 4").last());
    CHECK(plain != qiki("run one.lua --quiet --set pd=0.5").last());
    CHECK(plain != qiki("run one.lua --quiet --duration 10").last());
}

TEST_CASE("help with a scenario lists what it declares") {
    const command qiki;
    qiki.write("one.lua", one);
    const outcome r = qiki("run one.lua --help");
    CHECK(r.code == 0);
    CHECK_THAT(r.out, Contains("--threads") && Contains("pd") && Contains("0.9") && Contains("detection probability"));
}

TEST_CASE("help tells a value without a default from one whose default is empty") {
    const command qiki;
    qiki.write("values.lua", R"(local q = require "qiki"
q.param { "note", default = "", help = "shown nowhere" }
q.param { "gaps", default = {}, help = "in s" }
q.param { "file", type = "text", help = "a recording" }
return q.scenario { name = "n", tick = 1, duration = 1, vehicles = { q.use "qiki.vehicle.point" {} } }
)");
    const outcome r = qiki("run values.lua --help");
    CHECK(r.code == 0);
    const auto line = [&](const std::string& key) {
        const size_t at = r.out.find("\n  " + key + " ");
        REQUIRE(at != r.out.npos);
        return r.out.substr(at + 1, r.out.find('\n', at + 1) - at - 1);
    };
    CHECK_THAT(line("note"), Contains("\"\"") && !Contains("required"));
    CHECK_THAT(line("gaps"), Contains("{}") && !Contains("required"));
    CHECK_THAT(line("file"), Contains("(required)"));
}

TEST_CASE("the options csv and plot write whole files and say where") {
    const command qiki;
    qiki.write("one.lua", one);
    const outcome r = qiki("run one.lua --csv records --plot picture.svg");
    CHECK(r.code == 0);
    CHECK_THAT(r.err, Contains((qiki.dir / "picture.svg").string()));
    CHECK_THAT(qiki.read("records/truth.csv"), Contains("time_s,entity,x_m,y_m"));
    CHECK_THAT(qiki.read("records/tracks.csv"), Contains("time_s,track_id,x_m,y_m"));
    CHECK_THAT(qiki.read("picture.svg"),
               Contains("one of each") && Contains("</svg>") && Contains("picture, confirmed"));
    for (const auto& f : std::filesystem::recursive_directory_iterator(qiki.dir))
        CHECK(f.path().extension() != ".part");
}

TEST_CASE("an interrupted run finishes its tick, closes its files and ends with 128 + the signal") {
    const command qiki;
    qiki.write("one.lua", one);
    const outcome r = qiki(
        "run one.lua --duration 1e7 --csv records --quiet >out 2>err & p=$!; sleep 0.6; kill -INT $p; wait $p", "");
    CHECK(r.code == 130);
    CHECK_THAT(qiki.read("records/truth.csv"), Contains("time_s,entity"));
    const std::string truth = qiki.read("records/truth.csv");
    CHECK(truth.back() == '\n');
    CHECK_FALSE(std::filesystem::exists(qiki.dir / "records/truth.csv.part"));
}

TEST_CASE("what is wrong is said in one line with its place and the remedy") {
    const command qiki;
    qiki.write("one.lua", one);
    struct row {
        const char* arguments;
        int code;
        const char* text;
    };
    const row rows[] = {
        {"run", 2, "expected a scenario file"},
        {"run nowhere.lua", 2, "nowhere.lua"},
        {"run one.lua --set pf=1", 2, "pd"},
        {"run one.lua --set pd=2", 2, "pd"},
        {"run one.lua --set pd=high", 2, "pd"},
        {"run one.lua --set pd", 2, "KEY=VALUE"},
        {"run one.lua --threads 0", 2, "1 to 256"},
        {"run one.lua --thread 2", 2, "--thread"},
        {"run one.lua --duration -1", 2, "--duration"},
        {"run one.lua --plot /no/such/folder/p.svg", 2, "/no/such/folder"},
        {"run one.lua --csv /proc/nothing", 2, "/proc/nothing"},
        {"run one.lua --geojson t.json", 2, "origin = {latitude, longitude, height}"},
        {"run one.lua --kml t.kml", 2, "--kml"},
        {"fly", 2, "fly"},
    };
    for (const row& w : rows) {
        const outcome r = qiki(w.arguments);
        INFO(w.arguments << "\n" << r.err);
        CHECK(r.code == w.code);
        CHECK_THAT(r.err, Contains(w.text));
        CHECK(r.out.empty());
    }
}

TEST_CASE("a wrong scenario names file, line, key and what was meant") {
    const command qiki;
    struct row {
        const char *from, *to, *text;
    };
    const row rows[] = {
        {"velocity", "velocty", "velocity"},
        {"qiki.radar.pulse", "qiki.radar.puls", "qiki.radar.pulse"},
        {"from = {\"tower\"}", "from = {\"twr\"}", "tower"},
        {"seed = 3", "seeed = 3", "seed"},
        {"model = \"constant\"", "model = \"constnt\"", "constant"},
        {"duration = 20", "duration = \"long\"", "duration"},
    };
    for (const row& w : rows) {
        std::string text = one;
        text.replace(text.find(w.from), std::string(w.from).size(), w.to);
        qiki.write("wrong.lua", text);
        const outcome r = qiki("run wrong.lua");
        INFO(w.to << "\n" << r.err);
        CHECK((r.code == 2 || r.code == 3));
        const size_t at = r.err.find("wrong.lua:");
        REQUIRE(at != std::string::npos);
        CHECK(std::isdigit(static_cast<unsigned char>(r.err[at + 10])));
        CHECK_THAT(r.err, Contains(w.text));
    }
}

TEST_CASE("a run needs no writable folder and no environment") {
    const command qiki;
    qiki.write("one.lua", one);
    CHECK(qiki("run one.lua --quiet", "env -i").code == 0);
}
