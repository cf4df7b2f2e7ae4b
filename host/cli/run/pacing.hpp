// SPDX-License-Identifier: MIT
// host/cli/run/pacing.hpp - what stands between two ticks of qiki run: the clock, the keys and the signals.
#pragma once
#include "host/cli/run/keys.hpp"
#include "host/observe/progress.hpp"
#include "host/run/run.hpp"

namespace qiki::cli {

struct pacing_wish {
    double rate = 0; // simulated seconds a second; 0: as fast as it goes
    bool paused = false;
    bool keys = false;    // listen to the terminal, if there is one
    bool visible = false; // show the hint and where a pause stands
};

class pacing {
public:
    pacing(const pacing_wish&, qiki_ns tick, observe::progress&);
    // As run::options::before_tick. Returns at once, too, when somebody asked to stop.
    void before_tick(const std::function<run::progress()>& so_far);
    std::optional<run::paced> told() const; // nothing where nothing was held back

private:
    void hint();
    void ask();
    void show_pause(const std::function<run::progress()>& so_far);
    void sleep(int64_t ns);

    pacing_wish wish_;
    run::pace pace_;
    keys keys_;
    observe::progress& bar_;
    bool hinted_ = false, typed_ = false; // typed: poll() said so
    int64_t looked_ = 0;
    static constexpr uint64_t none_shown = UINT64_MAX;
    uint64_t shown_ = none_shown; // ticks behind the pause that is shown
};

// Of --realtime: above 0 and finite; throws usage_error.
double rate_of(const std::string& text);
} // namespace qiki::cli
