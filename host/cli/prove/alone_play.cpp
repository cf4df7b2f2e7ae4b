// SPDX-License-Identifier: MIT
// host/cli/prove/alone_play.cpp - tick by tick, against the rules and against the run.
#include "host/cli/prove/alone_play.hpp"
#include "host/cli/words/exit_codes.hpp"
#include "host/conform/fields.hpp"
#include "host/observe/table.hpp"
#include "host/run/words.hpp"
#include "qiki/check.h"
#include <algorithm>
#include <cstring>
#include <iostream>

namespace qiki::cli {
namespace {
struct finding {
    uint32_t port = 0;
    uint64_t record = 0;
    std::string what;
    const std::byte* before = nullptr; // of the run, when it is another one there
};

// The first record of a tick that is not as it should be.
std::optional<finding> look(const run::alone& it, const run::recorded_tick& r) {
    for (uint32_t p = 0; p < it.outputs().size(); ++p) {
        const run::output& o = it.outputs()[p];
        const bool known = r.done && p < r.out.size();
        const auto* then = known ? reinterpret_cast<const std::byte*>(r.out[p].words.data()) : nullptr;
        for (uint64_t i = 0; i < o.made; ++i) {
            const std::byte* at = o.out.now.data + i * o.blank.stride;
            const std::byte* was = known && i < r.out[p].made ? then + i * o.blank.stride : nullptr;
            const size_t same = was ? static_cast<size_t>(std::mismatch(at, at + o.blank.stride, was).first - at) : 0;
            const bool other = was && same < o.blank.stride;
            if (const char* flaw = qiki_record_flaw(o.blank.record, at))
                return finding{p, i, std::string(flaw) + " (rule rec.9)", other ? was : nullptr};
            if (other)
                return finding{p, i,
                               "is another one than in the run, first in " + conform::field_at(o.blank.record, same) +
                                   " (rule det.1)",
                               was};
        }
        if (known && (o.made != r.out[p].made || o.lost != r.out[p].lost))
            return finding{p, std::min(o.made, r.out[p].made),
                           "wrote " + std::to_string(o.made) + " records and dropped " + std::to_string(o.lost) +
                               ", in the run " + std::to_string(r.out[p].made) + " and " +
                               std::to_string(r.out[p].lost) + " (rule det.1)",
                           nullptr};
    }
    return {};
}

std::string dump(const run::alone& it, const finding& f) {
    const run::output& o = it.outputs()[f.port];
    if (f.record >= o.made) return {};
    const auto now = conform::show_record(o.blank.record, o.out.now.data + f.record * o.blank.stride);
    const auto then = f.before ? conform::show_record(o.blank.record, f.before) : decltype(now){};
    observe::table t(f.before ? std::vector<std::string>{"byte", "field", "alone", "in the run"}
                              : std::vector<std::string>{"byte", "field", "value"});
    for (size_t i = 0; i < now.size(); ++i) {
        std::vector<std::string> cells{std::to_string(now[i].offset), now[i].name, now[i].value};
        if (f.before) cells.push_back(then[i].value == now[i].value ? "the same" : then[i].value);
        t.row(cells);
    }
    return t.text(2);
}

} // namespace

int play(run::alone& it, const run::recording& rec, int ended) {
    uint64_t records = 0;
    for (size_t i = 0; i < rec.ticks.size(); ++i) {
        const run::recorded_tick& r = rec.ticks[i];
        const std::string when = "tick " + std::to_string(i) + ", t = " + run::seconds(r.t);
        const std::string failure = it.tick(r);
        if (failure != r.failure || !failure.empty()) {
            std::cout << when << ": " << (failure.empty() ? "does not fail" : "fails: " + failure)
                      << (failure == r.failure ? ", as in the run"
                          : r.failure.empty()  ? "; in the run it did not"
                                               : "; in the run it failed: " + r.failure)
                      << '\n';
            return exit_failed;
        }
        if (const auto f = look(it, r)) {
            const run::output& o = it.outputs()[f->port];
            std::cout << "the first bad record: " << when << ", output '" << run::output_of(it.who(), f->port).name
                      << "', record " << f->record << " of the tick, ordinal " << o.out.now.first + f->record << ": "
                      << f->what << '\n'
                      << dump(it, *f);
            return exit_failed;
        }
        for (const run::output& o : it.outputs()) records += o.made;
        if (!r.done) {
            std::cout << when << ": in the run the process ended here"
                      << (ended > 128 ? std::string(" with ") + strsignal(ended - 128) : "") << "; alone it does not\n";
            return exit_failed;
        }
    }
    it.finish();
    if (ended != exit_ok) {
        std::cout << "in the run the process ended "
                  << (ended > 128 ? std::string("with ") + strsignal(ended - 128) : "before its time")
                  << ", in no tick of this instance\n";
        return exit_failed;
    }
    std::cout << rec.ticks.size() << " ticks, " << records
              << " records: they keep the rules, and are those of the run\n";
    return exit_ok;
}
} // namespace qiki::cli
