// SPDX-License-Identifier: MIT
// host/conform/checks/tick_empty.cpp - nothing to read is no reason to fail.
#include "host/conform/check.hpp"
#include "host/conform/drive/actor.hpp"
#include "host/conform/flaw.hpp"
#include "host/conform/page.hpp"
#include "host/load/contract.hpp"
#include "qiki/check.h"

namespace qiki::conform {
namespace tick_empty_parts {

// Views of writers that have not written yet.
moment before_anybody_wrote(moment m) {
    m = without_records(std::move(m));
    for (feed& f : m.in) f.t = -1, f.first = 0, f.flags = 0;
    return m;
}
constexpr struct {
    const char* words;
    moment (*of)(moment);
} kinds[] = {{"no views", without_views},
             {"views without records, their data NULL", without_records},
             {"views of writers that have not written yet", before_anybody_wrote}};

void play(actor& it, const subject& s, const moment& m, const char* words) {
    giving(std::string("it has ") + words);
    const told t = it.tick(m);
    const std::string where = "tick() number " + std::to_string(m.seq) + ", with " + words + ", ";
    if (t.status < 0)
        throw failed(where + "fails with status " + std::to_string(t.status) + ", " + t.error +
                     ": expected QIKI_OK or QIKI_SKIPPED; nothing to read is no error (rule tick.8)");
    for (const written& w : t.out)
        for (uint64_t k = 0; k < w.count; ++k)
            if (const char* flaw = qiki_record_flaw(w.record, w.at(k)))
                throw unsound(where + "writes to output '" + load::row<qiki_port>(s.about->outputs, w.port).name +
                                  "' record " + std::to_string(k) + ": " + flaw_told(w.record, w.at(k), flaw) +
                                  "; say nothing where nothing is known (rules tick.8, rec.2)",
                              flaw);
    giving("");
}

void run(subject& s) {
    {
        actor usual(s);
        scene world(*s.about, s.seed);
        for (int i = 0; i < 12; ++i) usual.play(world.next());
    }
    for (const auto& kind : kinds) {
        actor it(s);
        scene world(*s.about, s.seed);
        for (int i = 0; i < 3; ++i) play(it, s, kind.of(world.next()), kind.words);
        for (int i = 0; i < 6; ++i) play(it, s, world.next(), "all inputs, after ticks that had none");
        for (int i = 0; i < 24; ++i) play(it, s, kind.of(world.next()), kind.words); // until tracks have died
        play(it, s, world.next(), "all inputs, after ticks that had none");
    }
}

std::string spares(const qiki_descriptor& d) {
    return d.inputs.count ? "" : "has no inputs, so that all of its ticks are empty";
}
} // namespace tick_empty_parts
extern const check tick_empty{.id = "tick.empty",
                              .level = 2,
                              .from = needs::plugin,
                              .rules = "tick.8 rec.2",
                              .asserts =
                                  "ticks without views, with views without records whose data is NULL, and with "
                                  "views of writers that have not written yet are taken, at the beginning and in "
                                  "between, and what is written then keeps the rules of records: a world begins "
                                  "empty, and a link falls silent",
                              .varies = axis::views,
                              .run = tick_empty_parts::run,
                              .spares = tick_empty_parts::spares};
} // namespace qiki::conform
