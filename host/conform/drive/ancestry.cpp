// SPDX-License-Identifier: MIT
// host/conform/drive/ancestry.cpp - a track stays the one that it is.
#include "host/conform/drive/ancestry.hpp"
#include "host/conform/check.hpp"
#include <algorithm>

namespace qiki::conform {

void judge_past(const std::string& who, const qiki_track& x, const std::vector<qiki_ns>& ends, bool doubled,
                std::map<uint64_t, ancestry>& known) {
    const auto [at, fresh] = known.emplace(x.id, ancestry{x.t_birth, x.hits});
    ancestry& then = at->second;
    if (x.t_birth != then.birth)
        throw failed(who + ": t_birth goes from " + std::to_string(then.birth) + " to " + std::to_string(x.t_birth) +
                     " ns: expected it to stay; it is the time of the first contact (rule tracker.time)");
    if (x.hits < then.hits)
        throw failed(who + ": hits goes from " + std::to_string(then.hits) + " to " + std::to_string(x.hits) +
                     ": expected it never to fall; it counts the looks with a contact, misses those in a row without "
                     "one (rule tracker.time)");
    const auto since = std::count_if(ends.begin(), ends.end(), [&](qiki_ns t) { return t >= x.t_birth; });
    if (static_cast<int64_t>(x.hits) > since)
        throw failed(who + ": hits is " + std::to_string(x.hits) + ", and since its t_birth there were " +
                     std::to_string(since) + " looks" + (doubled ? ", the last of which came twice" : "") +
                     ": expected no more than these; " +
                     (doubled ? "a frame that comes again (same source, sensor and seq) is no look (rules "
                                "tracker.time, tracker.state)"
                              : "a new track begins with its first contact, and has no hits of another's (rule "
                                "tracker.time)"));
    then.hits = x.hits;
}
} // namespace qiki::conform
