// SPDX-License-Identifier: MIT
// host/conform/checks/out_padding.cpp - every byte of a record is written by who says it.
#include "host/conform/check.hpp"
#include "host/conform/drive/actor.hpp"
#include "host/load/contract.hpp"
#include <algorithm>

namespace qiki::conform {
namespace out_padding_parts {
constexpr uint64_t ticks = 24;

struct parity {
    uint64_t unlike = 0;    // bytes
    std::string first = {}; // where
};

// Of two tellings of one tick.
void compare(const qiki_descriptor& d, const told& a, const told& b, uint64_t tick, parity& found) {
    for (size_t i = 0; i < a.out.size(); ++i) {
        const written &x = a.out[i], &y = b.out[i];
        if (x.count != y.count)
            throw deferred("how many records it writes depends on what the output's memory held before", "det.repeat");
        const size_t size = load::record_size(x.record);
        for (uint64_t k = 0; k < x.count; ++k)
            for (size_t n = 0; n < size; ++n) {
                if (x.at(k)[n] == y.at(k)[n]) continue;
                if (!found.unlike++)
                    found.first = "tick() number " + std::to_string(tick) + ", output '" +
                                  load::row<qiki_port>(d.outputs, static_cast<uint32_t>(i)).name + "', record " +
                                  std::to_string(k) + ", byte " + std::to_string(n) + " of " + std::to_string(size);
            }
    }
}

std::vector<told> play(subject& s, uint8_t paint) {
    actor it(s);
    it.paint(paint);
    scene world(*s.about, s.seed);
    std::vector<told> all;
    for (uint64_t i = 0; i < ticks; ++i) all.push_back(it.play(world.next()));
    return all;
}

void run(subject& s) {
    const std::vector<told> clean = play(s, 0), again = play(s, 0);
    parity found;
    for (uint64_t i = 0; i < ticks; ++i) compare(*s.about, clean[i], again[i], i, found);
    if (found.unlike) throw deferred("two runs differ, whatever their memory held", "det.repeat");
    for (const uint8_t paint : {uint8_t{0xA5}, uint8_t{0xFF}}) {
        const std::vector<told> dirty = play(s, paint);
        for (uint64_t i = 0; i < ticks; ++i) compare(*s.about, clean[i], dirty[i], i, found);
        if (found.unlike)
            throw failed(found.first + ": holds what its memory held before, and so do " +
                         std::to_string(found.unlike - 1) +
                         " bytes more; write all of a record, its reserved bytes and the ends of its texts too, as an "
                         "assignment of a whole record does (rules rec.3, det.1)");
    }
}

std::string spares(const qiki_descriptor& d) { return d.outputs.count ? impure(d) : "has no outputs"; }
} // namespace out_padding_parts
extern const check out_padding{
    .id = "out.padding",
    .level = 4,
    .from = needs::plugin,
    .rules = "rec.3 det.1",
    .asserts = "the records of 24 ticks are the same bytes whatever the memory of the outputs held before: nothing in "
               "them, reserved or absent, is left to chance",
    .varies = axis::fill,
    .run = out_padding_parts::run,
    .spares = out_padding_parts::spares,
    .compares = true};
} // namespace qiki::conform
