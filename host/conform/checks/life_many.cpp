// SPDX-License-Identifier: MIT
// host/conform/checks/life_many.cpp - instances come and go in any number and order.
#include "host/conform/check.hpp"
#include "host/conform/drive/birth.hpp"
#include "host/conform/page.hpp"
#include "qiki/random.h"
#include <memory>
#include <set>

namespace qiki::conform {
namespace life_many_parts {
constexpr uint32_t lives = 1000, at_once = 64;

void run(subject& s) {
    for (uint32_t i = 0; i < lives; ++i) const bare_instance brief(*s.about);
    for (uint32_t order = 0; order < 3; ++order) { // as born, backwards, shuffled
        std::vector<std::unique_ptr<bare_instance>> alive;
        std::set<void*> places;
        for (uint32_t i = 0; i < at_once; ++i) {
            alive.push_back(std::make_unique<bare_instance>(*s.about, ("i" + std::to_string(i)).c_str()));
            if (!places.insert(alive.back()->self()).second)
                throw failed(
                    "create() gave two living instances the same self: what one is told the other hears; allocate "
                    "one for each (rule life.5)");
        }
        for (uint32_t left = at_once; left > 0; --left) {
            const uint32_t pick = order == 0   ? 0
                                  : order == 1 ? left - 1
                                               : qiki_below(qiki_draw(s.seed, left, 0, 1, 0), left);
            alive.erase(alive.begin() + pick);
        }
    }
}
} // namespace life_many_parts
extern const check life_many{.id = "life.many",
                             .level = 2,
                             .from = needs::plugin,
                             .rules = "life.5",
                             .asserts = "1,000 instances one after the other and 64 at once, destroyed in any order "
                                        "and without having been configured: "
                                        "each has a self of its own",
                             .varies = axis::calls | axis::instances,
                             .run = life_many_parts::run};
} // namespace qiki::conform
