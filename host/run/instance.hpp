// SPDX-License-Identifier: MIT
// host/run/instance.hpp - one plugin instance in a run: its life, its ports, and a tick of it.
#pragma once
#include "host/load/guard.hpp"
#include "host/run/checkpoint.hpp"
#include "host/run/inspect.hpp"
#include "host/run/ports.hpp"
#include "host/run/run.hpp"
#include "host/run/services.hpp"
#include "qiki/ext/selftest.h"
#include <optional>

namespace qiki::run {

// An output port: two buffers, so that readers of a snapshot keep what was there while the next one is written.
struct output {
    source out;
    qiki_out blank{};         // as each pass begins, but for first and data
    buffer pass[2], whole[2]; // one pass; all passes of a tick that took several
    unsigned side = 0;
    uint64_t next_first = 0, dropped = 0; // dropped: since birth
    uint64_t made = 0, lost = 0;          // in this tick
    bool keeps_latest = false;            // somebody reads it as a snapshot
    bool in_digest = true;
    uint32_t kind = 0;        // row of record_kinds
    bool joined = false;      // this tick took several passes: its records are in `whole`
    std::vector<queue*> slow; // readers of this tick that do not look every time

    void make(uint64_t capacity); // the buffers
    void begin(qiki_out&);
    std::string end_pass(const qiki_out&, bool more); // "" or what the plugin did wrong
    const std::byte* data() const { return joined ? whole[side].data() : pass[side].data(); } // before end_tick()
    void end_tick(bool kept, qiki_ns t, uint64_t tick);
    void forget();
};

// An input view and where it comes from.
struct feed {
    enum class way : uint8_t { latest, before, now, queue } how = way::now;
    source* from = nullptr;
    queue* line = nullptr;
    uint64_t seen = 0, dropped = 0;
    void fill(qiki_view&, uint64_t tick);
};

constexpr uint64_t warm_up = 100; // ticks, before allocations count: of an instance since it was born or reset

struct moment {
    uint64_t tick; // of the host, from 1
    qiki_ns t;     // its end
    const load::float_control* arithmetic;
    const load::environment* process; // in checked mode, as it shall be
};

class instance {
public:
    instance(seat&, const options&, uint32_t ticks_per_period, qiki_ns period);
    ~instance();
    instance(const instance&) = delete;
    instance& operator=(const instance&) = delete;

    // [control] Each throws run::error, which names the instance.
    void create();            // and configure
    void demand();            // and the buffers
    void reset(unsigned run); // a fresh start; of a plugin that counts runs, with the settings of this one
    void rebirth();           // through its state: saved, destroyed, made anew, loaded
    void finish();
    std::optional<qiki_ns> span();
    bool tests_itself();
    // Its rows; without the extension none. Returns "", or why there are none, in one line; throws nothing.
    std::string test_itself(qiki_ns t, std::vector<qiki_selftest_row>& rows);
    void destroy() noexcept;

    // One tick, all passes. A failure is kept in failure(); then nothing was delivered.
    void step(const moment&) noexcept;
    const std::string& failure() const { return failure_; }

    seat& at;
    std::vector<output> outputs;
    std::vector<feed> feeds; // as views
    std::vector<qiki_view> views;
    uint32_t every, due; // in host ticks
    qiki_ns period;
    uint64_t seq = 0, ticks = 0, records = 0, dropped = 0;
    std::optional<uint64_t> allocations; // once it was warm
    uint64_t spent = 0, last_spent = 0;  // cycles

private:
    template <class F>
    void guarded(const char* what, F&&, const fault& of_refusal);
    [[noreturn]] void fail(const std::string& text, fault = fault::run) const;
    fault of_plugin() const;
    std::string remark(const char* call, qiki_status) const;
    qiki_status call(const qiki_tick&, qiki_error&);
    std::string passes(qiki_tick&);
    void tick(qiki_tick&, const moment&);
    void inspect(const moment&);
    void count_allocations();
    void overhear(const moment&, bool done) const;

    void configure();

    const options& options_;
    const qiki_config* config_; // of this run
    const qiki_vtable* vt_ = nullptr;
    void* self_ = nullptr;
    std::vector<qiki_out> outs_;
    std::string failure_;
    inspector inspector_;
    uint64_t warmth_ = 0;    // ticks since birth or reset
    uint64_t allocated_ = 0; // in this tick, on the thread that ticks
};
} // namespace qiki::run
