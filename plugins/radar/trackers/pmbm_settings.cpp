// SPDX-License-Identifier: MIT
// trackers/pmbm_settings.cpp - from the values of a scenario to the rules of the mixture.
#include "pmbm_settings.hpp"

namespace tracking {

pmbm_settings pmbm_settings::of(const qiki::config& c) {
    pmbm_settings s;
    s.plane = c.integer("state_dims", 3) == 2;
    s.pd = c.real("pd", 0.9);
    s.survival_time = c.real("survival_time", 1000);
    s.birth_share = c.real("birth_share", 0.02);
    s.confirm_existence = c.real("confirm_existence", 0.5);
    const double kept = c.real("keep_existence", 0.4);
    if (kept > s.confirm_existence && kept != 0.4) // 0.4 stands there when nothing was said
        c.refuse("keep_existence", "expected no more than confirm_existence = %g, found %g", s.confirm_existence, kept);
    s.keep_existence = std::min(s.confirm_existence, kept);
    if (const auto area = c.reals("birth_area"); !area.empty()) {
        if (area.size() != 4)
            c.refuse("birth_area", "expected west, east, south, north, found %d numbers", int(area.size()));
        if (!(area[0] < area[1])) c.refuse("birth_area", "expected west below east, found %g, %g", area[0], area[1]);
        if (!(area[2] < area[3])) c.refuse("birth_area", "expected south below north, found %g, %g", area[2], area[3]);
        s.area = {area[0], area[1], area[2], area[3]};
    }
    s.confirm_hits = static_cast<uint32_t>(c.integer("confirm_hits", 1));
    s.estimator = c.text("estimator", "best") == "marginal" ? pmbm::estimator::marginal : pmbm::estimator::best;
    s.expected = static_cast<size_t>(c.integer("expected_tracks", 1000));

    s.assume = assumed(c);
    s.even = s.assume;
    s.even.clutter_density = 1;

    pmbm::rules& r = s.rules;
    const double q = c.real("q", 30);
    r.motion.q = {q, q, s.plane ? 0 : c.real("q_up", 1)};
    r.gate = gates(c.real("gate_probability", 0.999999));
    r.errors = identity_errors::of(c.real("address_error", 1e-6), c.real("code_error", 1e-3));
    r.use_identity = s.assume.use_identity;
    r.most = bounded(c);
    r.max_late = c.real("max_late", 10);
    r.drop_time = static_cast<qiki_ns>(c.real("drop_time", 60) * 1e9);
    r.look_back = static_cast<qiki_ns>(c.real("look_back", 0) * 1e9);
    r.hypotheses = static_cast<size_t>(c.integer("hypotheses", 100));
    r.members = static_cast<size_t>(c.integer("cluster_limit", 20));
    r.memory = static_cast<size_t>(c.integer("memory", 5));
    r.prune = c.real("prune", 1e-4), r.recycle = c.real("recycle", 1e-4);

    s.prior.first = c.real("birth_first", 0), s.prior.rate = c.real("birth_rate", 0);
    gaussian& g = s.prior.where;
    g.x = {c.real("birth_east", 0),       c.real("birth_north", 0),       s.plane ? 0 : s.assume.height_mean,
           c.real("birth_speed_east", 0), c.real("birth_speed_north", 0), 0};
    const double east = c.real("birth_sigma_east", 1e4), north = c.real("birth_sigma_north", 1e4);
    const double said = c.real("birth_sigma_speed", 0), speed = said > 0 ? said : r.most.max_speed / 2;
    s.birth_speed = speed;
    const double climb = s.plane ? 0 : r.most.max_climb / 2;
    const double height = s.plane ? 0 : s.assume.height_sigma;
    g.at(0, 0) = east * east, g.at(1, 1) = north * north, g.at(2, 2) = height * height;
    g.at(3, 3) = g.at(4, 4) = speed * speed, g.at(5, 5) = climb * climb;
    return s;
}

} // namespace tracking
