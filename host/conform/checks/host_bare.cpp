// SPDX-License-Identifier: MIT
// host/conform/checks/host_bare.cpp - a host that lacks services, all or any one of them.
#include "host/conform/check.hpp"
#include "host/conform/drive/life.hpp"
#include "host/conform/page.hpp"
#include "qiki/services/arena.h"
#include "qiki/services/clock.h"
#include "qiki/services/log.h"
#include "qiki/services/metrics.h"
#include "qiki/services/names.h"
#include "qiki/services/policy.h"
#include "qiki/services/pool.h"
#include "qiki/services/text.h"

namespace qiki::conform {
namespace host_bare_parts {
constexpr const char* services[] = {QIKI_ARENA_ID, QIKI_CLOCK_ID,  QIKI_LOG_ID,  QIKI_METRICS_ID,
                                    QIKI_NAMES_ID, QIKI_POLICY_ID, QIKI_POOL_ID, QIKI_TEXT_ID};

const deed* first_failure(const std::vector<deed>& all) {
    for (const deed& d : all)
        if (d.status < 0) return &d;
    return nullptr;
}

void live(const subject& s, const configuration& c, solo::terms t, const std::string& host) {
    solo::lone_host h(*s.about, std::move(t));
    giving("the host has not " + host, "ask for each service whether it is NULL before its table is used (rule err.6)");
    const std::vector<deed> all = lead({s, c}, h);
    giving("");
    const deed* d = first_failure(all);
    const bool early = d && d <= &all[std::min<size_t>(2, all.size() - 1)]; // create, extension, configure
    if (!d || (early && d->status == QIKI_E_UNSUPPORTED)) return;
    throw failed(std::string(d->call) + " at a host without " + host + " gave status " + std::to_string(d->status) +
                 ", " + d->error +
                 ": expected a life without it, or QIKI_E_UNSUPPORTED from create() or configure(); ask "
                 "for services there and say what is missing (rule err.6)");
}

void run(subject& s) {
    const configuration c(*s.about, s.set);
    solo::lone_host full(*s.about);
    const std::vector<deed> all = lead({s, c}, full);
    if (const deed* d = first_failure(all)) falls_short(d->call, d->status, d->error);
    live(s, c, {.bare = true}, "any service");
    for (const char* id : services) live(s, c, {.without = {id}}, std::string("the service ") + id);
}
} // namespace host_bare_parts
extern const check host_bare{
    .id = "host.bare",
    .level = 3,
    .from = needs::plugin,
    .rules = "err.6",
    .asserts = "at a host without any service, and at hosts that lack one each, it lives a whole life, or create() or "
               "configure() says "
               "QIKI_E_UNSUPPORTED: services are optional",
    .varies = axis::services,
    .run = host_bare_parts::run};
} // namespace qiki::conform
