// SPDX-License-Identifier: MIT
// host/conform/checks/config_schema.cpp - what the table of parameters allows can be configured.
#include "host/conform/check.hpp"
#include "host/conform/drive/actor.hpp"
#include "host/conform/drive/birth.hpp"
#include "host/conform/drive/configuration.hpp"
#include "host/conform/page.hpp"
#include "host/load/words.hpp"
#include <cstring>

namespace qiki::conform {
namespace config_schema_parts {
constexpr uint32_t configurations = 200;

qiki_status configure(const bare_instance& it, const configuration& c, qiki_error& e) {
    e = {-1, {}};
    qiki_status status = QIKI_OK;
    calling("configure()", 0, [&] { status = it.table().configure(it.self(), &c.view(), &e); });
    e.text[sizeof e.text - 1] = 0;
    return status;
}

bool names_a_key(const qiki_descriptor& d, const qiki_error& e) {
    for (uint32_t i = 0; i < d.params.count; ++i)
        if (std::strstr(e.text, static_cast<const qiki_param*>(qiki_row(d.params, i))->key)) return true;
    return false;
}

void run(subject& s) {
    const configuration defaults(*s.about, s.set);
    qiki_error e{-1, {}};
    {
        const bare_instance it(*s.about);
        if (const qiki_status status = configure(it, defaults, e); status == QIKI_E_UNSUPPORTED || status == QIKI_E_IO)
            throw skipped("needs the host or the world to be configured: " + said(e));
        else if (status < 0)
            throw failed("configure() refused the defaults of its own table with status " + std::to_string(status) +
                         ": " + said(e) + "; correct the defaults (rule conf.2)");
    }
    const bare_instance it(*s.about);
    uint32_t refused = 0;
    for (uint32_t i = 0; i < configurations; ++i) {
        doing("the making of a configuration", i);
        const configuration c(*s.about, s.set, s.seed, i);
        const qiki_status status = configure(it, c, e);
        if (status >= 0) continue;
        if (status != QIKI_E_CONFIG && status != QIKI_E_IO)
            throw failed("configure() gave status " + std::to_string(status) + " (" + said(e) + ") for " +
                         load::one_line(c.text(), 600) + ": expected QIKI_OK or QIKI_E_CONFIG (rule conf.3)");
        if (!e.text[0])
            throw failed("configure() refused " + load::one_line(c.text(), 600) +
                         " without a text; say which key, what was expected and what was found (rule conf.3)");
        ++refused;
        if (!names_a_key(*s.about, e) && s.warnings.empty())
            s.warn("configure() said " + said(e) + ", which names none of its keys (rule conf.3)");
    }
    if (refused == configurations && s.about->params.count)
        throw failed("configure() refused all of " + std::to_string(configurations) +
                     " configurations within the limits of its "
                     "table, the last with " +
                     said(e) + "; narrow the limits of the table (rule conf.2)");
}
} // namespace config_schema_parts
extern const check config_schema{
    .id = "config.schema",
    .level = 2,
    .from = needs::plugin,
    .rules = "conf.2 conf.3",
    .asserts =
        "the defaults are accepted, and 200 configurations drawn from the table of parameters are accepted or refused "
        "with QIKI_E_CONFIG and a text (a warning when it names no key): what a scenario may write is what the table "
        "says",
    .run = config_schema_parts::run};
} // namespace qiki::conform
