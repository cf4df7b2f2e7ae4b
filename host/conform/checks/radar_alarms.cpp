// SPDX-License-Identifier: MIT
// host/conform/checks/radar_alarms.cpp - false alarms: where they lie, and whether a field tells them from targets.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/stage.hpp"
#include <algorithm>
#include <cmath>
#include <cstdio>

namespace qiki::conform {
namespace radar_alarms_parts {
constexpr uint64_t ticks = 300, ticks_seen = 60, bodies = 30, quarters = 4, enough = 200;
constexpr double unlikely = 5.33; // of a normal law, either side together 1e-7: a dozen of them 1e-6
constexpr double least = 0.02;    // and no smaller share off the quarter is worth a word

std::vector<look> looks_at(const subject& s, const std::vector<qiki_truth>& all, uint64_t n) {
    const configuration c(*s.about, with(s, {{"clutter", 20}}));
    actor it(s, c);
    stage scene(*s.about, s.seed);
    std::vector<look> out;
    for (uint64_t i = 0; i < n; ++i)
        for (look& l : looks_of(it.play(scene.next(all)))) out.push_back(std::move(l));
    return out;
}

// The declared field, measure by measure.
struct axis {
    const char* name;
    const double* (*limits)(const qiki_frame&);
    bool turns;
};
constexpr axis axes[] = {{"range", [](const qiki_frame& f) { return &f.range[0]; }, false},
                         {"bearing", [](const qiki_frame& f) { return &f.bearing[0]; }, true},
                         {"elevation", [](const qiki_frame& f) { return &f.elevation[0]; }, false}};

// The quarter of the field in which a value lies; nothing outside of it (radar.field judges).
std::optional<size_t> quarter(const axis& a, const qiki_frame& f, double z) {
    const double *limits = a.limits(f), turn = 2 * QIKI_PI;
    double wide = limits[1] - limits[0], at = z - limits[0];
    if (a.turns && (wide == 0 || std::fabs(wide) >= turn)) wide = turn; // all around
    if (a.turns && wide < 0) wide += turn;
    if (a.turns) at -= turn * std::floor(at / turn);
    if (!(wide > 0) || !(at >= 0 && at <= wide)) return std::nullopt;
    return std::min<size_t>(static_cast<size_t>(quarters * at / wide), quarters - 1);
}

// A density is one everywhere: of the false alarms a quarter lies in each quarter of each measure. Looks are
// independent, what comes within one may come in clusters: so they are counted look by look.
bool judge_places(const std::vector<look>& all) {
    bool judged = false;
    for (size_t k = 0; k < std::size(axes); ++k) {
        double n = 0, off[quarters] = {}, square[quarters] = {};
        for (const look& l : all) {
            if ((~l.frame.valid & (QIKI_FRAME_HAS_CLUTTER | QIKI_FRAME_HAS_SECTOR)) ||
                l.frame.clutter_kind != QIKI_POLAR)
                continue;
            double count[quarters] = {}, sum = 0;
            for (const qiki_contact& c : l.contacts)
                if (c.kind == QIKI_POLAR && (c.valid & QIKI_CONTACT_HAS_Z(k)))
                    if (const auto q = quarter(axes[k], l.frame, c.z[k])) count[*q] += 1, sum += 1;
            n += sum;
            for (size_t q = 0; q < quarters; ++q) {
                const double d = count[q] - sum / quarters;
                off[q] += d, square[q] += d * d;
            }
        }
        if (n < enough) continue;
        judged = true;
        for (size_t q = 0; q < quarters; ++q) {
            if (std::fabs(off[q]) <= unlikely * std::sqrt(square[q]) || std::fabs(off[q]) <= least * n) continue;
            char text[300];
            std::snprintf(text, sizeof text,
                          "of %.0f false alarms in an empty world %.0f lie in quarter %zu of the %s that the frames "
                          "declare: expected %.0f in each, as clutter_density is one density for all of the field (by "
                          "chance one in a million)",
                          n, off[q] + n / quarters, q + 1, axes[k].name, n / quarters);
            throw failed(std::string(text) + "; spread them, or state the field in which they are (rule radar.stats)");
        }
    }
    return judged;
}

// How often each strength was said.
struct strengths {
    std::map<double, double> of;
    double n = 0, stated = 0;
    void add(const qiki_contact& c) {
        n += 1;
        if (c.valid & QIKI_CONTACT_HAS_SNR) stated += 1, of[c.snr_db] += 1;
    }
};
bool judge_strengths(const strengths& none, const strengths& some) {
    if (none.n < enough || some.n < enough) return false;
    const double said[2] = {none.stated / none.n, some.stated / some.n};
    char text[300];
    if (std::fabs(said[0] - said[1]) > 0.9) {
        std::snprintf(text, sizeof text,
                      "%.0f %% of the false alarms state an SNR, and %.0f %% of the contacts of bodies", 100 * said[0],
                      100 * said[1]);
        throw failed(std::string(text) +
                     ": expected as many of either, since nothing in a contact says whether it is one (rule "
                     "radar.secret)");
    }
    if (none.of.empty()) return false;
    const auto most = std::max_element(none.of.begin(), none.of.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    const auto same = some.of.find(most->first);
    const double shares[2] = {most->second / none.n, same == some.of.end() ? 0 : same->second / some.n};
    if (shares[0] > 0.5 && shares[1] < 0.1) {
        std::snprintf(text, sizeof text,
                      "%.0f %% of the false alarms have the SNR %.17g dB, bit for bit, and %.1f %% of the contacts of "
                      "bodies",
                      100 * shares[0], most->first, 100 * shares[1]);
        throw failed(std::string(text) +
                     ": a tracker tells them apart by that; draw the SNR of a false alarm from the law of noise above "
                     "the threshold (rule radar.secret)");
    }
    return true;
}

void run(subject& s) {
    const std::vector<look> none = looks_at(s, {}, ticks);
    const bool places = judge_places(none);
    const double reach = real_parameter(s, "range").value_or(20e3);
    const std::vector<qiki_truth> all = spiral(bodies, 0.05 * reach, 0.5 * reach);
    strengths alarms, echoes;
    for (const look& l : none)
        for (const qiki_contact& c : l.contacts) alarms.add(c);
    for (const look& l : looks_at(s, all, ticks_seen))
        for (const qiki_contact& c : l.contacts)
            if (nearest(l.frame, c, all, 300)) echoes.add(c);
    const bool strong = judge_strengths(alarms, echoes);
    if (!places && !strong) throw skipped("makes fewer than 200 false alarms in 300 s of an empty world");
}
std::string spares(const qiki_descriptor& d) {
    if (d.caps & QIKI_CAP_WORLD_IO) return "replays a recording";
    return other_than(d, QIKI_KIND_RADAR, {QIKI_REC_TRUTH}, {QIKI_REC_FRAME, QIKI_REC_CONTACT});
}
} // namespace radar_alarms_parts
extern const check radar_alarms{
    .id = "radar.alarms",
    .level = 4,
    .from = needs::plugin,
    .rules = "radar.stats radar.secret",
    .asserts =
        "in 300 s of an empty world the false alarms lie evenly over range, bearing and elevation that the frames "
        "declare (a faultless radar fails once in a million), and no SNR that they all have tells them from "
        "contacts of bodies",
    .run = radar_alarms_parts::run,
    .spares = radar_alarms_parts::spares};
} // namespace qiki::conform
