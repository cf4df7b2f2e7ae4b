// SPDX-License-Identifier: MIT
// host/conform/drive/looks.hpp - what a tracker reads and a radar writes, look by look: a frame with its contacts.
#pragma once
#include "host/conform/drive/actor.hpp"
#include "qiki/radar.h"
#include "qiki/track.h"

namespace qiki::conform {

struct look {
    qiki_frame frame;
    std::vector<qiki_contact> contacts;
};

// Tick after tick of a world, whose looks may be changed, held back and doubled: put() counts anew what a host counts.
class looks {
public:
    looks(const qiki_descriptor&, const solo::world&);
    look next();                          // goes on to the next tick, and gives the one look of it
    look lasting(qiki_ns);                // likewise, but the tick is that long
    moment put(const std::vector<look>&); // that tick, in which these arrive
    const qiki_ns& now() const { return now_.t1; }

private:
    look opened() const; // the look of the tick that is now
    scene scene_;
    moment now_;
    uint64_t frames_ = 0, contacts_ = 0; // ordinals of those to come
};

// As one whose antenna is at `from` measures what is at `pos`: range, bearing and elevation, exactly.
void see(qiki_contact&, const double pos[3], const double from[3]);

// Of two radars what they say in one tick, where both say frames and contacts: the second is another writer.
constexpr uint32_t second_radar = 3;
moment joined(moment first, const moment& second);
// Whether a plugin hears several writers of frames and of contacts.
bool hears_radars(const qiki_descriptor&);

// "" or how the contacts that a frame names are not those that its tick wrote (NULL: it has no such output).
std::string astray(const qiki_frame&, const written* contacts);
// The frames that a tick wrote, each with its contacts. Throws skipped when they do not fit together (radar.frame
// judges).
std::vector<look> looks_of(const told&);
// What its origins say of its contacts, by id; where two speak of one, the first. Empty without such an output.
std::map<uint64_t, qiki_origin> origins_of(const told&);

// The set of tracks that a tick wrote; nothing when it says QIKI_OUT_KEEP, or has no such output.
std::optional<std::vector<qiki_track>> track_set(const told&);

std::string at_tick(uint64_t number); // "tick() number 7: "
} // namespace qiki::conform
