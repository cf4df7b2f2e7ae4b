// SPDX-License-Identifier: MIT
// host/bench/stand.cpp - inputs are made before the clock starts; QIKI_MORE is obeyed while it runs.
#include "host/bench/stand.hpp"
#include "host/load/contract.hpp"
#include "host/load/guard.hpp"
#include <cstring>
#include <ctime>

namespace qiki::bench {
namespace {

constexpr uint64_t most_bytes = uint64_t{1} << 30; // of one output
constexpr uint32_t most_passes = 1'000'000;

const qiki_port& row(const qiki_table& t, size_t i) { return load::row<qiki_port>(t, static_cast<uint32_t>(i)); }

// Of this thread: other work on the machine does not count.
double processor_time() {
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

std::string said(const qiki_error& e, qiki_status s) {
    const std::string text(e.text, strnlen(e.text, sizeof e.text));
    return "status " + std::to_string(s) + (text.empty() ? "" : ", " + load::one_line(text));
}

// A call into the plugin: what it throws, and a status below 0, end in an error.
template <class F>
void call(const char* what, F&& f) {
    qiki_error e{-1, {}};
    qiki_status s = QIKI_OK;
    const std::string broken = load::guarded([&] { s = f(&e); });
    if (!broken.empty()) throw error(std::string(what) + ": " + broken);
    if (s == QIKI_E_UNSUPPORTED)
        throw error(std::string(what) + ": it needs a service that only a run has (" + said(e, s) +
                    "); what it costs in a run, qiki run SCENARIO.lua tells");
    if (s < 0) throw error(std::string(what) + ": " + said(e, s));
}
} // namespace

stand::stand(const load::plugin& p, const qiki_config& config, const world& w,
             const std::optional<scenario::policy_use>& policy)
    : about_(*p.about), world_(w),
      host_(about_, {.name = "bench", .seed = w.seed, .period = w.period, .policy = policy, .owned = w.owned}) {
    world_.writer = solo::other_index;
    for (uint32_t i = 0; i < about_.verbs.count; ++i) world_.verbs.push_back(load::row<qiki_verb>(about_.verbs, i));
    for (uint32_t i = 0; i < about_.inputs.count; ++i) {
        const qiki_port& declared = row(about_.inputs, i);
        if (!can_make(declared.record) && !(declared.flags & QIKI_PORT_OPTIONAL))
            throw error(std::string("its input '") + declared.name + "' takes a record that cannot be made up");
    }
    host_.birth();
    call("create", [&](qiki_error* e) { return about_.create(&host_.host(), &host_.info(), &vt_, &self_, e); });
    if (!vt_ || !self_) throw error("create: success without an instance");
    try {
        call("configure", [&](qiki_error* e) { return vt_->configure(self_, &config, e); });
        in_.resize(about_.inputs.count), out_.resize(about_.outputs.count);
        std::vector<uint64_t> want;
        for (size_t i = 0; i < out_.size(); ++i) want.push_back(row(about_.outputs, i).hint);
        if (QIKI_HAS(vt_, demand) && !want.empty())
            call("demand",
                 [&](qiki_error* e) { return vt_->demand(self_, want.data(), static_cast<uint32_t>(want.size()), e); });
        for (size_t i = 0; i < out_.size(); ++i) {
            const uint64_t size = load::record_size(row(about_.outputs, i).record);
            if (want[i] > most_bytes / size) throw error("demand: more than 1 GiB for an output");
            out_[i].capacity = want[i], out_[i].buffer.resize(want[i] * size / sizeof(uint64_t));
        }
    } catch (...) {
        load::guarded([&] { vt_->destroy(self_); });
        throw;
    }
}

stand::~stand() {
    load::guarded([&] { vt_->destroy(self_); });
}

stand::cost stand::tick() {
    cost c;
    const qiki_ns t0 = static_cast<qiki_ns>(seq_) * world_.period, t1 = t0 + world_.period;
    std::vector<qiki_view> views;
    for (uint32_t i = 0; i < in_.size(); ++i) {
        const qiki_port& declared = row(about_.inputs, i);
        if (!can_make(declared.record)) continue;
        in_[i].now = make(world_, declared.record, seq_, t1);
        const records& r = in_[i].now;
        views.push_back({i, world_.writer, 0, QIKI_VIEW_FRESH, declared.record, load::record_size(declared.record),
                         in_[i].first, r.count, 0, t1, r.count ? r.words.data() : nullptr});
        in_[i].first += r.count, c.read += r.count;
    }
    std::vector<qiki_out> outs(out_.size());
    host_.begin_tick(seq_ + 1, t1);
    qiki_status s = QIKI_MORE;
    for (uint32_t pass = 0; s == QIKI_MORE; ++pass) {
        for (uint32_t i = 0; i < out_.size(); ++i) {
            const qiki_port& declared = row(about_.outputs, i);
            outs[i] = {i,
                       1,
                       declared.record,
                       load::record_size(declared.record),
                       out_[i].first,
                       out_[i].capacity,
                       0,
                       0,
                       out_[i].capacity ? out_[i].buffer.data() : nullptr,
                       0,
                       0};
        }
        const qiki_tick t{QIKI_HEAD(qiki_tick),
                          seq_,
                          t0,
                          t1,
                          pass,
                          sizeof(qiki_view),
                          sizeof(qiki_out),
                          static_cast<uint32_t>(views.size()),
                          static_cast<uint32_t>(outs.size()),
                          0,
                          views.data(),
                          outs.data()};
        double began = 0, ended = 0;
        call("tick", [&](qiki_error* e) {
            began = processor_time();
            const qiki_status done = vt_->tick(self_, &t, e);
            ended = processor_time();
            return s = done;
        });
        c.seconds += ended - began, ++c.passes;
        uint64_t made = 0;
        for (uint32_t i = 0; i < out_.size(); ++i) out_[i].first += outs[i].count, made += outs[i].count;
        c.written += made;
        if (s == QIKI_MORE && made == 0) throw error("tick: asks to be called again and writes nothing");
        if (pass == most_passes) throw error("tick: asks to be called again without end");
    }
    host_.end_tick();
    host_.take_lines(); // nobody reads them
    ++seq_;
    return c;
}
} // namespace qiki::bench
