// SPDX-License-Identifier: MIT
// tracking/arrivals.hpp - the odds that a plot without track is a new target's, for any number of sensors.
#pragma once
#include "crowd.hpp"
#include "track.hpp"

namespace tracking {

class arrivals {
public:
    std::vector<undetected> unseen; // by sensor: this is what must be saved

    void reserve(const room& r) {
        unseen.reserve(r.sensors);
        alone_.reserve(r.plots), born_.reserve(r.plots), crowd_.reserve(r.plots);
    }
    // Whether a frame says what odds need: its detection probability and its density of false plots.
    static bool stated(const qiki_frame& f) { return (f.valid & QIKI_FRAME_HAS_PD) && f.pd > 0 && states_clutter(f); }

    // After frame f of sensor k, of whose plots no track took those with alone(j); pd: with the share of the gate;
    // life: mean time a target stays, s.
    template <class Alone>
    void look(const qiki_frame& f, size_t k, const assumptions& a, std::span<const plot> plots, Alone&& alone,
              std::span<const track> live, double pd, double life) {
        if (unseen.size() <= k) unseen.resize(k + 1);
        born_.assign(plots.size(), 0);
        undetected& here = unseen[k];
        for (const plot& p : plots) here.stretch(p);
        const glimpse g = here.look(f, a);
        if (!(g.area > 0)) return;
        alone_.clear();
        for (uint32_t j = 0; j < plots.size(); ++j)
            if (alone(j)) alone_.push_back(j);
        undetected::census c{alone_.size(), pd, 0, 0, life};
        for (size_t i = 0; i < live.size(); ++i) {
            if (i + 16 < live.size())
                __builtin_prefetch(&live[i + 16].t_birth), __builtin_prefetch(&live[i + 16].status);
            const track& x = live[i];
            if (x.confirmed()) ++c.alive, c.fresh += x.t_birth > here.begun() && here.begun() != INT64_MIN;
        }
        const double everywhere = pd * here.expect(g, f.t_to, c);
        for (const uint32_t j : alone_) born_[j] = everywhere;
        if (here.first())
            crowd_.each(plots, alone_, g.area, everywhere, [&](uint32_t n, double density) { born_[n] = density; });
    }
    // After a frame that says too little.
    void skip(size_t k, size_t plots) {
        if (unseen.size() <= k) unseen.resize(k + 1);
        born_.assign(plots, 0);
    }

    // ln of the odds that plot j of the last frame is of a new target and not false, into `odds`; false: not known.
    bool log_odds(uint32_t j, const plot& p, double& odds) const {
        if (!(born_[j] > 0)) return false;
        odds = qiki_log(born_[j]) - p.log_ground;
        return true;
    }

private:
    std::vector<uint32_t> alone_; // plots without track
    std::vector<double> born_;    // new targets' detections expected around each plot, per m^2; 0: not known
    crowd crowd_;
};

} // namespace tracking
