// SPDX-License-Identifier: MIT
// host/conform/checks/tick_misfit.cpp - a view or an output that does not fit the declared ports is refused.
#include "host/conform/drive/detour.hpp"
#include "host/conform/drive/pass.hpp"
#include "host/load/contract.hpp"

namespace qiki::conform {
namespace tick_misfit_parts {
enum class fault { row, record, longer, shorter };
constexpr struct {
    fault what;
    const char* words;
} faults[] = {{fault::row, "names a port that is not there"},
              {fault::record, "carries another record"},
              {fault::longer, "has a stride of 8 bytes more than the record"},
              {fault::shorter, "has a stride of 8 bytes less than the record"}};

template <class Row>
void spoil(Row& r, fault f) {
    if (f == fault::row) r.port += 64;
    if (f == fault::record) r.record = r.record == QIKI_REC_EVENT ? QIKI_REC_SAMPLE : QIKI_REC_EVENT;
    if (f == fault::longer) r.stride += 8;
    if (f == fault::shorter) r.stride -= 8;
}

void offer(actor& it, const moment& m, const std::string& who, const char* words, pass& p) {
    qiki_error e{-1, {}};
    qiki_status status = QIKI_OK;
    it.host().begin_tick(m.seq + 1, m.t1);
    calling("tick() with what does not fit", m.seq, [&] { status = it.table().tick(it.self(), &p.tick, &e); });
    it.host().end_tick();
    if (status == QIKI_E_ARGUMENT) return;
    throw failed("tick() with " + who + " that " + words + " gives status " + std::to_string(status) +
                 (status < 0 ? ", " + said(e) : "") +
                 ": expected QIKI_E_ARGUMENT; compare port, record and stride of each view and output with the "
                 "declared ports before anything else is done (rule tick.10)");
}

void all(actor& it, const moment& m) {
    const qiki_descriptor& d = it.about();
    for (const auto& f : faults) {
        for (size_t i = 0; i < m.in.size(); ++i) {
            pass p(d, m);
            spoil(p.views[i], f.what);
            offer(it, m, std::string("a view of its input '") + load::row<qiki_port>(d.inputs, m.in[i].port).name + "'",
                  f.words, p);
        }
        for (uint32_t i = 0; i < d.outputs.count && f.what != fault::row; ++i) { // its row is its place
            pass p(d, m);
            spoil(p.outs[i], f.what);
            offer(it, m, std::string("an output '") + load::row<qiki_port>(d.outputs, i).name + "'", f.words, p);
        }
    }
}

void run(subject& s) {
    if (!s.about->inputs.count && !s.about->outputs.count) throw skipped("has no port");
    compare(s, {.what = "ticks with what does not fit",
                .rule = "rules tick.10, err.3",
                .before = 4,
                .after = 6,
                .make = [](actor& it, const moment& next) { all(it, next); },
                .remedy = "look at views and outputs before anything else is done"});
}
} // namespace tick_misfit_parts
extern const check tick_misfit{
    .id = "tick.misfit",
    .level = 3,
    .from = needs::plugin,
    .rules = "tick.10 err.3",
    .asserts =
        "a tick whose view names a port that is not there, or whose view or output carries another record or has "
        "another stride gives QIKI_E_ARGUMENT, port by port, and changes nothing: a host that wires wrongly is told so",
    .varies = axis::views,
    .run = tick_misfit_parts::run};
} // namespace qiki::conform
