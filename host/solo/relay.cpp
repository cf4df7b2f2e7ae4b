// SPDX-License-Identifier: MIT
// host/solo/relay.cpp - one struct of functions a service; the real table does the work.
#include "host/solo/relay.hpp"
#include "host/solo/lone_host.hpp"
#include "qiki/random.h"
#include "qiki/services/arena.h"
#include "qiki/services/clock.h"
#include "qiki/services/log.h"
#include "qiki/services/metrics.h"
#include "qiki/services/names.h"
#include "qiki/services/policy.h"
#include "qiki/services/pool.h"
#include "qiki/services/text.h"
#include <algorithm>
#include <cstring>
#include <numeric>

namespace qiki::solo {

struct relay {
    static lone_host& of(const qiki_host* h) { return *static_cast<lone_host*>(h->ctx); }
    struct guest : visit { // to the end of the call that it is an argument of
        const qiki_host* at;
        explicit guest(const qiki_host* h) : at(h) {}
        operator const qiki_host*() const { return at; }
    };
    static guest real(const qiki_host* h) { return guest(&of(h).seat_->host); }
    static bool falls(const qiki_host* h, const char* call) { return of(h).falls(call); }
    // When a call that its header allows in some phases alone comes in another.
    static void only(const qiki_host* h, bool right, const char* wrong) {
        const char* none = nullptr;
        if (!right) of(h).misplaced_.compare_exchange_strong(none, wrong);
    }
    static void measure(const qiki_host* h, const char* call, int32_t handle, double value, bool adds) {
        const visit here;
        lone_host& l = of(h);
        const char* none = nullptr;
        if (handle < 0) l.undeclared_.compare_exchange_strong(none, call);
        const std::lock_guard lock(l.lines_door_);
        double& at = l.metrics_[handle];
        at = adds ? at + value : value;
    }
    static bool born(const qiki_host* h) { return of(h).seat_->phase == run::doing::birth; }
    static bool ticking(const qiki_host* h) { return of(h).seat_->phase == run::doing::tick; }
    static const lone_host::lender& lender(const qiki_host* h) { return of(h).lender_; }
    static uint64_t share(const qiki_host* h) { return of(h).shared_.fetch_add(1) + 1; }
    static uint64_t shuffle(const qiki_host* h) { return of(h).terms_.shuffle; }
    static void keep(const qiki_host* h, int32_t level, const char* text, uint64_t len) {
        constexpr uint64_t longest = 65536;
        const visit here;
        lone_host& l = of(h);
        const std::lock_guard lock(l.lines_door_);
        if (l.lines_.size() < 10'000)
            l.lines_.push_back({level, std::string(text, std::min(len, longest)), len, l.seat_->tick});
    }
};

namespace {
template <class T>
const T& real(const void* table) {
    return *static_cast<const T*>(table);
}

void log_write(const qiki_host* h, int32_t level, const char* text, uint64_t len) {
    if (!relay::falls(h, "log.write()")) relay::keep(h, level, text, len);
}
constexpr qiki_logger log_table{QIKI_HEAD(qiki_logger), log_write};

void* arena_take(const qiki_host* h, uint32_t worker, uint64_t bytes, uint64_t align) {
    relay::only(h, relay::ticking(h), "arena.take() outside of tick()");
    if (relay::falls(h, "arena.take()")) return nullptr;
    if (relay::lender(h)) {
        const visit here;
        if (void* at = relay::lender(h)(bytes, align)) return at;
    }
    return real<qiki_arena>(run::arena_service()).take(relay::real(h), worker, bytes, align);
}
constexpr qiki_arena arena_table{QIKI_HEAD(qiki_arena), arena_take};

int32_t metrics_declare(const qiki_host* h, const char* name, const char* unit, const char* help) {
    relay::only(h, relay::born(h), "metrics.declare() outside of create() and configure()");
    if (relay::falls(h, "metrics.declare()")) return QIKI_E_MEMORY;
    return real<qiki_metrics>(run::metrics_service()).declare(relay::real(h), name, unit, help);
}
void metrics_count(const qiki_host* h, uint32_t worker, int32_t handle, int64_t add) {
    relay::measure(h, "metrics.count()", handle, static_cast<double>(add), true);
    if (!relay::falls(h, "metrics.count()"))
        real<qiki_metrics>(run::metrics_service()).count(relay::real(h), worker, handle, add);
}
void metrics_gauge(const qiki_host* h, int32_t handle, double value) {
    relay::measure(h, "metrics.gauge()", handle, value, false);
    if (!relay::falls(h, "metrics.gauge()"))
        real<qiki_metrics>(run::metrics_service()).gauge(relay::real(h), handle, value);
}
constexpr qiki_metrics metrics_table{QIKI_HEAD(qiki_metrics), metrics_declare, metrics_count, metrics_gauge};

struct work {
    uint32_t n, grain;
    qiki_task task;
    void* ctx;
};
// The whole of it as one task of the real pool, which so keeps its rules: chunk by chunk in an order drawn by Philox
// (Fisher and Yates, from the end), each as another worker.
qiki_status run_shuffled(const qiki_host* h, const work& all, uint64_t turn) {
    struct deck {
        const work& all;
        std::vector<uint32_t> chunk;
        uint64_t key, turn;
        uint32_t workers;
    } d{all, std::vector<uint32_t>((all.n - 1) / all.grain + 1), relay::shuffle(h), turn, 1};
    const qiki_pool& pool = real<qiki_pool>(run::pool_service());
    d.workers = pool.workers(relay::real(h));
    std::iota(d.chunk.begin(), d.chunk.end(), 0u);
    for (uint32_t k = static_cast<uint32_t>(d.chunk.size()); k > 1; --k)
        std::swap(d.chunk[k - 1], d.chunk[qiki_below(qiki_draw(d.key, turn, k, 0, 0), k)]);
    const auto each = [](void* p, uint32_t, uint32_t, uint32_t) {
        const deck& of = *static_cast<const deck*>(p);
        for (const uint32_t k : of.chunk) {
            const uint32_t begin = k * of.all.grain;
            of.all.task(of.all.ctx, begin, begin + std::min(of.all.n - begin, of.all.grain),
                        qiki_below(qiki_draw(of.key, of.turn, k, 1, 0), of.workers));
        }
    };
    return pool.run(relay::real(h), 1, 1, each, &d);
}

qiki_status pool_run(const qiki_host* h, uint32_t n, uint32_t grain, qiki_task task, void* ctx) {
    relay::only(h, relay::ticking(h), "pool.run() outside of tick()");
    if (relay::falls(h, "pool.run()")) return QIKI_E_INTERNAL;
    const qiki_pool& pool = real<qiki_pool>(run::pool_service());
    if (!grain || !task || n <= grain) return pool.run(relay::real(h), n, grain, task, ctx);
    const uint64_t turn = relay::share(h);
    if (!relay::shuffle(h)) return pool.run(relay::real(h), n, grain, task, ctx);
    return run_shuffled(h, {n, grain, task, ctx}, turn);
}
uint32_t pool_workers(const qiki_host* h) {
    relay::falls(h, "pool.workers()"); // has no way to fail
    return real<qiki_pool>(run::pool_service()).workers(relay::real(h));
}
constexpr qiki_pool pool_table{QIKI_HEAD(qiki_pool), pool_run, pool_workers};

uint64_t names_entity(const qiki_host* h, const char* name) {
    relay::only(h, !relay::ticking(h), "names.entity() in tick()");
    if (relay::falls(h, "names.entity()")) return 0;
    return real<qiki_names>(run::names_service()).entity(relay::real(h), name);
}
uint64_t names_name(const qiki_host* h, uint64_t entity, char* text, uint64_t size) {
    if (relay::falls(h, "names.name()")) return 0;
    return real<qiki_names>(run::names_service()).name(relay::real(h), entity, text, size);
}
int32_t names_verb(const qiki_host* h, uint64_t entity, const char* name) {
    relay::only(h, !relay::ticking(h), "names.verb() in tick()");
    if (at_the_question && name) at_the_question(true, name);
    if (relay::falls(h, "names.verb()")) return -1;
    return real<qiki_names>(run::names_service()).verb(relay::real(h), entity, name);
}
uint64_t names_instance(const qiki_host* h, uint32_t index, char* text, uint64_t size) {
    if (relay::falls(h, "names.instance()")) return 0;
    return real<qiki_names>(run::names_service()).instance(relay::real(h), index, text, size);
}
int32_t names_channel(const qiki_host* h, uint32_t index, const char* name) {
    if (at_the_question && name) at_the_question(false, name);
    if (relay::falls(h, "names.channel()")) return -1;
    return real<qiki_names>(run::names_service()).channel(relay::real(h), index, name);
}
constexpr qiki_names names_table{QIKI_HEAD(qiki_names), names_entity, names_name, names_verb,
                                 names_instance,        names_channel};

uint32_t text_intern(const qiki_host* h, const char* text, uint64_t len) {
    relay::only(h, relay::born(h), "text.intern() outside of create() and configure()");
    if (relay::falls(h, "text.intern()")) return 0;
    return real<qiki_texts>(run::text_service()).intern(relay::real(h), text, len);
}
uint64_t text_text(const qiki_host* h, uint32_t id, char* text, uint64_t size) {
    if (relay::falls(h, "text.text()")) return 0;
    return real<qiki_texts>(run::text_service()).text(relay::real(h), id, text, size);
}
constexpr qiki_texts text_table{QIKI_HEAD(qiki_texts), text_intern, text_text};

const qiki_policy& real_policy() { return real<qiki_policy>(run::policy_service()); }
int32_t policy_judge(const qiki_host* h, qiki_ns t, uint64_t subject, const double* fact, const uint64_t* known,
                     uint32_t n) {
    relay::only(h, relay::ticking(h), "policy.judge() outside of tick()");
    if (relay::falls(h, "policy.judge()")) return QIKI_E_INTERNAL;
    return real_policy().judge(relay::real(h), t, subject, fact, known, n);
}
int32_t policy_decide(const qiki_host* h, qiki_ns t, const double* fact, const uint64_t* known, uint32_t n,
                      qiki_decision* out, uint32_t capacity) {
    relay::only(h, relay::ticking(h), "policy.decide() outside of tick()");
    if (relay::falls(h, "policy.decide()")) return QIKI_E_INTERNAL;
    return real_policy().decide(relay::real(h), t, fact, known, n, out, capacity);
}
uint32_t policy_state(const qiki_host* h) {
    if (relay::falls(h, "policy.state()")) return 0;
    return real_policy().state(relay::real(h));
}
int64_t policy_save(const qiki_host* h, void* out, uint64_t capacity) {
    if (relay::falls(h, "policy.save()")) return QIKI_E_STATE;
    return real_policy().save(relay::real(h), out, capacity);
}
int32_t policy_restore(const qiki_host* h, const void* bytes, uint64_t size) {
    if (relay::falls(h, "policy.restore()")) return QIKI_E_STATE;
    return real_policy().restore(relay::real(h), bytes, size);
}
constexpr qiki_policy policy_table{QIKI_HEAD(qiki_policy), policy_judge, policy_decide,
                                   policy_state,           policy_save,  policy_restore};

// The world's time does not fail: a bridge that reads it reads the real one.
int64_t clock_utc(const qiki_host* h) {
    relay::falls(h, "clock.utc()");
    return real<qiki_clock>(run::clock_service()).utc(relay::real(h));
}
int64_t clock_monotonic(const qiki_host* h) {
    relay::falls(h, "clock.monotonic()");
    return real<qiki_clock>(run::clock_service()).monotonic(relay::real(h));
}
constexpr qiki_clock clock_table{QIKI_HEAD(qiki_clock), clock_utc, clock_monotonic};

#define QIKI_SERVICE(id, table)                                                                                        \
    { id, &table, "service(" id ")" }
constexpr struct {
    const char* id;
    const void* table;
    const char* request;
} tables[] = {QIKI_SERVICE(QIKI_LOG_ID, log_table),         QIKI_SERVICE(QIKI_ARENA_ID, arena_table),
              QIKI_SERVICE(QIKI_METRICS_ID, metrics_table), QIKI_SERVICE(QIKI_POOL_ID, pool_table),
              QIKI_SERVICE(QIKI_NAMES_ID, names_table),     QIKI_SERVICE(QIKI_TEXT_ID, text_table),
              QIKI_SERVICE(QIKI_POLICY_ID, policy_table),   QIKI_SERVICE(QIKI_CLOCK_ID, clock_table)};
#undef QIKI_SERVICE
} // namespace

const void* relay_table(const char* id) {
    for (const auto& t : tables)
        if (std::strcmp(id, t.id) == 0) return t.table;
    return nullptr;
}
const char* relay_request(const char* id) {
    for (const auto& t : tables)
        if (id && std::strcmp(id, t.id) == 0) return t.request;
    return "service()";
}
} // namespace qiki::solo
