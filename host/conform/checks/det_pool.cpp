// SPDX-License-Identifier: MIT
// host/conform/checks/det_pool.cpp - whoever works on which chunk, and when: the same bytes.
#include "host/conform/drive/history.hpp"
#include "host/load/contract.hpp"
#include <algorithm>
#include <string_view>

namespace qiki::conform {
namespace det_pool_parts {
constexpr uint64_t ticks = 10, many = 300;

// A fleet, of a vehicle that has an integer parameter "count" (host.h says what that is).
uint64_t enlist(subject& s) {
    if (std::string_view(s.about->kind) != QIKI_KIND_VEHICLE) return 1;
    for (uint32_t i = 0; i < s.about->params.count; ++i) {
        const qiki_param& p = load::row<qiki_param>(s.about->params, i);
        if (std::string_view(p.key) != "count" || p.type != QIKI_INT) continue;
        const double most = p.min < p.max ? std::clamp(static_cast<double>(many), p.min, p.max) : many;
        const auto [at, fresh] = s.set.emplace("count", std::to_string(static_cast<uint64_t>(most)));
        return fresh ? static_cast<uint64_t>(most) : std::strtoull(at->second.c_str(), nullptr, 10);
    }
    return 1;
}

void run(subject& s) {
    solo::terms t;
    t.owned = enlist(s);
    solo::world w = scene::world_of(*s.about, s.seed);
    w.bodies = many, w.owned = t.owned;
    uint64_t shared = 0;
    const auto play = [&](unsigned workers, uint64_t shuffle) {
        t.workers = workers, t.shuffle = shuffle;
        actor it(s, t);
        scene world(*s.about, w);
        history h = live(it, world, ticks);
        shared += it.host().shared();
        return h;
    };
    const history alone = play(1, 0);
    if (!shared)
        throw skipped("shares nothing out through qiki.pool/1 in " + std::to_string(ticks) + " ticks of " +
                      std::to_string(many) + " bodies");
    if (alone.ticks != play(1, 0).ticks) throw deferred("two runs in one process already differ", "det.repeat");
    const auto compare = [&](const history& other, const std::string& how) {
        std::string d = difference(*s.about, alone, other);
        if (d.empty() && alone.state != other.state) d = "the saved bytes";
        if (!d.empty())
            throw failed(how + ", " + d +
                         " differs: expected the bytes of one worker; let each chunk write what is its own, reduce in "
                         "the order of chunks, and let no result depend on `worker` (rule thread.5)");
    };
    for (const uint64_t order : {1u, 2u, 3u})
        compare(play(7, order), "with chunks in shuffled order number " + std::to_string(order));
    for (const unsigned workers : {2u, 7u}) compare(play(workers, 0), "with " + std::to_string(workers) + " workers");
}
} // namespace det_pool_parts
extern const check det_pool{.id = "det.pool",
                            .level = 4,
                            .from = needs::plugin,
                            .rules = "thread.5 det.5",
                            .asserts =
                                "10 ticks of 300 bodies give the same bytes with 1, 2 and 7 workers, and with the "
                                "chunks of qiki.pool/1 in shuffled orders on workers drawn by chance",
                            .varies = axis::order | axis::threads,
                            .run = det_pool_parts::run,
                            .spares = impure};
} // namespace qiki::conform
