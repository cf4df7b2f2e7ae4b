// SPDX-License-Identifier: MIT
// host/run/services.hpp - what the host gives an instance: its seat, and the services that know by it who calls.
#pragma once
#include "host/policy/machine.hpp"
#include "host/run/pool.hpp"
#include "host/run/ration.hpp"
#include "host/run/run.hpp"
#include "host/run/told_facts.hpp"
#include "host/run/wire.hpp"
#include "qiki/host.h"
#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace qiki::run {

struct named_entities {
    const char* instance;
    owned mine;
    const qiki_descriptor* about;
};

// What all seats of a run share.
struct commons {
    explicit commons(unsigned threads) : workers(threads) {}
    pool workers;
    std::vector<named_entities> entities;       // of vehicles, by first entity
    std::vector<std::string> instances;         // by index - 1
    std::vector<const qiki_descriptor*> abouts; // likewise
    std::map<std::string, uint32_t, std::less<>> text_ids;
    std::vector<std::string> texts; // of id 1, 2, ...
    std::string_view text(uint32_t id) const {
        return id && id <= texts.size() ? std::string_view(texts[id - 1]) : std::string_view();
    }
    log_sink sink;
    std::function<uint64_t()> allocations;
    uint64_t control_allocations = 0; // of plugins on the control thread, so that the host's own can be told
    std::atomic<bool> lines{false};   // some seat holds log lines
};

// Lines of one tick, kept until the control thread passes by. Rationed by level, but for errors: these are kept,
// whatever it costs, up to 64 MiB in one tick.
class line_buffer {
public:
    void reserve();
    bool write(int32_t level, std::string_view text, uint64_t tick); // [any thread]
    void flush(const log_sink&, std::string_view instance, qiki_ns t, uint64_t tick);
    void forget() { // a new run
        used_ = 0;
        for (ration& r : level_) r = {};
    }

private:
    std::atomic_flag busy_;
    std::vector<char> bytes_;
    size_t used_ = 0;
    ration level_[4];
};

// Scratch of one worker: blocks that a tick fills from the front; after a tick that needed several, one of their sum.
class scratch {
public:
    void prepare();                             // the first block, so that no worker asks for it in a tick
    void* take(uint64_t bytes, uint64_t align); // NULL when the tick has taken too much
    void clear();

private:
    struct block {
        std::unique_ptr<std::byte[]> at;
        uint64_t size = 0;
    };
    std::vector<block> blocks_;
    uint64_t used_ = 0, total_ = 0; // in the last block; in all
};

struct measure {
    std::string name, unit, help;
    std::atomic<bool> counts{false}; // else a gauge
    bool set = false, fresh = false; // fresh: set in the run that goes on
    double gauge = 0;
    std::vector<std::optional<double>> each; // of a gauge: at the end of each run of a scenario with several
};

enum class doing : uint8_t { birth, rest, tick };

// One instance's place at the host; qiki_host.ctx points here. Outlives the instance and its successors.
struct seat {
    seat(commons&, const member&, uint32_t index, const plan&, owned self, uint64_t host_entity);
    seat(const seat&) = delete;
    seat& operator=(const seat&) = delete;

    void end_tick() { // after the last pass
        if (scratch_used.load(std::memory_order_relaxed)) clear_scratch();
    }
    void clear_scratch();
    int64_t counted(size_t handle) const; // sum over the workers

    commons& house;
    const member& who;
    qiki_host host{};
    qiki_instance_info info{};
    doing phase = doing::birth;
    bool quiet = false; // born again from its state: has said its lines already
    qiki_ns t = 0;
    uint64_t tick = 0;                       // of the host
    std::unique_ptr<policy::machine> policy; // of an agent that has one
    bool policy_asked = false;               // its plugin has taken the service
    std::unique_ptr<told_facts> facts;       // when somebody wants to see them
    line_buffer lines;
    std::vector<std::unique_ptr<measure>> measures;
    std::vector<std::vector<int64_t>> counters; // [worker][handle]
    std::vector<scratch> arenas;                // [worker]
    std::atomic<bool> scratch_used{false};
    std::atomic<uint64_t> task_allocations{0}; // by pool tasks on other threads than the one that ticks
    std::atomic<bool> task_rounds{false};      // one of them changed the floating-point control
    uint64_t served_allocations = 0;           // by services of the host in this tick, on the thread that ticks
};

// While it lives, what this thread takes from the heap is the host's and not the plugin's who asked for a service.
class on_the_house {
public:
    explicit on_the_house(seat& s) : seat_(s), before_(now()) {}
    ~on_the_house() { seat_.served_allocations += now() - before_; }
    on_the_house(const on_the_house&) = delete;
    on_the_house& operator=(const on_the_house&) = delete;

private:
    uint64_t now() const { return seat_.house.allocations ? seat_.house.allocations() : 0; }
    seat& seat_;
    const uint64_t before_;
};

// The id of a text, made when it is new; 0 when the table is full. [control]
uint32_t intern(commons&, std::string_view text);

inline seat& seat_of(const qiki_host* h) { return *static_cast<seat*>(h->ctx); }

// One file a service: services_NAME.cpp. Each table is static.
const void* log_service();
const void* arena_service();
const void* metrics_service();
const void* pool_service();
const void* names_service();
const void* text_service();
const void* policy_service();
const void* clock_service();

// [control] What the host does for an agent with a policy. Both throw scenario::error.
void load_policy(seat&);
void reset_policy(seat&);
void miss_policy(seat&); // says so when the plugin was born and did not ask for it
} // namespace qiki::run
