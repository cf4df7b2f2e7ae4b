// SPDX-License-Identifier: MIT
// host/conform/checks/load_environment.cpp - the process is left as it was found, by every call.
#include "host/conform/check.hpp"
#include "host/conform/child.hpp"
#include "host/conform/drive/life.hpp"
#include "host/conform/page.hpp"
#include "host/load/guard.hpp"
#include <clocale>

namespace qiki::conform {
extern const check load_environment;
namespace load_environment_parts {
constexpr const char* other_locale = "C.UTF-8"; // every glibc has it

void around(const char* what, const std::function<void()>& call) {
    doing(what);
    if (const std::string changed = load::watch(call).changed; !changed.empty())
        throw failed("changed the " + changed + " in " + what +
                     "; leave the process as it was found, or put it back before returning (rule err.5)");
}

void run(subject& s) {
    surroundings there;
    there.words = "in the locale C.UTF-8";
    if (!s.part.empty() && !std::setlocale(LC_ALL, s.part.c_str())) return say(s, "");
    const qiki_entry* e = nullptr;
    std::string unloadable;
    around("a static constructor, or start-up code such as -ffast-math brings along", [&] {
        try {
            e = &load_entry(s.path);
        } catch (const failed& f) { unloadable = f.what(); }
    });
    if (!e) throw failed(unloadable);
    qiki_error why{-1, {}};
    if (e->init) around("init()", [&] { e->init(s.path.c_str(), s.path.native().size(), &why); });
    std::vector<const qiki_descriptor*> all;
    around("describe()", [&] {
        for (uint32_t i = 0; const qiki_descriptor* d = e->describe(i); ++i) all.push_back(d);
    });
    for (const qiki_descriptor* d : all) lead_if_it_can(s, *d, around);
    if (e->deinit) around("deinit()", [&] { e->deinit(); });
    if (!s.part.empty()) return say(s, "");
    elsewhere(s, load_environment, other_locale, {}, there); // who sets "C" changes nothing in "C"
}
} // namespace load_environment_parts
extern const check load_environment{
    .id = "load.environment",
    .level = 1,
    .from = needs::file,
    .rules = "err.5",
    .asserts =
        "floating-point control, signal mask and handlers, locale, working folder, umask and environment variables are "
        "unchanged by loading, init(), describe() and deinit(), and by each call of a whole life in between, in the "
        "locale C and in C.UTF-8: whatever one "
        "plugin changes changes all others",
    .varies = axis::calls | axis::locale,
    .run = load_environment_parts::run};
} // namespace qiki::conform
