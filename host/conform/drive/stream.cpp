// SPDX-License-Identifier: MIT
// host/conform/drive/stream.cpp - pieces of bytes.
#include "host/conform/drive/stream.hpp"
#include "host/solo/lone_host.hpp"
#include <algorithm>
#include <cstring>

namespace qiki::conform {
namespace {
constexpr uint64_t most_stored = uint64_t{1} << 28;

// How many of n may pass now; -1: the stream fails.
int64_t may_pass(stream& s, uint64_t n) {
    ++s.calls;
    if (s.at >= s.fails_at) return -1;
    return static_cast<int64_t>(std::min({n, s.piece, s.fails_at - s.at}));
}
int64_t put_in(void* ctx, const void* data, uint64_t n) {
    const solo::visit here; // what it allocates is ours
    stream& s = *static_cast<stream*>(ctx);
    const int64_t k = s.at + n > most_stored ? -1 : may_pass(s, n); // no state is that large: it writes without end
    if (k <= 0) return k;
    s.bytes.append(static_cast<const char*>(data), static_cast<size_t>(k));
    s.at += static_cast<uint64_t>(k);
    return k;
}
int64_t take_out(void* ctx, void* data, uint64_t n) {
    stream& s = *static_cast<stream*>(ctx);
    const int64_t k = may_pass(s, std::min<uint64_t>(n, s.bytes.size() - s.at));
    if (k <= 0) return k;
    std::memcpy(data, s.bytes.data() + s.at, static_cast<size_t>(k));
    s.at += static_cast<uint64_t>(k);
    return k;
}
} // namespace

qiki_stream stream::face() { return {QIKI_HEAD(qiki_stream), this, put_in, take_out}; }
} // namespace qiki::conform
