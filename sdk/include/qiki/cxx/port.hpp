// SPDX-License-Identifier: MIT
// qiki/cxx/port.hpp - typed ports: the compiler finds the index, the record and the stride.
#pragma once
#include "../command.h"
#include "../event.h"
#include "../plugin.h"
#include "../radar.h"
#include "../sample.h"
#include "../track.h"
#include <algorithm>
#include <cstdio>
#include <exception>
#include <span>
#include <type_traits>

namespace qiki {

template <class R> inline constexpr uint32_t record_id = 0;
template <> inline constexpr uint32_t record_id<qiki_truth> = QIKI_REC_TRUTH;
template <> inline constexpr uint32_t record_id<qiki_zone> = QIKI_REC_ZONE;
template <> inline constexpr uint32_t record_id<qiki_frame> = QIKI_REC_FRAME;
template <> inline constexpr uint32_t record_id<qiki_contact> = QIKI_REC_CONTACT;
template <> inline constexpr uint32_t record_id<qiki_origin> = QIKI_REC_ORIGIN;
template <> inline constexpr uint32_t record_id<qiki_track> = QIKI_REC_TRACK;
template <> inline constexpr uint32_t record_id<qiki_assoc> = QIKI_REC_ASSOC;
template <> inline constexpr uint32_t record_id<qiki_track_modes> = QIKI_REC_TRACK_MODES;
template <> inline constexpr uint32_t record_id<qiki_sample> = QIKI_REC_SAMPLE;
template <> inline constexpr uint32_t record_id<qiki_command> = QIKI_REC_COMMAND;
template <> inline constexpr uint32_t record_id<qiki_receipt> = QIKI_REC_RECEIPT;
template <> inline constexpr uint32_t record_id<qiki_proposal> = QIKI_REC_PROPOSAL;
template <> inline constexpr uint32_t record_id<qiki_event> = QIKI_REC_EVENT;
template <> inline constexpr uint32_t record_id<qiki_selftest_row> = QIKI_REC_SELFTEST;

// What a plugin throws to choose the status; the text goes to the host's qiki_error.
struct failure : std::exception {
    qiki_status code;
    int32_t key = -1; // of the config value, port or view, when it is about one
    char text[252];
    failure(qiki_status c, const char* t) : code(c) { std::snprintf(text, sizeof text, "%s", t); }
    template <class... A> static failure format(qiki_status c, const char* f, A... a) {
        failure x(c, "");
        std::snprintf(x.text, sizeof x.text, f, a...);
        return x;
    }
    const char* what() const noexcept override { return text; }
};

template <size_t N> struct literal {
    char text[N];
    consteval literal(const char (&t)[N]) { std::copy_n(t, N, text); }
};

// A port is a type: using frames = qiki::port<"frames", qiki_frame>; Hint: records of a typical tick; Help: one line.
template <literal Name, class R, uint32_t Flags = QIKI_PORT_STREAM, uint64_t Hint = 64, literal Help = ""> struct port {
    using record = R;
    static_assert(record_id<R> != 0 && std::is_trivially_copyable_v<R>);
    static constexpr qiki_port row{Name.text, Help.text, record_id<R>, Flags, Hint, {0, 0}};
};

template <class... P> struct ports {
    static constexpr uint32_t count = sizeof...(P);
    static constexpr qiki_port rows[] = {P::row..., qiki_port{}};
    static constexpr size_t strides[] = {sizeof(typename P::record)..., 0};
    static constexpr qiki_table table() { return {count ? rows : nullptr, count, sizeof(qiki_port)}; }
    template <class X> static constexpr uint32_t index() {
        static_assert((std::is_same_v<X, P> + ...) == 1, "not a port of this side");
        uint32_t i = 0;
        return (void)((std::is_same_v<X, P> || (++i, false)) || ...), i;
    }
};

template <class R> struct view {
    const qiki_view& head;
    std::span<const R> records;
    auto begin() const { return records.begin(); }
    auto end() const { return records.end(); }
    // The records [first, first + count) by ordinal, for frames that name their contacts so; empty if some were lost.
    std::span<const R> slice(uint64_t first, uint64_t count) const {
        if (first < head.first || first - head.first + count > records.size()) return {};
        return records.subspan(static_cast<size_t>(first - head.first), static_cast<size_t>(count));
    }
};

// One tick as plugin P sees it; its views were checked against P's ports before step() was called.
template <class P> class tick {
public:
    explicit tick(const qiki_tick& t) : t_(t) {}
    uint64_t seq() const { return t_.seq; }
    qiki_ns from() const { return t_.t0; }
    qiki_ns to() const { return t_.t1; }
    uint32_t pass() const { return t_.pass; }

    // How many writers the port has, and the view of the k-th, in order of their index.
    template <class X> uint32_t writers() const { return range<X>().second; }
    template <class X> view<typename X::record> read(uint32_t k) const {
        const auto [begin, n] = range<X>();
        if (k >= n) throw failure(QIKI_E_INTERNAL, "no such writer");
        const qiki_view& v = *qiki_view_at(&t_, begin + k);
        return {v, {static_cast<const typename X::record*>(v.data), static_cast<size_t>(v.count)}};
    }
    // All views of a port, for(const auto v : t.views<X>()): in one walk, where read(k) for each k looks for the port anew.
    template <class X> class view_list {
    public:
        view_list(const qiki_tick& t, uint32_t begin, uint32_t n) : t_(t), begin_(begin), end_(begin + n) {}
        struct cursor {
            const qiki_tick* t;
            uint32_t i;
            view<typename X::record> operator*() const {
                const qiki_view& v = *qiki_view_at(t, i);
                return {v, {static_cast<const typename X::record*>(v.data), static_cast<size_t>(v.count)}};
            }
            cursor& operator++() { ++i; return *this; }
            bool operator!=(const cursor& o) const { return i != o.i; }
        };
        cursor begin() const { return {&t_, begin_}; }
        cursor end() const { return {&t_, end_}; }
        uint32_t size() const { return end_ - begin_; }
    private:
        const qiki_tick& t_;
        uint32_t begin_, end_;
    };
    template <class X> view_list<X> views() const {
        const auto [begin, n] = range<X>();
        return {t_, begin, n};
    }
    // The records of a port with one writer; empty when it is not wired.
    template <class X> std::span<const typename X::record> read() const {
        static_assert(!(X::row.flags & QIKI_PORT_MANY), "name the writer: read<X>(k), k < writers<X>()");
        return writers<X>() ? read<X>(0).records : std::span<const typename X::record>{};
    }
    // Nothing to say: readers of this snapshot keep the last one.
    template <class X> void keep() const { out<X>().flags |= QIKI_OUT_KEEP; }
    template <class X> uint64_t room() const { return qiki_room(&out<X>()); }
    // Whether somebody looks at the port: the work for an OPTIONAL output may be skipped when not.
    template <class X> bool wanted() const { return out<X>().readers != 0; }
    // Of the next record put on this port.
    template <class X> uint64_t ordinal() const { return out<X>().first + out<X>().count; }
    // False when the port is full: the record is lost and counted. To lose none, ask room() and return QIKI_MORE.
    template <class X> bool put(const typename X::record& r) const {
        void* at = qiki_next(&out<X>());
        if (at) *static_cast<typename X::record*>(at) = r;
        return at != nullptr;
    }
    // n records that belong to one that was lost elsewhere, as an origin to its contact: lost with it, whatever room there is,
    // and counted (rule tick.5).
    template <class X> void drop(uint64_t n = 1) const { out<X>().dropped += n; }
    // The next n records of the port in one piece, not cleared, at most as many as there is room for: to be filled before
    // step() returns, by pool tasks too.
    template <class X> std::span<typename X::record> take(uint64_t n) const {
        qiki_out& o = out<X>();
        n = std::min(n, qiki_room(&o));
        auto* at = static_cast<typename X::record*>(o.data) + o.count;
        o.count += n;
        return {at, static_cast<size_t>(n)};
    }
private:
    template <class X> qiki_out& out() const { return *qiki_out_at(&t_, P::outputs::template index<X>()); }
    template <class X> std::pair<uint32_t, uint32_t> range() const {
        uint32_t begin = 0, n = 0;
        while (begin < t_.view_count && qiki_view_at(&t_, begin)->port < P::inputs::template index<X>()) ++begin;
        while (begin + n < t_.view_count && qiki_view_at(&t_, begin + n)->port == P::inputs::template index<X>()) ++n;
        return {begin, n};
    }
    const qiki_tick& t_;
};
} // namespace qiki
