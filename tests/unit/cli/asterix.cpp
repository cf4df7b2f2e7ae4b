// SPDX-License-Identifier: MIT
// tests/unit/cli/asterix.cpp - qiki asterix as a user meets it: counts, JSON lines, CSV, refusals with their place.
#include "unit/cli/command.hpp"
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

using Catch::Matchers::Contains;
using nlohmann::json;

namespace {
const std::string plots = QIKI_SOURCE_DIR "/tests/fuzz/seeds/fuzz_asterix/plots.raw"; // made by hand

std::map<std::string, size_t> kinds(const std::string& lines) {
    std::map<std::string, size_t> out;
    std::istringstream in(lines);
    for (std::string line; std::getline(in, line);) ++out[json::parse(line).at("record").get<std::string>()];
    return out;
}
} // namespace

TEST_CASE("a recording's counts are a table for people and one object for machines, and agree") {
    const command qiki;
    const outcome people = qiki("asterix " + plots), machine = qiki("asterix " + plots + " --stat --json");
    REQUIRE(people.code == 0);
    REQUIRE(machine.code == 0);
    const json j = json::parse(machine.out);
    const auto contacts = j["metrics"]["contacts"].get<double>();
    CHECK(contacts > 10);
    CHECK(j["metrics"]["cat048.records"].get<double>() > 0);
    CHECK(j["metrics"]["refusals"] == 0);
    CHECK_THAT(people.out, Contains("contacts to replay") && Contains("distinct Mode 3/A codes") &&
                               Contains("records of this SAC-SIC"));
    CHECK_THAT(people.out, !Contains("digest"));
}

TEST_CASE("every record of a recording is a line of JSON on standard output, in the order of time, and nothing else") {
    const command qiki;
    const outcome r = qiki("asterix " + plots + " --json");
    REQUIRE(r.code == 0);
    const auto all = kinds(r.out);
    const json j = json::parse(qiki("asterix " + plots + " --stat --json").out);
    CHECK(static_cast<double>(all.at("contacts")) == j["metrics"]["contacts"].get<double>());
    CHECK(static_cast<double>(all.at("frames")) == j["metrics"]["frames"].get<double>());
    std::istringstream in(r.out);
    std::string line;
    while (std::getline(in, line) && json::parse(line)["record"] != "contacts") {}
    const json c = json::parse(line);
    CHECK(c["z0"].get<double>() > 0);
    CHECK(c["snr_db"].is_null()); // absent, not zero
    CHECK(c["label"] == "ok");
}

TEST_CASE("CSV files are those of a run, and both ways may be asked at once") {
    const command qiki;
    const outcome r = qiki("asterix " + plots + " --csv records --json");
    REQUIRE(r.code == 0);
    const std::string csv = qiki.read("records/contacts.csv");
    CHECK(csv.rfind("time_s,contact_id,", 0) == 0);
    CHECK_THAT(qiki.read("records/names.csv"), Contains("kind,number,name\n") && Contains(",replay\n"));
    CHECK_THAT(csv, Contains(",polar,"));
    CHECK(static_cast<size_t>(std::count(csv.begin(), csv.end(), '\n')) == kinds(r.out).at("contacts") + 1);
    CHECK_FALSE(std::filesystem::exists(qiki.dir / "records/truth.csv"));
}

TEST_CASE("octets that are refused are named with their place, what is no recording is an error") {
    const command qiki;
    std::ifstream in(plots, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(in), {}};
    bytes[bytes.size() / 2] = '\xFF', bytes[bytes.size() / 2 + 1] = '\xFF', bytes[bytes.size() / 2 + 2] = '\xFF';
    qiki.write("damaged.raw", bytes);
    const outcome r = qiki("asterix damaged.raw --stat --json");
    CHECK(r.code == 0);
    const json j = json::parse(r.out);
    CHECK(j["metrics"]["refusals"].get<double>() >= 1);
    REQUIRE(j["remarks"].size() >= 1);
    CHECK_THAT(j["remarks"][0].get<std::string>(), Contains("octet "));
    CHECK_THAT(r.err, Contains("octet "));
    qiki.write("text.raw", "this is no recording at all, but a text\n");
    qiki.write("empty.raw", "");
    CHECK(qiki("asterix text.raw").code == 2);
    CHECK_THAT(qiki("asterix text.raw").err, Contains("text.raw") && Contains("taken as raw blocks, 40 octets") &&
                                                 Contains("say which in --framing"));
    CHECK(qiki("asterix empty.raw").code == 2);
    CHECK(qiki("asterix nowhere.raw").code == 2);
    CHECK_THAT(qiki("asterix nowhere.raw").err, Contains("nowhere.raw: expected a recording, found nothing"));
    CHECK(qiki("asterix").code == 2);
    CHECK(qiki("asterix " + plots + " --jsn").code == 2);
    CHECK_THAT(qiki("asterix --help").out, Contains("usage: qiki asterix FILE"));
}

namespace {
const std::string run = "run " QIKI_SOURCE_DIR "/scripts/lua/scenarios/asterix.lua --set file=";
} // namespace

TEST_CASE("a file of other categories alone is a success that says loudly what lay in it") {
    const command qiki;
    const std::string adsb("\x15\x00\x06\x80\x14\x81", 6), status("\x41\x00\x06\x80\x14\x81", 6);
    qiki.write("other.raw", adsb + adsb + status);
    const std::string said = "nothing to replay, neither a plot nor a track; taken as raw blocks, 18 octets, 3 data "
                             "blocks; skipped by length: CAT021 in 2 blocks (12 octets), CAT065 in 1 block (6 octets)";
    const outcome verb = qiki("asterix other.raw"), machine = qiki("asterix other.raw --stat --json");
    CHECK(verb.code == 0);
    CHECK_THAT(verb.out, Contains(said));
    CHECK_THAT(verb.err, !Contains(said)); // once is enough
    CHECK_THAT(machine.err, Contains(said));
    CHECK_THAT(json::parse(machine.out)["remarks"].at(0).get<std::string>(), Contains(said));
    const outcome scenario = qiki(run + "other.raw"), object = qiki(run + "other.raw --json");
    CHECK(scenario.code == 0);
    CHECK_THAT(scenario.out, Contains("\n  warned   replay: ") && Contains(said)); // the summary
    CHECK_THAT(scenario.err, Contains(said));                                      // the log
    const json j = json::parse(object.out);
    CHECK(j["warned"].get<int>() >= 1);
    CHECK_THAT(j["warnings"].at(0).get<std::string>(), Contains(said));
    CHECK_THAT(qiki("asterix " + plots).out, !Contains("nothing to replay"));
}

TEST_CASE("a file of service messages alone says that there is no plot") {
    const command qiki;
    const std::string north("\x22\x00\x0A\xE0\x19\x0C\x01\x45\xA5\x00", 10);
    qiki.write("marks.raw", north + north);
    const outcome r = qiki("asterix marks.raw");
    CHECK(r.code == 0);
    CHECK_THAT(r.out, Contains("nothing to replay") && Contains("2 data blocks; CAT034 2 records"));
}

TEST_CASE("a file of which not one record can be read is an error with a remedy") {
    const command qiki;
    const std::string unknown("\x30\x00\x07\x01\x01\x01\x01", 7); // an FSPEC that never ends
    qiki.write("edition.raw", unknown + unknown);
    for (const std::string& verb : {std::string("asterix "), run}) {
        const outcome r = qiki(verb + "edition.raw");
        CHECK(r.code == 2);
        CHECK_THAT(r.err, Contains("not one record of it could be read") && Contains("edition.raw: octet ") &&
                              Contains("CAT048 0 records and 2 refusals"));
        CHECK_THAT(r.err, Contains(verb == run ? "the parameter framing" : "--framing"));
    }
    qiki.write("empty.raw", "");
    CHECK(qiki(run + "empty.raw").code == 2);
    CHECK_THAT(qiki(run + "empty.raw").err, Contains("is empty; expected an ASTERIX recording"));
}

TEST_CASE("a framing that misleads can be named, and a wrong one is an error") {
    const command qiki;
    CHECK(qiki("asterix " + plots + " --framing raw").code == 0);
    const outcome wrong = qiki("asterix " + plots + " --framing ff");
    CHECK(wrong.code == 2);
    CHECK_THAT(wrong.err, Contains("taken as IOSS final format"));
    CHECK(qiki("asterix " + plots + " --framing rwa").code != 0);
    CHECK_THAT(qiki("asterix " + plots + " --framing rwa").err, Contains("raw"));
}

TEST_CASE("what is wrong is told in the verb's own words, and nothing of the scenario behind it") {
    const command qiki;
    qiki.write("packed.ast.gz", "\x1f\x8b\x08 and so on, and on");
    qiki.write("text.raw", "this is no recording at all, but a text\n");
    for (const std::string arguments : {"packed.ast.gz", "text.raw", "text.raw --framing rwa", "text.raw --origin x",
                                        "text.raw --sites somewhere", "text.raw --origin 95,0,0"}) {
        const outcome o = qiki("asterix " + arguments);
        INFO(arguments << "\n" << o.err);
        CHECK(o.code == 2);
        CHECK(o.err.rfind("qiki asterix: ", 0) == 0);
        CHECK_THAT(o.err,
                   !Contains("recording.lua") && !Contains("refuses") && !Contains("parameter") && !Contains("--set"));
    }
    CHECK_THAT(qiki("asterix packed.ast.gz").err,
               Contains("not an ASTERIX recording: it is compressed by gzip; unpack it"));
    CHECK_THAT(qiki("asterix text.raw --framing rwa").err, Contains("--framing: expected") && Contains("did you mean"));
    const outcome full = qiki("asterix " + plots + " --json >/dev/full 2>said");
    CHECK(full.code == 1);
    CHECK_THAT(qiki.read("said"), Contains("--json: ") && !Contains("--jsonl"));
}

TEST_CASE("what was never counted is left out of the table") {
    const command qiki;
    const json j = json::parse(qiki("asterix " + plots + " --stat --json").out)["metrics"];
    const outcome people = qiki("asterix " + plots);
    CHECK(j["refusals"] == 0);
    CHECK_THAT(people.out, !Contains("\nrefusals"));
}
