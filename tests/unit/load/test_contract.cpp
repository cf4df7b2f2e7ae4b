// SPDX-License-Identifier: MIT
// tests/unit/load/test_contract.cpp - each rule of plugin.h that a descriptor can break, broken once.
#include "host/load/contract.hpp"
#include "qiki/command.h"
#include "qiki/radar.h"
#include "qiki/sample.h"
#include "qiki/track.h"
#include "qiki/truth.h"
#include <catch2/catch.hpp>
#include <cmath>

using namespace qiki::load;
using Catch::Contains;

namespace {

qiki_status create(const qiki_host*, const qiki_instance_info*, const qiki_vtable**, void**, qiki_error*) {
    return QIKI_OK;
}

struct sample_plugin { // a sound radar, to be changed
    qiki_port in[2] = {{"truth", "", QIKI_REC_TRUTH, QIKI_PORT_SNAPSHOT | QIKI_PORT_MANY, 0, {0, 0}},
                       {"samples", "", QIKI_REC_SAMPLE, QIKI_PORT_STREAM | QIKI_PORT_OPTIONAL, 0, {0, 0}}};
    qiki_port out[2] = {{"contacts", "", QIKI_REC_CONTACT, QIKI_PORT_STREAM, 64, {0, 0}},
                        {"origins", "", QIKI_REC_ORIGIN, QIKI_PORT_STREAM | QIKI_PORT_SECRET, 64, {0, 0}}};
    qiki_param par[3] = {{"range", "m", "how far", nullptr, nullptr, QIKI_REAL, 0, 5, 1, 10},
                         {"mode", "", "how", "a|b", "a", QIKI_TEXT, 0, 0, 0, 0},
                         {"at", "m", "where", nullptr, "1,2,3", QIKI_REALS, 0, 0, 0, 9}};
    qiki_channel cha[1] = {{"power", "W", "", 1, 0, 0, 0}};
    qiki_fact fac[1] = {{"ready", "", "", QIKI_BOOL, 0, 0, 1}};
    qiki_verb ver[1] = {{"point", "", {"bearing"}, {"rad"}, {-1}, {1}, 1, QIKI_BY_AGENT}};
    qiki_descriptor d{QIKI_HEAD(qiki_descriptor),
                      "a.radar",
                      QIKI_KIND_RADAR,
                      "Radar",
                      "1.0.0",
                      "",
                      "",
                      "A radar",
                      0,
                      0,
                      QIKI_TABLE(in),
                      QIKI_TABLE(out),
                      QIKI_TABLE(par),
                      QIKI_TABLE(cha),
                      QIKI_TABLE(fac),
                      QIKI_TABLE(ver),
                      create};
};

template <class F>
std::string after(F change, bool newer = false) {
    sample_plugin s;
    change(s);
    try {
        check_descriptor(s.d, newer);
        return "";
    } catch (const refused& e) {
        CHECK_THAT(e.what(), Contains("(rule "));
        return e.what();
    }
}
using S = sample_plugin;
} // namespace

TEST_CASE("A sound descriptor passes") {
    CHECK(after([](S&) {}).empty());
}

TEST_CASE("Incomplete descriptors are named") {
    CHECK_THAT(after([](S& s) { s.d.head.struct_size = 8; }), Contains("struct_size 184 or more, found 8"));
    CHECK_THAT(after([](S& s) { s.d.id = nullptr; }), Contains("id is NULL"));
    CHECK_THAT(after([](S& s) { s.d.id = "Radar"; }), Contains("reverse DNS"));
    CHECK_THAT(after([](S& s) { s.d.licence = nullptr; }), Contains("licence is NULL") && Contains("\"\" at least"));
    CHECK_THAT(after([](S& s) { s.d.summary = ""; }), Contains("summary is empty"));
    CHECK_THAT(after([](S& s) { s.d.summary = "two\nlines"; }), Contains("summary: expected one line"));
    CHECK_THAT(after([](S& s) { s.d.kind = "qiki.boat/1"; }), Contains("kind 'qiki.boat/1' is unknown"));
    CHECK_THAT(after([](S& s) { s.d.version = "1"; }), Contains("semantic versioning"));
    CHECK_THAT(after([](S& s) { s.d.create = nullptr; }), Contains("create is NULL"));
    CHECK_THAT(after([](S& s) { s.d.caps = QIKI_CAP_PURE | QIKI_CAP_WORLD_IO; }), Contains("exclude each other"));
    CHECK_THAT(after([](S& s) { s.d.caps = UINT64_C(1) << 40; }), Contains("unknown bits"));
    CHECK(after([](S& s) { s.d.caps = UINT64_C(1) << 40; }, true).empty());
}

TEST_CASE("Tables that cannot be walked are named") {
    CHECK_THAT(after([](S& s) { s.d.inputs.data = nullptr; }),
               Contains("plugin 'a.radar', inputs: the table has rows but no data"));
    CHECK_THAT(after([](S& s) { s.d.params.stride = 40; }),
               Contains("params: expected a stride of 72 or more, found 40"));
    CHECK_THAT(after([](S& s) { s.d.verbs.count = 5000; }), Contains("verbs: expected at most 1024 rows, found 5000"));
}

TEST_CASE("Ports outside the contract of their kind are named") {
    CHECK_THAT(after([](S& s) { s.in[0].record = 99; }), Contains("input 'truth': unknown record 99"));
    CHECK_THAT(after([](S& s) { s.in[1].name = "truth"; }), Contains("input 'truth' stands twice"));
    CHECK_THAT(after([](S& s) { s.in[0].name = nullptr; }), Contains("input 0, name is NULL"));
    CHECK_THAT(after([](S& s) { s.in[0].flags = QIKI_PORT_MANY; }), Contains("exactly one of STREAM and SNAPSHOT"));
    CHECK_THAT(after([](S& s) { s.in[0].flags |= QIKI_PORT_STREAM; }), Contains("exactly one of STREAM and SNAPSHOT"));
    CHECK_THAT(after([](S& s) { s.in[0].flags |= QIKI_PORT_SECRET; }), Contains("have no meaning for an input"));
    CHECK_THAT(after([](S& s) { s.out[0].flags |= QIKI_PORT_MANY; }), Contains("have no meaning for an output"));
    CHECK_THAT(after([](S& s) { s.out[0].reserved[1] = 1; }), Contains("reserved"));
    CHECK_THAT(after([](S& s) { s.in[0].record = QIKI_REC_ORIGIN; }), Contains("(radar) may not read origin"));
    CHECK_THAT(after([](S& s) { s.out[0].record = QIKI_REC_TRUTH; }), Contains("(radar) may not write truth"));
    CHECK_THAT(after([](S& s) { s.out[1].flags = QIKI_PORT_STREAM; }), Contains("origin must be SECRET"));
    CHECK_THAT(after([](S& s) { s.d.kind = QIKI_KIND_TRACKER; }), Contains("(tracker) may not read truth"));
    const auto vehicle = [](uint32_t flags) {
        return after([&](S& s) {
            s.d.kind = QIKI_KIND_VEHICLE, s.d.inputs.count = 1, s.d.outputs.count = 0;
            s.in[0].flags = QIKI_PORT_SNAPSHOT | flags;
        });
    };
    CHECK_THAT(vehicle(0), Contains("only of the tick before; add QIKI_PORT_DELAYED"));
    CHECK(vehicle(QIKI_PORT_DELAYED).empty());
    CHECK(after([](S& s) { // a scorer reads everything, also origin
              s.d.kind = QIKI_KIND_BRIDGE, s.in[0].record = QIKI_REC_ORIGIN, s.d.outputs.count = 0;
          })
              .empty());
}

TEST_CASE("A port of a record that a later minor brings is left alone when it is OPTIONAL") {
    const auto later = [](uint32_t flags) {
        return [flags](S& s) { s.out[0].record = 0x00630001, s.out[0].flags = QIKI_PORT_STREAM | flags; };
    };
    CHECK(after(later(QIKI_PORT_OPTIONAL), true) == "");
    CHECK_THAT(after(later(0), true), Contains("unknown record") && Contains("declare it OPTIONAL"));
    CHECK_THAT(after(later(QIKI_PORT_OPTIONAL), false), Contains("use one of QIKI_REC_"));
    CHECK(record_words(0x00630001) == "record 0x00630001");
    CHECK(record_words(QIKI_REC_TRUTH) == "truth");
}

TEST_CASE("Parameters that cannot be offered are named") {
    const auto p = [](size_t i, auto change) { return after([&](S& s) { change(s.par[i]); }); };
    using P = qiki_param;
    CHECK_THAT(p(0, [](P& x) { x.key = "Range"; }), Contains("parameter 'Range': expected lower_case"));
    CHECK_THAT(p(0, [](P& x) { x.key = "mode"; }), Contains("parameter 'mode' stands twice"));
    CHECK_THAT(p(0, [](P& x) { x.unit = nullptr; }), Contains("unit is NULL"));
    CHECK(p(0, [](P& x) { x.help = ""; }).empty()); // the doctor notes it
    CHECK_THAT(p(0, [](P& x) { x.help = nullptr; }), Contains("help is NULL; give it a text, \"\" at least"));
    CHECK_THAT(p(0, [](P& x) { x.help = "a\nb"; }), Contains("help: expected one line of printable UTF-8"));
    CHECK_THAT(p(0, [](P& x) { x.type = 9; }), Contains("unknown type 9"));
    CHECK_THAT(p(0, [](P& x) { x.flags = 64; }), Contains("unknown flags"));
    CHECK_THAT(p(0, [](P& x) { x.flags = QIKI_PARAM_PATH; }), Contains("PATH is for texts"));
    CHECK_THAT(p(0, [](P& x) { x.value = 11; }), Contains("the default 11 lies outside its limits 1 to 10"));
    CHECK(p(0, [](P& x) { x.value = 11, x.flags = QIKI_PARAM_REQUIRED; }).empty());
    CHECK(p(0, [](P& x) { x.value = 11, x.min = x.max = 0; }).empty());
    CHECK_THAT(p(0, [](P& x) { x.value = std::nan(""); }), Contains("not finite"));
    CHECK_THAT(p(0, [](P& x) { x.min = 10, x.max = 1; }), Contains("min <= max, found 10 to 1"));
    CHECK_THAT(p(0, [](P& x) { x.max = INFINITY; }), Contains("finite limits"));
    CHECK_THAT(p(0, [](P& x) { x.type = QIKI_INT, x.value = 2.5; }), Contains("whole number as default, found 2.5"));
    CHECK_THAT(p(0, [](P& x) { x.type = QIKI_BOOL; }), Contains("expected 0 or 1"));
    CHECK_THAT(p(0, [](P& x) { x.choices = "a|b"; }), Contains("choices are for texts"));
    CHECK_THAT(p(0, [](P& x) { x.text = "5"; }), Contains("default in value, not in text"));
    CHECK_THAT(p(1, [](P& x) { x.text = "c"; }), Contains("the default 'c' is not among its choices a|b"));
    CHECK_THAT(p(1, [](P& x) { x.text = nullptr; }), Contains("the default '' is not among"));
    CHECK_THAT(p(1, [](P& x) { x.text = "a|b"; }), Contains("not among its choices"));
    CHECK_THAT(p(1, [](P& x) { x.choices = "a||b"; }), Contains("expected choices like a|b|c"));
    CHECK(p(1, [](P& x) { x.text = nullptr, x.flags = QIKI_PARAM_REQUIRED; }).empty());
    CHECK_THAT(p(2, [](P& x) { x.text = "1,x"; }), Contains("expected numbers with commas"));
    CHECK_THAT(p(2, [](P& x) { x.text = "1,2,"; }), Contains("expected numbers with commas"));
    CHECK_THAT(p(2, [](P& x) { x.text = "1,10"; }), Contains("the default 10 lies outside"));
    CHECK(p(2, [](P& x) { x.text = nullptr; }).empty());
    CHECK(p(2, [](P& x) { x.text = "1, 2, 9"; }).empty());
}

TEST_CASE("Channels, facts and verbs that make no sense are named") {
    CHECK_THAT(after([](S& s) { s.cha[0].width = 0; }), Contains("channel 0: expected a width of 1"));
    CHECK_THAT(after([](S& s) { s.fac[0].type = QIKI_TEXT; }), Contains("fact 0: expected type bool, int or real"));
    CHECK_THAT(after([](S& s) { s.ver[0].argc = 7; }), Contains("verb 0: expected at most 6 arguments, found 7"));
    CHECK_THAT(after([](S& s) { s.ver[0].argc = 2; }), Contains("verb 0, argument 1 is NULL"));
    CHECK_THAT(after([](S& s) { s.ver[0].authority = 4; }), Contains("unknown authority"));
    CHECK_THAT(after([](S& s) { s.ver[0].min[0] = 2; }), Contains("min <= max"));
}

TEST_CASE("A table from create() must be complete") {
    qiki_vtable t{QIKI_HEAD(qiki_vtable),
                  [](void*, const qiki_config*, qiki_error*) { return 0; },
                  nullptr,
                  [](void*, const qiki_tick*, qiki_error*) { return 0; },
                  [](void*, qiki_error*) { return 0; },
                  [](void*) {},
                  [](void*, const char*) -> const void* { return nullptr; }};
    int self = 0;
    CHECK_NOTHROW(check_table(&t, &self));
    CHECK_THROWS_WITH(check_table(nullptr, &self), Contains("without a table"));
    CHECK_THROWS_WITH(check_table(&t, nullptr), Contains("without an instance"));
    t.reset = nullptr;
    CHECK_THROWS_WITH(check_table(&t, &self), Contains("the table has no reset"));
    t.head.struct_size = 16;
    CHECK_THROWS_WITH(check_table(&t, &self), Contains("struct_size 56 or more, found 16"));
}
