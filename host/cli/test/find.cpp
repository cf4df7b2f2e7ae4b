// SPDX-License-Identifier: MIT
// host/cli/test/find.cpp - folders are walked, modules told from scenarios, --set given to those who declare it.
#include "host/cli/test/find.hpp"
#include "host/cli/words/places.hpp"
#include "host/words/nearest.hpp"
#include <algorithm>
#include <fnmatch.h>
#include <set>

namespace qiki::cli {
namespace {
namespace fs = std::filesystem;

bool hidden(const fs::path& p) { return p.filename().string().starts_with('.'); }

void walk(const fs::path& folder, candidates& out) {
    std::error_code e;
    fs::recursive_directory_iterator it(folder, e), end;
    for (; !e && it != end; it.increment(e)) {
        std::error_code unknown;
        if (hidden(it->path())) {
            if (it->is_directory(unknown)) it.disable_recursion_pending();
        } else if (it->path().extension() == ".lua" && !it->is_directory(unknown)) {
            const fs::path file = it->path().lexically_normal();
            if (scenario::looks_like_scenario(file)) out.scenarios.push_back({file, file.string(), {}, {}});
            else out.modules.push_back(file.string());
        }
    }
    if (e) throw usage_error(folder.string() + ": cannot be walked: " + e.message());
}

std::string key_of(const std::string& set) { return set.substr(0, set.find('=')); }

// What the scenario declares; nothing when it cannot be read, as its run will say.
std::vector<scenario::param> declared_by(const candidate& c, const fs::path& library) {
    scenario::source from{c.file, {}, library};
    try {
        return scenario::declared(from);
    } catch (const scenario::error&) { return {}; }
}

void give_values(candidates& all, const std::vector<std::string>& set, const fs::path& library) {
    std::set<std::string> known;
    for (candidate& c : all.scenarios)
        for (const scenario::param& p : declared_by(c, library)) {
            known.insert(p.name);
            const auto given = std::find_if(set.begin(), set.end(), [&](const auto& s) { return key_of(s) == p.name; });
            if (given != set.end()) c.set.push_back(*given);
            else if (p.required) c.required.push_back(p.name);
        }
    for (const std::string& s : set)
        if (!known.count(key_of(s)))
            throw usage_error("--set " + s + ": no scenario declares the value \"" + key_of(s) + "\"" +
                              did_you_mean(key_of(s), {known.begin(), known.end()}));
}
} // namespace

candidates find_candidates(const std::vector<std::string>& places, const std::string& filter,
                           const std::vector<std::string>& set, const fs::path& library) {
    candidates out;
    for (const std::string& p : places) {
        std::error_code e;
        const fs::file_status s = fs::status(p, e);
        if (!fs::exists(s)) throw usage_error(p + ": no such file or folder");
        const fs::path file = fs::path(p).lexically_normal();
        if (fs::is_directory(s)) walk(p, out);
        else out.scenarios.push_back({file, file.string(), {}, {}});
    }
    const auto by_name = [](const candidate& a, const candidate& b) { return a.name < b.name; };
    std::sort(out.scenarios.begin(), out.scenarios.end(), by_name);
    std::sort(out.modules.begin(), out.modules.end());
    std::set<fs::path> once; // a file may be named twice, or lie in two of the folders
    const auto again = [&](const fs::path& file) {
        std::error_code e;
        const fs::path whole = fs::weakly_canonical(file, e);
        return !once.insert(e ? file : whole).second;
    };
    std::erase_if(out.scenarios, [&](const candidate& c) { return again(c.file); });
    std::erase_if(out.modules, [&](const std::string& m) { return again(m); });
    out.before_filter = out.scenarios.size();
    if (!filter.empty())
        std::erase_if(out.scenarios, [&](const candidate& c) {
            return fnmatch(filter.c_str(), c.name.c_str(), 0) != 0 &&
                   fnmatch(filter.c_str(), c.file.filename().c_str(), 0) != 0;
        });
    if (!out.scenarios.empty()) give_values(out, set, library);
    return out;
}
} // namespace qiki::cli
