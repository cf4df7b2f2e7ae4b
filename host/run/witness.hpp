// SPDX-License-Identifier: MIT
// host/run/witness.hpp - what a run writes down because an expectation asks for it: events in their windows, warnings.
#pragma once
#include "host/scenario/expectation.hpp"
#include "qiki/event.h"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qiki::run {

struct sighting {        // an event as it came
    uint32_t writer = 0; // index of the instance; 0: the host
    qiki_ns t = 0;
    uint64_t order = 0; // rises from event to event
};

// One event_pattern while the run goes: of its events only the few that a verdict may speak of.
struct watched_event {
    scenario::event_pattern what;
    bool anybody = true;
    uint32_t writer = 0;                // whom `from` names
    std::optional<sighting> found;      // the one that counts for this entry of its list
    std::optional<sighting> fits, near; // the last that fits at all; the nearest that does not
    uint64_t fitting = 0;

    bool matches(const sighting& s) const {
        return (anybody || s.writer == writer) && s.t >= what.earliest && s.t <= what.latest;
    }
    void compare(const sighting&);
    void forget() { found.reset(), fits.reset(), near.reset(), fitting = 0; }
};

// One list of events. Decides event by event, so that memory does not grow with the run.
class watched_list {
public:
    // ordered: the entries are matched one after the other, each by the first event behind the one before. Otherwise
    // each event may count for any entry, and as many entries as possible are matched (Kuhn 1955, augmenting paths; an
    // event that cannot add to the matching when it comes never can).
    watched_list(std::vector<watched_event> entries, bool ordered)
        : entries_(std::move(entries)), tried_(entries_.size()), ordered_(ordered) {}
    void see(std::string_view code, const sighting&);
    void forget();
    const std::vector<watched_event>& entries() const { return entries_; }
    bool knows(std::string_view code) const;

private:
    bool place(size_t entry, const sighting&);
    std::vector<watched_event> entries_;
    std::vector<char> tried_; // entries, in the search for one event
    bool ordered_;
    size_t next_ = 0;
};

class witness {
public:
    size_t add(watched_list);                            // its number
    void look_up(const std::vector<std::string>& texts); // which of them are codes of the lists; of id 1, 2, ...
    void want_warnings() { warnings_wanted_ = true; }
    bool wants_events() const { return !lists_.empty(); }
    bool wants_warnings() const { return warnings_wanted_; }

    // [control] In the order of writing.
    void see(const qiki_event&, uint32_t writer, const std::vector<std::string>& texts);
    void warn(std::string_view who, qiki_ns t, std::string_view text);
    void forget(); // a new run

    const watched_list& list(size_t number) const { return lists_[number]; }
    uint64_t warnings() const { return warnings_; }
    const std::string& first_warning() const { return first_warning_; }

private:
    std::vector<watched_list> lists_;
    std::vector<bool> wanted_; // by text id, as far as looked up
    uint64_t order_ = 0, warnings_ = 0;
    bool warnings_wanted_ = false;
    std::string first_warning_;
};
} // namespace qiki::run
