// SPDX-License-Identifier: MIT
// tracking/pmbm/update.hpp - a mixture takes a look: candidates, groups, branching, and what is kept of it.
#pragma once
#include "branch.hpp"
#include "past.hpp"

namespace tracking::pmbm {

class updater {
public:
    rules s;
    size_t cut = 0;             // pairs left out because groups would have grown too large
    size_t largest = 0;         // targets of the largest group
    size_t most_hypotheses = 0; // of a group

    void reserve(size_t expected);
    // m: existence predicted to the look; becomes the mixture after it. hidden: thinned by this look already, gets back
    // what is too doubtful. before: remembers where leaves were at their plots, for rules.look_back.
    void run(mixture& m, const look& k, poisson_part& hidden, past& before, uint64_t& last_id);

private:
    struct option {
        uint32_t leaf; // of the old target
        int32_t plot;  // of the group
        uint32_t made; // index in leaves_, or absent
        double mass;   // existence that is given back
        double weight; // of the hypotheses that have it
    };
    struct column {
        target head;
        uint32_t first, count; // in leaves_
    };
    void grow(const mixture& m, const look& k, std::span<const uint32_t> plots, poisson_part& hidden,
              uint64_t& last_id);
    uint32_t become(const mixture& m, const look& k, std::span<const uint32_t> plots, uint32_t old, int32_t plot,
                    double& lost);
    void begin(const look& k, uint32_t plot, poisson_part& hidden, uint64_t& last_id, std::span<const uint32_t> plots);
    void merge();
    void split();
    void emit(size_t from, size_t to);
    uint64_t key_of(const leaf& l, uint64_t id) const;

    past* before_ = nullptr; // of the run in hand
    mixture next_;
    candidates found_;
    gatherer gathered_;
    branching branched_;
    // Of the group in hand.
    std::vector<leaf> leaves_;
    std::vector<column> columns_;
    std::vector<uint32_t> chosen_; // columns x hypotheses: index in leaves_, or absent
    std::vector<option> options_;
    std::vector<double> weights_;
    size_t rows_ = 0; // hypotheses
    std::vector<std::pair<uint64_t, uint32_t>> keys_, shared_;
    disjoint_sets sets_; // of columns
    std::vector<uint32_t> kept_, order_, map_, rank_;
    std::vector<double> sums_;
    std::vector<uint8_t> taken_;
};

} // namespace tracking::pmbm
