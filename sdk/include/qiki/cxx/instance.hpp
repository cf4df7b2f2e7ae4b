// SPDX-License-Identifier: MIT
// qiki/cxx/instance.hpp - one C++ value behind the table of plugin.h; it keeps the lifecycle and its promises.
#pragma once
#include "config.hpp"
#include "guard.hpp"
#include "offers.hpp"
#include "state.hpp"
#include <cstring>
#include <optional>
#include <utility>

namespace qiki {

// A copyable value: the copy is what makes configure, reset and load all-or-nothing. step() returns a qiki_status, or void.
// Optional:
//   params, channels, facts, verbs   static constexpr arrays; caps, vendor, licence: static constexpr
//   void demand(span<uint64_t>)      records per output that one pass may need; preset to the hints of the ports
//   void reserve()                   memory for the ticks to come: called on every value that becomes the living one, since a
//                                    copied std::vector has lost its capacity
//   void state(auto& io)             what decides later outputs (state.hpp); schema: its number, 1 unless given
//   int selftest(qiki_ns, span<qiki_selftest_row>), void finish(), qiki_ns span()   see offers.hpp
//   static const void* extension(const char* id)
template <class P>
concept plugin = std::copy_constructible<P> && std::is_nothrow_move_assignable_v<P> &&
    requires(P p, const qiki_host& h, const qiki_instance_info& i, const config& c, const tick<P>& t) {
        P(h, i);
        p.configure(c);
        p.step(t);
        { P::inputs::count } -> std::convertible_to<uint32_t>;
        { P::outputs::count } -> std::convertible_to<uint32_t>;
    };

template <plugin P> class instance {
public:
    static qiki_status create(const qiki_host* h, const qiki_instance_info* i, const qiki_vtable** vt, void** self, qiki_error* e) noexcept {
        return guard(e, [&] { *self = new instance(*h, *i); *vt = &table; });
    }

    // For the tables of P::extension(id): their functions get the instance as self.
    static P& value(void* self) { return of(self).now_; }

    static constexpr uint64_t schema_of() {
        if constexpr (requires { P::schema; }) return P::schema; else return keeps_state<P> ? 1 : 0;
    }

private:
    enum class phase { created, ready, more, poisoned };
    instance(const qiki_host& h, const qiki_instance_info& i) : born_(h, i), now_(born_) {}
    static instance& of(void* s) { return *static_cast<instance*>(s); }
    static void prepare(P& p) { if constexpr (requires { p.reserve(); }) p.reserve(); }
    void become(P&& next, qiki_ns last) noexcept { now_ = std::move(next); phase_ = phase::ready; last_ = last; }

    static qiki_status configure(void* s, const qiki_config* c, qiki_error* e) noexcept {
        instance& me = of(s);
        if (me.phase_ > phase::ready) return say(e, QIKI_E_ORDER, "configure: finish the tick, or reset first");
        return guard(e, [&] {
            P next(me.born_);
            next.configure(config(*c));
            std::optional<P> fresh(next);
            prepare(next);
            me.fresh_ = std::move(fresh); // the last that may throw, and then fresh_ is as it was
            me.become(std::move(next), INT64_MIN);
        });
    }
    static qiki_status demand(void* s, uint64_t* per_port, uint32_t n, qiki_error* e) noexcept {
        P& p = of(s).now_;
        if (of(s).phase_ != phase::ready) return say(e, QIKI_E_ORDER, "demand: configure first, and between ticks");
        if (n != P::outputs::count) return say(e, QIKI_E_ARGUMENT, "demand: wrong number of ports");
        for (uint32_t i = 0; i < n; ++i) per_port[i] = P::outputs::rows[i].hint;
        return guard(e, [&] { if constexpr (requires { p.demand(std::span<uint64_t>()); }) p.demand(std::span<uint64_t>(per_port, n)); });
    }
    static qiki_status step(void* s, const qiki_tick* t, qiki_error* e) noexcept {
        instance& me = of(s);
        if (me.phase_ == phase::poisoned) return say(e, QIKI_E_POISONED, "tick: an earlier tick failed; reset or load");
        if (me.phase_ == phase::created) return say(e, QIKI_E_ORDER, "tick: configure first");
        if ((me.phase_ == phase::more) != (t->pass != 0)) return say(e, QIKI_E_ORDER, "tick: pass does not continue the tick");
        if (t->pass != 0 && t->t1 != me.last_) return say(e, QIKI_E_ORDER, "tick: another tick was not finished");
        if (t->t1 < t->t0 || (t->pass == 0 && t->t0 < me.last_)) return say(e, QIKI_E_TIME, "tick: time runs backwards");
        if (const char* why = misfit<P>(*t)) return say(e, QIKI_E_ARGUMENT, why);
        if (t->t0 == t->t1) return QIKI_SKIPPED;
        qiki_status done = QIKI_OK;
        const qiki_status caught = guard(e, [&] {
            if constexpr (std::is_void_v<decltype(me.now_.step(tick<P>(*t)))>) me.now_.step(tick<P>(*t));
            else done = me.now_.step(tick<P>(*t));
        });
        me.last_ = t->t1;
        if (caught < 0 || done < 0) {
            me.phase_ = phase::poisoned;
            const qiki_status code = caught < 0 ? caught : say(e, done, "tick: failed, and the plugin did not say why");
            const bool refusal = code == QIKI_E_ARGUMENT || code == QIKI_E_TIME || code == QIKI_E_ORDER;
            return refusal ? QIKI_E_INTERNAL : code; // those three promise that nothing has changed
        }
        me.phase_ = done == QIKI_MORE ? phase::more : phase::ready;
        return done == QIKI_OK && lost(*t) ? QIKI_TRUNCATED : done;
    }
    static bool lost(const qiki_tick& t) {
        for (uint32_t i = 0; i < t.out_count; ++i) if (qiki_out_at(&t, i)->dropped != 0) return true;
        return false;
    }
    static qiki_status reset(void* s, qiki_error* e) noexcept {
        instance& me = of(s);
        if (!me.fresh_) return say(e, QIKI_E_ORDER, "reset: configure first");
        return guard(e, [&] {
            P next(*me.fresh_);
            prepare(next);
            me.become(std::move(next), INT64_MIN);
        });
    }
    static void destroy(void* s) noexcept { delete static_cast<instance*>(s); }

    static qiki_status save(void* s, const qiki_stream* io, qiki_error* e) noexcept {
        if (of(s).phase_ != phase::ready) return say(e, QIKI_E_ORDER, "save: configure first, and between ticks");
        return guard(e, [&] { if constexpr (keeps_state<P>) { writer w(*io); w(of(s).last_); of(s).now_.state(w); } });
    }
    static qiki_status load(void* s, uint64_t schema, const qiki_stream* io, qiki_error* e) noexcept {
        instance& me = of(s);
        if (!me.fresh_) return say(e, QIKI_E_ORDER, "load: configure first");
        if (schema != schema_of()) return say(e, QIKI_E_STATE, "load: another schema");
        return guard(e, [&] { if constexpr (keeps_state<P>) {
            P next(*me.fresh_);
            prepare(next);
            qiki_ns last = 0;
            reader r(*io); r(last); next.state(r); r.end();
            me.become(std::move(next), last);
        } });
    }

    static const void* extension(void*, const char* id) noexcept {
        const auto is = [id](const char* known) { return std::strcmp(id, known) == 0; };
        if constexpr (keeps_state<P>) if (is(QIKI_STATE_ID)) return &states;
        if constexpr (tests_itself<P>) if (is(QIKI_SELFTEST_ID)) return &selftests;
        if constexpr (finishes<P>) if (is(QIKI_FINISH_ID)) return &ends;
        if constexpr (spans<P>) if (is(QIKI_SPAN_ID)) return &lengths;
        if constexpr (requires { P::extension(id); }) return P::extension(id);
        return nullptr;
    }
    static int32_t selftest(void* s, qiki_ns t, qiki_selftest_row* rows, uint32_t n, qiki_error* e) noexcept {
        int32_t made = 0;
        const qiki_status done = guard(e, [&] { made = run_selftest(of(s).now_, t, {rows, n}); });
        return done < 0 ? done : made;
    }
    static qiki_status finish(void* s, qiki_error* e) noexcept {
        return guard(e, [&] { if constexpr (finishes<P>) of(s).now_.finish(); });
    }
    static qiki_status span(void* s, qiki_ns* end, qiki_error* e) noexcept {
        if (of(s).phase_ == phase::created) return say(e, QIKI_E_ORDER, "span: configure first");
        return guard(e, [&] { if constexpr (spans<P>) *end = of(s).now_.span(); });
    }
    static constexpr qiki_vtable table{QIKI_HEAD(qiki_vtable), configure, demand, step, reset, destroy, extension};
    static constexpr qiki_state states{QIKI_HEAD(qiki_state), save, load};
    static constexpr qiki_selftest selftests{QIKI_HEAD(qiki_selftest), selftest};
    static constexpr qiki_finish ends{QIKI_HEAD(qiki_finish), finish};
    static constexpr qiki_span lengths{QIKI_HEAD(qiki_span), span};

    const P born_;
    P now_;
    std::optional<P> fresh_; // as just configured
    phase phase_ = phase::created;
    qiki_ns last_ = INT64_MIN; // t1 of the tick before, or of the one that is not finished
};
} // namespace qiki
