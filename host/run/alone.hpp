// SPDX-License-Identifier: MIT
// host/run/alone.hpp - one instance of a scenario by itself, fed with what it read in a run with everybody.
#pragma once
#include "host/run/instance.hpp"
#include "host/run/recording.hpp"

namespace qiki::run {

// Its seat, its configuration and its services are those of the run. Of the others there are the tables of their
// plugins, which names and verbs are looked up in, and no instance. Must stay where it is.
class alone {
public:
    // Makes and configures it. Throws what run::run throws.
    alone(const scenario::scenario&, load::catalogue&, const std::string& instance,
          const std::vector<std::string>& texts);
    ~alone();
    alone(const alone&) = delete;

    // "" or why it failed; one after the other, in order.
    const std::string& tick(const recorded_tick&);
    void finish() { it_->finish(); }
    const std::vector<output>& outputs() const { return it_->outputs; } // `out.now` is what the tick wrote
    const member& who() const { return it_->at.who; }
    qiki_ns period() const { return it_->period; }

private:
    plan plan_;
    options options_;
    wiring wiring_;
    commons house_;
    load::float_control arithmetic_;
    std::unique_ptr<seat> seat_;
    std::unique_ptr<instance> it_;
};
} // namespace qiki::run
