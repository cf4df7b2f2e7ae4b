// SPDX-License-Identifier: MIT
// host/conform/checks/tracker_radars.cpp - several radars at one port, each with a target that the other does not see.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/looks.hpp"
#include "host/load/contract.hpp"
#include "qiki/math.h"
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <set>

namespace qiki::conform {
namespace tracker_radars_parts {
constexpr uint64_t ticks = 40, judged = 10, targets = 4; // of each radar
constexpr double near = 600;                             // m
constexpr uint64_t held = 3;                             // ticks of 1 s: so late one of them may be

// Those of the first radar fly in the north, those of the second in the south.
void target_at(int radar, size_t n, double t, double* pos) {
    const auto k = static_cast<double>(n);
    pos[0] = 9000 * k - 14'000 + 60 * t, pos[1] = (radar ? -16'000 - 3000 * k : 15'000 + 3000 * k) + 30 * t;
    pos[2] = 2000 + 200 * k;
}
look seen(look l, int radar, bool moved = true) { // each looks at its own half, so that nobody is missed there
    qiki_frame& f = l.frame;
    f.valid |= QIKI_FRAME_HAS_SECTOR;
    f.bearing[radar] = 1.5 * QIKI_PI, f.bearing[1 - radar] = 0.5 * QIKI_PI;
    f.elevation[0] = -0.5, f.elevation[1] = 1.5, f.range[1] = 1e5;
    if (radar && moved) f.pos[0] = 5000, f.pos[1] = -4000, f.pos[2] = 40;
    double pos[3];
    for (size_t n = 0; n < l.contacts.size(); ++n) {
        target_at(radar, n, static_cast<double>(f.t_to) * 1e-9, pos);
        see(l.contacts[n], pos, f.pos);
    }
    return l;
}

void number(look& l, uint64_t frames, uint64_t ids) { // otherwise
    l.frame.seq += frames;
    for (qiki_contact& c : l.contacts) c.frame = static_cast<decltype(c.frame)>(c.frame + frames), c.id += ids;
}

// Of one radar that looks to the south, and then to the north, in a tick of 1 s.
constexpr qiki_ns half = 500'000'000;
void take_turns(look& north, look& south, uint64_t i) {
    qiki_frame& f = south.frame;
    north.frame.seq = 2 * i + 1, f.seq = 2 * i, f.source = north.frame.source;
    f.t_to -= half, north.frame.t_from = f.t_to;
    for (qiki_contact& c : north.contacts) c.frame = 2 * i + 1;
    for (qiki_contact& c : south.contacts) c.frame = 2 * i, c.t = f.t_to, c.id += 1u << 20;
    south = seen(south, 1, false);
}

// Those of the first radar are in the north; of one radar alone tracker.ids judges.
void judge_ids(uint64_t i, const std::vector<qiki_track>& set) {
    std::set<uint64_t> north;
    for (const qiki_track& x : set)
        if (x.x[1] > 0) north.insert(x.id);
    for (const qiki_track& x : set)
        if (!(x.x[1] > 0) && north.contains(x.id))
            throw failed(at_tick(i) + "track " + std::to_string(x.id) +
                         " stands twice in one set, once for a target of each of two radars that number their contacts "
                         "alike: expected every id once; a contact's id is unique per source alone (rules tracker.ids, "
                         "rec.8)");
}

// In how many of the last looks each radar's targets have tracks, in all; nothing of who says that it did not take all.
struct found {
    uint64_t of[2] = {0, 0};
};
enum class writers {
    two,   // whose frames have the same numbers
    apart, // likewise, but the numbers of the second are other ones
    one,   // which passes on both, as a recording does: one source, two sensors
    same   // which is one radar, and takes turns
};
std::optional<found> play(const subject& s, uint64_t late, writers who = writers::two) {
    const bool alone = who == writers::one || who == writers::same;
    actor it(s);
    solo::world w = scene::world_of(*s.about, s.seed);
    w.bodies = targets;
    looks first(*s.about, w), second(*s.about, w);
    std::deque<look> under_way;
    found sum;
    for (uint64_t i = 0; i < ticks; ++i) {
        look a = seen(first.next(), 0);
        look b = seen(second.next(), 1);
        if (who == writers::apart) number(b, 1000, 0);
        if (who == writers::one) b.frame.source = a.frame.source, ++b.frame.sensor, number(b, 0, 1u << 20);
        if (who == writers::same) take_turns(a, b, i);
        under_way.push_back(std::move(b));
        std::vector<look> arrived;
        if (under_way.size() > late) {
            arrived.push_back(under_way.front()), under_way.pop_front();
            arrived.back().frame.t_available = first.now();
            if (late && who == writers::same) arrived.back().frame.flags |= QIKI_FRAME_LATE;
        }
        std::vector<look> both{a};
        if (alone) both.insert(who == writers::same ? both.begin() : both.end(), arrived.begin(), arrived.end());
        const told t = it.tick(alone ? first.put(both) : joined(first.put(both), second.put(arrived)));
        if (t.status < 0 || t.status == QIKI_TRUNCATED) return std::nullopt;
        const auto set = track_set(t);
        if (set && !alone) judge_ids(i, *set);
        for (int radar = 0; set && i + judged >= ticks && radar < 2; ++radar)
            for (size_t n = 0; n < targets; ++n)
                for (const qiki_track& x : *set) {
                    double pos[3];
                    target_at(radar, n, static_cast<double>(x.t) * 1e-9, pos);
                    if (x.status == QIKI_TRACK_ENDED || std::hypot(x.x[0] - pos[0], x.x[1] - pos[1]) > near) continue;
                    ++sum.of[radar];
                    break;
                }
    }
    return sum;
}

// How late a frame may be, where a parameter says it.
bool takes_so_late(const subject& s) {
    for (uint32_t i = 0; i < s.about->params.count; ++i) {
        const auto& p = load::row<qiki_param>(s.about->params, i);
        if (p.type != QIKI_REAL || !std::strstr(p.key, "late")) continue;
        const auto given = s.set.find(p.key);
        if ((given == s.set.end() ? p.value : std::strtod(given->second.c_str(), nullptr)) < 2.0 * held) return false;
    }
    return true;
}

std::string of_all(uint64_t n) { return std::to_string(n) + " of " + std::to_string(judged * targets); }
void run(subject& s) {
    constexpr uint64_t most = judged * targets * 3 / 4, few = judged * targets / 4;
    const auto prompt = play(s, 0);
    if (!prompt) return s.note("says that it does not take the frames of two radars");
    const auto unheard = [](const found& f) { // 2: both are heard, or none of them well
        for (int radar = 0; radar < 2; ++radar)
            if (f.of[radar] <= few && f.of[1 - radar] >= most) return radar;
        return 2;
    };
    const auto deaf = [&](const found& f, const std::string& to) {
        const int radar = unheard(f);
        return to + ", each with targets that the other does not see: those of the " + (radar ? "second" : "first") +
               " have a track " + of_all(f.of[radar]) + " times, those of the " + (radar ? "first " : "second ") +
               of_all(f.of[1 - radar]);
    };
    if (unheard(*prompt) < 2) {
        const auto apart = play(s, 0, writers::apart);
        if (apart && unheard(*apart) == 2)
            throw failed(deaf(*prompt, "two radars write into its ports, whose frames have the same seq") +
                         "; with other numbers both are heard: expected a frame to be known by source, sensor and seq, "
                         "since each radar counts its own (rules radar.frame, tracker.state)");
        throw failed(deaf(*prompt, "two radars write into its ports") +
                     ": expected both to be heard; a port with QIKI_PORT_MANY has a view of each writer, and "
                     "frames name contacts of their own writer's view (rules tick.3, tracker.state)");
    }
    if (prompt->of[0] < most || prompt->of[1] < most) return s.note("made few tracks: late frames were not looked at");
    if (const auto one = play(s, 0, writers::one); one && unheard(*one) < 2)
        throw failed(deaf(*one,
                          "one source, as a recording is, passes on the frames of two sensors, which have the same "
                          "seq and lie in the same ticks") +
                     "; from two sources both are heard: expected a frame to be known by source, sensor and seq, and "
                     "none to be left out because another one of that source is of the same time (rules radar.frame, "
                     "tracker.state)");
    if (!takes_so_late(s)) return;
    const auto late = play(s, held);
    if (late && late->of[1] <= few && late->of[0] >= most)
        throw failed("of two radars the second comes 3 s late, with targets that the first does not see: they have a "
                     "track " +
                     of_all(late->of[1]) + " times (" + of_all(prompt->of[1]) +
                     " when it is prompt), and each tick says that all is well: expected late frames to be taken; who "
                     "leaves them out says QIKI_TRUNCATED (rule tracker.state)");
    const auto turns = play(s, 0, writers::same);
    if (!turns || turns->of[0] < most || turns->of[1] < most) return;
    const auto swapped = play(s, 1, writers::same);
    if (swapped && swapped->of[1] <= few && swapped->of[0] >= most)
        throw failed("the frames of one radar, which looks by turns to the south and to the north, come in the order "
                     "of seq 1, 0, 3, 2, 5, 4: the targets in those that come after a newer one have a track " +
                     of_all(swapped->of[1]) + " times (" + of_all(turns->of[1]) +
                     " when they come in order), and each tick says that all is well: expected a frame that did not "
                     "come before to be taken, whatever came since; who leaves it out says QIKI_TRUNCATED (rule "
                     "tracker.state)");
}
std::string spares(const qiki_descriptor& d) {
    const std::string other = no_maker_of_tracks(d);
    return other.empty() && !hears_radars(d) ? "hears one radar: its ports are not QIKI_PORT_MANY" : other;
}
} // namespace tracker_radars_parts
extern const check tracker_radars{
    .id = "tracker.radars",
    .level = 2,
    .from = needs::plugin,
    .rules = "tick.3 tracker.state tracker.ids radar.frame",
    .asserts =
        "of two radars, which number their contacts alike, with four targets each, all eight have tracks, with "
        "eight ids; also when both are sensors of one source, or one comes 3 s late, and of one "
        "radar whose frames come out of the order of seq, unless a tick says QIKI_TRUNCATED: a radar that nobody hears "
        "is a hole in the picture",
    .varies = axis::views | axis::time,
    .run = tracker_radars_parts::run,
    .spares = tracker_radars_parts::spares};
} // namespace qiki::conform
