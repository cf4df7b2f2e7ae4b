// SPDX-License-Identifier: MIT
// tests/unit/asterix/replay.cpp - the plugin through its boundary: times, units, labels, sites, checkpoints, bad input.
#include "by_hand.hpp"
#include "unit/rig.hpp"
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>

using namespace by_hand;

namespace {

constexpr qiki_ns second = 1'000'000'000;
constexpr double degree = 3.14159265358979323846 / 180;
const std::string id = "qiki.radar.asterix";

struct taken {
    std::vector<qiki_frame> frames;
    std::vector<qiki_contact> contacts;
    std::vector<qiki_track> tracks; // the last snapshot
    std::vector<qiki_track> every;
};
template <class R>
void append(std::vector<R>& to, const std::vector<R>& more) {
    to.insert(to.end(), more.begin(), more.end());
}
void run(rig::instance& r, taken& all, qiki_ns from, qiki_ns to, qiki_ns step = second / 4) {
    for (qiki_ns t = from; t < to; t += step) {
        REQUIRE(r.tick(t, t + step) == QIKI_OK);
        for (const qiki_frame& f : r.took<qiki_frame>("frames")) {
            CHECK(f.t_available > t);
            CHECK(f.t_available <= t + step);
        }
        append(all.frames, r.took<qiki_frame>("frames"));
        append(all.contacts, r.took<qiki_contact>("contacts"));
        if (!r.kept("tracks")) all.tracks = r.took<qiki_track>("tracks"), append(all.every, all.tracks);
    }
}
taken replayed(const bytes& b, rig::settings s = {}, const rig::birth& born = {}) {
    const file f(b);
    s["file"] = f.path();
    rig::instance r(id, s, born);
    taken all;
    run(r, all, 0, r.span());
    return all;
}
// One turn of sector messages around plots, from 08:00:00.
bytes one_turn(const bytes& plots, uint16_t source = 0x0105, uint32_t start = 28800 * 128) {
    bytes b;
    for (uint32_t i = 0; i < 36; ++i) {
        b = join({b, crossing(source, start + 20 * i, static_cast<int>(i % 32 * 8))});
        if (i == 1) b = join({b, plots});
    }
    return b;
}
std::string reason(const std::function<void()>& f) {
    try {
        f();
    } catch (const rig::failed& e) { return e.what(); }
    return "";
}
} // namespace

TEST_CASE("a plot becomes a contact in SI units, labelled, with what it does not say left out") {
    // 010 140 020 040 070 090 | 220 240: 100 NM, 5.625 deg, 0366, FL 360.25 garbled, 3C660C, DLH65A
    const bytes record = hex("FD C0 0105 384010 A0 6400 0400 80F6 45A1 3C660C 10C236D41820");
    const taken all = replayed(one_turn(block(48, record)));
    REQUIRE(all.contacts.size() == 1);
    const qiki_contact& c = all.contacts[0];
    CHECK(c.id == 1);
    CHECK(c.t == 125'000'000);
    CHECK(c.kind == QIKI_POLAR);
    CHECK(c.label == QIKI_LABEL_OK);
    CHECK(c.valid == (QIKI_CONTACT_HAS_Z(0) | QIKI_CONTACT_HAS_Z(1) | QIKI_CONTACT_HAS_COV | QIKI_CONTACT_HAS_ADDRESS |
                      QIKI_CONTACT_HAS_MODE3A | QIKI_CONTACT_HAS_HEIGHT | QIKI_CONTACT_HAS_IDENTITY));
    CHECK(c.z[0] == 100 * 1852.0);
    CHECK(c.z[1] == Approx(5.625 * degree).epsilon(1e-15));
    CHECK(c.z[2] == 0);
    CHECK(c.z[3] == 0);
    CHECK(c.cov[0] == 15.0 * 15.0);
    CHECK(c.cov[4] == 0.0007 * 0.0007);
    CHECK(c.cov[1] == 0);
    CHECK(c.address24 == 0x3C660C);
    CHECK(c.mode3a == 0366);
    CHECK(c.code_flags == QIKI_CODE_NOT_VALIDATED);
    CHECK(c.height_m == 1441 * 25 * 0.3048);
    CHECK(c.height_flags == QIKI_CODE_GARBLED);
    CHECK(std::string(c.identity) == "DLH65A");
    CHECK(c.transponder == QIKI_XPDR_S);
    CHECK(c.snr_db == 0);
}

TEST_CASE("a frame holds its contacts, its sector, its radar and its place") {
    rig::birth born;
    born.index = 6;
    born.origin[0] = 41.3 * degree, born.origin[1] = 2.1 * degree, born.origin[2] = 30;
    const taken all = replayed(one_turn(plot_of(0x0105, 28800 * 128 + 25, 256, 2060)), {}, born);
    REQUIRE(all.frames.size() == 35);
    uint64_t first = 0;
    for (const qiki_frame& f : all.frames) {
        CHECK(f.first == first);
        first += f.count;
        CHECK(f.source == 6);
        CHECK(f.sensor == 0x0105);
        CHECK(f.label == QIKI_LABEL_OK);
        CHECK(f.valid == (QIKI_FRAME_HAS_PLATFORM | QIKI_FRAME_HAS_SECTOR));
        CHECK((f.flags & QIKI_FRAME_COMPLETE) != 0);
        CHECK(std::fabs(f.pos[0]) + std::fabs(f.pos[1]) + std::fabs(f.pos[2]) == 0);
        CHECK(f.att[0] == 1);
        CHECK(f.range[1] == 1852);
        CHECK(f.t_to - f.t_from == 156'250'000);
    }
    const qiki_frame& f = all.frames[1];
    REQUIRE(f.count == 1);
    CHECK(f.bearing[0] == Approx(11.25 * degree).epsilon(1e-14));
    CHECK(f.bearing[1] == Approx(22.5 * degree).epsilon(1e-14));
    CHECK(f.t_from == 20 * 7'812'500);
    CHECK(f.t_available == 80 * 7'812'500);
    CHECK(all.contacts[0].frame == f.seq);
    CHECK(all.contacts[0].t >= f.t_from);
    CHECK(all.contacts[0].t <= f.t_to);
    CHECK((all.frames[31].flags & QIKI_FRAME_NORTH) != 0);
    CHECK((all.frames[30].flags & QIKI_FRAME_NORTH) == 0);
}

TEST_CASE("a radar elsewhere stands where its site is, and its bearings turn with its north") {
    rig::birth born;
    born.origin[0] = 44 * degree, born.origin[1] = 15 * degree;
    const bytes b = one_turn(plot_of(0x0105, 28800 * 128 + 25, 256, 2060));
    const taken named = replayed(b, {{"sites", std::string("1/5: 44, 17, 500; 2/2:0,0,0")}}, born);
    const taken given =
        replayed(b, {{"site.latitude", 44 * degree}, {"site.longitude", 17 * degree}, {"site.height", 500.0}}, born);
    REQUIRE(named.frames.size() == 35);
    const qiki_frame& f = named.frames[1];
    CHECK(f.pos[0] == Approx(160.3e3).epsilon(0.01)); // 2 deg of longitude at 44 deg
    CHECK(f.pos[0] == Approx(given.frames[1].pos[0]).epsilon(1e-12));
    // meridians converge by about sin(latitude) * difference of longitude: true north there points west of north here
    const double convergence = 2 * degree * std::sin(44 * degree);
    CHECK(f.bearing[0] - 11.25 * degree == Approx(-convergence).epsilon(0.01));
    CHECK(named.contacts[0].z[1] == Approx(2060 * 2 * 180 * degree / 65536 - convergence).epsilon(0.001));
    CHECK(named.frames[0].bearing[0] > 358 * degree); // wraps
    CHECK(named.contacts[0].z[0] == given.contacts[0].z[0]);
}

TEST_CASE("a radar that sends its position stands there, of several others the place is not known") {
    rig::birth born;
    born.origin[0] = 43.572914600372314 * degree, born.origin[1] = 16.406149864196777 * degree;
    const bytes told = block(34, hex("E110 0105 01 383F00 030c 1efc35 0baaa6"));
    const taken one = replayed(join({told, one_turn({})}), {}, born);
    REQUIRE(!one.frames.empty());
    CHECK(one.frames[0].pos[2] == Approx(780).margin(1e-6));
    CHECK(std::fabs(one.frames[0].pos[0]) < 1e-6);
    const file f(join({one_turn({}), one_turn({}, 0x0106)}));
    rig::instance r(id, {{"file", f.path()}}, born);
    CHECK(r.log().find("1/5, 1/6 is not known") != std::string::npos);
    taken two;
    run(r, two, 0, r.span());
    for (const qiki_frame& x : two.frames) {
        CHECK(x.valid == QIKI_FRAME_HAS_SECTOR);
        CHECK(x.att[0] == 0);
    }
}

TEST_CASE("t = 0 is the second of the earliest record, the scenario's epoch, or the time of day that is given") {
    const bytes b = one_turn(plot_of(0x0105, 28800 * 128 + 25, 256, 2060), 0x0105, 28800 * 128 + 5);
    CHECK(replayed(b).contacts[0].t == 25 * 7'812'500);
    rig::birth born;
    born.epoch_utc = (qiki_ns{20000} * 86400 + 28790) * second; // 07:59:50 of some day
    CHECK(replayed(b, {}, born).contacts[0].t == 10 * second + 25 * 7'812'500);
    CHECK(replayed(b, {{"start", 28780.5}}, born).contacts[0].t == 19 * second + second / 2 + 25 * 7'812'500);
    born.epoch_utc = (qiki_ns{20000} * 86400 + 28803) * second; // in the midst
    const taken cut = replayed(b, {}, born);
    CHECK(cut.contacts.empty());
    CHECK(!cut.frames.empty());
    CHECK(cut.frames[0].seq == 0);
    CHECK(cut.frames[0].first == 0);
    born.epoch_utc = (qiki_ns{20000} * 86400 + 86390) * second; // the evening before a recording of the morning
    const file f(one_turn({}, 0x0105, 20 * 128));
    rig::instance r(id, {{"file", f.path()}}, born);
    CHECK(r.span() > 30 * second);
    CHECK(r.span() < 36 * second);
}

TEST_CASE("Doppler speed becomes a range rate by the sign that is agreed, and a doubtful one does not") {
    // 010 140 020 040 | 120: FRN 20 is in the third octet
    const auto with = [](const std::string& cal) {
        return one_turn(block(48, join({hex("F1 01 04 0105 384010 20 6400 0400 80"), hex(cal)})));
    };
    const taken away = replayed(with("0064"));
    REQUIRE(away.contacts.size() == 1);
    CHECK(away.contacts[0].z[3] == 100);
    CHECK((away.contacts[0].valid & QIKI_CONTACT_HAS_Z(3)) != 0);
    CHECK(away.contacts[0].cov[9] == 4);
    CHECK(away.contacts[0].transponder == QIKI_XPDR_NONE);
    CHECK(replayed(with("039C"), {{"doppler", std::string("closing")}}).contacts[0].z[3] == 100);
    CHECK((replayed(with("8064")).contacts[0].valid & QIKI_CONTACT_HAS_Z(3)) == 0);
    CHECK((replayed(with("0064"), {{"doppler", std::string("ignore")}}).contacts[0].valid & QIKI_CONTACT_HAS_Z(3)) ==
          0);
}

TEST_CASE("system tracks are reference tracks, alive until they end or fall silent") {
    const auto at = [](uint32_t s, uint16_t number, int32_t latitude, bool ends = false) {
        return track_of(0x1907, s * 128, latitude, 0, 400, -200, number, ends);
    };
    rig::birth born;
    born.origin[0] = 45 * degree;
    constexpr int32_t lat45 = 1 << 23;
    const bytes b = join({at(100, 7, lat45), at(101, 8, lat45 + 1000), at(104, 7, lat45 + 10),
                          at(108, 7, lat45 + 20, true), at(120, 9, lat45), at(140, 9, lat45)});
    const file f(b);
    rig::instance r(id, {{"file", f.path()}}, born);
    taken all;
    run(r, all, 0, 3 * second);
    REQUIRE(all.tracks.size() == 2);
    const qiki_track& x = all.tracks[0];
    CHECK(x.id == 1);
    CHECK(x.t == 0);
    CHECK(x.flags == QIKI_TRACK_REFERENCE);
    CHECK(x.status == QIKI_TRACK_CONFIRMED);
    CHECK(x.state_dims == 2);
    CHECK(x.valid == QIKI_TRACK_HAS_VELOCITY);
    CHECK(std::fabs(x.x[0]) < 1e-6);
    CHECK(std::fabs(x.x[1]) < 1e-6);
    CHECK(x.x[3] == Approx(100).epsilon(1e-9));
    CHECK(x.x[4] == Approx(-50).epsilon(1e-9));
    CHECK(all.tracks[1].x[1] == Approx(1000 * 0.5961).epsilon(0.01)); // 180/2^25 deg of latitude
    run(r, all, 3 * second, 9 * second);
    REQUIRE(all.tracks.size() == 2);
    CHECK(all.tracks[0].status == QIKI_TRACK_ENDED);
    CHECK(all.tracks[0].hits == 3);
    CHECK(all.tracks[0].t_birth == 0);
    run(r, all, 9 * second, 30 * second);
    REQUIRE(all.tracks.size() == 2);
    CHECK(all.tracks[0].id == 2);
    CHECK(all.tracks[1].id == 3);
    run(r, all, 30 * second, 32 * second); // track 8 is silent since second 1
    REQUIRE(all.tracks.size() == 2);
    CHECK(all.tracks[0].status == QIKI_TRACK_ENDED);
    CHECK(all.tracks[0].label == QIKI_LABEL_STALE);
    run(r, all, 32 * second, 41 * second);
    REQUIRE(all.tracks.size() == 1);
    CHECK(all.tracks[0].id == 3);
    CHECK(all.tracks[0].hits == 2);
}

TEST_CASE("velocities may be left out or lie along the scenario's axes") {
    const bytes b = track_of(1, 100, 1 << 22, 1 << 22, 400, -200, 1);
    CHECK(replayed(b, {{"velocity.axes", std::string("none")}}).tracks[0].valid == 0);
    const taken along = replayed(b, {{"velocity.axes", std::string("scenario")}});
    CHECK(along.tracks[0].x[3] == 100);
    CHECK(along.tracks[0].x[4] == -50);
    CHECK(replayed(b).tracks[0].x[3] != 100);
}

TEST_CASE("one record a pass gives the same records") {
    bytes plots;
    for (uint16_t i = 0; i < 12; ++i)
        plots = join({plots, plot_of(0x0105, 28800u * 128 + 20 + i, static_cast<uint16_t>(300 + i),
                                     static_cast<uint16_t>(2048 + 100 * i))});
    const bytes b =
        join({one_turn(plots), track_of(1, 28800 * 128, 5, 5, 1, 1, 1), track_of(1, 28800 * 128 + 9, 5, 5, 1, 1, 2)});
    rig::birth tight;
    tight.capacity = 1;
    const taken wide = replayed(b), narrow = replayed(b, {}, tight);
    const auto same = [](const auto& x, const auto& y) {
        return x.size() == y.size() && (x.empty() || std::memcmp(x.data(), y.data(), x.size() * sizeof x[0]) == 0);
    };
    CHECK(wide.contacts.size() == 12);
    CHECK(wide.tracks.size() == 2);
    CHECK(same(wide.frames, narrow.frames));
    CHECK(same(wide.contacts, narrow.contacts));
    CHECK(same(wide.every, narrow.every));
}

TEST_CASE("a new instance goes on from a checkpoint as the old one would have, and reset begins anew") {
    bytes b;
    for (uint32_t turn = 0; turn < 4; ++turn)
        b = join({b,
                  one_turn(plot_of(0x0105, (28800 + 5 * turn) * 128 + 25, 256, 2060), 0x0105, (28800 + 5 * turn) * 128),
                  track_of(1, (28801 + 5 * turn) * 128, 5, 5, 1, 1, static_cast<uint16_t>(1 + turn % 2), turn == 2)});
    const file f(b);
    rig::instance whole(id, {{"file", f.path()}}), resumed(id, {{"file", f.path()}});
    taken first, rest, again;
    run(whole, first, 0, 12 * second);
    const std::string saved = whole.save();
    CHECK(saved.size() < 64);
    resumed.load(saved, whole);
    CHECK(resumed.save() == saved);
    run(whole, rest, 12 * second, 24 * second);
    run(resumed, again, 12 * second, 24 * second);
    REQUIRE(rest.contacts.size() == again.contacts.size());
    REQUIRE(!rest.contacts.empty());
    CHECK(std::memcmp(rest.contacts.data(), again.contacts.data(), rest.contacts.size() * sizeof(qiki_contact)) == 0);
    REQUIRE(rest.frames.size() == again.frames.size());
    CHECK(std::memcmp(rest.frames.data(), again.frames.data(), rest.frames.size() * sizeof(qiki_frame)) == 0);
    REQUIRE(rest.every.size() == again.every.size());
    REQUIRE(!rest.every.empty());
    CHECK(std::memcmp(rest.every.data(), again.every.data(), rest.every.size() * sizeof(qiki_track)) == 0);
    CHECK(whole.save() == resumed.save());
    whole.reset();
    taken anew;
    run(whole, anew, 0, 12 * second);
    REQUIRE(anew.frames.size() == first.frames.size());
    CHECK(std::memcmp(anew.frames.data(), first.frames.data(), anew.frames.size() * sizeof(qiki_frame)) == 0);
    std::string forged = saved;
    forged[9] = 0x7F; // the cursor of frames, far beyond the end
    forged[12] = 0x7F;
    CHECK(reason([&] { resumed.load(forged, whole); }) == "state: of a replay of another recording");
}

TEST_CASE("a recording of skipped categories still lasts one tick and reports what it skipped") {
    const file f(join({block(20, bytes(20, 0xFF)), block(21, bytes(10, 0))}));
    rig::instance r(id, {{"file", f.path()}});
    CHECK(r.span() == 1);
    r.tick(0, second);
    CHECK(r.took<qiki_frame>("frames").empty());
    CHECK(r.metric("skipped.blocks") == 2);
    CHECK(r.metric("skipped.bytes") == 36);
    CHECK(r.selftest(0).at(0).result == QIKI_TEST_WARN);
}

TEST_CASE("refusals are logged with file, octet, category, item and what was expected") {
    bytes wrong = plot_of(1, 100, 1, 1);
    wrong[3 + 1 + 2 + 3] = 0x41; // 020 goes on into 040, whose first octets have their last bit clear
    const file f(join({plot_of(1, 90, 2, 2), block(48, hex("10 00")), wrong}));
    rig::instance r(id, {{"file", f.path()}});
    CHECK(r.log().find(f.path() + ": octet 20: CAT048 item I048/040: needs 4 octets, the block has 1 left") !=
          std::string::npos);
}

TEST_CASE("bad input is refused with its name and the remedy") {
    const auto with = [](const rig::settings& s) { return reason([&] { rig::instance r(id, s); }); };
    CHECK(with({{"file", std::string("/nowhere/at.all")}}).find("cannot open \"/nowhere/at.all\"") !=
          std::string::npos);
    const file nothing({});
    CHECK(with({{"file", nothing.path()}}).find("is empty; expected an ASTERIX recording") != std::string::npos);
    const file text(bytes(100, 'a'));
    CHECK(with({{"file", text.path()}}).find("not an ASTERIX recording") != std::string::npos);
    CHECK(with({{"file", text.path()}}).find("octet 0") != std::string::npos);
    const file large(bytes(1'000'001, 0));
    CHECK(with({{"file", large.path()}, {"limit", int64_t{1}}}).find("the parameter limit allows 1000000") !=
          std::string::npos);
    const file good(plot_of(1, 100, 1, 1));
    for (const char* sites :
         {"1", "1/2", "1/2:3", "1/2:3,4", "1/2:3,4,5,6", "300/2:3,4,5", "1/2:95,4,5", "x", "1/2:3,4,5;;"})
        CHECK(with({{"file", good.path()}, {"sites", std::string(sites)}}).find("expected SAC/SIC:latitude") !=
              std::string::npos);
    CHECK(with({{"file", good.path()}, {"sites", std::string("1/2:3,4,5;")}}).empty());
    CHECK(with({{"file", good.path()}, {"start", -0.5}}).find("start") != std::string::npos);
}
