// SPDX-License-Identifier: MIT
// trackers/table.hpp - tables of parameters made of others, so that what trackers share is written once.
#pragma once
#include "qiki/qiki.hpp"
#include <algorithm>
#include <string_view>

namespace tracking {

template <size_t N>
struct table {
    qiki_param row[N];
};

template <size_t A, size_t B>
constexpr table<A + B> joined(const qiki_param (&a)[A], const qiki_param (&b)[B]) {
    table<A + B> t{};
    std::copy(std::begin(b), std::end(b), std::copy(std::begin(a), std::end(a), t.row));
    return t;
}

// The rows of `from` that have these keys, in their order there; a key that it does not have is no constant expression.
template <size_t K, size_t A>
constexpr table<K> picked(const std::string_view (&keys)[K], const qiki_param (&from)[A]) {
    table<K> t{};
    size_t n = 0;
    for (const qiki_param& p : from)
        if (std::find(std::begin(keys), std::end(keys), p.key) != std::end(keys)) t.row[n++] = p;
    if (n != K) throw "a key is not in the table";
    return t;
}

} // namespace tracking
