// SPDX-License-Identifier: MIT
// host/conform/checks/err_text.cpp - qiki_error is written on failure alone, and only when it is there.
#include "host/conform/child.hpp"
#include "host/conform/drive/actor.hpp"
#include "host/conform/drive/damage.hpp"
#include "host/conform/drive/life.hpp"
#include "host/conform/page.hpp"
#include <cstring>

namespace qiki::conform {
extern const check err_text;
namespace err_text_parts {
constexpr uint32_t refusals = 100;

constexpr char without[] = "without", with[] = "with"; // parts

// Who rides on nobody (host_entity is 0) may refuse that in create() or in configure().
void ask_without_carrier(const subject& s, const configuration& c, qiki_error* e) {
    if (!e)
        giving("its qiki_error is NULL and its host_entity is 0",
               "write a text only when there is a place for it, as qiki_say() does (rule err.2)");
    solo::terms alone;
    alone.carried = false;
    solo::lone_host h(*s.about, alone);
    const qiki_vtable* table = nullptr;
    void* self = nullptr;
    qiki_status status = QIKI_OK;
    h.birth();
    calling("create()", 0, [&] { status = s.about->create(&h.host(), &h.info(), &table, &self, e); });
    if (status < 0) return;
    calling("configure()", 0, [&] { table->configure(self, &c.view(), e); });
    calling("destroy()", 0, [&] { table->destroy(self); });
}

// Refusals of each call that can refuse, and nobody who wants to know why, or somebody.
void ask_for_refusals(const subject& s, const configuration& c, qiki_error* e) {
    if (!e)
        giving("its qiki_error is NULL",
               "write a text only when there is a place for it, as qiki_say() does (rule err.2)");
    actor it(s, nullptr);
    const auto ask = [](const char* call, const std::function<qiki_status()>& does) { calling(call, 0, does); };
    const qiki_vtable& v = it.table();
    ask("reset()", [&] { return v.reset(it.self(), e); }); // in CREATED
    for (uint32_t i = 0; i < refusals; ++i) {
        const damaged bad(c, *s.about, s.seed, i);
        ask("configure()", [&] { return v.configure(it.self(), &bad.view(), e); });
    }
    it.configure(c);
    scene world(*s.about, s.seed);
    const moment m = world.next();
    pass p(it.about(), m);
    std::swap(p.tick.t0, p.tick.t1);
    it.host().begin_tick(1, m.t1);
    ask("tick()", [&] { return v.tick(it.self(), &p.tick, e); });
    it.host().end_tick();
    if (const auto* x = s.about->state_schema ? it.extension<qiki_state>(QIKI_STATE_ID) : nullptr) {
        qiki_stream nothing{QIKI_HEAD(qiki_stream), nullptr, [](void*, const void*, uint64_t) { return int64_t{-1}; },
                            [](void*, void*, uint64_t) { return int64_t{0}; }};
        ask("save()", [&] { return x->save(it.self(), &nothing, e); });
        ask("load()", [&] { return x->load(it.self(), s.about->state_schema + 1, &nothing, e); });
    }
    ask_without_carrier(s, c, e);
    giving("");
}

// Each in another process, which a call may end. What dies either way is not for this check.
void live_without_text(const subject& s) {
    try {
        elsewhere(s, err_text, without);
    } catch (const failed&) {
        try {
            elsewhere(s, err_text, with);
        } catch (const failed& f) { throw deferred(f.what(), "config.fuzz"); }
        throw;
    }
}

void run(subject& s) {
    const configuration c(*s.about, s.set);
    qiki_error e{-1, {}};
    if (!s.part.empty()) return ask_for_refusals(s, c, s.part == with ? &e : nullptr);
    solo::lone_host h(*s.about);
    for (const deed& d : lead({s, c}, h))
        if (d.status >= 0 && !d.babble.empty())
            throw failed(std::string(d.call) + " succeeds, and writes " + d.babble +
                         " into its qiki_error: expected it untouched; write it on failure only (rule err.2)");
    live_without_text(s);
}
} // namespace err_text_parts
extern const check err_text{
    .id = "err.text",
    .level = 2,
    .from = needs::plugin,
    .rules = "err.2",
    .asserts =
        "no call of a whole life that succeeds writes into its qiki_error, and who refuses 100 configurations, a "
        "tick, a reset, a state or a seat without a carrier lives when there is none: a host that wants no text gives "
        "NULL",
    .varies = axis::configuration | axis::calls,
    .run = err_text_parts::run};
} // namespace qiki::conform
