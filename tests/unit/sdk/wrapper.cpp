// SPDX-License-Identifier: MIT
// tests/unit/sdk/wrapper.cpp - what the C++ wrapper offers an author besides the lifecycle: optional members,
// parameters, errors.
#include "driver.hpp"
#include "qiki/check.h"
#include <catch2/catch.hpp>

namespace {
struct bare {
    using out = qiki::port<"out", qiki_sample, QIKI_PORT_SNAPSHOT | QIKI_PORT_OPTIONAL, 3, "what it says">;
    using inputs = qiki::ports<>;
    using outputs = qiki::ports<out>;
    bare(const qiki_host&, const qiki_instance_info&) {}
    void configure(const qiki::config&) {}
    void step(const qiki::tick<bare>& t) {
        qiki_sample s{};
        s.v[0] = t.wanted<out>() ? 1 : 0;
        t.put<out>(s);
    }
};
struct full : bare {
    static constexpr qiki_param params[] = {qiki::required(qiki::path("file", "a recording")),
                                            qiki::advanced(qiki::real("gate", "m", 3, 0, 9, "of it")),
                                            qiki::integers("list", "", "1,2", 0, 5, "some")};
    full(const qiki_host& h, const qiki_instance_info& i)
        : bare(h, i), ticks(h, "ticks", "", "how many"), level(h, "level", "m", "of it"),
          text(qiki::intern(h, "HELLO")) {}
    void configure(const qiki::config& c) {
        if (c.integer("step", 0) == 9) c.refuse("step", "expected less than %d, found %d", 9, 9);
        if (c.integer("step", 0) == 8) throw qiki::failure::format(QIKI_E_IO, "%s: %d bytes", "file", 8);
        if (c.integer("step", 0) == 7) c.refuse("elsewhere", "%s", "not a key");
        length = c.integer("step", 0);
    }
    void step(const qiki::tick<full>&) { ticks.add(), ticks.add(2), level.set(4.5); }
    int selftest(qiki_ns t, std::span<qiki_selftest_row> rows) { // not const: works on a copy
        ++length;
        if (!rows.empty()) rows[0] = qiki::measured(t, 5, "receiver", "-90 dBm", -90, -100, -80);
        if (rows.size() > 1) rows[1] = qiki::measured(t, 5, "antenna drive and gear", "stuck", 3, 0, 1);
        return 2;
    }
    void finish() {
        if (length == 6) throw qiki::failure(QIKI_E_IO, "disk full");
    }
    qiki_ns span() { return length * 1000; }
    static const void* extension(const char* id) {
        return std::strcmp(id, "org.example.own/1") == 0 ? &marker : nullptr;
    }
    static constexpr int marker = 1;
    qiki::counter ticks;
    qiki::gauge level;
    uint32_t text;
    int64_t length = 0;
};
} // namespace

TEST_CASE("A plugin without optional members offers no extension") {
    driver::under_test<bare> p;
    for (const char* id : {QIKI_STATE_ID, QIKI_SELFTEST_ID, QIKI_FINISH_ID, QIKI_SPAN_ID, "", "qiki.state/2"})
        CHECK(p.vt->extension(p.self, id) == nullptr);
    CHECK(qiki::instance<bare>::schema_of() == 0);
    CHECK(p.configure() == QIKI_OK);
    CHECK(p.tick() == QIKI_OK);
    CHECK(p.made[0].v[0] == 1);
}

TEST_CASE("A port says its name, record, flags, hint and help") {
    const qiki_table t = bare::outputs::table();
    REQUIRE(t.count == 1);
    const auto& row = *static_cast<const qiki_port*>(t.data);
    CHECK(std::string(row.name) == "out");
    CHECK(std::string(row.help) == "what it says");
    CHECK(row.record == QIKI_REC_SAMPLE);
    CHECK(row.flags == (QIKI_PORT_SNAPSHOT | QIKI_PORT_OPTIONAL));
    CHECK(row.hint == 3);
}

TEST_CASE("Parameters can be required, a path, or advanced") {
    CHECK(full::params[0].flags == (QIKI_PARAM_REQUIRED | QIKI_PARAM_PATH));
    CHECK(full::params[0].type == QIKI_TEXT);
    CHECK(full::params[1].flags == QIKI_PARAM_ADVANCED);
    CHECK(full::params[1].max == 9);
    CHECK(full::params[2].type == QIKI_INTS);
    CHECK(std::string(full::params[2].text) == "1,2");
}

TEST_CASE("A refused parameter is named in the text and by its index") {
    driver::under_test<full> p;
    REQUIRE(p.configure(9) == QIKI_E_CONFIG);
    CHECK(std::string(p.err.text) == "step: expected less than 9, found 9");
    CHECK(p.err.key == 1);
    REQUIRE(p.configure(8) == QIKI_E_IO);
    CHECK(std::string(p.err.text) == "file: 8 bytes");
    CHECK(p.err.key == -1);
    REQUIRE(p.configure(7) == QIKI_E_CONFIG);
    CHECK(p.err.key == -1);
}

TEST_CASE("An error text longer than its slot is cut, and still terminated") {
    const qiki::failure f = qiki::failure::format(QIKI_E_IO, "%s", std::string(1000, 'x').c_str());
    CHECK(std::strlen(f.text) == sizeof f.text - 1);
    CHECK(std::strlen(qiki::failure(QIKI_E_IO, std::string(1000, 'y').c_str()).what()) == 251);
}

TEST_CASE("A self-test fills zeroed rows, keeps the rules of records, and changes no state") {
    driver::under_test<full> p;
    REQUIRE(p.configure(2) == QIKI_OK);
    const auto* x = p.extension<qiki_selftest>(QIKI_SELFTEST_ID);
    REQUIRE(x != nullptr);
    qiki_selftest_row rows[3];
    std::memset(rows, 0xAA, sizeof rows);
    REQUIRE(x->run(p.self, 7, rows, 3, &p.err) == 2);
    for (int i : {0, 1}) CHECK(qiki_selftest_row_flaw(&rows[i]) == nullptr);
    CHECK(rows[0].result == QIKI_TEST_PASS);
    CHECK(rows[1].result == QIKI_TEST_FAIL);
    CHECK(rows[2].device[0] == 0);
    CHECK(x->run(p.self, 7, nullptr, 0, &p.err) == 2);
    qiki_ns end = 0;
    REQUIRE(p.extension<qiki_span>(QIKI_SPAN_ID)->span(p.self, &end, &p.err) == QIKI_OK);
    CHECK(end == 2000); // not 3000: the self-test worked on a copy
}

TEST_CASE("A span is asked for after configure, a failed finish reports why") {
    driver::under_test<full> p;
    qiki_ns end = 0;
    CHECK(p.extension<qiki_span>(QIKI_SPAN_ID)->span(p.self, &end, &p.err) == QIKI_E_ORDER);
    p.configure(6);
    CHECK(p.extension<qiki_finish>(QIKI_FINISH_ID)->finish(p.self, &p.err) == QIKI_E_IO);
    CHECK(std::string(p.err.text) == "disk full");
    p.configure(5);
    CHECK(p.extension<qiki_finish>(QIKI_FINISH_ID)->finish(p.self, &p.err) == QIKI_OK);
    CHECK(*p.extension<int>("org.example.own/1") == 1);
}

TEST_CASE("Metrics reach the host, and are silent without the service") {
    driver::under_test<full> p;
    p.configure(1), p.tick(), p.tick();
    CHECK(p.counts["ticks"] == 6);
    CHECK(p.gauges["level"] == 4.5);
    CHECK(p.texts == std::vector<std::string>{"HELLO"});
    qiki::counter().add(3);
    qiki::gauge().set(3);
    const qiki_host none{QIKI_HEAD(qiki_host), "none", "0", nullptr,
                         [](const qiki_host*, const char*) -> const void* { return nullptr; }};
    qiki::counter(none, "c", "", "").add();
    CHECK(qiki::intern(none, "x") == 0);
}

TEST_CASE("A text that does not fit its field is cut between characters") {
    char field[4];
    qiki::fill(field, "ab");
    CHECK(std::memcmp(field, "ab\0\0", 4) == 0);
    qiki::fill(field, "abcd");
    CHECK(std::memcmp(field, "abcd", 4) == 0);
    qiki::fill(field, "abc\xC3\xA9"); // e with acute: two bytes, one of which would fit
    CHECK(std::memcmp(field, "abc\0", 4) == 0);
}
