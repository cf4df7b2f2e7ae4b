// SPDX-License-Identifier: MIT
// tests/unit/scenario/files.cpp - q.read, q.there and q.json: what a script may read, and what is said when it may not.
#include "script.hpp"
#include <cstdlib>
#include <fstream>

using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

// A folder with a script's folder and another one beside it.
class place {
public:
    fs::path top, own, data;
    place() {
        char name[] = "/tmp/qiki-files-XXXXXX";
        if (!mkdtemp(name)) std::abort();
        top = fs::canonical(name), own = top / "own", data = top / "data";
        fs::create_directory(own), fs::create_directory(data);
    }
    ~place() { fs::remove_all(top); }
    void write(const fs::path& file, const std::string& text) const { std::ofstream(file, std::ios::binary) << text; }
    // A scenario whose name is what `expression` gives; line 2.
    qiki::scenario::scenario read(const std::string& expression, const qiki::scenario::overrides& set = {}) const {
        qiki::scenario::source s = script::source(set);
        s.file = own / "test.lua";
        return qiki::scenario::read(s, "local q = require \"qiki\" local dir = q.param { \"dir\", default = \"\" }\n"
                                       "local name = " +
                                           expression +
                                           "\nreturn q.scenario { name = tostring(name), vehicles = { q.use "
                                           "\"org.test.point\" {} } }");
    }
    std::string name(const std::string& expression, const qiki::scenario::overrides& set = {}) const {
        return read(expression, set).name;
    }
    std::string refused(const std::string& expression, const qiki::scenario::overrides& set = {}) const {
        try {
            read(expression, set);
        } catch (const qiki::scenario::error& e) { return e.what(); }
        return {};
    }
    std::string json(const std::string& text, const std::string& then = "x") const {
        write(own / "a.json", text);
        return name("(function() local x = q.json \"a.json\" return " + then + " end)()");
    }
    std::string bad(const std::string& text) const {
        write(own / "a.json", text);
        return refused("q.json \"a.json\"");
    }
};
} // namespace

TEST_CASE("a script reads what lies beside it and where --set points, and nothing else") {
    const place p;
    p.write(p.own / "a.txt", "beside");
    p.write(p.data / "b.txt", "pointed at");
    p.write(p.top / "secret.txt", "x");
    const qiki::scenario::overrides dir{{"dir", p.data.string()}}, file{{"dir", (p.data / "b.txt").string()}};
    CHECK(p.name("q.read \"a.txt\"") == "beside");
    CHECK(p.name("q.read(dir .. \"/b.txt\")", dir) == "pointed at");
    CHECK(p.name("q.read(dir)", file) == "pointed at");
    CHECK(p.name("q.there \"a.txt\" and not q.there \"c.txt\" and \"yes\"") == "yes");
    CHECK_THAT(p.refused("q.read \"c.txt\""), Contains("test.lua:2:") && Contains("there is no file \"c.txt\""));
    CHECK_THAT(p.refused("q.read \"../secret.txt\""), Contains("a script reads nothing else"));
    CHECK_THAT(p.refused("q.there \"../secret.txt\""), Contains("a script reads nothing else"));
    CHECK_THAT(p.refused("q.read \"/etc/passwd\"", dir), Contains("a script reads nothing else"));
    CHECK_THAT(p.refused("q.read(dir .. \"/../secret.txt\")", dir), Contains("a script reads nothing else"));
    CHECK_THAT(p.refused("q.read \"/etc/passwd\"", {{"dir", "/"}}), Contains("a script reads nothing else"));
    fs::create_symlink(p.top / "secret.txt", p.own / "link.txt");
    CHECK_THAT(p.refused("q.read \"link.txt\""), Contains("a script reads nothing else"));
    CHECK_THAT(p.refused("q.read \"/dev/zero\"", {{"dir", "/dev/zero"}}), Contains("no regular file"));
    CHECK_THAT(p.refused("q.read(dir)", dir), Contains("is a folder"));
    CHECK_THAT(p.refused("q.read(5)"), Contains("expected the path of a file"));
}

TEST_CASE("what was read is in the hash, and a text has its limit") {
    const place p;
    p.write(p.own / "a.txt", "one");
    const auto first = p.read("#q.read \"a.txt\"");
    CHECK(first.hash == p.read("#q.read \"a.txt\"").hash);
    p.write(p.own / "a.txt", "two");
    CHECK(first.hash != p.read("#q.read \"a.txt\"").hash);
    p.write(p.own / "a.txt", std::string(64 << 10, 'x'));
    CHECK(p.name("#q.read \"a.txt\"") == "65536");
    p.write(p.own / "a.txt", std::string((64 << 10) + 1, 'x'));
    CHECK_THAT(p.refused("#q.read \"a.txt\""), Contains("larger than 64 KiB"));
    p.write(p.own / "a.txt", std::string(60 << 10, 'x'));
    CHECK_THAT(p.refused("(function() while true do q.read \"a.txt\" end end)()"), Contains("budget"));
}

TEST_CASE("JSON is read as RFC 8259 says") {
    const place p;
    CHECK(p.json("{\"a\": [1, 2.5, -3e2], \"b\": {\"c\": true}}",
                 "x.a[1] .. \" \" .. x.a[2] .. \" \" .. x.a[3] .. tostring(x.b.c)") == "1 2.5 -300.0true");
    CHECK(p.json(" \r\n\t[ ] ", "#x") == "0");
    CHECK(p.json("{}", "tostring(table.isempty(x))") == "true");
    CHECK(p.json("\"\\\"\\\\\\/\\n\\u0041\\u00e9\\u20ac\\ud83d\\ude00\"") ==
          "\"\\/\nA\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80");
    CHECK(p.json("\xEF\xBB\xBF[null, false]", "tostring(x[1] == q.null) .. tostring(x[2]) .. tostring(x[1])") ==
          "truefalsenull");
    CHECK(p.json("[0, -0.0, 1E+2]", "math.type(x[1]) .. x[3]") == "integer100.0");
}

TEST_CASE("what is no JSON is refused with its line") {
    const place p;
    const struct {
        const char *text, *message;
    } rows[] = {
        {"", "a.json:1: expected a value, found the end of the file"},
        {"{\n\"a\": 1,\n}", "a.json:3: expected a key in double quotes, found \"}\""},
        {"[1 2]", "a.json:1: expected ',' or ']', found \"2]\""},
        {"{\"a\" 1}", "expected ':'"},
        {"{\"a\": 1,\n \"a\": 2}", "a.json:2: expected each key once"},
        {"[01]", "expected a value"},
        {"[.5]", "expected a value"},
        {"[1e999]", "expected a number of a double"},
        {"[nul]", "expected a value"},
        {"\"abc", "expected the '\"' that ends the text of line 1, found the end of the file"},
        {"\"a\nb\"", "expected the '\"' that ends the text of line 1"},
        {"\"\\x\"", "expected an escape of JSON"},
        {"\"\\u12g4\"", "expected four hexadecimal digits"},
        {"\"\\ud800\"", "expected a surrogate pair"},
        {"\"\\ud800\\u0041\"", "second half of a surrogate pair"},
        {"[1]\n\n[2]", "a.json:3: expected the end of the file"},
    };
    for (const auto& row : rows) {
        INFO(row.text);
        CHECK_THAT(p.bad(row.text), Contains(row.message) && Contains("test.lua:2:"));
    }
    CHECK_THAT(p.bad(std::string(65, '[')), Contains("at most 64 levels"));
    CHECK_THAT(p.bad(std::string(60000, '[')), Contains("at most 64 levels"));
}

TEST_CASE("a scenario says how many runs it has") {
    CHECK(script::read(script::with("", "runs = 3,")).runs == 3);
    CHECK(script::read(script::with("")).runs == 1);
    CHECK_THAT(script::refused(script::with("", "runs = 0,")),
               Contains("runs: expected a whole number from 1 to 100000"));
    CHECK_THAT(script::refused(script::with("", "runs = 2.5,")), Contains("found 2.5"));
    CHECK_THAT(script::refused(script::with("", "run = 3,")), Contains("did you mean \"runs\""));
}
