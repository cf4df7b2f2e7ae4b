// SPDX-License-Identifier: MIT
// plugins/agents/situations/board.hpp - the situations that there are: of each track and kind at most one, from its
// third contact in a row until the condition has been gone for a while.
#pragma once
#include "settings.hpp"

namespace situations {

enum class kind : uint32_t { cpa_risk, closing_fast, unknown_nearby, zone_violation };
inline constexpr uint32_t kinds = 4;
enum class change : uint32_t { resolved, created, updated, lost, acknowledged };

// What one contact of a track says about one kind.
struct look {
    bool holds = false, critical = false;
    double value = 0, limit = 0;
    double range = 0; // 0: it does not have to shrink from contact to contact until it is confirmed
};

struct news {
    uint64_t track;
    kind of;
    change what;
    bool critical;
    double value, limit;
    uint32_t values; // of those two that there are
};

class board {
public:
    void reserve(size_t tracks) { // each is told once more where it is acknowledged, and once where it changes or ends
        all_.reserve(2 * kinds * tracks), told.reserve(4 * kinds * tracks);
    }
    void begin() { told.clear(); }

    // A live track, its last contact at t_contact; in ascending order of tracks, then kinds, then end_of_tick().
    void show(uint64_t track, kind, const look&, qiki_ns t_contact, qiki_ns t, const settings&);
    // What was not shown is dead; and who is silent, over, or forgotten.
    void end_of_tick(qiki_ns t, const settings&);
    void acknowledge(uint64_t track, qiki_ns t, const settings&); // 0: all of them; each is told
    uint32_t active() const;

    std::vector<news> told; // of this tick

    void state(auto& io) { io(all_); }

private:
    struct entry {
        uint64_t track;
        kind of;
        uint32_t confirmed;                    // contacts in a row with the condition
        uint32_t active, critical, lost, seen; // lost: and told; seen: in this tick
        qiki_ns contact, held, ended, quiet;   // last contact; condition held last; -1: never; silent until
        double value, limit, range;
    };
    std::vector<entry>::iterator place(uint64_t track, kind);
    void tell(entry&, change, qiki_ns t);

    std::vector<entry> all_; // in the order of tracks and kinds
};

} // namespace situations
