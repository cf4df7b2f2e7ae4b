// SPDX-License-Identifier: MIT
// host/anatomy/remarks.cpp - a table of facts and a table of imports, each with why it matters and the remedy.
#include "host/anatomy/remarks.hpp"
#include "host/anatomy/elementary.hpp"
#include <algorithm>
#include <array>
#include <gnu/libc-version.h>

namespace qiki::anatomy {
namespace {

using list = std::vector<std::string>;

// plugin.h: no call may exit, start a thread, change the FP environment, signals, locale or working directory.
struct telling {
    const char* what;
    const char* remedy;
    std::vector<std::string_view> names;
};
const std::array<telling, 5>& imports_that_tell() {
    static const std::array<telling, 5> all = {{
        {"ends the process", "return a status, so that the host can go on", {"exit", "_exit", "_Exit", "quick_exit"}},
        {"starts processes or threads",
         "use the service qiki.pool/1; only bridges may start threads",
         {"fork", "vfork", "posix_spawn", "posix_spawnp", "system", "popen", "pthread_create", "thrd_create"}},
        {"changes the floating-point environment",
         "restore it before you return, or do without",
         {"fesetround", "fesetenv", "feupdateenv", "feholdexcept", "feenableexcept", "fedisableexcept"}},
        {"changes the locale, the folder or signals, which belong to the whole process",
         "do without",
         {"setlocale", "chdir", "fchdir", "signal", "sigaction", "sigprocmask"}},
        {"draws by chance that no seed repeats",
         "use qiki_draw of random.h",
         {"rand", "random", "drand48", "rand_r", "lrand48", "getrandom", "getentropy", "arc4random"}},
    }};
    return all;
}

std::string joined(const list& words) {
    std::string out;
    for (const std::string& w : words) out += (out.empty() ? "" : ", ") + w;
    return out;
}

list names_of(const dynamic& d, bool (*wanted)(const symbol&)) {
    list out;
    for (const symbol& s : d.symbols)
        if (wanted(s)) out.push_back(s.name);
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

std::string few(const list& all) {
    constexpr size_t most = 5;
    if (all.size() <= most) return joined(all);
    return joined({all.begin(), all.begin() + most}) + " and " + std::to_string(all.size() - most) + " more";
}

bool says_unloadable(const anatomy& a) {
    return std::any_of(a.plugins.begin(), a.plugins.end(),
                       [](const described& d) { return d.about && (d.about->caps & QIKI_CAP_UNLOADABLE); });
}

void of_links(anatomy& a, const dynamic& d) {
    const auto say = [&](bool it_is, const std::string& text) {
        if (it_is) a.remarks.push_back(text);
    };
    const list unique = names_of(d, [](const symbol& s) { return !s.imported && s.binding == STB_GNU_UNIQUE; });
    const list more = names_of(
        d, [](const symbol& s) { return !s.imported && s.binding != STB_GNU_UNIQUE && s.name != "qiki_plugin"; });
    say(!unique.empty(),
        "unique symbols (" + few(unique) +
            ") keep the library in memory for ever; compile with -fno-gnu-unique and hidden visibility");
    say(!more.empty(), "exports more than qiki_plugin (" + few(more) +
                           "): two plugins with one name get in each other's way; link with the SDK's qiki.map");
    say(d.text_relocations, "has text relocations: its code is written to while it is loaded; compile with -fPIC");
    say(d.no_delete && says_unloadable(a),
        "says that it can be unloaded, and is linked with -z nodelete; drop one of the two");
    say(!d.rpath.empty(),
        "has an RPATH (" + d.rpath + "), which holds where it was built only; link with $ORIGIN or without");
    say(!d.runpath.empty() && d.runpath.rfind("$ORIGIN", 0) != 0,
        "has a RUNPATH (" + d.runpath + "), which holds where it was built only; link with $ORIGIN or without");
    for (const telling& t : imports_that_tell()) {
        list found;
        for (const std::string& name : names_of(d, [](const symbol& s) { return s.imported; }))
            if (std::find(t.names.begin(), t.names.end(), name) != t.names.end()) found.push_back(name);
        say(!found.empty(), std::string(t.what) + " (it imports " + few(found) + "); " + t.remedy);
    }
    const list libm = names_of(d, [](const symbol& s) { return s.imported && is_elementary(s.name); });
    say(!libm.empty(), "calls elementary functions of libm, whose bits depend on the CPU (it imports " + few(libm) +
                           "); use qiki/math.h");
}
} // namespace

void add_remarks(anatomy& a) {
    const auto say = [&](bool it_is, const std::string& text) {
        if (it_is) a.remarks.push_back(text);
    };
    const std::string here = gnu_get_libc_version();
    for (const highest& h : a.asks)
        say(h.family == "GLIBC" && is_below(here, h.version),
            "asks for glibc " + h.version + ", this machine has " + here +
                ": it will not load here; build it on the older system");
    say(a.executable_stack, "asks for an executable stack, which some systems refuse; link with -z noexecstack");
    say(a.writable_code, "has a segment that is writable and executable at once; link without -N");
    say(a.build_id.empty() && !a.plugins.empty(),
        "has no build id, so the host tries it in a child process at every start; link with -Wl,--build-id=sha1");
    for (const described& d : a.plugins)
        say(!d.about && a.entry && a.refusals.empty(), "'" + d.note.id +
                                                           "' builds its descriptor while it runs: ports and "
                                                           "parameters cannot be read from the file; 'qiki list " +
                                                           d.note.id + "' opens it");
    if (a.links) of_links(a, *a.links);
}
} // namespace qiki::anatomy
