// SPDX-License-Identifier: MIT
// trackers/associate.hpp - global nearest neighbour: which track takes which plot of one frame, at the least total
// cost.
//
// Blackman, Popoli 1999, 6.4: candidates from a grid and a chi-square gate, clusters, one optimal assignment a cluster.
// Gain of a pair over a miss: ln(r Pd N(z) / density) - ln(1 - r Pd), with r the existence of the track, so that a sure
// track goes before a doubtful one (Garcia-Fernandez et al. 2018 for one hypothesis).
#pragma once
#include "../tracking/grid.hpp"
#include "../tracking/pairing.hpp"
#include "gnn_settings.hpp"
#include <span>

namespace tracking {

// Says how plot p fits a track that is no single Gaussian. d2: of the nearest of its modes; log_density: of all.
class fit_by_modes {
public:
    struct fit {
        double d2, log_density;
    };
    // dt: p after the state that the associator was given.
    virtual fit of(uint32_t track, const plot& p, const viewpoint& v, double dt) const = 0;
    // The track at the time of its last plot, wherever it was moved to for the comparison.
    virtual const track& unmoved(uint32_t track) const = 0;

protected:
    ~fit_by_modes() = default;
};

class associator {
public:
    // What came of a frame: plot_of[i] of each track, track_of[j] of each plot (or `nobody`), and how well they fit.
    static constexpr uint32_t nobody = UINT32_MAX;
    std::vector<uint32_t> plot_of, track_of;
    std::vector<double> log_ratio; // of a track with a plot: ln(Pd N / density), identity included
    std::vector<uint8_t> opened;   // of a track with a plot: it begins anew from its second
    struct neighbour {
        uint32_t track, plot;
    };
    std::vector<neighbour> close; // pairs inside the gate, also of tracks that had their plot of this turn already
    size_t largest = 0, cut = 0;  // of the clusters

    struct scene {
        const gnn_settings& s;
        const viewpoint& view;
        std::span<const track> tracks;
        std::span<const plot> plots;
        uint64_t sensor;
        qiki_ns period;
        double pd;
        bool every = false;  // gather pairs that are worth less than a miss, too, and leave none to finish()
        bool stated = false; // the frame says its detection probability and its density of false plots
        const fit_by_modes* modes = nullptr; // of tracks with more than one plot; their states need only be wide enough
    };

    // Whether a track of two plots may begin anew from its second, when none lies where they point.
    static bool reopens(const scene& c, const track& x) { return c.stated && x.hits == 2 && x.misses == 0; }
    // First the tracks whose velocity is known; then doubtful ones and those of one plot share what is left.
    void run(const scene& c);

    // The steps of run(), for those who decide on the first pairs themselves: gather() finds them; in between, plot_of
    // and track_of say which members are taken; finish() shares the rest.
    void gather(const scene& c);
    std::vector<candidate>& pairs() { return pairs_; }
    void finish(const scene& c);

    void reserve(const room&, size_t cluster_limit);

private:
    void collect(const scene& c, bool young);
    void look_around(const scene& c, uint32_t i, bool young);
    void sift(const scene& c, bool young);
    void consider_all(const scene& c, bool young);
    void consider(const scene& c, const track& x, uint32_t i, uint32_t j, bool young);
    bool anew(const scene& c, const track& x, uint32_t i, bool young) const {
        return young && reopens(c, x) && plot_of[i] == nobody;
    }
    void choose(const scene& c);
    void lay_out();

    grid grid_;
    pairing pairing_;
    std::vector<candidate> pairs_, spare_;
    std::vector<uint32_t> later_; // tracks that share what the others leave
    std::vector<neighbour> near_; // pairs to be considered, by track
    gaussian seen_{}, open_{}, ahead_{};
    const gaussian* from_ = nullptr; // of the track in hand

    double seen_dt_ = 0;
    uint32_t seen_of_ = nobody;
    bool seen_known_ = false; // seen_ is of from_ and seen_dt_
    innovation innovation_;
    double widest_plot_ = 0, log_pd_ = 0, sigmas_ = 0, bonus_ = 0;
    std::vector<double> worth_; // of each track, beside how well a plot fits
    bool whole_ = false;        // seen_ holds more than the position
    // What the search needs of each plot, close together.
    struct spot {
        qiki_ns t;
        double e, n, width;
    };
    std::vector<spot> spots_;
    std::vector<spot> seats_;  // the same of the plots in the grid, by cell
    struct alignas(64) first { // one line of the cache
        qiki_ns t;
        first_component component;
    };
    std::vector<first> firsts_;
    std::vector<uint32_t> free_; // plots in the grid, in its order: all, then those that no track took
    std::array<double, 4> box_{};
    qiki_ns first_ = 0, last_ = 0;
};

} // namespace tracking
