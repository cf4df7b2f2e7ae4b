// SPDX-License-Identifier: MIT
// qiki/cxx/offers.hpp - what a plugin may offer besides its ticks: an optional member each, found by the compiler.
#pragma once
#include "../ext/finish.h"
#include "../ext/selftest.h"
#include "../ext/span.h"
#include "state.hpp"
#include <algorithm>
#include <concepts>
#include <cstring>
#include <span>
#include <string_view>

namespace qiki {

// void state(auto& io): checkpoints.
template <class P>
concept keeps_state = requires(P p, writer w, reader r) { p.state(w); p.state(r); };

// int selftest(qiki_ns t, std::span<qiki_selftest_row> rows): fills rows, which come zeroed, and returns how many there are.
// When it is not const, it runs on a copy: a self-test changes no state.
template <class P>
concept tests_itself = requires(P p, std::span<qiki_selftest_row> r) { { p.selftest(qiki_ns{}, r) } -> std::convertible_to<int32_t>; };

// void finish(): the run is over.
template <class P>
concept finishes = requires(P p) { p.finish(); };

// qiki_ns span(): no tick with t0 at or after it brings a record any more.
template <class P>
concept spans = requires(P p) { { p.span() } -> std::convertible_to<qiki_ns>; };

template <class P> int32_t run_selftest(P& p, qiki_ns t, std::span<qiki_selftest_row> rows) {
    if constexpr (tests_itself<P>) {
        std::fill(rows.begin(), rows.end(), qiki_selftest_row{});
        if constexpr (tests_itself<const P>) return static_cast<const P&>(p).selftest(t, rows);
        else return P(p).selftest(t, rows);
    } else return 0;
}

// Copies text into a zero-filled field of a record; what does not fit is cut, between characters of UTF-8.
template <size_t N> void fill(char (&field)[N], std::string_view text) {
    size_t n = std::min(text.size(), N);
    if (n < text.size()) while (n > 0 && (static_cast<unsigned char>(text[n]) & 0xC0u) == 0x80u) --n;
    std::memset(field, 0, N);
    std::memcpy(field, text.data(), n);
}

// A row of a self-test: PASS when min <= value <= max, else FAIL.
inline qiki_selftest_row measured(qiki_ns t, uint64_t entity, std::string_view device, std::string_view found, double value, double min, double max) {
    qiki_selftest_row r{};
    r.entity = entity; r.t = t; r.value = value; r.min = min; r.max = max;
    r.result = value >= min && value <= max ? QIKI_TEST_PASS : QIKI_TEST_FAIL;
    r.label = QIKI_LABEL_OK;
    fill(r.device, device);
    fill(r.found, found);
    return r;
}
} // namespace qiki
