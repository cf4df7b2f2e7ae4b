// SPDX-License-Identifier: MIT
// tests/unit/observe/log.cpp - the lines of a log, its file, rotation, and a disk that is full.
#include "host/observe/log.hpp"
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <sys/stat.h>

using namespace qiki::observe;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {
struct place { // a folder of its own; standard error is quiet while it lives
    place() {
        char name[] = "/tmp/qiki-log-XXXXXX";
        if (!mkdtemp(name)) std::abort();
        dir = name;
    }
    ~place() {
        close_log();
        open_log(level::info);
        fs::remove_all(dir);
    }
    std::string file(const char* name) const { return (dir / name).string(); }
    fs::path dir;
};
std::string content(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
}
std::vector<nlohmann::json> objects(const std::string& file) {
    std::vector<nlohmann::json> all;
    std::istringstream in(content(file));
    for (std::string line; std::getline(in, line);) all.push_back(nlohmann::json::parse(line));
    return all;
}
log_settings to_file(const std::string& file, log_format format = log_format::json) {
    log_settings s;
    s.least = level::critical, s.file = file, s.format = format;
    return s;
}
entry event(const double (&v)[2]) {
    entry e;
    e.how = level::critical, e.who = "mind", e.t = 12'300'000'001, e.tick = 123, e.code = "UNKNOWN_CONTACT_CLOSE";
    e.track = 17, e.entity = 3, e.entity_name = "visitor", e.text = "close", e.values = v;
    return e;
}
std::string why_refused(const std::string& file) {
    try {
        open_log(to_file(file));
    } catch (const log_error& e) { return e.what(); }
    return "accepted";
}
} // namespace

TEST_CASE("a line for people says when, who, what, about whom, and the numbers") {
    const double v[] = {42.5, 70};
    CHECK(pretty_line(event(v)) == "    12.300 s  mind: UNKNOWN_CONTACT_CLOSE, track 17, visitor: close [42.5, 70]");
    entry plain;
    plain.text = "hello";
    CHECK(pretty_line(plain) == "hello");
    entry told = event(v);
    told.values_told = true;
    CHECK_THAT(pretty_line(told), !Contains("[42.5"));
}

TEST_CASE(
    "a value that is somebody's number has a name beside it: for people in its place, in JSON in a list of its own") {
    const double v[] = {4294967294, 3};
    const std::string_view names[] = {"operator", ""};
    entry e = event(v);
    e.value_names = names;
    CHECK_THAT(pretty_line(e), Contains("close [operator, 3]"));
    const auto j = nlohmann::json::parse(json_line(e, 0));
    CHECK(j["values"] == nlohmann::json({4294967294, 3}));
    CHECK(j["value_names"] == nlohmann::json({"operator", nullptr}));
    e.value_names = std::span(names).subspan(1); // of fewer values than there are, and no name among them
    CHECK(!nlohmann::json::parse(json_line(e, 0)).contains("value_names"));
    CHECK_THAT(pretty_line(e), Contains("[4.295e+09, 3]"));
}

TEST_CASE("a line of JSON holds what there is and leaves out what there is not") {
    const double v[] = {42.5, 70};
    const auto j = nlohmann::json::parse(json_line(event(v), 1'700'000'000'123'456'000));
    CHECK(j["wall"] == "2023-11-14T22:13:20.123456Z");
    CHECK(j["level"] == "critical");
    CHECK(j["t"] == 12.300000001);
    CHECK(j["tick"] == 123);
    CHECK(j["instance"] == "mind");
    CHECK(j["code"] == "UNKNOWN_CONTACT_CLOSE");
    CHECK(j["track"] == 17);
    CHECK(j["entity"] == 3);
    CHECK(j["entity_name"] == "visitor");
    CHECK(j["values"] == nlohmann::json({42.5, 70}));
    entry plain;
    plain.text = "a\nb";
    const auto bare = nlohmann::json::parse(json_line(plain, 0));
    CHECK(bare.size() == 3);
    CHECK(bare["text"] == "a\nb");
}

TEST_CASE("times in JSON are exact") {
    entry e;
    for (const auto& [t, text] : {std::pair<int64_t, std::string>{0, "0"},
                                  {1, "0.000000001"},
                                  {100'000'000, "0.1"},
                                  {9'000'000'000'000'000'000, "9000000000"}}) {
        e.t = t;
        CHECK_THAT(json_line(e, 0), Contains("\"t\":" + text + ","));
    }
}

TEST_CASE("hostile names and texts stay on one line") {
    entry e;
    e.who = "x\ny", e.t = 0, e.code = "A\x1b[2J", e.text = "\xff\r\n{\"level\":\"info\"}", e.entity_name = "\u202e",
    e.entity = 1;
    for (const std::string& line : {pretty_line(e), json_line(e, 0)})
        for (char c : line) CHECK(static_cast<unsigned char>(c) >= 0x20);
    CHECK(nlohmann::json::parse(json_line(e, 0))["level"] == "info");
}

TEST_CASE("a file gets what its level asks for, and is appended to") {
    const place here;
    const std::string file = here.file("run.log");
    for (int i = 0; i < 2; ++i) {
        open_log(to_file(file));
        log(level::debug, "nose", 0, "too quiet");
        log(level::info, "nose", 0, "first");
        log(level::info, "nose", 0, "screen only", to::screen);
        log(level::error, "nose", 1'000'000'000, "second", to::file);
        CHECK(close_log().empty());
    }
    const auto all = objects(file);
    REQUIRE(all.size() == 4);
    CHECK(all[0]["text"] == "first");
    CHECK(all[3]["text"] == "second");
    CHECK(all[3]["level"] == "error");
}

TEST_CASE("an error is in the file before log() returns") {
    const place here;
    const std::string file = here.file("run.log");
    open_log(to_file(file));
    log(level::error, "nose", 0, "trouble");
    CHECK(objects(file).size() == 1);
    entry e;
    e.how = level::critical, e.text = "worse";
    log(e);
    CHECK(objects(file).size() == 2);
}

TEST_CASE("a pretty file has no wall time: two runs log the same") {
    const place here;
    for (const char* name : {"a.log", "b.log"}) {
        open_log(to_file(here.file(name), log_format::pretty));
        log(level::info, "nose", 1'500'000'000, "hello");
        log(level::warn, "nose", 1'500'000'000, "careful");
        CHECK(close_log().empty());
    }
    CHECK(content(here.file("a.log")) == content(here.file("b.log")));
    CHECK(content(here.file("a.log")) == "info          1.500 s  nose: hello\nwarning       1.500 s  nose: careful\n");
}

TEST_CASE(
    "a log is rotated at its size, so many files are kept, each with whole lines, and the youngest lines are there") {
    const place here;
    log_settings s = to_file(here.file("run.log"));
    s.file_bytes = 10'000;
    open_log(s);
    for (int i = 0; i < 2000; ++i) log(level::info, "nose", i, "line " + std::to_string(i));
    CHECK(close_log().empty());
    std::vector<std::string> files;
    for (const auto& f : fs::directory_iterator(here.dir)) files.push_back(f.path().filename());
    std::sort(files.begin(), files.end());
    CHECK(files == std::vector<std::string>{"run.1.log", "run.2.log", "run.3.log", "run.4.log", "run.log"});
    int next = -1;
    for (const char* name : {"run.4.log", "run.3.log", "run.2.log", "run.1.log", "run.log"}) {
        CHECK(fs::file_size(here.dir / name) <= 10'000);
        for (const auto& j : objects(here.file(name))) {
            const int k = std::stoi(j["text"].get<std::string>().substr(5));
            if (next >= 0) REQUIRE(k == next);
            next = k + 1;
        }
    }
    CHECK(next == 2000);
}

TEST_CASE("the usual size is ten million bytes, five files") {
    const log_settings s;
    CHECK(s.file_bytes == 10'000'000);
    CHECK(s.files == 5);
}

TEST_CASE("a full disk is told when the log is closed, the device is neither renamed nor removed") {
    struct stat before, after;
    REQUIRE(stat("/dev/full", &before) == 0);
    REQUIRE(S_ISCHR(before.st_mode));
    const place here;
    log_settings s = to_file("/dev/full");
    s.file_bytes = 100;
    open_log(s);
    for (int i = 0; i < 1000; ++i) log(level::info, "nose", i, "a line that would have been rotated away");
    log(level::error, "nose", 0, "an error");
    const std::string trouble = close_log();
    CHECK_THAT(trouble, Contains("/dev/full") && Contains("No space left on device"));
    REQUIRE(stat("/dev/full", &after) == 0);
    CHECK(S_ISCHR(after.st_mode));
    CHECK(after.st_rdev == before.st_rdev);
    CHECK(after.st_ino == before.st_ino);
    CHECK(close_log().empty()); // told once
}

TEST_CASE("what cannot be a log is refused, and nothing is touched") {
    const place here;
    fs::create_directory(here.dir / "folder");
    fs::create_symlink("/dev/full", here.dir / "run.1.log");
    fs::create_symlink(here.dir / "elsewhere", here.dir / "link.log");
    fs::create_directory(here.dir / "other.2.log");
    REQUIRE(mkfifo(here.file("pipe").c_str(), 0600) == 0);
    CHECK_THAT(why_refused(here.file("folder")), Contains("is a folder"));
    CHECK_THAT(why_refused(here.file("run.log")), Contains("run.1.log") && Contains("not a regular file"));
    CHECK_THAT(why_refused(here.file("other.log")), Contains("other.2.log"));
    CHECK_THAT(why_refused(here.file("pipe")), Contains("neither a regular file nor a device"));
    CHECK_THAT(why_refused(here.file("link.log")), Contains("symbolic link"));
    CHECK_THAT(why_refused(here.file("nowhere/run.log")), Contains("nowhere does not exist"));
    CHECK(fs::is_symlink(here.dir / "run.1.log"));
    CHECK_FALSE(fs::exists(here.dir / "nowhere"));
    CHECK_FALSE(fs::exists(here.dir / "run.log"));
    CHECK_FALSE(fs::exists(here.dir / "elsewhere"));
}
