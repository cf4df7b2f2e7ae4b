// SPDX-License-Identifier: MIT
// host/scenario/wording.cpp - expectations as sentences.
#include "host/scenario/times.hpp"
#include "host/scenario/values.hpp"
#include <cmath>

namespace qiki::scenario {
namespace {
std::string bounds(const expectation& e) {
    if (e.min == e.max) return " equal to " + number(e.min);
    if (std::isinf(e.max)) return " of at least " + number(e.min);
    if (std::isinf(e.min)) return " of at most " + number(e.max);
    return " from " + number(e.min) + " to " + number(e.max);
}

std::string events_listed(const expectation& e) {
    constexpr size_t most = 4;
    std::string out;
    for (size_t i = 0; i < e.events.size() && i < most; ++i) out += (i ? ", " : "") + wording(e.events[i]);
    return e.events.size() > most ? out + ", and " + std::to_string(e.events.size() - most) + " more" : out;
}
} // namespace

const std::vector<std::string>& subject_words() {
    static const std::vector<std::string> words = {"events", "absent",   "metric",         "records",    "tracks",
                                                   "digest", "no_drops", "no_late_frames", "no_warnings"};
    return words;
}

const std::vector<std::string>& track_words() {
    static const std::vector<std::string> words = {"live", "confirmed", "born"};
    return words;
}

std::string wording(const event_pattern& p) {
    std::string out = p.code + (p.from.empty() ? "" : " from " + p.from);
    if (p.earliest == p.latest) return out + " at " + seconds(p.earliest) + " s";
    if (p.latest == ever) return p.earliest > 0 ? out + " after " + seconds(p.earliest) + " s" : out;
    if (p.earliest == 0) return out + " before " + seconds(p.latest) + " s";
    return out + " between " + seconds(p.earliest) + " s and " + seconds(p.latest) + " s";
}

std::string wording(const expectation& e) {
    switch (e.what) {
    case subject::events: return std::string(e.ordered ? "in this order " : "in any order ") + events_listed(e);
    case subject::absent: return "no " + events_listed(e);
    case subject::metric: return "metric " + e.of + "/" + e.measure + bounds(e);
    case subject::records: return "a count of " + e.of + " records" + bounds(e);
    case subject::tracks: return "a count of " + e.measure + " tracks of " + e.of + bounds(e);
    case subject::digest: return "digest " + e.of;
    case subject::no_drops: return "no dropped record";
    case subject::no_late_frames: return "no late frame";
    case subject::no_warnings: return "no warning in the log";
    }
    return {};
}
} // namespace qiki::scenario
