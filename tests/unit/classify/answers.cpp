// SPDX-License-Identifier: MIT
// tests/unit/classify/answers.cpp - transponders: who answers, who is silent, who stopped, and who changed names.
#include "picture.hpp"

using namespace picture;
using namespace classify;

namespace {
rig::settings by_reply() {
    return {{"patience", 4.0},
            {"rules", rules({{.when = by_answers, .answers = reply::stopped, .iff = 3},
                             {.when = by_answers, .answers = reply::no, .iff = 2},
                             {.when = by_answers, .answers = reply::yes, .iff = 1}})}};
}
auto plots(double rcs, uint8_t band, uint32_t address = 0) {
    return [=](const qiki_track& x) { return std::vector{plot(x, rcs, band, address)}; };
}

struct emitted { // of a craft, in one mode
    qiki_truth truth;
    qiki_contact heard;
};
// A craft 2 km north of a radar, and what the radar hears of it.
emitted aboard(const rig::settings& s, int64_t mode = -1, double sr_threshold = 5e3) {
    rig::birth b;
    b.self_entity = 4, b.services[QIKI_TEXT_ID] = &text_service;
    rig::instance craft(
        "qiki.vehicle.craft",
        with({{"at", std::vector<double>{0, 2000, 0}}, {"address24", int64_t{0x3C0001}}, {"mode3a", int64_t{7000}}}, s),
        b);
    if (mode >= 0) {
        qiki_command c{};
        c.id = 1, c.issuer = 9, c.entity = 4, c.label = QIKI_LABEL_OK, c.argc = 1, c.arg[0] = double(mode);
        const auto& verbs = craft.about().verbs;
        while (std::string(static_cast<const qiki_verb*>(qiki_row(verbs, c.verb))->name) != "xpdr.mode") ++c.verb;
        craft.give<qiki_command>("commands", {c}, UINT32_MAX);
    }
    craft.tick(0, second);
    craft.tick(second, 2 * second);
    emitted e{craft.took<qiki_truth>("truth").at(0), {}};
    CHECK(qiki_truth_flaw(&e.truth) == nullptr);
    rig::instance radar("qiki.radar.pulse", {{"scan_period", 0.0},
                                             {"snr_ref_db", 60.0},
                                             {"swerling", int64_t{0}},
                                             {"noise_alarms", false},
                                             {"sr_threshold", sr_threshold}});
    radar.give<qiki_truth>("truth", {e.truth});
    radar.tick(second, 2 * second);
    e.heard = radar.took<qiki_contact>("contacts").at(0);
    return e;
}
constexpr uint32_t names = QIKI_CONTACT_HAS_ADDRESS | QIKI_CONTACT_HAS_MODE3A | QIKI_CONTACT_HAS_IDENTITY;
} // namespace

TEST_CASE("transponder_modes: on it answers with its own address, off and silent not at all") {
    for (const int64_t mode : {0, 1, 2}) {
        const emitted e = aboard({}, mode);
        INFO("mode " << mode);
        CHECK(e.heard.transponder == (mode == 1 ? QIKI_XPDR_S : QIKI_XPDR_NONE));
        CHECK(e.heard.address24 == (mode == 1 ? 0x3C0001u : 0u));
        CHECK((e.heard.valid & names) == (mode == 1 ? names & e.heard.valid : 0u));
    }
    CHECK(aboard({}, 1, 1000).heard.transponder == QIKI_XPDR_NONE); // beyond short range nobody is asked
}

TEST_CASE("xpdr_spoof_id_stable: in mode spoof it claims one other identity for good") {
    const emitted a = aboard({}, 3), b = aboard({{"xpdr", std::string("spoof")}});
    CHECK(a.truth.transponder == QIKI_XPDR_SPOOF);
    CHECK(a.heard.transponder == QIKI_XPDR_S); // it does not say that it lies
    CHECK((a.heard.valid & names) == names);
    CHECK(a.heard.address24 != 0x3C0001);
    CHECK(a.heard.address24 == b.heard.address24);
    CHECK(std::memcmp(a.heard.identity, b.heard.identity, QIKI_IDENTITY_BYTES) == 0);
}

TEST_CASE("comms_disabled_forces_xpdr_off: without comms, or without power, no mode answers") {
    for (const int64_t mode : {1, 3}) {
        CHECK(aboard({{"comms", false}}, mode).heard.transponder == QIKI_XPDR_NONE);
        CHECK(aboard({{"battery.soc", 0.05}}, mode).heard.transponder == QIKI_XPDR_NONE);
    }
}

TEST_CASE("Who answers, who never did and who stopped are three, and who was not asked is none of them") {
    const qiki_track x = track(1, second, 100, 2000);
    CHECK(desk(by_reply()).repeat(9, x, plots(0, QIKI_BAND_SR, 5)).iff == 1);
    CHECK(desk(by_reply()).repeat(9, x, plots(0, QIKI_BAND_SR)).iff == 2);
    CHECK(desk(by_reply()).repeat(20, x, plots(0, QIKI_BAND_LR)).iff == 0);
    desk d(by_reply());
    CHECK(d.repeat(5, x, plots(0, QIKI_BAND_SR, 5)).iff == 1);
    CHECK(d.repeat(5, x, plots(0, QIKI_BAND_SR)).iff == 1); // silent for 4 s at the fifth
    CHECK(d.repeat(2, x, plots(0, QIKI_BAND_SR)).iff == 3);
    CHECK(d.repeat(20, x, plots(0, QIKI_BAND_LR)).iff == 3); // far away nothing changes
    CHECK(d.repeat(3, x, plots(0, QIKI_BAND_SR, 5)).iff == 1);
}

TEST_CASE("An address that changes is found out, a single wrong answer is not taken for it") {
    desk d({{"rules", rules({{.when = by_changed, .spoofed = 1}})}});
    const qiki_track x = track(1, second, 100, 2000);
    const auto spoofed = [](const qiki_track& y) { return (y.flags & QIKI_TRACK_SPOOFED) != 0; };
    for (int i = 0; i < 5; ++i) {
        CHECK_FALSE(spoofed(d.repeat(4, x, plots(0, QIKI_BAND_SR, 5))));
        CHECK_FALSE(spoofed(d.repeat(1, x, plots(0, QIKI_BAND_SR, 6))));
    }
    CHECK(spoofed(d.repeat(6, x, plots(0, QIKI_BAND_SR, 6))));
    CHECK(spoofed(d.repeat(20, x, plots(0, QIKI_BAND_SR, 6)))); // for good
}

TEST_CASE("Without a radar's plots the tracker's word on the transponder is all there is, and who needs more is told") {
    desk d(by_reply());
    const auto none = [](const qiki_track&) { return std::vector<qiki_contact>{}; };
    CHECK(d.repeat(5, named(track(1, second, 0, 900), 5), none).iff == 1);
    CHECK_THAT(d.rig.log(), Catch::Contains("no radar is named"));
    desk content({{"rules", rules({{.when = by_address, .address = 5, .iff = 1}})}});
    content.repeat(5, named(track(1, second, 0, 900), 5), none);
    CHECK(content.rig.log().empty());
}
