// SPDX-License-Identifier: MIT
// host/conform/checks/err_boundary.cpp - no exception comes out of any call, on good input and on bad.
#include "host/conform/check.hpp"
#include "host/conform/child.hpp"
#include "host/conform/drive/actor.hpp"
#include "host/conform/drive/damage.hpp"
#include "host/conform/drive/life.hpp"
#include "host/conform/page.hpp"
#include "host/load/guard.hpp"
#include "qiki/ext/state.h"

namespace qiki::conform {
extern const check err_boundary;
namespace err_boundary_parts {
constexpr uint64_t ticks = 200;

void stand(const char* call, const std::function<void()>& does) {
    doing(call);
    if (const std::string threw = load::watch(does).threw; !threw.empty())
        throw failed(
            std::string(call) + " threw " + threw +
            ": expected a status; catch all exceptions before the boundary, as qiki::guard() does (rule err.4)");
}

// Bytes that are no state of anybody's.
int64_t garbage(void* left, void* to, uint64_t n) {
    auto& rest = *static_cast<uint64_t*>(left);
    const uint64_t k = std::min(n, rest);
    std::fill_n(static_cast<unsigned char*>(to), k, static_cast<unsigned char>(0xFE));
    rest -= k;
    return static_cast<int64_t>(k);
}

// A tick that is wrong in one way.
void misfit(actor& it, const moment& m, const char* what, const std::function<void(pass&)>& spoil) {
    pass p(it.about(), m);
    spoil(p);
    qiki_error e{-1, {}};
    it.host().begin_tick(m.seq + 1, m.t1);
    stand(what, [&] { it.table().tick(it.self(), &p.tick, &e); });
    it.host().end_tick();
    stand("reset()", [&] { it.table().reset(it.self(), &e); });
}

void mistreat(const subject& s) {
    const configuration c(*s.about, s.set);
    actor it(s, c);
    qiki_error e{-1, {}};
    scene world(*s.about, s.seed);
    for (uint32_t i = 0; i < 60; ++i) {
        const damaged bad(c, *s.about, s.seed, i);
        stand("configure()", [&] { it.table().configure(it.self(), &bad.view(), &e); });
    }
    it.configure(c);
    const moment first = world.next();
    misfit(it, first, "tick() backwards", [](pass& p) { std::swap(p.tick.t0, p.tick.t1); });
    misfit(it, first, "tick() with an unknown record", [](pass& p) {
        for (qiki_view& v : p.views) v.record = 77;
        for (qiki_out& o : p.outs) o.record = 77;
    });
    misfit(it, first, "tick() with a port that is not there", [](pass& p) {
        for (qiki_view& v : p.views) v.port = 77;
    });
    misfit(it, first, "tick() without views", [](pass& p) { p.tick.view_count = 0; });
    misfit(it, first, "tick() in a second pass that nobody asked for", [](pass& p) { p.tick.pass = 1; });
    if (!s.about->state_schema) return;
    if (const auto* state = it.extension<qiki_state>(QIKI_STATE_ID))
        for (uint64_t size : {0ul, 1ul, 8ul, 100ul, 100'000ul}) {
            qiki_stream io{QIKI_HEAD(qiki_stream), &size, nullptr, garbage};
            stand("load()", [&] { state->load(it.self(), s.about->state_schema, &io, &e); });
        }
}

// As many ticks as any other check of this level gives.
void tick_on(const subject& s) {
    actor it(s);
    scene world(*s.about, s.seed);
    for (uint64_t i = 0; i < ticks; ++i)
        if (it.tick(world.next()).status < 0) return; // out.finite judges
}

void run(subject& s) {
    if (s.part == "mistreated") return mistreat(s);
    const configuration c(*s.about, s.set);
    {
        solo::lone_host h(*s.about);
        lead({s, c, stand}, h);
    }
    tick_on(s);
    try {
        elsewhere(s, err_boundary, "mistreated");
    } catch (const failed& f) { // a crash is another check's: config.fuzz, tick.bounds, state.garbage
        if (std::string(f.what()).find("rule err.4") != std::string::npos) throw;
    }
}
} // namespace err_boundary_parts
extern const check err_boundary{.id = "err.boundary",
                                .level = 3,
                                .from = needs::plugin,
                                .rules = "err.4",
                                .asserts = "no exception comes out of any call of a whole life, of 200 ticks, of a "
                                           "tick that does not fit, of a configuration with a "
                                           "fault or of a state that is none: the other side may be C",
                                .varies = axis::configuration | axis::calls | axis::state,
                                .run = err_boundary_parts::run};
} // namespace qiki::conform
