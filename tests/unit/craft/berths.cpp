// SPDX-License-Identifier: MIT
// tests/unit/craft/berths.cpp - a berth is for one: who comes second, or is numbered second, is turned away.
#include "aboard.hpp"

using namespace aboard;

namespace {
constexpr vec3 up_there{0, 0, 100};

std::unique_ptr<ship> rises(uint64_t entity, double gap, rig::settings s = {}) {
    s["station"] = std::string("station"), s["station_axis"] = numbers{0, 0, -1}, s["station_port"] = numbers{0, 0, -2};
    s["at"] = numbers{0, 0, up_there.z - 2 - 1.2 - gap};
    auto v = std::make_unique<ship>(s, rig::birth{.self_entity = entity});
    qiki_truth r{};
    r.entity = station_entity, r.label = QIKI_LABEL_OK, r.size_m = 4, r.att[0] = 1, r.pos[2] = up_there.z;
    r.valid = QIKI_TRUTH_HAS_ATTITUDE | QIKI_TRUTH_HAS_RATE | QIKI_TRUTH_HAS_SIZE;
    v->station = r;
    return v;
}
// One tick of both, who see each other as of the tick before.
void tick(ship& a, ship& b) {
    a.hears({}, 1), b.hears({}, 1);
    a.others = {b.last}, b.others = {a.last};
}
} // namespace

TEST_CASE("Of two craft at one berth one docks: who was there first, or who is numbered first") {
    for (const double later : {0.0, 0.02, 0.5, 1.0})
        for (const uint64_t late : {uint64_t{1}, uint64_t{2}}) {
            std::map<uint64_t, std::unique_ptr<ship>> both;
            std::map<uint64_t, int> locked, refused;
            std::map<uint64_t, std::string> ended;
            for (const uint64_t e : {uint64_t{1}, uint64_t{2}}) {
                both[e] = rises(e, 0.5 + (e == late ? later : 0), {{"velocity", numbers{0, 0, 0.1}}});
                qiki_command c = say(dock_engage, {0});
                c.entity = e;
                both[e]->give("commands", std::vector<qiki_command>{c}, UINT32_MAX - 1);
            }
            for (int k = 0; k < 250; ++k) {
                tick(*both[1], *both[2]);
                for (auto& [e, v] : both) {
                    locked[e] += v->happened("DOCK_LOCKED"), refused[e] += v->happened("BERTH_TAKEN");
                    if (!v->last_code().empty()) ended[e] = v->last_code();
                }
            }
            const uint64_t first = later > 0.4 ? 3 - late : 1, second_one = 3 - first;
            CHECK((locked[first] == 1 && refused[first] == 0 && locked[second_one] == 0));
            CHECK((both[first]->said("dock_state")[0] == 2 && both[second_one]->said("dock_state")[0] == 0));
            CHECK((refused[second_one] == 1 && ended[second_one] == "BERTH_TAKEN" && ended[first].empty()));
        }
}

TEST_CASE("Two that start locked to one berth: the second lets go, and says whose it is") {
    const auto a = rises(1, 0.02, {{"docked", true}}), b = rises(2, 0.02, {{"docked", true}});
    bool told = false;
    for (int k = 0; k < 5; ++k) {
        tick(*a, *b);
        for (const qiki_event& e : b->events)
            if (text_of(e.code) == "BERTH_TAKEN") {
                told = true;
                CHECK((e.n == 2 && e.v[0] == 1));
                CHECK(e.v[1] == Approx(1.22));
            }
    }
    CHECK((told && a->said("dock_state")[0] == 2 && b->said("dock_state")[0] == 0));
}

TEST_CASE("Who stands elsewhere at the station, or left, takes nobody's berth") {
    const auto a = rises(2, 0.5, {{"velocity", numbers{0, 0, 0.1}}, {"engage", int64_t{0}}});
    qiki_truth r = *a->station;
    r.entity = 1, r.pos[2] = up_there.z + 2 + 1.2, r.size_m = 3.02, r.flags = QIKI_TRUTH_DOCKED; // at the upper port
    a->others = {r};
    a->hears({}, 120);
    CHECK((a->happened("DOCK_LOCKED") && !a->happened("BERTH_TAKEN")));
}
