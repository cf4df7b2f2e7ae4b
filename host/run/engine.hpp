// SPDX-License-Identifier: MIT
// host/run/engine.hpp - a plan from its first tick to its digest; run.hpp puts scenario and catalogue in front of it.
#pragma once
#include "host/run/bios.hpp"
#include "host/run/desk.hpp"
#include "host/run/digest.hpp"
#include "host/run/instance.hpp"
#include "host/run/news.hpp"
#include "host/run/orders.hpp"
#include "host/run/spread.hpp"
#include "host/run/stopwatch.hpp"
#include "host/run/tally.hpp"
#include "host/run/witness.hpp"
#include <deque>

namespace qiki::run {

class engine {
public:
    // Wires, creates and configures. Throws error. What descriptors and `options.allocations` refer to outlives this.
    engine(plan, options);
    ~engine();
    engine(const engine&) = delete;
    engine& operator=(const engine&) = delete;

    // As run::go. When an instance fails, those that did not are finished first, so that what bridges recorded is kept;
    // then error is thrown.
    report go(const std::atomic<bool>& stop, const observer&);

    std::vector<std::string> leave(); // as run::leave

    std::vector<health::row> post() const; // the self-tests now, of instances that have not ticked

    // What the numbers in records mean; as long as this lives.
    observe::names names() const;

    // As in run.hpp.
    std::vector<quantity> quantities() const;
    void read(std::vector<quantity>, taker);

private:
    // One level: its instances do not read each other in a tick.
    struct level {
        std::vector<instance*> all, due;
        bool worlds = false;  // the joined views are made after it
        bool watches = false; // of bridges
        uint64_t spent = 0;   // cycles in its last tick
    };
    struct late { // a delayed stream: handed over when the tick is done
        const source* from;
        queue* to;
    };
    struct joint {
        std::vector<tap> from;
        bool snapshot;
        std::unique_ptr<joined> view;
        std::vector<queue*> slow;
    };

    void seat_everybody();
    void open_gate();
    void connect();
    feed connect(const link&);
    source& source_of(const link&);
    uint64_t ticks_of_run();
    void one_run(uint64_t ticks, const std::atomic<bool>& stop, const observer&, report&);
    void hold(const report&);
    progress so_far(const report&) const;
    void tick(uint64_t k);
    void run_level(level&, const moment&);
    void end_of_tick(uint64_t k);
    void digest_instance(const instance&);
    void print(const instance&) const;
    void hand_on_lines();
    void gather_news(bool of_bridges, qiki_ns t);
    void tell_news(uint64_t k, qiki_ns t);
    void tell_the_rest(uint64_t k);
    void report_events(const written&, uint32_t writer, uint64_t k);
    void report_all_events(uint64_t k);
    void report_end(const instance&);
    void show_onlookers();
    void show_finished(uint64_t k);
    void restore();
    void begin_again(unsigned run);
    void finish_all(const instance* but);
    [[noreturn]] void broke(const instance&);
    // Expectations: names against instances, and who is watched (foresee.cpp); verdicts at the end of a run
    // (judge.cpp).
    struct gauge { // what a metric expectation looks at
        size_t instance = 0;
        enum class how { plugin, output, host } from = how::host;
        size_t row = 0;  // of the plugin's measures, of its outputs, of own_metrics()
        double base = 0; // of a counter, when the run began
    };
    void foresee();
    gauge gauge_of(const scenario::expectation&) const;
    std::optional<double> read(const gauge&) const;
    void note_bases();
    void note_gauges();
    void judge(const std::string& digest_of_run, report&) const;
    verdict judge(size_t expectation, const std::string& digest_of_run) const;
    verdict judge_events(const scenario::expectation&, const watched_list&) const;
    std::string writer_name(uint32_t index) const;
    std::string told(const sighting&) const;
    std::vector<metric> own_metrics() const; // of the host, over all runs
    void show(const observer&, const report&);
    void sum_up(report&);
    void note_silent(report&) const;
    // read.cpp
    void quantities_of(const instance&, std::vector<quantity>&) const;
    double value_of(const quantity&, const instance*) const;
    void read_all(uint64_t k);

    plan plan_;
    options options_;
    wiring wiring_;
    commons house_;
    std::deque<seat> seats_;
    std::vector<std::unique_ptr<instance>> instances_;
    std::deque<queue> queues_;
    std::deque<joint> joints_;
    std::vector<source*> delayed_;
    std::vector<late> late_;
    orders orders_;
    safety safety_;
    desk desk_;
    bios bios_;
    std::vector<level> levels_;
    std::vector<instance*> in_order_; // stage, then index
    std::vector<track_book> books_;
    std::vector<frame_book> frames_;
    struct herald { // an output of events
        const source* events;
        uint32_t writer;
    };
    std::vector<herald> heralds_;
    witness witness_;
    std::vector<gauge> gauges_;  // one an expectation; used by those of metrics
    std::vector<size_t> lists_;  // one an expectation; number in witness_, of events and absent
    kind_counts kinds_before_{}; // this run
    uint64_t late_before_ = 0;   // in the runs before this one
    unsigned runs_begun_ = 0;
    struct wanted {
        quantity what;
        const instance* of; // nullptr: the host
        size_t slot = 0;    // of a fact, in told_facts::values
    };
    std::vector<wanted> wanted_;
    taker taker_;
    std::vector<reading> readings_;
    std::vector<uint8_t> told_;
    news news_;
    bool news_in_digest_ = false;                // an agent reads them
    std::vector<std::array<ration, 4>> rations_; // of events, by source (the host's last) and severity
    static constexpr ration seldom{3};
    ration late_frames_ = seldom; // of late frames: over a bad line they are the rule, and a few of them say so
    std::vector<observe::finished_port> finished_;
    unsigned run_ = 0;
    digest digest_;
    kind_counts kinds_{};
    load::float_control arithmetic_;
    std::optional<load::environment> process_; // in checked mode, when a run begins
    stopwatch watch_;
    uint64_t tick_ = 0, ticks_total_ = 0, parallel_from_ = 0;
    std::optional<uint64_t> host_allocations_;
    uint64_t held_ = 0; // cycles in options_.before_tick
    spread costs_;      // cycles of a tick
    uint64_t next_show_ = 0;
    double shown_ = -1;
    bool dirty_ = false; // has ticked since birth or reset
};
} // namespace qiki::run
