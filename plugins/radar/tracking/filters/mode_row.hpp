// SPDX-License-Identifier: MIT
// tracking/filters/mode_row.hpp - values of several types side by side, saved as they stand (a std::tuple may not be).
#pragma once
#include <cstddef>
#include <utility>

namespace tracking::filters {

template <class... T>
struct row {
    friend bool operator==(const row&, const row&) = default;
};
template <class H, class... T>
struct row<H, T...> {
    H head;
    [[no_unique_address]] row<T...> tail;
    friend bool operator==(const row&, const row&) = default;
};

template <size_t I, class R>
auto& at(R& r) {
    if constexpr (I == 0) return r.head;
    else return at<I - 1>(r.tail);
}

// Calls f(constant<0>), f(constant<1>), ... below K; constants are usable as template arguments.
template <size_t K, class F>
void each(F&& f) {
    [&]<size_t... I>(std::index_sequence<I...>) { (f(std::integral_constant<size_t, I>{}), ...); }
    (std::make_index_sequence<K>{});
}

} // namespace tracking::filters
