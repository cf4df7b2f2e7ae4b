// SPDX-License-Identifier: MIT
// tests/unit/classify/contract.cpp - bad rules, saved states, and a radar that is dark or flooded, in the whole chain.
#include "picture.hpp"

using namespace picture;
using namespace classify;

namespace {
std::string refused(std::vector<double> numbers) {
    try {
        rig::instance("qiki.tracker.classify", {{"rules", std::move(numbers)}});
    } catch (const rig::failed& f) { return f.what(); }
    return "";
}
std::vector<double> with(size_t column, double x) {
    auto r = rules({{.when = by_speed, .iff = 1}});
    r[column] = x;
    return r;
}

// One target 2 km north, seen each second by radar 1; frames that say that nobody looked, or rubbish of radar 4.
struct store {
    rig::instance tracker;
    qiki_ns now = 0;
    uint64_t seq[8] = {}, first[8] = {}, id = 0;
    explicit store(const std::string& plugin) : tracker(plugin, {}) {}

    void look(uint32_t radar, std::vector<qiki_contact> seen, uint8_t label = QIKI_LABEL_OK) {
        qiki_frame f{};
        f.seq = seq[radar]++, f.t_from = f.t_to = f.t_available = now + second, f.source = radar, f.label = label;
        f.first = first[radar], f.count = static_cast<uint32_t>(seen.size());
        if (label == QIKI_LABEL_OK) f.flags = QIKI_FRAME_COMPLETE;
        for (auto& c : seen) c.id = ++id, c.frame = f.seq, c.t = now + second;
        first[radar] += seen.size();
        tracker.give<qiki_frame>("frames", {f}, radar);
        tracker.give<qiki_contact>("contacts", seen, radar);
    }
    std::vector<qiki_track> tick() {
        tracker.tick(now, now + second);
        now += second;
        return tracker.took<qiki_track>("tracks");
    }
    static qiki_contact echo(double east, double north) {
        qiki_contact c = plot(track(1, second, east, north), 0);
        return c;
    }
};
size_t alive(const std::vector<qiki_track>& all, double east, double north) {
    size_t n = 0;
    for (const auto& x : all)
        n += (x.status == QIKI_TRACK_CONFIRMED || x.status == QIKI_TRACK_COASTING) &&
             std::hypot(x.x[0] - east, x.x[1] - north) < 50;
    return n;
}
} // namespace

TEST_CASE("Rows that cannot be are refused, with their number and what is wrong") {
    CHECK(refused(with(1, by_speed)).empty());
    CHECK_THAT(refused({1, 2, 3}), Catch::Contains("expected 16 numbers a row, found 3"));
    CHECK_THAT(refused(with(0, 0)), Catch::Contains("row 1: number"));
    CHECK_THAT(refused(with(1, 256)), Catch::Contains("conditions: expected 0 to 255, found 256"));
    CHECK_THAT(refused(with(1, 1.5)), Catch::Contains("expected a whole number, found 1.5"));
    CHECK_THAT(refused(with(4, 2e9)), Catch::Contains("speed"));
    CHECK_THAT(refused(with(3, -1e9 + 0)), !Catch::Contains("rcs: the least"));
    CHECK_THAT(refused(with(2, 1e9)), !Catch::Contains("the least"));
    auto crossed = rules({{.when = by_rcs, .rcs = {5, 4}, .iff = 1}});
    CHECK_THAT(refused(crossed), Catch::Contains("rcs: the least, 5, is more than the most, 4"));
    CHECK_THAT(refused(with(6, 3)), Catch::Contains("answers"));
    CHECK_THAT(refused(with(13, 4)), Catch::Contains("iff"));
    CHECK_THAT(refused(with(14, 11)), Catch::Contains("class"));
    CHECK_THAT(refused(with(15, NAN)), Catch::Contains("spoofed"));
    CHECK_THAT(refused(with(13, -1)), Catch::Contains("nothing follows from it"));
}

TEST_CASE("A classifier that is saved and loaded goes on as if it had not been") {
    const rig::settings s{{"rules", rules({{.when = by_rcs, .rcs = {5, 99}, .iff = 3},
                                           {.when = by_answers, .answers = reply::yes, .iff = 1}})}};
    const auto of = [](const qiki_track& x) { return std::vector{plot(x, 9, QIKI_BAND_SR, 5)}; };
    const qiki_track x = named(track(1, second, 100, 2000), 5);
    desk one(s), two(s);
    one.repeat(6, x, of);
    two.repeat(6, x, of);
    desk next(s);
    next.rig.load(two.rig.save(), two.rig);
    CHECK(next.rig.save() == two.rig.save());
    std::string bytes = two.rig.save();
    for (size_t i = 16; i + 8 <= bytes.size(); i += 8) { // each field made the least number, which no time may be
        std::string bad = bytes;
        const int64_t least = INT64_MIN + 1;
        std::memcpy(bad.data() + i, &least, 8);
        desk victim(s);
        victim.now = two.now;
        try {
            victim.rig.load(bad, two.rig);
            victim.repeat(2, x, of); // survived, whatever it means
        } catch (const rig::failed& f) { CHECK(f.status == QIKI_E_STATE); }
    }
}

TEST_CASE("radar_honesty: looks that were none end no track, looks that saw nothing do") {
    for (const char* plugin : {"qiki.tracker.gnn", "qiki.tracker.alphabeta"}) {
        INFO(plugin);
        for (const uint8_t label : {uint8_t{QIKI_LABEL_NO_DATA}, uint8_t{QIKI_LABEL_OK}}) {
            store s(plugin);
            for (int i = 0; i < 8; ++i) s.look(1, {store::echo(0, 2000)}), s.tick();
            s.look(1, {store::echo(0, 2000)});
            REQUIRE(alive(s.tick(), 0, 2000) == 1);
            bool ended = false;
            for (int i = 0; i < 12; ++i) {
                s.look(1, {}, label);
                for (const auto& x : s.tick()) ended = ended || x.status == QIKI_TRACK_ENDED;
                if (label == QIKI_LABEL_NO_DATA) CHECK(s.tracker.kept("tracks"));
            }
            CHECK(ended == (label == QIKI_LABEL_OK));
        }
    }
}

TEST_CASE("radar_honesty: a rogue flood does not hide live data") {
    for (const char* plugin : {"qiki.tracker.gnn", "qiki.tracker.alphabeta"}) {
        INFO(plugin);
        store s(plugin);
        std::vector<qiki_track> last;
        for (uint64_t i = 0; i < 12; ++i) {
            s.look(1, {store::echo(0, 2000)});
            std::vector<qiki_contact> rubbish;
            for (uint64_t k = 0; k < 500; ++k) {
                const qiki_bits b = qiki_draw(1, i, k, 0, 0);
                rubbish.push_back(store::echo(2e4 * (qiki_uniform(b, 0) - 0.5), 2e4 * (qiki_uniform(b, 1) - 0.5)));
            }
            s.look(4, rubbish);
            last = s.tick();
        }
        CHECK(alive(last, 0, 2000) >= 1);
    }
}
