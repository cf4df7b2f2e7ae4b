// SPDX-License-Identifier: MIT
// host/conform/remedies.cpp - what checks leave to each other: who judges a call that failed, and what to do about it.
#include "host/conform/check.hpp"

namespace qiki::conform {
namespace {
constexpr struct {
    std::string_view judge, remedy;
} remedies[] = {
    {"config.fuzz", "refuse with QIKI_E_CONFIG what does not fit (rules conf.3, life.3)"},
    {"config.schema", "accept what the table of parameters allows (rule conf.2)"},
    {"det.files", "write no time of the day, no address and nothing that outlives an instance (rules det.5, life.5)"},
    {"det.repeat", "keep nothing that outlives an instance, be it static or thread_local (rules life.5, thread.2), and "
                   "take chance from qiki/random.h (rules det.1, det.2)"},
    {"err.boundary", "catch all exceptions before the boundary, as qiki::guard() does (rule err.4)"},
    {"host.bare", "give QIKI_OK at a host that has all services (rule err.6)"},
    {"life.isolated", "share nothing between instances (rules life.5, thread.2)"},
    {"life.matrix", "give the status of the table of states (rules life.1, life.2)"},
    {"mem.leak", "give back in destroy() what was taken (rule own.6)"},
    {"out.finite", "take inputs that keep all rules, and write records that do (rules tick.9, rec.9, tick.12)"},
    {"radar.frame", "let a frame name contacts of its own tick (rules radar.frame, tick.4)"},
    {"state.continue", "save all that decides later outputs (rule state.2)"},
    {"state.garbage", "refuse with QIKI_E_STATE what is cut or too long (rule state.3)"},
    {"state.round", "let load() take what save() wrote, and save() then write it again (rules state.1, state.2)"},
    {"tick.bounds",
     "ask for what a pass needs, write no more than the capacity, which may be 0, and say QIKI_MORE until "
     "all is written (rules tick.5, tick.11)"},
    {"vtable.complete", "give all functions of a table, and its size (rule desc.8)"},
};
constexpr struct {
    std::string_view call, judge;
} judges[] = {{"create()", "life.matrix"}, {"configure()", "config.schema"}, {"demand()", "tick.bounds"},
              {"tick()", "out.finite"},    {"reset()", "life.matrix"},       {"save()", "state.round"},
              {"load()", "state.round"}};
} // namespace

std::string remedy_of(std::string_view judge) {
    for (const auto& r : remedies)
        if (r.judge == judge) return std::string(r.remedy);
    return "see what " + std::string(judge) + " asserts";
}

void falls_short(std::string_view call, qiki_status status, const std::string& text) {
    const std::string what = std::string(call) + " fails with status " + std::to_string(status) + ", " + text;
    const bool world = status == QIKI_E_IO || status == QIKI_E_UNSUPPORTED; // it needs a file, say
    if (call == "configure()" && world) throw skipped(what + "; give what it needs with --set KEY=VALUE");
    for (const auto& j : judges)
        if (j.call == call) throw deferred(what, std::string(j.judge));
    throw deferred(what, "host.bare");
}
} // namespace qiki::conform
