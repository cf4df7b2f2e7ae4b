// SPDX-License-Identifier: MIT
// host/run/engine.cpp - the clock: ticks, levels, what happens between them, and how a run ends.
#include "host/run/engine.hpp"
#include "host/run/acting.hpp"
#include "host/run/words.hpp"
#include <algorithm>
#include <chrono>
#include <thread>

namespace qiki::run {
uint64_t engine::ticks_of_run() {
    qiki_ns end = 0;
    if (plan_.duration) {
        end = *plan_.duration;
    } else {
        bool known = false;
        for (auto& x : instances_)
            if (const auto span = x->span()) known = true, end = std::max(end, *span);
        if (!known)
            throw error(said_at(plan_.where) + "the scenario has no duration and none of its sources knows its end: "
                                               "say duration = <seconds>",
                        fault::input);
    }
    if (end < 0) throw error(said_at(plan_.where) + "the duration is negative", fault::input);
    return static_cast<uint64_t>(end / plan_.tick + (end % plan_.tick != 0));
}

report engine::go(const std::atomic<bool>& stop, const observer& watch) {
    report r;
    watch_ = stopwatch();
    const uint64_t runs = uint64_t{std::max(options_.runs, 1u)} * plan_.runs;
    for (uint64_t i = 0; i < runs && !r.interrupted; ++i) {
        if (dirty_) begin_again(static_cast<unsigned>(i % plan_.runs));
        const uint64_t ticks = ticks_of_run(); // a recorded run lasts as long as it does
        if (i == 0 && options_.restore_at && *options_.restore_at > static_cast<qiki_ns>(ticks) * plan_.tick)
            throw error("cannot restore at " + seconds(*options_.restore_at) + ": the run ends at " +
                            seconds(static_cast<qiki_ns>(ticks) * plan_.tick) + "; expected a time up to that",
                        fault::input);
        if (i == 0) desk_.warn_of_unsaid(static_cast<qiki_ns>(ticks) * plan_.tick, house_.sink);
        ticks_total_ = r.ticks + ticks * (runs - i);
        one_run(ticks, stop, watch, r);
    }
    const size_t round = std::min<size_t>(r.digests.size(), plan_.runs); // further ones repeat it
    if (round == 1) r.digest = r.digests[0];
    else {
        digest all;
        for (size_t i = 0; i < round; ++i) all.bytes(r.digests[i].data(), r.digests[i].size());
        r.digest = all.hex();
    }
    sum_up(r);
    return r;
}

void engine::one_run(uint64_t ticks, const std::atomic<bool>& stop, const observer& watch, report& r) {
    digest_ = digest();
    if (options_.checked) process_.emplace();
    ++run_;
    dirty_ = true;
    kinds_before_ = kinds_;
    note_bases();
    bool restored = !options_.restore_at;
    bios_.post(0, in_order_, safety_, news_);
    for (tick_ = 0; tick_ < ticks; show(watch, r)) {
        hold(r);
        if (stop.load(std::memory_order_relaxed)) {
            r.interrupted = true;
            break;
        }
        if (!restored && static_cast<qiki_ns>(tick_) * plan_.tick >= *options_.restore_at)
            note_silent(r), restore(), restored = true;
        const uint64_t begun = cycles();
        if (taker_ && tick_) read_all(tick_);
        tick(tick_ + 1);
        ++tick_;
        bios_.post(static_cast<qiki_ns>(tick_) * plan_.tick, in_order_, safety_, news_);
        costs_.add(cycles() - begun);
    }
    // At its end, or in its last tick: what is left to do with what was loaded is to finish.
    if (!restored && !r.interrupted && *options_.restore_at <= static_cast<qiki_ns>(tick_) * plan_.tick)
        note_silent(r), restore();
    r.ticks += tick_;
    tell_the_rest(tick_);
    finish_all(nullptr);
    if (taker_ && tick_) read_all(tick_); // with what was measured in finish()
    note_gauges();
    note_silent(r);
    r.digests.push_back(digest_.hex());
    judge(r.digests.back(), r);
}

void engine::hold(const report& r) {
    if (!options_.before_tick) return;
    const uint64_t start = cycles();
    options_.before_tick([&] { return so_far(r); });
    held_ += cycles() - start;
}

void engine::tick(uint64_t k) {
    const bool count = options_.allocations && k > warm_up;
    const uint64_t before = count ? options_.allocations() : 0, theirs = house_.control_allocations;
    const moment m{k, static_cast<qiki_ns>(k) * plan_.tick, &arithmetic_, process_ ? &*process_ : nullptr};
    bool told = false;
    for (level& l : levels_) {
        if (l.watches && !told) tell_news(k, m.t), told = true;
        run_level(l, m);
        if (!l.worlds) continue;
        for (joint& j : joints_) {
            j.view->rebuild(k);
            if (j.view->out().ticked == k)
                for (queue* q : j.slow) q->push(j.view->out());
        }
    }
    if (!told) tell_news(k, m.t);
    end_of_tick(k);
    if (count)
        host_allocations_ =
            host_allocations_.value_or(0) + options_.allocations() - before - (house_.control_allocations - theirs);
}

void engine::run_level(level& l, const moment& m) {
    l.due.clear();
    for (instance* x : l.all)
        if (--x->due == 0) x->due = x->every, l.due.push_back(x);
    // What belongs to the process is compared around each tick: then only one may run.
    const bool alone = l.due.size() < 2 || house_.workers.workers() < 2 || options_.checked;
    if (!alone && l.spent >= parallel_from_) {
        struct work {
            const level& l;
            const moment& m;
        } w{l, m};
        house_.workers.run(
            static_cast<uint32_t>(l.due.size()), 1,
            [](void* p, uint32_t begin, uint32_t end, uint32_t) {
                const work& all = *static_cast<const work*>(p);
                for (uint32_t i = begin; i < end; ++i) all.l.due[i]->step(all.m);
            },
            &w);
    } else {
        for (instance* x : l.due) x->step(m);
    }
    uint64_t sum = 0, longest = 0; // what a second thread could take over at most
    for (const instance* x : l.due) {
        sum += x->last_spent;
        longest = std::max(longest, x->last_spent);
        if (!x->failure().empty()) broke(*x);
    }
    l.spent = sum - longest;
}

void engine::end_of_tick(uint64_t k) {
    digest_.number(k);
    for (const instance* x : in_order_)
        if (x->due == x->every) digest_instance(*x);
    if (news_in_digest_ && news_.of_run.now.count) {
        digest_.number(UINT32_MAX);
        digest_.number(news_.of_run.now.count);
        digest_.bytes(news_.of_run.now.data, news_.of_run.now.count * sizeof(qiki_event));
    }
    for (const late& l : late_)
        if (l.from->ticked == k) l.to->push(*l.from);
    const qiki_ns t = static_cast<qiki_ns>(k) * plan_.tick;
    safety_.hear(k, t, house_.sink, news_);
    desk_.act(k, t, safety_, news_);
    orders_.pass(k, t, plan_.tick, safety_, desk_, digest_, house_.sink, news_);
    for (source* s : delayed_) s->end_tick();
    for (track_book& b : books_) b.look();
    for (frame_book& b : frames_) b.look(k, t);
    for (const herald& h : heralds_)
        for (uint64_t i = 0; h.events->ticked == k && i < h.events->now.count; ++i) {
            qiki_event e;
            std::memcpy(&e, h.events->now.data + i * sizeof e, sizeof e);
            witness_.see(e, h.writer, house_.texts);
        }
    if (house_.lines.load(std::memory_order_relaxed)) hand_on_lines();
    if (options_.event) report_all_events(k);
    show_finished(k);
    gather_news(true, t);
}

std::vector<health::row> engine::post() const { return bios_.ask(0, in_order_); }

void engine::digest_instance(const instance& x) {
    for (size_t p = 0; p < x.outputs.size(); ++p) {
        const output& o = x.outputs[p];
        if (o.kind < record_kind_count) kinds_[o.kind] += o.made;
        if (!o.in_digest) continue;
        digest_.number(p);
        digest_.number(o.made);
        digest_.bytes(o.out.now.data, o.made * o.blank.stride);
        digest_.number(o.lost);
    }
    if (options_.printed && x.at.who.stage != scenario::section::bridges) print(x);
}

void engine::print(const instance& x) const {
    uint64_t all = 0;
    for (size_t p = 0; p < x.outputs.size(); ++p) {
        const output& o = x.outputs[p];
        if (!o.in_digest) continue;
        const uint64_t part[] = {all, p, o.made, fingerprint(o.out.now.data, o.made * o.blank.stride), o.lost};
        all = fingerprint(part, sizeof part);
    }
    options_.printed(run_, x.at.tick, x.at.who.name, all);
}

void engine::hand_on_lines() {
    house_.lines.store(false, std::memory_order_relaxed);
    for (seat& s : seats_) s.lines.flush(house_.sink, s.who.name, s.t, s.tick);
}

void engine::restore() {
    const std::vector<uint64_t> gate = safety_.save();
    const std::string desk = desk_.save(), orders = orders_.save();
    safety_.forget(), desk_.forget(), orders_.forget();
    safety_.load(gate), desk_.load(desk), orders_.load(orders);
    news_.remark(news_.make(QIKI_EVENT_RUN_RESTORED, static_cast<qiki_ns>(tick_) * plan_.tick));
    for (auto& x : instances_) {
        if (x->at.who.stage == scenario::section::bridges || (x->at.who.about->caps & QIKI_CAP_WORLD_IO)) continue;
        try {
            x->rebirth();
        } catch (const error& e) {
            finish_all(x.get());
            throw error(std::string(e.what()) + " (restored at t = " + seconds(x->at.t) + ")");
        }
    }
}

void engine::begin_again(unsigned run) {
    for (auto& x : instances_) x->reset(run);
    for (queue& q : queues_) q.forget();
    for (joint& j : joints_) j.view->forget();
    for (track_book& b : books_) b.forget();
    for (frame_book& b : frames_) late_before_ += b.late, b.forget();
    witness_.forget();
    news_.forget();
    for (auto& of : rations_) of.fill({});
    late_frames_ = seldom;
    for (level& l : levels_) l.spent = 0;
    orders_.forget(), safety_.forget(), desk_.forget(), bios_.forget();
    dirty_ = false;
}

// Everybody gets the chance to close; the first who cannot is the error, unless there is a worse one already.
void engine::finish_all(const instance* but) {
    std::string first;
    for (auto& x : instances_) {
        if (x.get() == but) continue;
        try {
            x->finish();
        } catch (const error& e) {
            if (first.empty()) first = e.what();
        }
    }
    if (!first.empty() && !but) throw error(first);
}

std::vector<std::string> engine::leave() {
    std::vector<const char*> busy;
    for (const auto& of_thread : acting_on)
        if (const actor* there = of_thread.load(std::memory_order_acquire)) busy.push_back(there->instance);
    leaving = closes = true;
    std::this_thread::sleep_for(std::chrono::milliseconds(100)); // for who came back this moment
    std::vector<std::string> wrong;
    for (auto& x : instances_) {
        if (std::find(busy.begin(), busy.end(), x->at.who.name.c_str()) != busy.end()) continue;
        try {
            x->finish();
        } catch (const error& e) { wrong.emplace_back(e.what()); }
    }
    return wrong;
}

void engine::broke(const instance& x) {
    hand_on_lines();
    if (options_.event) report_all_events(x.at.tick);
    tell_the_rest(x.at.tick);
    report_end(x);
    const std::string text = said_at(x.at.who.where) + who(x.at.who) + " failed at t = " + seconds(x.at.t) + " (tick " +
                             std::to_string(x.at.tick) + "): " + x.failure();
    finish_all(&x);
    throw error(text);
}
} // namespace qiki::run
