// SPDX-License-Identifier: MIT
// host/cli/run/logging.cpp - what plugins say and what happens, in one stream.
#include "host/cli/run/logging.hpp"
#include "host/cli/words/places.hpp"
#include "host/observe/log.hpp"
#include "host/observe/table.hpp"
#include "host/words/nearest.hpp"
#include "qiki/codes.h"
#include "qiki/services/log.h"
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <utility>

namespace qiki::cli {
namespace {
using observe::level;

bool to_file = false;
bool json_on_screen = false; // then the last event is not said twice: an error line follows anyway

level level_of(uint8_t severity) {
    static constexpr level of[] = {level::info, level::notice, level::warn, level::critical};
    return of[std::min<size_t>(severity, QIKI_SEVERITY_CRITICAL)];
}

// The catalogue's sentence with the values, v[i], and the texts whose ids they are, t[i], in their places.
std::string sentence(const char* text, const run::happening& h) {
    std::string s = text;
    for (unsigned i = 0; i < h.event->n && i < 4; ++i)
        for (const auto& [letter, value] :
             {std::pair{"v[", h.whose[i].empty() ? observe::number(h.event->v[i]) : std::string(h.whose[i])},
              {"t[", std::string(h.named[i])}}) {
            const std::string place = letter + std::to_string(i) + "]";
            if (const size_t at = s.find(place); at != s.npos) s.replace(at, place.size(), value);
        }
    return s;
}
} // namespace

log_book::log_book(const std::string& file, const std::string& format, bool quiet, bool verbose) {
    if (format != "pretty" && format != "json")
        throw usage_error("--log-format: expected pretty or json, found '" + format + "'" +
                          did_you_mean(format, {"pretty", "json"}));
    observe::log_settings s;
    s.least = quiet ? level::warn : verbose ? level::debug : level::info;
    s.file_least = verbose ? level::debug : level::info;
    s.format = format == "json" ? observe::log_format::json : observe::log_format::pretty;
    s.file = file;
    to_file = !file.empty();
    json_on_screen = format == "json" && file.empty();
    try {
        observe::open_log(s);
    } catch (const observe::log_error& e) { throw usage_error(e.what()); }
}

bool log_book::close() const {
    const std::string trouble = observe::close_log();
    if (!trouble.empty()) std::fprintf(stderr, "qiki run: %s\n", trouble.c_str());
    return trouble.empty();
}

void log_line(std::string_view who, int l, qiki_ns t, uint64_t tick, std::string_view text) {
    static constexpr level of[] = {level::debug, level::info, level::warn, level::error};
    observe::entry e;
    e.how = of[std::clamp(l, QIKI_LOG_DEBUG, QIKI_LOG_ERROR)];
    e.who = who, e.t = t, e.tick = tick, e.text = text;
    observe::log(e);
}

void log_event(const run::happening& h) {
    const auto where = h.beyond || (h.last && !json_on_screen) ? observe::to::file : observe::to::both;
    if (where == observe::to::file && !to_file) return;
    const qiki_code* known = qiki_code_named(h.code.data(), h.code.size());
    // The writer's own words come first, but for a sentence that names what only it can.
    const bool names = known && (std::strstr(known->sentence, "t[") || std::strstr(known->sentence, "holder v["));
    std::string usual = (h.text.empty() || names) && known ? sentence(known->sentence, h) : std::string();
    const bool full = known && !usual.empty() && usual != known->sentence;
    if (names && !h.text.empty()) usual += ": " + std::string(h.text);
    observe::entry e;
    e.how = level_of(h.event->severity);
    e.who = h.who, e.t = h.event->t, e.tick = h.tick, e.code = h.code.empty() ? "?" : h.code;
    e.entity = h.event->entity, e.entity_name = h.entity, e.track = h.event->track;
    e.text = usual.empty() ? h.text : usual;
    e.values_told = full;
    e.values = {h.event->v, std::min<size_t>(h.event->n, 4)};
    e.value_names = h.whose;
    if (h.withheld && !h.beyond)
        observe::log(e.how, h.who, h.event->t, std::to_string(h.withheld) + " events like these left out",
                     observe::to::screen);
    observe::log(e, where);
}
} // namespace qiki::cli
