// SPDX-License-Identifier: MIT
// host/conform/checks/vehicle_own.cpp - a vehicle speaks of its own bodies.
#include "host/conform/drive/actor.hpp"
#include "host/conform/drive/kind.hpp"
#include "host/load/contract.hpp"
#include "qiki/truth.h"
#include <cstring>
#include <set>

namespace qiki::conform {
namespace vehicle_own_parts {
constexpr uint64_t ticks = 40, fleet = 3;
constexpr uint64_t first = 41; // its own: no body of the world, no row and no index is called like that

// Three where the plugin has a parameter "count" that allows it.
uint64_t number(const qiki_descriptor& d) {
    for (uint32_t i = 0; i < d.params.count; ++i) {
        const auto& p = load::row<qiki_param>(d.params, i);
        if (p.type == QIKI_INT && std::strcmp(p.key, "count") == 0 && (p.min == p.max || p.max >= fleet)) return fleet;
    }
    return 1;
}

void run(subject& s) {
    const uint64_t owned = number(*s.about);
    std::map<std::string, std::string> set = s.set;
    if (owned > 1) set["count"] = std::to_string(owned);
    const configuration c(*s.about, set);
    solo::terms t;
    t.first = first, t.owned = owned;
    actor it(s, c, t);
    solo::world w = scene::world_of(*s.about, s.seed);
    w.own = first, w.owned = owned;
    scene world(*s.about, w);
    for (uint64_t i = 0; i < ticks; ++i) {
        const told now = it.play(world.next());
        std::set<uint64_t> there;
        for (const written& out : now.out)
            for (uint64_t k = 0; out.record == QIKI_REC_TRUTH && k < out.count; ++k) {
                const uint64_t entity = out.as<qiki_truth>(k).entity;
                const std::string who = "tick() number " + std::to_string(i) + ": entity " + std::to_string(entity);
                if (entity < first || entity >= first + owned)
                    throw failed(who + " is not its own: expected " + "self_entity, " + std::to_string(first) +
                                 (owned == 1 ? "" : ", and the next two") + " (rule vehicle.own)");
                if (!there.insert(entity).second)
                    throw failed(who +
                                 " is written twice in one tick: expected one truth of each body (rule vehicle.own)");
            }
    }
}
std::string spares(const qiki_descriptor& d) { return other_than(d, QIKI_KIND_VEHICLE, {}, {QIKI_REC_TRUTH}); }
} // namespace vehicle_own_parts
extern const check vehicle_own{.id = "vehicle.own",
                               .level = 2,
                               .from = needs::plugin,
                               .rules = "vehicle.own",
                               .asserts = "truth is written of its own entities alone (three of them when it has a "
                                          "parameter `count`), of each at most once a "
                                          "tick: two who speak of one body contradict each other",
                               .varies = axis::configuration,
                               .run = vehicle_own_parts::run,
                               .spares = vehicle_own_parts::spares};
} // namespace qiki::conform
