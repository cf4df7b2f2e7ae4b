// SPDX-License-Identifier: MIT
// host/run/instance.cpp - a tick of one instance: views filled, passes called and checked, records handed on.
#include "host/run/instance.hpp"
#include "host/run/acting.hpp"
#include "host/run/records.hpp"
#include "host/run/stopwatch.hpp"
#include "host/run/words.hpp"
#include <cstring>
#include <utility>

namespace qiki::run {
namespace {
constexpr int fence = 0xA5;
constexpr size_t fence_bytes = 64;
// Of one tick, so that a plugin that asks for more for ever is refused within a second and not within the memory.
constexpr uint32_t most_passes = 65'536;
constexpr uint64_t most_of_port = uint64_t{256} << 20; // of one port, over several passes

// Set once when the buffer is made: a pass may fill up to the fence, and whoever steps over it leaves a trace.
bool fence_stands(const std::byte* at) {
    uint64_t word[fence_bytes / 8];
    std::memcpy(word, at, sizeof word);
    uint64_t wrong = 0;
    for (uint64_t w : word) wrong |= w ^ UINT64_C(0xA5A5A5A5A5A5A5A5);
    return wrong == 0;
}

std::string endless(const std::vector<output>& outputs) {
    uint64_t records = 0;
    for (const output& o : outputs) records += o.made;
    return "asks to be called again (QIKI_MORE) after " + std::to_string(most_passes) + " passes of one tick and " +
           std::to_string(records) + " records; a tick that writes so much demands more room (demand) (rule tick.5)";
}
} // namespace

void output::make(uint64_t capacity) {
    blank.capacity = capacity;
    const size_t bytes = capacity * blank.stride;
    for (buffer& b : pass) {
        if (&b == &pass[1] && !keeps_latest) break;
        b.reserve(bytes + fence_bytes, 0);
        std::memset(b.data() + bytes, fence, fence_bytes);
    }
}

void output::begin(qiki_out& q) {
    q = blank;
    q.first = next_first;
    q.data = pass[side].data();
}

std::string output::end_pass(const qiki_out& q, bool more) {
    if (q.count > blank.capacity)
        return "says that it wrote " + std::to_string(q.count) + " records, but the port has room for " +
               std::to_string(blank.capacity) + " (rule tick.5)";
    const std::byte* data = pass[side].data();
    if (!fence_stands(data + blank.capacity * blank.stride))
        return "wrote past its " + std::to_string(blank.capacity) + (blank.capacity == 1 ? " record" : " records") +
               "; stop at the capacity (rule tick.5)";
    if (q.count && (more || made)) {
        const size_t used = made * blank.stride, bytes = q.count * blank.stride;
        if (used + bytes > most_of_port)
            return "asks for more and more (QIKI_MORE): " + std::to_string(made + q.count) +
                   " records in one tick, beyond 256 MiB";
        whole[side].reserve(used + bytes, used);
        std::memcpy(whole[side].data() + used, data, bytes);
    }
    joined = joined || (q.count && (more || made));
    made += q.count;
    next_first += q.count;
    lost += q.dropped;
    return {};
}

void output::end_tick(bool kept, qiki_ns t, uint64_t tick) {
    dropped += lost;
    const std::byte* records = data();
    const uint64_t first = next_first - made;
    out.now = {records, made, first, dropped, 0, made ? t : out.now.t};
    out.ticked = tick;
    out.latest.dropped = dropped;
    if (keeps_latest && !(kept && made == 0)) {
        out.latest = {records, made, first, dropped, out.latest.serial + 1, t};
        side ^= 1;
    }
    for (queue* q : slow) q->push(out);
}

void output::forget() {
    out.forget();
    next_first = dropped = made = lost = 0;
    for (queue* q : slow) q->forget();
}

void feed::fill(qiki_view& v, uint64_t tick) {
    written queued;
    const written* w = nullptr;
    bool fresh = false;
    switch (how) {
    case way::latest:
    case way::before:
        w = how == way::latest ? &from->latest : &from->before;
        fresh = w->serial != seen;
        seen = w->serial;
        break;
    case way::now:
        if (from->ticked == tick) {
            w = &from->now;
        } else {
            queued = {nullptr, 0, from->now.first + from->now.count, from->now.dropped, 0, from->now.t};
            w = &queued;
        }
        fresh = w->count != 0;
        break;
    case way::queue:
        queued = line->take();
        w = &queued;
        fresh = w->count != 0;
        break;
    }
    v.flags = fresh ? QIKI_VIEW_FRESH : 0;
    v.first = w->first;
    v.count = w->count;
    v.lost = w->dropped - dropped;
    v.t = w->t;
    v.data = w->count ? w->data : nullptr;
    dropped = w->dropped;
}

qiki_status instance::call(const qiki_tick& t, qiki_error& e) {
    at.served_allocations = 0; // at birth, too, it may have asked
    const uint64_t before = options_.allocations ? options_.allocations() : 0;
    const uint64_t start = cycles();
    const qiki_status s = vt_->tick(self_, &t, &e);
    last_spent += cycles() - start;
    if (options_.allocations)
        allocated_ += options_.allocations() - before - std::exchange(at.served_allocations, uint64_t{0});
    return s;
}

std::string instance::passes(qiki_tick& t) {
    for (output& o : outputs) o.made = o.lost = 0, o.joined = false;
    for (;; ++t.pass) {
        for (size_t i = 0; i < outputs.size(); ++i) outputs[i].begin(outs_[i]);
        qiki_error e{-1, {}};
        const qiki_status s = call(t, e);
        if (s < 0) return reason(s, e);
        if (options_.checked && s > QIKI_MORE) return unknown_remark(s);
        uint64_t made = 0;
        for (size_t i = 0; i < outputs.size(); ++i) {
            std::string wrong = outputs[i].end_pass(outs_[i], s == QIKI_MORE);
            if (!wrong.empty())
                return "output '" + std::string(output_of(at.who, static_cast<uint32_t>(i)).name) + "': " + wrong;
            made += outs_[i].count;
        }
        if (options_.checked && s != QIKI_MORE) {
            const bool chooses = std::strcmp(at.who.about->kind, QIKI_KIND_TRACKER) == 0;
            if (std::string wrong = untrue_remark(s, outputs, chooses); !wrong.empty()) return wrong;
        }
        if (s != QIKI_MORE) return {};
        if (made == 0) return "asks to be called again (QIKI_MORE), but wrote no record (rule tick.5)";
        if (t.pass + 1 == most_passes) return endless(outputs);
    }
}

void instance::tick(qiki_tick& t, const moment& m) {
    const spotlight here(at.who.name.c_str(), at.who.about->id, "tick()", m.tick);
    try {
        failure_ = passes(t);
    } catch (const std::exception& e) {
        failure_ = std::string("threw ") + e.what() + "; no exception may cross the boundary (rule err.4)";
    } catch (...) { failure_ = "threw something; no exception may cross the boundary (rule err.4)"; }
}

void instance::inspect(const moment& m) {
    const std::string changed = trespass(*m.process);
    if (failure_.empty()) failure_ = changed;
    if (failure_.empty()) failure_ = inspector_.after(views, outputs, at.who, m.t - period, m.t);
}

// What a tick took from the heap, on all threads; and whether it may.
void instance::count_allocations() {
    if (pool::worker() == 0) at.house.control_allocations += allocated_;
    const uint64_t n = allocated_ + at.task_allocations.exchange(0, std::memory_order_relaxed);
    if (++warmth_ <= warm_up) return;
    allocations = allocations.value_or(0) + n;
    if (options_.checked && failure_.empty()) failure_ = hungry(at.who, n, warmth_);
}

void instance::overhear(const moment& m, bool done) const {
    if (options_.hear && at.who.name == options_.listened_to)
        options_.hear({done, m.tick, m.t, views, outputs, at.house.texts, failure_});
}

void instance::step(const moment& m) noexcept {
    at.t = m.t, at.tick = m.tick, at.phase = doing::tick;
    for (size_t i = 0; i < feeds.size(); ++i) feeds[i].fill(views[i], m.tick);
    qiki_tick t{QIKI_HEAD(qiki_tick),
                seq++,
                m.t - period,
                m.t,
                0,
                sizeof(qiki_view),
                sizeof(qiki_out),
                static_cast<uint32_t>(views.size()),
                static_cast<uint32_t>(outs_.size()),
                0,
                views.data(),
                outs_.data()};
    last_spent = allocated_ = 0;
    const uint64_t before = options_.allocations ? options_.allocations() : 0;
    if (options_.checked) inspector_.before(views);
    overhear(m, false);
    tick(t, m);
    overhear(m, true);
    if (options_.checked) inspect(m);
    const bool kept = m.arithmetic->keep();
    if (const bool tasks = at.task_rounds.exchange(false, std::memory_order_relaxed);
        (tasks || !kept) && failure_.empty())
        failure_ = std::string("changed the floating-point control") + (tasks ? " in a pool task" : "") +
                   "; no call may (rule err.5): put it back";
    if (options_.checked && options_.allocations) // what the inspection took is neither the plugin's nor the host's
        at.house.control_allocations += options_.allocations() - before - allocated_;
    if (options_.allocations) count_allocations();
    at.end_tick();
    at.phase = doing::rest;
    spent += last_spent;
    ++ticks;
    if (!failure_.empty()) return;
    for (size_t i = 0; i < outputs.size(); ++i) {
        outputs[i].end_tick(outs_[i].flags & QIKI_OUT_KEEP, m.t, m.tick);
        records += outputs[i].made;
        dropped += outputs[i].lost;
    }
}
} // namespace qiki::run
