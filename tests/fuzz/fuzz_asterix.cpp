// SPDX-License-Identifier: MIT
// tests/fuzz/fuzz_asterix.cpp - any octets as an ASTERIX recording: decoded or refused with their place, never worse.
#include "plugins/radar/asterix/dialect.hpp"
#include "plugins/radar/asterix/recording.hpp"
#include <cstdlib>

namespace {

void must(bool holds) {
    if (!holds) std::abort();
}

void check(const asterix::recording& r, size_t size) {
    size_t plots = 0;
    for (const asterix::frame& f : r.frames) {
        must(f.from <= f.to && f.to <= f.available && f.first == plots && f.source < r.sources.size());
        plots += f.count;
        must(plots <= r.plots.size());
        for (size_t i = f.first; i < plots; ++i) {
            const int64_t t = asterix::time_of(r, r.plots[i]);
            must(t >= f.from && t <= f.to);
        }
    }
    must(plots == r.plots.size());
    must(r.refused.empty() == (r.refusals == 0));
    for (const asterix::refusal& x : r.refused) {
        must(x.why != asterix::reason::none && x.offset <= size);
        must(explain(x, "input").find("octet " + std::to_string(x.offset) + ":") != std::string::npos);
    }
    for (const asterix::track_update& u : r.tracks) must(u.life != 0 && u.hits != 0 && u.born <= u.when);
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const asterix::octets file(data, size);
    using asterix::framing;
    for (const framing outer : {framing::detect, framing::raw, framing::ff, framing::oradis}) {
        asterix::request r;
        r.how.outer = outer;
        r.test_targets = true;
        check(asterix::decode(file, r), size);
    }
    // Surface reports are read above, too. Of ADS-B the edition that the input chooses; plots lost and added.
    const auto editions = asterix::adsb_editions();
    asterix::request r;
    r.how.outer = framing::raw;
    r.how.speaks.adsb = editions[(size ? data[size - 1] : 0) % editions.size()].of;
    r.hardened = {0.3, 1, 4000, 60};
    check(asterix::decode(file, r), size);
    return 0;
}
