// SPDX-License-Identifier: MIT
// host/run/life.cpp - the life of one instance: born, configured, asked for its demand, saved, born again, finished.
#include "host/run/acting.hpp"
#include "host/run/instance.hpp"
#include "host/run/records.hpp"
#include "host/run/words.hpp"
#include "qiki/ext/finish.h"
#include "qiki/ext/span.h"
#include "qiki/services/log.h"
#include <utility>

namespace qiki::run {
namespace {
constexpr uint64_t most_of_output = uint64_t{4} << 30; // of one output buffer
constexpr qiki_config no_config{QIKI_HEAD(qiki_config), {nullptr, 0, sizeof(qiki_value)}};

template <class E>
const E* extension(const qiki_vtable& vt, void* self, const char* id) {
    return static_cast<const E*>(QIKI_HAS(&vt, extension) ? vt.extension(self, id) : nullptr);
}
} // namespace

instance::instance(seat& s, const options& o, uint32_t ticks_per_period, qiki_ns p)
    : at(s), outputs(s.who.about->outputs.count), every(ticks_per_period), due(ticks_per_period), period(p),
      options_(o), config_(s.who.config ? s.who.config : &no_config), outs_(outputs.size()) {
    for (uint32_t i = 0; i < outputs.size(); ++i) {
        const qiki_port& port = output_of(s.who, i);
        outputs[i].kind = record_row(port.record);
        const uint32_t size = outputs[i].kind < record_kind_count ? record_kinds[outputs[i].kind].size : 0;
        outputs[i].blank = {i, 0, port.record, size, 0, 0, 0, 0, nullptr, 0, 0};
        outputs[i].out.stride = size;
    }
}

instance::~instance() { destroy(); }

void instance::fail(const std::string& text, fault f) const {
    throw error(said_at(at.who.where) + who(at.who) + " " + text, f);
}

// Before the first tick a plugin that misbehaves is refused; later the run has failed.
fault instance::of_plugin() const { return at.tick == 0 ? fault::plugin : fault::run; }

// In checked mode the remarks of tick() are no answer to another call. "" or what is wrong.
std::string instance::remark(const char* call, qiki_status s) const {
    if (s <= 0 || !options_.checked) return {};
    return std::string(call) + " gave status " + std::to_string(s) +
           ", a remark that only tick() has (rule err.1); give QIKI_OK";
}

// Runs one [control] call, which returns "" or what went wrong, inside the wall.
template <class F>
void instance::guarded(const char* what, F&& call, const fault& of_refusal) {
    std::string wrong;
    const spotlight here(at.who.name.c_str(), at.who.about->id, what, at.tick);
    const std::string broken = load::guarded([&] { wrong = call(); });
    if (!broken.empty())
        fail(std::string(what) + ": " + broken +
                 "; no call may (rules err.4, err.5): catch it inside, put back what it changes",
             of_plugin());
    if (!wrong.empty()) fail(wrong, of_refusal);
}

void instance::create() {
    at.phase = doing::birth;
    warmth_ = 0;
    load_policy(at);
    guarded(
        "create",
        [&]() -> std::string {
            qiki_error e{-1, {}};
            const qiki_status s = at.who.about->create(&at.host, &at.info, &vt_, &self_, &e);
            if (s < 0) return "cannot be created: " + reason(s, e);
            if (std::string odd = remark("create", s); !odd.empty()) return odd;
            if (!vt_ || !self_) return "was created, but gave no table or no instance";
            if (!QIKI_HAS(vt_, configure) || !QIKI_HAS(vt_, tick) || !QIKI_HAS(vt_, reset) || !QIKI_HAS(vt_, destroy))
                return "was created, but its table lacks configure, tick, reset or destroy";
            return {};
        },
        of_plugin());
    configure();
    miss_policy(at);
}

void instance::configure() {
    at.phase = doing::birth;
    fault whose = fault::input; // unless the plugin says that it is a bug of its own
    guarded(
        "configure",
        [&]() -> std::string {
            qiki_error e{-1, {}};
            const qiki_status s = vt_->configure(self_, config_, &e);
            if (s == QIKI_E_INTERNAL || s > 0) whose = of_plugin();
            return s < 0 ? "refuses its configuration: " + reason(s, e) : remark("configure", s);
        },
        whose);
    at.phase = doing::rest;
}

void instance::demand() {
    std::vector<uint64_t> want;
    for (uint32_t i = 0; i < outputs.size(); ++i) want.push_back(output_of(at.who, i).hint);
    if (QIKI_HAS(vt_, demand) && !want.empty())
        guarded(
            "demand",
            [&]() -> std::string {
                qiki_error e{-1, {}};
                const qiki_status s = vt_->demand(self_, want.data(), static_cast<uint32_t>(want.size()), &e);
                return s < 0 ? "cannot say how much it writes: " + reason(s, e) : remark("demand", s);
            },
            of_plugin());
    for (uint32_t i = 0; i < outputs.size(); ++i) {
        if (outputs[i].blank.stride == 0) want[i] = 0; // a record that this host does not know
        else if (want[i] > most_of_output / outputs[i].blank.stride)
            fail(std::string("demands ") + std::to_string(want[i]) + " records for output '" +
                 output_of(at.who, i).name + "', more than 4 GiB");
        const uint64_t limit = options_.capacity_limit;
        outputs[i].make(limit && limit < want[i] ? limit : want[i]);
    }
}

void instance::reset(unsigned run) {
    at.lines.forget();
    reset_policy(at);
    if (!at.who.by_run.empty()) {
        config_ = at.who.by_run.at(run);
        configure();
    } else {
        guarded(
            "reset",
            [&]() -> std::string {
                qiki_error e{-1, {}};
                const qiki_status s = vt_->reset(self_, &e);
                return s < 0 ? "cannot be reset: " + reason(s, e) : remark("reset", s);
            },
            fault::run);
    }
    for (output& o : outputs) o.forget();
    for (feed& f : feeds) f.seen = f.dropped = 0;
    seq = warmth_ = 0;
    inspector_.forget();
    due = every;
}

void instance::rebirth() {
    blob state;
    guarded(
        "save", [&] { return save_state(*at.who.about, *vt_, self_, state); }, fault::run);
    destroy();
    at.quiet = true;
    create();
    at.quiet = false;
    guarded(
        "load", [&] { return load_state(*at.who.about, *vt_, self_, state); }, fault::run);
}

void instance::finish() {
    if (!self_) return;
    const auto* end = extension<qiki_finish>(*vt_, self_, QIKI_FINISH_ID);
    if (!end) return;
    guarded(
        "finish",
        [&]() -> std::string {
            qiki_error e{-1, {}};
            const qiki_status s = end->finish(self_, &e);
            return s < 0 ? "cannot finish: " + reason(s, e) : remark("finish", s);
        },
        fault::run);
}

std::optional<qiki_ns> instance::span() {
    const auto* known = extension<qiki_span>(*vt_, self_, QIKI_SPAN_ID);
    if (!known) return {};
    qiki_ns end = 0;
    guarded(
        "span",
        [&]() -> std::string {
            qiki_error e{-1, {}};
            const qiki_status s = known->span(self_, &end, &e);
            return s < 0 ? "cannot say how long it lasts: " + reason(s, e) : remark("span", s);
        },
        fault::input);
    return end;
}

bool instance::tests_itself() {
    bool offers = false;
    const std::string broken = load::guarded([&] {
        const auto* x = self_ ? extension<qiki_selftest>(*vt_, self_, QIKI_SELFTEST_ID) : nullptr;
        offers = x && QIKI_HAS(x, run);
    });
    return offers && broken.empty();
}

namespace {
// The wall around a call that comes again and again in a run, as around tick(): what belongs to the process takes 64
// questions before and after each call, which for all instances together would be longer than the tick.
template <class F>
std::string in_a_run(F&& call) {
    const auto arithmetic = load::float_control::now();
    std::string wrong;
    try {
        call();
    } catch (const std::exception& e) { wrong = std::string("threw ") + e.what(); } catch (...) {
        wrong = "threw something";
    }
    if (!arithmetic.keep()) wrong += std::string(wrong.empty() ? "" : ", ") + "changed the floating-point control";
    return wrong;
}
} // namespace

std::string instance::test_itself(qiki_ns t, std::vector<qiki_selftest_row>& rows) {
    rows.clear();
    std::string wrong;
    const spotlight here(at.who.name.c_str(), at.who.about->id, "selftest", at.tick);
    const auto ask = [&] {
        const auto* x = self_ ? extension<qiki_selftest>(*vt_, self_, QIKI_SELFTEST_ID) : nullptr;
        if (!x || !QIKI_HAS(x, run)) return;
        qiki_error e{-1, {}};
        rows.resize(64);
        int32_t n = x->run(self_, t, rows.data(), static_cast<uint32_t>(rows.size()), &e);
        if (n > static_cast<int32_t>(rows.size()) && n <= 4096) {
            rows.resize(static_cast<size_t>(n));
            n = std::min(n, x->run(self_, t, rows.data(), static_cast<uint32_t>(n), &e));
        }
        if (n < 0) wrong = "could not test itself: " + reason(n, e);
        rows.resize(n < 0 ? 0 : std::min(rows.size(), static_cast<size_t>(n)));
    };
    const std::string broken = t == 0 || options_.checked ? load::guarded(ask) : in_a_run(ask);
    if (!broken.empty()) rows.clear(), wrong = "could not test itself: " + broken;
    return wrong;
}

void instance::destroy() noexcept {
    if (!self_) return;
    void* self = std::exchange(self_, nullptr);
    if (!QIKI_HAS(vt_, destroy)) return;
    const spotlight here(at.who.name.c_str(), at.who.about->id, "destroy", at.tick);
    const std::string broken = load::guarded([&] { vt_->destroy(self); });
    if (!broken.empty() && at.house.sink)
        at.house.sink(at.who.name, QIKI_LOG_ERROR, at.t, at.tick, "destroy: " + broken);
}
} // namespace qiki::run
