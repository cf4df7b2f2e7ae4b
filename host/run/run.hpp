// SPDX-License-Identifier: MIT
// host/run/run.hpp - one scenario from its first tick to its digest.
#pragma once
#include "host/health/post.hpp"
#include "host/load/catalogue.hpp"
#include "host/observe/finished.hpp"
#include "host/run/pace.hpp"
#include "host/run/quantity.hpp"
#include "host/run/verdict.hpp"
#include "host/scenario/scenario.hpp"
#include "qiki/event.h"
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace qiki::run {

// Takes one line: instance, QIKI_LOG_... level, simulated time, tick, text. Called on the thread of run() and go()
// only, in the order of instances within a tick, so that a log is the same for any number of threads.
using log_sink = std::function<void(std::string_view instance, int level, qiki_ns t, uint64_t tick, std::string_view)>;

// One event of an instance or of the host ("host"). The views live only during the call.
struct happening {
    std::string_view who, code, text, entity; // entity: its name, when it is about one
    std::string_view named[4];                // the text whose id a value is, where it is one
    std::string_view whose[4];                // the instance or holder whose number a value is, where the host says one
    const qiki_event* event;
    uint64_t tick;
    bool beyond;       // more of this source and severity than a person wants to read; never a critical one
    uint64_t withheld; // so many were beyond since the last that was not
    bool last;         // the run ends with it, and its error says the same
};
// As log_sink: in the order of stages and instances, the host's last, after the lines of the same tick.
using event_sink = std::function<void(const happening&)>;

// Something about the world around this run, known before it begins: goes to bridges and the log in the first tick.
struct circumstance {
    uint32_t code; // QIKI_EVENT_...
    std::string text;
};

struct progress {
    uint64_t ticks = 0, ticks_total = 0; // over all runs, as the seconds
    double sim_s = 0, wall_s = 0;
    uint64_t tracks = 0; // live ones, of all trackers
    qiki_ns t = 0;       // simulated time of this run
};

struct output; // instance.hpp

// A tick of one instance as it is about to be and, with `done`, as it was: for who plays it again by itself. What it
// refers to lives during the call.
struct overheard {
    bool done;
    uint64_t tick; // of the host, from 1
    qiki_ns t;     // its end
    const std::vector<qiki_view>& in;
    const std::vector<output>& out;        // what was written stands in them when it is done
    const std::vector<std::string>& texts; // of the run so far, by id - 1
    const std::string& failure;            // "" unless the tick failed
};

struct options {
    unsigned threads = 1;
    unsigned runs = 1; // of the whole scenario, each after a reset of every instance
    bool allow_dropped = false;
    std::optional<qiki_ns> restore_at;          // there every instance is saved, destroyed, made anew and loaded
    std::vector<scenario::use> extra;           // bridges that the command line adds: --csv, --plot
    uint64_t capacity_limit = 0;                // records per output and pass at most; 0: what the plugin demands
    std::function<uint64_t()> allocations;      // of this thread so far, when the binary counts them
    log_sink log;                               // takes what plugins say; none: nobody listens
    event_sink event;                           // takes what happens
    std::string listened_to;                    // the instance whose ticks are heard
    std::function<void(const overheard&)> hear; // on the thread that ticks it; must not throw
    // A fingerprint of what an instance, bridges aside, wrote in a tick, as far as the digest counts it: in the order
    // of stages and instances, the same sequence in each run of a scenario. `run` counts from 1.
    std::function<void(unsigned run, uint64_t tick, std::string_view instance, uint64_t print)> printed;
    std::vector<std::string> texts; // known before the first instance is made, so that each has the id of another run
    std::vector<circumstance> circumstances;
    std::vector<observe::onlooker> onlookers;
    // On the thread of go(), before each tick, with a way to ask how far the run is; may wait for a clock or a person,
    // and `stop` is looked at after it. The time it takes is nobody's cost.
    std::function<void(const std::function<progress()>&)> before_tick;
    bool checked = false; // inspect.hpp: every record, every input, what belongs to the process; one instance at a time
    double parallel_from_ns = 3000; // a level that would save less stays on one thread; never shows in a result
};

// Whose doing an error is, and so the exit code: of the run itself, of what it was given (scenario, settings, files),
// of a plugin that breaks the rules before the first tick.
enum class fault : uint8_t { run, input, plugin };

struct error : std::runtime_error { // names the instance, its plugin, the time, and the plugin's own text
    explicit error(const std::string& text, fault f = fault::run) : std::runtime_error(text), whose(f) {}
    fault whose;
};

struct cost {                         // of one instance
    std::string id, plugin, build_id; // the last one is "host": what it allocates itself, and its own time
    uint64_t ticks = 0, records = 0, dropped = 0;
    std::optional<uint64_t> allocations; // in tick(), after the first 100 ticks; none: not that many, or not counted
    std::optional<double> ns;            // inside tick(), all of them; the host's is unknown with several threads
};

struct tick_cost { // of all instances and the host in one tick, over all ticks; what held it back is left out
    double p50_ns = 0, p99_ns = 0, p999_ns = 0, max_ns = 0;
};

struct metric {
    std::string instance, name, unit, help;
    bool counter = false;
    bool set = false; // a gauge never set holds no value
    double value = 0;
    std::vector<std::optional<double>> each; // of a gauge: at the end of each run, when the scenario has several
};

struct track_count { // of one tracker, at the end
    std::string tracker;
    uint64_t live = 0, confirmed = 0, born = 0;
};

struct decided {                     // what an operator approved, at the end
    std::string id, seal;            // SHA-256, 64 hexadecimal digits
    std::vector<std::string> stages; // none, ok, failed or changed: validation, publish, ack, effect, audit
    std::string refused;             // why ack or effect failed, by gate or vehicle; empty: they did not
    std::string changed;             // why the gate handed it on in another form; empty: it did not
    uint32_t command = 0;            // number of what it became, from 1; 0: it was not published
    bool unheard = false;            // the run ended before its vehicle looked for it
};

// What became of a run that was restored, held against one that was not.
struct restored {
    double at_s = 0;
    std::string digest_without; // empty: it was interrupted
    std::string first;          // the instance whose output was the first to differ; empty: none, or too late to know
    double first_s = 0;         // when
};

struct report {
    std::string digest;               // 32 hexadecimal digits; over the runs of the scenario
    std::vector<std::string> digests; // one a run
    uint64_t ticks = 0;
    double sim_s = 0, wall_s = 0;
    std::map<std::string, uint64_t> records; // by kind of record: "truth", "contact", ...
    uint64_t dropped = 0;
    bool interrupted = false;
    std::vector<verdict> verdicts; // on scenario.expectations, over all runs; an interrupted run skips all
    std::vector<track_count> tracks;
    std::vector<decided> decisions;                          // of the last run, the operator's
    std::vector<std::pair<std::string, std::string>> silent; // agents whose policy failed in some run, and why
    std::vector<cost> instances;
    std::optional<tick_cost> tick; // none: there was no tick
    std::vector<metric> metrics;
    std::vector<std::string> warnings; // "instance: text", the first few that a caller of go() kept from the log
    uint64_t warned = 0;               // all of them
    std::optional<restored> restore;   // of a caller that compared it
    std::optional<paced> pace;         // of whoever held the run back in before_tick, if anybody did
};

using observer = std::function<void(const progress&)>; // called a few times a second at most

class run {
public:
    // Opens the plugins, makes and configures the instances, wires the ports. Throws scenario::error, load::error,
    // error; never one of fault::run.
    run(const scenario::scenario&, load::catalogue&, options);
    ~run();
    // Until the duration ends or `stop` turns true; then finishes the tick and every instance. When an instance fails,
    // the others are finished, so that what was recorded so far is kept, and error is thrown. Records that were dropped
    // are no error here: the caller looks at report.dropped.
    report go(const std::atomic<bool>& stop, const observer& = {});
    // On another thread while go() hangs in a call, when the process is to end: from here on go() calls nobody, and
    // every instance that is in no call is finished. What could not be, a line each.
    std::vector<std::string> leave();

    // Before go(): the rows of every self-test, and of the manifest.
    std::vector<health::row> post() const;

    // What the numbers in records mean; as long as this lives.
    observe::names names() const;

    // What can be read at the end of every tick, in the order of instances; the host's metrics last.
    std::vector<quantity> quantities() const;
    // Before go(): of the first run, reads these when a tick is done; once more when the last instance has finished.
    // Changes nothing that comes out.
    void read(std::vector<quantity>, taker);

private:
    struct inside;
    std::unique_ptr<inside> in_;
};
} // namespace qiki::run
