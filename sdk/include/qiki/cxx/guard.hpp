// SPDX-License-Identifier: MIT
// qiki/cxx/guard.hpp - the two walls of the boundary: exceptions die here, and foreign records do not come in.
#pragma once
#include "port.hpp"
#include <cstdio>
#include <new>

namespace qiki {

inline qiki_status say(qiki_error* e, qiki_status s, const char* text) noexcept {
    if (e) { e->key = -1; std::snprintf(e->text, sizeof e->text, "%s", text); }
    return s;
}
template <class F> qiki_status guard(qiki_error* e, F&& f) noexcept {
    try { f(); return QIKI_OK; }
    catch (const failure& x) {
        const qiki_status s = say(e, x.code < 0 ? x.code : QIKI_E_INTERNAL, x.text);
        if (e) e->key = x.key;
        return s;
    }
    catch (const std::bad_alloc&)   { return say(e, QIKI_E_MEMORY, "out of memory"); }
    catch (const std::exception& x) { return say(e, QIKI_E_INTERNAL, x.what()); }
    catch (...)                     { return say(e, QIKI_E_INTERNAL, "unknown exception"); }
}

// Why the views and outputs of a tick do not fit the ports of P; nullptr when they do.
template <class P> const char* misfit(const qiki_tick& t) {
    for (uint32_t i = 0; i < t.view_count; ++i) {
        const qiki_view& v = *qiki_view_at(&t, i);
        if (v.port >= P::inputs::count) return "tick: view of a port that is not there";
        if (v.record != P::inputs::rows[v.port].record || v.stride != P::inputs::strides[v.port])
            return "tick: view carries another record";
        if (v.count && !v.data) return "tick: view without data";
    }
    if (t.out_count != P::outputs::count) return "tick: wrong number of outputs";
    for (uint32_t i = 0; i < t.out_count; ++i) {
        const qiki_out& o = *qiki_out_at(&t, i);
        if (o.port != i) return "tick: output of a port that is not there";
        if (o.record != P::outputs::rows[i].record || (o.stride != P::outputs::strides[i] && (o.stride || o.capacity))) // stride 0: an older host does not know the record
            return "tick: output takes another record";
        if (o.capacity && !o.data) return "tick: output without data";
    }
    return nullptr;
}
} // namespace qiki
