// SPDX-License-Identifier: MIT
// host/solo/lone_host.hpp - the host of one instance: the services of a real run behind a relay that counts the calls
// and can make any one of them fail.
#pragma once
#include "host/run/services.hpp"
#include "host/solo/world.hpp"
#include "qiki/command.h"
#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <set>

namespace qiki::solo {

// Indices of the two who are there: the instance, and somebody who writes all that it reads, owns the craft that an
// agent commands, and has the channels of its samples.
// No body of a small world has the number of the first, so that one is not taken for the other unseen.
constexpr uint32_t subject_index = 77, other_index = 2;
// Two of those in between: one has the other's channels in other rows, the other none of these but the unknown one.
constexpr uint32_t turned_index = 1, nameless_index = 76;
constexpr uint32_t unknown_channel = 0; // row of the other's channels whose name means nothing to anybody

struct terms {
    std::string name = "subject"; // of the instance in its scenario
    uint64_t seed = 1;
    unsigned workers = 1;
    qiki_ns period = 1'000'000'000;
    bool bare = false;                          // no service at all
    std::set<std::string> without = {};         // services that this host has not
    std::optional<scenario::policy_use> policy; // of an agent; absent: one made up of its facts and verbs
    std::optional<uint64_t> key;                // for random.h; absent: of seed and name, as in a run
    uint32_t generation = 0;                    // of the instance
    uint64_t shuffle = 0;                       // not 0: pool tasks run in an order and on workers drawn by this
    uint64_t first = 1;                         // entity of the other's "craft"; of a vehicle: its own
    uint64_t owned = 1;                         // how many that has, one after the other
    std::vector<qiki_verb> craft_verbs = {};    // that the other's craft obeys; empty: those of the plugin
    bool carried = true;                        // false: host_entity is 0, also of who rides on a craft
};

struct line { // as the plugin gave it
    int32_t level;
    std::string text; // the first 64 KiB
    uint64_t length;
    uint64_t tick; // 0: outside of any
};

// Told when this thread goes from the plugin's code into the host's (true) and back (false), for who watches the plugin
// alone. NULL: nobody.
extern thread_local void (*at_the_door)(bool in) noexcept;
struct visit {
    visit() {
        if (at_the_door) at_the_door(true);
    }
    ~visit() {
        if (at_the_door) at_the_door(false);
    }
    visit(const visit&) = delete;
    visit& operator=(const visit&) = delete;
};

// Told on the calling thread which call of a service is made to fail, before it does: "log.write()". NULL: nobody.
extern void (*at_the_fall)(const char* call) noexcept;
// Likewise, which known service this host has not. NULL: nobody.
extern void (*at_the_lack)(const char* id) noexcept;

// Names of channels that the plugin asks for: what of these the other does not have already stands behind its own.
// And of verbs, which the other obeys only where terms say so. To be set before the first host of the process.
extern std::vector<std::string> asked_channels, asked_verbs;
// Told on the calling thread by which name a channel, or a verb, is asked for. NULL: nobody.
extern void (*at_the_question)(bool verb, const char* name) noexcept;
// Those of them that a world can speak of besides "position", with their rows.
std::vector<world::channel> channels_to_tell();
int32_t row_of(std::string_view channel); // of the other's; -1: none of that name

class lone_host {
public:
    lone_host(const qiki_descriptor&, terms = {}); // throws scenario::error when the policy cannot be loaded
    ~lone_host();
    lone_host(const lone_host&) = delete;
    lone_host& operator=(const lone_host&) = delete;

    const qiki_host& host() const { return face_; }
    const qiki_instance_info& info() const { return seat_->info; }

    // What the services may be asked at this time: between ticks declare() and intern(), in a tick run() and take().
    void birth();
    void begin_tick(uint64_t number, qiki_ns t); // from 1
    void end_tick();
    void reset(); // of its policy too

    uint64_t calls() const { return calls_; }           // of the plugin, service() among them
    uint64_t shared() const { return shared_; }         // pool.run() of more than one chunk
    void fail_at(uint64_t call);                        // that one from now, from 1; 0: none
    const char* failed_call() const { return failed_; } // "log.write()"; NULL: none yet
    // The first call at a time that its header does not allow: "text.intern() in tick()"; NULL: none.
    const char* misplaced() const { return misplaced_; }
    // The first call with a handle below 0, as declare() gives it when it fails: "metrics.gauge()"; NULL: none.
    const char* undeclared() const { return undeclared_; }
    std::map<int32_t, double> metrics() const { return metrics_; } // by handle: what was counted, or the last gauge
    // Gives memory for arena.take() in the place of the real arena; NULL: that has none.
    using lender = std::function<void*(uint64_t bytes, uint64_t align)>;
    void lend(lender l) { lender_ = std::move(l); }
    std::vector<line> take_lines();
    std::string text(uint32_t id) const { return std::string(house_.text(id)); }

private:
    friend struct relay;
    static const void* service(const qiki_host*, const char*);
    bool falls(const char* call) noexcept; // counts it; true: this one shall fail

    std::vector<qiki_channel> channels_, turned_channels_, nameless_channels_; // the other's, and those of two more
    qiki_descriptor other_, turned_, nameless_;                                // likewise
    terms terms_;
    run::commons house_;
    run::plan plan_;
    run::member member_;
    std::unique_ptr<run::seat> seat_;
    qiki_host face_{};
    std::atomic<uint64_t> calls_{0}, fatal_{0}, shared_{0};
    std::atomic<const char*> failed_{nullptr}, misplaced_{nullptr}, undeclared_{nullptr};
    lender lender_;
    std::mutex lines_door_;
    std::vector<line> lines_;
    std::map<int32_t, double> metrics_;
};
} // namespace qiki::solo
