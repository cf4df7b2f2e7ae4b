// SPDX-License-Identifier: MIT
// host/conform/axes.cpp - the words for what checks vary.
#include "host/conform/axes.hpp"

namespace qiki::conform {

const std::vector<axis_row>& axes() {
    static const std::vector<axis_row> all = {
        {axis::seed, "seed", "rng_key, and the name of the instance"},
        {axis::configuration, "configuration", "parameters, sound and unsound"},
        {axis::records, "records", "values of what is read"},
        {axis::absent, "absent", "what stands behind a cleared valid bit"},
        {axis::views, "views", "which views there are, and whether they have records"},
        {axis::order, "order", "the order of records, contacts, verbs or chunks of work"},
        {axis::count, "count", "how many bodies, targets or crafts there are, and when they come and go"},
        {axis::time, "time", "how long ticks are, how far from the beginning, and when frames arrive"},
        {axis::calls, "calls", "which calls are made, how often, and in which state"},
        {axis::room, "room", "how many records an output has room for"},
        {axis::state, "state", "when it is saved and loaded, the bytes, and how many a stream takes at once"},
        {axis::instances, "instances", "which others are alive beside it"},
        {axis::threads, "threads", "on which threads it is called, and how many workers the pool has"},
        {axis::process, "process", "the process"},
        {axis::places, "places", "addresses: of the library, of its memory, of what the host lends"},
        {axis::fill, "fill", "what memory, outputs and the stack held before"},
        {axis::environment, "environment", "environment variables, home and working folder"},
        {axis::locale, "locale", "language, locale and time zone"},
        {axis::libm, "libm", "which instructions the C library's functions may use"},
        {axis::host, "host", "the minor of the host's ABI"},
        {axis::services, "services", "which services the host has, and which call of one fails"},
        {axis::allocation, "allocation", "which allocation fails"},
        {axis::files, "files", "what files hold, and whether they can grow"},
    };
    return all;
}

std::vector<std::string> words_of_axes(uint32_t bits) {
    std::vector<std::string> out;
    for (const axis_row& a : axes())
        if (bits & a.bit) out.emplace_back(a.word);
    return out;
}
} // namespace qiki::conform
