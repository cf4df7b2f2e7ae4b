// SPDX-License-Identifier: MIT
// host/cli/plugins/diagnosis.cpp - the examinations that run no plugin.
#include "host/cli/plugins/diagnosis.hpp"
#include "host/cli/words/places.hpp"
#include "host/load/file.hpp"
#include "host/load/verdicts.hpp"
#include "host/observe/allocations.hpp"
#include "host/observe/version.hpp"
#include <algorithm>
#include <filesystem>

namespace qiki::cli {
namespace {

std::string counted(size_t n, const char* what) { return std::to_string(n) + " " + what + (n == 1 ? "" : "s"); }

void unit(diagnosis& d, const char* name, bool there, const char* without) {
    d.add("machine", grade::good, std::string(name) + (there ? ": yes" : std::string(": no, ") + without));
}

// Whether a file is where this program looks for plugins.
bool searched(const load::catalogue& c, const std::filesystem::path& file) {
    return std::any_of(c.places().begin(), c.places().end(), [&](const load::visited& v) {
        std::error_code none;
        const std::filesystem::path place = std::filesystem::weakly_canonical(v.place, none);
        return file == place || file.parent_path() == place;
    });
}
} // namespace

const char* grade_word(grade g) { return g == grade::good ? "ok" : g == grade::note ? "note" : "wrong"; }

void examine_plugins(diagnosis& d, const load::catalogue& c) {
    for (const load::visited& v : c.places()) {
        const auto refused = [&](const load::refusal& r) { return r.text.starts_with(v.place.string() + ":"); };
        if (std::any_of(c.refusals().begin(), c.refusals().end(), refused)) continue; // a file, which has its row below
        const std::string where = v.place.string() + (v.origin.empty() ? "" : " (" + v.origin + ")");
        d.add("plugins", grade::good, where + ": " + (v.exists ? counted(v.plugins, "plugin") : "not there"));
    }
    if (c.plugins().empty())
        d.add("plugins", grade::wrong,
              "no plugin found; build them, or name their folder in QIKI_PLUGIN_PATH or --plugin");
    for (const load::refusal& r : c.refusals()) d.add("plugins", grade::wrong, r.text);
    for (const load::duplicate& x : c.duplicates())
        d.add("plugins", grade::note,
              x.id + ": " + x.used.string() + " is used, " + x.hidden.string() + " is not; remove one");
}

void examine_quarantine(diagnosis& d, const load::catalogue& c) {
    const load::verdicts known;
    const auto bad = known.quarantine();
    for (const load::remembered& r : bad) {
        const bool here = searched(c, r.file.path);
        d.add("quarantine", here ? grade::wrong : grade::note,
              r.file.path + ": " + load::told(r.how) + (here ? "" : "; it is in no place that is searched now"));
    }
    if (bad.empty()) d.add("quarantine", grade::good, "no file failed at its first load");
    const std::string why = known.why_not_writable();
    if (why.empty()) d.add("quarantine", grade::good, "remembered in " + known.place().string());
    else
        d.add("quarantine", grade::note,
              "cannot be remembered in '" + known.place().string() + "': " + why +
                  "; every plugin is tried anew each time. Set QIKI_CACHE to a folder that can be written");
}

void examine_scenarios(diagnosis& d) {
    try {
        d.add("scenarios", grade::good, "Lua library: " + lua_library().string());
    } catch (const usage_error& e) { d.add("scenarios", grade::wrong, e.what()); }
}

void examine_machine(diagnosis& d) {
    __builtin_cpu_init();
    unit(d, "SSE2", __builtin_cpu_supports("sse2"), "which every x86-64 has");
    unit(d, "AVX", __builtin_cpu_supports("avx"), "arrays go through SSE2: slower, the same results");
    unit(d, "AVX2 and FMA", __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"), "not needed");
    unit(d, "AVX-512F", __builtin_cpu_supports("avx512f"), "arrays go through AVX or SSE2: slower, the same results");
}

void examine_program(diagnosis& d) {
    std::string program = "qiki ";
    for (const char* part : {observe::version(), ", commit ", observe::commit(), ", ABI ", load::host_abi(), ", ",
                             observe::compiler(), ", ", observe::build_type()})
        program += part;
    d.add("program", grade::good, program);
    std::string built;
    for (const observe::library& l : observe::libraries)
        built += (built.empty() ? "" : ", ") + std::string(l.name) + " " + l.version;
    d.add("program", grade::good, "built with " + built);
    d.add("program", grade::good,
          observe::allocations_counted()
              ? "allocations in tick() are counted"
              : "allocations in tick() are not counted: the sanitizer of this build owns malloc");
    std::error_code none;
    if (!std::filesystem::exists("/proc/self/fd", none))
        d.add("program", grade::wrong,
              "/proc is not mounted: plugins cannot be loaded by descriptor; mount it, or set QIKI_LOAD_BY_PATH=1");
    else if (load::loads_by_path())
        d.add("program", grade::note,
              "plugins are loaded by path (QIKI_LOAD_BY_PATH, or a sanitizer build): debuggers find the plugins' "
              "files, but one exchanged in between is not noticed");
}
} // namespace qiki::cli
