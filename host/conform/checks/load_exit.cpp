// SPDX-License-Identifier: MIT
// host/conform/checks/load_exit.cpp - the process ends as if the plugin had not been there.
#include "host/conform/check.hpp"
#include "host/conform/child.hpp"
#include "host/conform/drive/life.hpp"
#include "host/conform/page.hpp"

namespace qiki::conform {
namespace load_exit_parts {
void run(subject& s) {
#ifdef QIKI_SANITIZED
    throw skipped("a sanitizer has the last word at the end of a process");
#endif
    const qiki_entry& e = load_entry(s.path);
    qiki_error why{-1, {}};
    doing("init()");
    if (e.init && e.init(s.path.c_str(), s.path.native().size(), &why) < 0) throw skipped("init() failed");
    doing("describe()");
    std::vector<const qiki_descriptor*> all;
    for (uint32_t i = 0; const qiki_descriptor* d = e.describe(i); ++i) all.push_back(d);
    for (const qiki_descriptor* d : all) lead_if_it_can(s, *d);
    doing("deinit()");
    if (e.deinit) e.deinit();
    leave_by_exit();
}
} // namespace load_exit_parts
extern const check load_exit{
    .id = "load.exit",
    .level = 1,
    .from = needs::file,
    .rules = "lang.7 desc.8 err.4",
    .asserts = "after a life of each plugin and deinit() the process ends by itself: a destructor or a "
               "function of atexit() that dies, or calls exit(), takes the results of a whole run with it",
    .run = load_exit_parts::run};
} // namespace qiki::conform
