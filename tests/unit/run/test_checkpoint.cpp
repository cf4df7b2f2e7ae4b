// SPDX-License-Identifier: MIT
// tests/unit/run/test_checkpoint.cpp - frames around saved states: foreign, cut and damaged ones are told before the
// plugin sees them.
#include "tests/unit/run/cast.hpp"

using namespace lab;
using Catch::Matchers::Contains;
using qiki::run::blob;
using qiki::run::load_state;
using qiki::run::save_state;

namespace {
struct alive { // one smoother with a large state, bypassing the engine
    explicit alive(size_t places) : about(*lab::about<smoother>(section::trackers, "test.smoother")) {
        qiki_error e{};
        const qiki_host host{};
        const qiki_instance_info info{};
        about.create(&host, &info, &vt, &self, &e);
        const qiki_config none{QIKI_HEAD(qiki_config), {}};
        vt->configure(self, &none, &e);
        auto& value = qiki::instance<smoother>::value(self);
        for (size_t i = 0; i < places; ++i) value.place.push_back(static_cast<double>(i) + 0.5);
    }
    ~alive() { vt->destroy(self); }
    const qiki_descriptor& about;
    const qiki_vtable* vt = nullptr;
    void* self = nullptr;
};
} // namespace

TEST_CASE("A state comes back through short reads and writes as it was") {
    alive a(5000), b(3);
    blob saved, again;
    REQUIRE(save_state(a.about, *a.vt, a.self, saved).empty());
    CHECK(saved.size() > 40000);
    REQUIRE(load_state(b.about, *b.vt, b.self, saved).empty());
    REQUIRE(save_state(b.about, *b.vt, b.self, again).empty());
    CHECK(saved == again);
}

TEST_CASE("Every damaged byte and every cut of a frame is noticed, and the instance stays as it was") {
    alive a(20), b(3);
    blob saved, before, after;
    REQUIRE(save_state(a.about, *a.vt, a.self, saved).empty());
    REQUIRE(save_state(b.about, *b.vt, b.self, before).empty());
    for (size_t i = 0; i < saved.size(); ++i) {
        blob bad = saved;
        bad[i] ^= std::byte{0x10};
        INFO("byte " << i);
        CHECK(!load_state(b.about, *b.vt, b.self, bad).empty());
        bad = saved;
        bad.resize(i);
        CHECK(!load_state(b.about, *b.vt, b.self, bad).empty());
    }
    blob longer = saved;
    longer.push_back(std::byte{0});
    CHECK_THAT(load_state(b.about, *b.vt, b.self, longer), Contains("another length"));
    REQUIRE(save_state(b.about, *b.vt, b.self, after).empty());
    CHECK(before == after);
}

TEST_CASE("The state of another plugin or of another schema is refused") {
    alive a(4);
    blob saved;
    REQUIRE(save_state(a.about, *a.vt, a.self, saved).empty());
    qiki_descriptor other = a.about;
    other.id = "test.other";
    CHECK_THAT(load_state(other, *a.vt, a.self, saved), Contains("written by test.smoother"));
    qiki_descriptor newer = a.about;
    newer.state_schema = 99;
    blob strange;
    REQUIRE(save_state(newer, *a.vt, a.self, strange).empty());
    CHECK_THAT(load_state(a.about, *a.vt, a.self, strange), Contains("another schema"));
}
