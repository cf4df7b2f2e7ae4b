// SPDX-License-Identifier: MIT
// host/run/news.hpp - what the host itself has to say: events, one stream for agents and bridges.
#pragma once
#include "host/run/ports.hpp"
#include "qiki/codes.h"
#include "qiki/command.h"
#include "qiki/event.h"
#include "qiki/radar.h"
#include <map>
#include <string>
#include <vector>

namespace qiki::run {

struct commons;
struct member;
struct circumstance;

// Two sorts of event. What is a function of the run alone goes to agents and bridges; what depends on the circumstances
// of this run (which files lie beside the plugins, whether it was restored) goes to bridges only, so that no result can
// depend on it. Bridges read in the tick in which something happened, agents one tick later.
class news {
public:
    news();
    // After every instance was born and wired, so that the host's texts come behind all others.
    void open(commons&, const std::vector<member>&, const std::vector<circumstance>&);
    void forget(); // a new run

    // An event by the host, with label and severity as catalogued; the caller adds what it is about.
    qiki_event make(uint32_t number, qiki_ns t) const;
    void say(const qiki_event& e) { run_.push_back(e); }
    void remark(const qiki_event& e) { circumstances_.push_back(e); }

    void dropped(uint32_t writer, uint32_t port, uint64_t lost, qiki_ns t);
    // `reason` counts as the gate's reasons and the codes from QIKI_EVENT_FOREIGN_ISSUER on do, from 1.
    void refused(uint32_t writer, const qiki_command&, uint32_t reason, qiki_ns t);
    // The frames of one writer in one tick: says which were measured before one that came earlier.
    void look_at_frames(uint32_t writer, const written&, qiki_ns t);

    bool silent() const { return run_.empty() && circumstances_.empty(); }
    // What was said since the last time becomes what the readers of this tick see.
    void publish(uint64_t tick, qiki_ns t);

    source of_run, of_all;    // for agents; for bridges and the log
    std::vector<queue*> slow; // bridges that do not look every time
private:
    struct sensor {
        uint32_t writer, source, number;
        auto operator<=>(const sensor&) const = default;
    };
    std::vector<qiki_event> run_, circumstances_, shown_run_, shown_all_;
    std::vector<uint32_t> codes_;             // text ids, by row of the catalogue
    std::vector<std::vector<uint32_t>> full_; // text ids, by writer - 1 and port
    std::map<sensor, qiki_ns> newest_;        // t_to
    std::vector<qiki_frame> frames_;
};
} // namespace qiki::run
