// SPDX-License-Identifier: MIT
// host/run/order.cpp - levels: who may tick at the same time, because none of them reads another in this tick.
#include "host/run/run.hpp"
#include "host/run/wire.hpp"
#include "host/run/words.hpp"
#include <algorithm>

namespace qiki::run {
namespace {
// Depth inside a stage by a walk along the links of this tick; `path` is the walk, for the error that names a cycle.
class depths {
public:
    depths(const plan& p, const wiring& w) : plan_(p), before_(p.members.size()), depth_(p.members.size(), unknown) {
        for (const link& l : w.links)
            for (tap t : l.from)
                if (!l.delayed && p.members[t.writer].stage == p.members[l.reader].stage)
                    before_[l.reader].push_back(t.writer);
    }
    uint32_t of(uint32_t i) {
        if (depth_[i] != unknown) return depth_[i];
        if (std::find(path_.begin(), path_.end(), i) != path_.end()) fail(i);
        path_.push_back(i);
        uint32_t d = 0;
        for (uint32_t w : before_[i]) d = std::max(d, of(w) + 1);
        path_.pop_back();
        return depth_[i] = d;
    }

private:
    [[noreturn]] void fail(uint32_t i) const {
        std::vector<std::string> names;
        for (auto at = std::find(path_.begin(), path_.end(), i); at != path_.end(); ++at)
            names.push_back(plan_.members[*at].name);
        throw error(said_at(plan_.members[i].where) + quoted_list(names) +
                    " read each other in a circle within one tick; break it with from=");
    }
    static constexpr uint32_t unknown = UINT32_MAX;
    const plan& plan_;
    std::vector<std::vector<uint32_t>> before_;
    std::vector<uint32_t> depth_, path_;
};
} // namespace

void order_levels(const plan& p, wiring& w) {
    depths depth(p, w);
    std::vector<std::pair<std::pair<unsigned, uint32_t>, uint32_t>> keys; // ((stage, depth), row)
    for (uint32_t i = 0; i < p.members.size(); ++i)
        keys.push_back({{static_cast<unsigned>(p.members[i].stage), depth.of(i)}, i});
    std::sort(keys.begin(), keys.end());
    for (size_t i = 0; i < keys.size(); ++i) {
        if (i == 0 || keys[i].first != keys[i - 1].first) w.levels.emplace_back();
        w.levels.back().push_back(keys[i].second);
    }
}
} // namespace qiki::run
