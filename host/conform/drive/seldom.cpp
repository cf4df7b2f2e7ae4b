// SPDX-License-Identifier: MIT
// host/conform/drive/seldom.cpp - the same truth in several ticks (rule tick.3): what is said of it has its time.
#include "host/conform/drive/seldom.hpp"
#include "host/conform/drive/readings.hpp"
#include "host/conform/drive/stage.hpp"
#include "host/load/contract.hpp"
#include "qiki/sample.h"
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>

namespace qiki::conform {
namespace seldom_parts {
constexpr uint64_t gaps[] = {2, 3, 5, 10}; // ticks
constexpr uint64_t times = 8, enough = 5;  // that truth is written; that something is measured of it

// What is said as STALE to the bit as it was said before, as OK.
class repeated {
public:
    void see(const qiki_sample& r, uint64_t tick, qiki_ns written, bool fresh) {
        const auto key = std::pair{r.channel, r.part};
        if (r.label == QIKI_LABEL_OK) last_[key] = r;
        const auto was = last_.find(key);
        const bool measured = r.n && std::any_of(r.v, r.v + r.n, [](double v) { return v != 0; });
        if (fresh || r.label != QIKI_LABEL_STALE || !measured || was == last_.end() || was->second.n != r.n ||
            r.t <= was->second.t || std::memcmp(was->second.v, r.v, sizeof r.v) != 0)
            return;
        throw failed(at_tick(tick) + "sample of channel " + std::to_string(r.channel) + " says the value of " +
                     std::to_string(was->second.t) + " ns again as STALE with t " + std::to_string(r.t) +
                     " ns, and the truth that it is taken from is still that of " + std::to_string(written) +
                     " ns, as a slower writer's is: expected the time at which it was true, by which readers tell how "
                     "old it is; a substitute for now is FALLBACK (rules sensor.truth, tick.3)");
    }

private:
    std::map<std::pair<uint32_t, uint8_t>, qiki_sample> last_;
};

struct seen {
    readings fresh, between; // in ticks that bring truth, and in the others
};
seen watch_every(const subject& s, uint64_t every, qiki_ns period = 1'000'000'000, double pace = 1) {
    constexpr double turn = 0.02; // rad/s
    actor it(s);
    stage scene(*s.about, s.seed, period);
    scene.every = every;
    qiki_truth& c = scene.carrier;
    c.valid |= QIKI_TRUTH_HAS_RATE;
    c.pos[0] = 2000, c.pos[1] = 3000, c.rate[2] = turn;
    c.vel[0] = 1.2 * pace, c.vel[1] = 1.6 * pace, c.vel[2] = 0.3 * pace;
    const std::vector<qiki_truth> others = spiral(5, 500, 5000);
    seen all;
    repeated again;
    for (uint64_t i = 0; i < (every == 1 ? 12 : times * every); ++i) {
        const double written = static_cast<double>((static_cast<qiki_ns>(i - i % every) + 1) * period) * 1e-9; // s
        const qiki_sc half = qiki_sincos(turn * written / 2);
        c.att[0] = half.cos, c.att[3] = half.sin;
        const moment m = scene.next(others);
        qiki_truth now = c;
        for (int k = 0; k < 3; ++k) now.pos[k] += now.vel[k] * written;
        const told t = it.play(m);
        const uint64_t me = it.host().info().host_entity;
        for (const auto& w : t.out)
            for (uint64_t k = 0; w.record == QIKI_REC_SAMPLE && k < w.count; ++k)
                if (const auto& r = w.as<qiki_sample>(k); r.entity == me && r.n <= 4)
                    again.see(r, i, static_cast<qiki_ns>(written * 1e9), i % every == 0);
        (i % every ? all.between : all.fresh).gather(s, me, m, t, now);
    }
    return all;
}

// All behind the second are so many times the fact.
bool times_the_fact(const std::vector<reading>& all, size_t fact, double factor) {
    return all.size() >= enough && std::all_of(all.begin() + 2, all.end(), [=](const reading& r) {
               const double want = factor * std::fabs(r.facts[fact]);
               return std::fabs(std::fabs(r.value) - want) < 0.2 * want;
           });
}

// Where it was when truth was written is not where it is: of a fast carrier the two are far apart.
void look_behind(const subject& s) {
    constexpr double pace = 100, near = 0.25;
    constexpr uint64_t every = 5;
    constexpr size_t place = 3; // facts of a channel in m
    const double velocity[place] = {1.2 * pace, 1.6 * pace, 0.3 * pace};
    const seen usual = watch_every(s, 1, 1'000'000'000, pace), now = watch_every(s, every, 1'000'000'000, pace);
    for (const auto& [which, values] : usual.fresh.all) {
        const int fact = settled_on(values);
        const auto between = now.between.all.find(which);
        if (fact < 0 || values.front().facts.size() != place || between == now.between.all.end()) continue;
        const auto& all = between->second;
        const auto n = static_cast<size_t>(fact);
        const auto since = [&](const reading& r) { return velocity[n] * static_cast<double>(r.tick % every); };
        const bool behind = all.size() >= enough && std::all_of(all.begin(), all.end(), [&](const reading& r) {
                                return std::fabs(r.value - r.facts[n]) < near * since(r);
                            });
        if (!behind) continue;
        const reading& bad = all.back();
        char text[300];
        std::snprintf(text, sizeof text,
                      "%s: of a carrier whose truth comes every %llu ticks it says %.6g, OK and of the time of tick "
                      "%llu, which brings none: there it was %llu s before, and is at %.6g",
                      called(s, which).c_str(), static_cast<unsigned long long>(every), bad.value,
                      static_cast<unsigned long long>(bad.tick), static_cast<unsigned long long>(bad.tick % every),
                      bad.facts[n] + since(bad));
        throw failed(std::string(text) + ": expected where it is at that t, by its velocity, or STALE with the t of "
                                         "the truth, or NO_DATA (rules sensor.truth, tick.3)");
    }
}

// In ticks of 1.9 ms what is taken over whole ones is nearly twice what is so.
void look_quickly(const subject& s) {
    constexpr qiki_ns quick = 1'900'000;
    constexpr double pace = 10, factor = 1.9;
    const seen usual = watch_every(s, 1, 1'000'000'000, pace), now = watch_every(s, 1, quick, pace);
    for (const auto& [which, values] : usual.fresh.all) {
        const int fact = settled_on(values);
        const auto measured = now.fresh.all.find(which);
        if (fact < 0 || measured == now.fresh.all.end()) continue;
        const auto& all = measured->second;
        if (!times_the_fact(all, static_cast<size_t>(fact), factor)) continue;
        char text[240];
        std::snprintf(text, sizeof text,
                      "%s: in ticks of 1.9 ms it says %.6g and OK at tick %llu, where %.6g is so; in ticks of 1 s it "
                      "says that",
                      called(s, which).c_str(), all.back().value, static_cast<unsigned long long>(all.back().tick),
                      std::fabs(all.back().facts[static_cast<size_t>(fact)]));
        throw failed(std::string(text) + ": expected what is so; times are whole nanoseconds, and a tick need not be "
                                         "one of whole milliseconds (rule sensor.truth)");
    }
}
} // namespace seldom_parts

void look_seldom(const subject& s) {
    using namespace seldom_parts;
    look_behind(s);
    look_quickly(s);
    const seen always = watch_every(s, 1);
    for (const uint64_t every : gaps) {
        const seen now = watch_every(s, every);
        for (const auto& [which, values] : always.fresh.all) {
            const int fact = settled_on(values);
            const auto measured = now.fresh.all.find(which), between = now.between.all.find(which);
            if (fact < 0 || measured == now.fresh.all.end()) continue;
            const auto n = static_cast<size_t>(fact);
            const auto &all = measured->second, &rest = between == now.between.all.end() ? all : between->second;
            const bool by_tick = times_the_fact(all, n, static_cast<double>(every));
            const bool stands = times_the_fact(all, n, 1) && rest.size() >= enough &&
                                std::all_of(rest.begin(), rest.end(), [](const reading& r) { return r.value == 0; });
            if (!by_tick && !stands) continue;
            const reading& bad = by_tick ? all.back() : rest.back();
            char text[300];
            std::snprintf(text, sizeof text,
                          "%s: of a carrier whose truth comes every %llu ticks it says %.6g and OK at tick %llu%s, "
                          "where %.6g is so; with a truth every tick it says that",
                          called(s, which).c_str(), static_cast<unsigned long long>(every), bad.value,
                          static_cast<unsigned long long>(bad.tick), by_tick ? "" : ", which brings none",
                          std::fabs(bad.facts[n]));
            throw failed(std::string(text) +
                         ": expected what is so, and STALE or NO_DATA where no new truth came; what is taken from two "
                         "truths has the time from one to the other (qiki_truth.t), not that of a tick, and a truth "
                         "that is read again is none (rules sensor.truth, tick.3)");
        }
    }
}
} // namespace qiki::conform
