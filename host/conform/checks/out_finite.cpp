// SPDX-License-Identifier: MIT
// host/conform/checks/out_finite.cpp - what it writes keeps the rules of records.
#include "host/conform/check.hpp"
#include "host/conform/drive/actor.hpp"
#include "host/load/contract.hpp"
#include "qiki/check.h"
#include <set>

namespace qiki::conform {
namespace {
constexpr uint64_t ticks = 50;

void run(subject& s) {
    actor it(s);
    scene world(*s.about, s.seed);
    uint64_t seen = 0;
    for (uint64_t i = 0; i < ticks; ++i) {
        const moment m = world.next();
        const told t = it.tick(m);
        if (t.status < 0)
            throw failed("tick() number " + std::to_string(i) + " fails with status " + std::to_string(t.status) +
                         ", " + t.error + ", on inputs that keep all rules; take them (rule tick.9)");
        for (const written& w : t.out)
            for (uint64_t k = 0; k < w.count; ++k, ++seen)
                if (const char* flaw = qiki_record_flaw(w.record, w.at(k)))
                    throw failed("tick() number " + std::to_string(i) + ", output '" +
                                 load::row<qiki_port>(s.about->outputs, w.port).name + "', record " +
                                 std::to_string(k) + ": " + flaw + " (rules rec.2, rec.3, rec.9)");
    }
    if (!seen && s.about->outputs.count)
        s.warn("wrote no record in " + std::to_string(ticks) + " ticks of ten bodies: nothing was looked at");
}
} // namespace
extern const check out_finite{.id = "out.finite",
                              .level = 2,
                              .from = needs::plugin,
                              .rules = "rec.2 rec.3 rec.9",
                              .asserts = "every record of 50 ticks keeps the rules of qiki/check.h",
                              .run = run};
} // namespace qiki::conform
