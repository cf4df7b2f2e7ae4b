// SPDX-License-Identifier: MIT
// plugins/sensors/common/rows.hpp - tables of parameters put together from those that sensors share.
#pragma once
#include "qiki/qiki.hpp"

namespace sensors {

template <size_t N>
struct table {
    qiki_param rows[N];
};

template <size_t N>
constexpr table<N> rows(const qiki_param (&r)[N]) {
    table<N> t{};
    std::copy_n(r, N, t.rows);
    return t;
}
template <size_t... N>
constexpr auto joined(const table<N>&... parts) {
    table<(N + ...)> all{};
    size_t at = 0;
    ((std::copy_n(parts.rows, N, all.rows + at), at += N), ...);
    return all;
}

} // namespace sensors
