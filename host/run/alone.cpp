// SPDX-License-Identifier: MIT
// host/run/alone.cpp - a seat in an empty house.
#include "host/run/alone.hpp"
#include "host/run/planning.hpp"
#include "host/run/seating.hpp"

namespace qiki::run {

alone::alone(const scenario::scenario& s, load::catalogue& plugins, const std::string& instance_name,
             const std::vector<std::string>& texts)
    : plan_(plan_of(s, plugins, {})), wiring_(wire(plan_)), house_(1), arithmetic_(load::float_control::now()) {
    furnish(house_, plan_, wiring_);
    for (const std::string& text : texts) intern(house_, text); // so that each has the id that it had
    for (size_t i = 0; i < plan_.members.size(); ++i) {
        const member& m = plan_.members[i];
        if (m.name != instance_name) continue;
        const uint32_t every = ticks_per_period(plan_, m);
        seat_ = std::make_unique<seat>(house_, m, static_cast<uint32_t>(i + 1), plan_, wiring_.entities[i],
                                       carrier_of(plan_, wiring_, m));
        it_ = std::make_unique<instance>(*seat_, options_, every, every * plan_.tick);
    }
    if (!it_) throw error("the scenario has no instance '" + instance_name + "'", fault::input);
    it_->create();
    it_->demand();
}
alone::~alone() = default;

const std::string& alone::tick(const recorded_tick& r) {
    it_->views.clear();
    for (const recorded_view& v : r.in) {
        it_->views.push_back(v.head);
        if (v.head.count) it_->views.back().data = v.words.data();
    }
    for (size_t i = 0; i < r.readers.size() && i < it_->outputs.size(); ++i)
        it_->outputs[i].blank.readers = r.readers[i];
    it_->step({r.tick, r.t, &arithmetic_, nullptr});
    return it_->failure();
}
} // namespace qiki::run
