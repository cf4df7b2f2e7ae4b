// SPDX-License-Identifier: MIT
// host/conform/checks/load_environment.cpp - the process is left as it was found.
#include "host/conform/check.hpp"
#include "host/conform/child.hpp"
#include "host/load/guard.hpp"

namespace qiki::conform {
namespace {
template <class Call>
void around(const char* what, Call&& call) {
    const load::environment before;
    call();
    if (const std::string changed = before.difference(); !changed.empty())
        throw failed("changed the " + changed + " in " + what +
                     "; leave the process as it was found, or put it back before returning (rule err.5)");
}
void run(subject& s) {
    const qiki_entry* e = nullptr;
    around("a static constructor, or start-up code such as -ffast-math brings along", [&] { e = &load_entry(s.path); });
    qiki_error why{-1, {}};
    if (e->init) around("init()", [&] { e->init(s.path.c_str(), s.path.native().size(), &why); });
    around("describe()", [&] { e->describe(0); });
    if (e->deinit) around("deinit()", [&] { e->deinit(); });
}
} // namespace
extern const check load_environment{
    .id = "load.environment",
    .level = 1,
    .from = needs::file,
    .rules = "err.5",
    .asserts =
        "floating-point control, signal mask and handlers, locale, working folder, umask and environment variables are "
        "unchanged by loading, init(), describe() and deinit(): whatever one plugin changes changes all others",
    .run = run};
} // namespace qiki::conform
