// SPDX-License-Identifier: MIT
// plugins/bridges/identity/holds.cpp - counts rows by track and by target.
#include "holds.hpp"
#include <algorithm>
#include <map>
#include <tuple>

namespace identity {
namespace {

struct taken {
    uint64_t rows = 0, last = nobody;
    std::map<uint64_t, uint64_t> of; // rows by target
};
double ratio(double a, double b) { return b > 0 ? a / b : -1; }
} // namespace

marks judge(std::vector<row>& rows, const least& l) {
    std::sort(rows.begin(), rows.end(),
              [](const row& a, const row& b) { return std::tie(a.t, a.contact) < std::tie(b.t, b.contact); });
    marks m;
    std::map<uint64_t, taken> tracks;
    struct target {
        uint64_t rows = 0, longest = 0, tracks = 0;
    };
    std::map<uint64_t, target> targets;
    for (const row& r : rows) {
        if (r.who != nobody) ++m.rows, ++targets[r.who].rows;
        if (r.track == 0) continue;
        taken& x = tracks[r.track];
        ++x.rows;
        if (r.who == nobody) continue;
        ++x.of[r.who];
        m.swaps += x.last != nobody && x.last != r.who;
        x.last = r.who;
    }
    uint64_t main = 0, all = 0;
    for (const auto& [id, x] : tracks) {
        uint64_t most = 0;
        for (const auto& [who, n] : x.of) {
            most = std::max(most, n);
            target& t = targets[who];
            t.longest = std::max(t.longest, n);
            t.tracks += n >= l.of_track;
        }
        if (x.rows < l.of_track) continue;
        ++m.tracks;
        main += most, all += x.rows;
        m.false_tracks += x.of.empty();
    }
    double pieces = 0, share = 0;
    for (const auto& [who, t] : targets) {
        if (t.rows < l.of_target) continue;
        ++m.targets;
        pieces += static_cast<double>(t.tracks);
        share += static_cast<double>(t.longest) / static_cast<double>(t.rows);
    }
    const auto n = static_cast<double>(m.targets);
    m.purity = ratio(static_cast<double>(main), static_cast<double>(all));
    m.fragmentation = ratio(pieces, n);
    m.completeness = ratio(share, n);
    return m;
}
} // namespace identity
