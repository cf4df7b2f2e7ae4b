// SPDX-License-Identifier: MIT
// host/cli/prove/alone.cpp - which instance is meant, and its run with everybody, in a process of its own.
#include "host/cli/prove/alone.hpp"
#include "host/cli/prove/alone_play.hpp"
#include "host/cli/run/crash.hpp"
#include "host/cli/words/command_line.hpp"
#include "host/cli/words/exit_codes.hpp"
#include "host/cli/words/places.hpp"
#include "host/cli/words/settings.hpp"
#include "host/cli/words/terminal.hpp"
#include "host/words/nearest.hpp"
#include <algorithm>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <memory>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace qiki::cli {
namespace {
namespace fs = std::filesystem;
using tape = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

// The use that is meant.
const scenario::use& choose(const alone_words& w, const scenario::scenario& s, const load::catalogue& plugins) {
    std::vector<std::string> ids, names;
    for (const load::found& f : plugins.plugins())
        if (std::error_code failed; fs::equivalent(f.file, w.file, failed)) ids.push_back(f.id);
    for (const load::refusal& r : plugins.refusals())
        if (std::error_code failed; fs::equivalent(r.file, w.file, failed)) throw load::error(r.text);
    if (ids.empty()) throw load::error(w.file + ": expected a plugin file, found none of its plugins");
    const scenario::use* first = nullptr;
    for (const scenario::use& u : s.uses) {
        if (std::find(ids.begin(), ids.end(), u.plugin) == ids.end()) continue;
        names.push_back(u.id);
        if (!first && (w.instance.empty() || w.instance == u.id)) first = &u;
    }
    if (names.empty())
        throw usage_error("--alone: expected a scenario that uses " + listed(ids) + ", found none in " + w.scenario);
    if (!first)
        throw usage_error("--instance: " + w.scenario + " has no instance '" + w.instance + "' of this file" +
                          did_you_mean(w.instance, names) + "; it has " + listed(names));
    return *first;
}

// The run with everybody, in a child that nothing is left of but the tape. An exit code, or 128 + the signal.
int record(const scenario::scenario& s, load::catalogue& plugins, const std::string& instance, std::FILE* to) {
    std::cout << std::flush, std::cerr << std::flush;
    const pid_t child = fork();
    if (child < 0) throw std::runtime_error("no process to record the run in");
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        int code = exit_ok;
        try {
            const crash_watch guard("conform", may_not_end);
            run::recorder writer(to);
            std::atomic<bool> enough{false};
            run::options o;
            o.allow_dropped = true, o.listened_to = instance;
            o.hear = [&](const run::overheard& x) { writer.hear(x), enough = writer.over(); };
            run::run(s, plugins, std::move(o)).go(enough);
            if (!writer.whole())
                complain("conform", "the recording could not be written: no room"), code = exit_internal;
        } catch (const load::error& e) {
            complain("conform", e.what()), code = exit_plugin;
        } catch (const run::error& e) {
            complain("conform", std::string("in the run with everybody: ") + e.what());
            code = e.whose == run::fault::input    ? exit_usage
                   : e.whose == run::fault::plugin ? exit_plugin
                                                   : exit_failed;
        } catch (const std::exception& e) { complain("conform", e.what()), code = exit_usage; }
        std::cerr << std::flush;
        _exit(code);
    }
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
} // namespace

int play_alone(const alone_words& w) {
    scenario::source from{w.scenario, settings_of(w.set), lua_library()};
    from.seed = w.seed;
    const scenario::scenario s = scenario::read(from);
    if (!fs::is_regular_file(w.file)) throw load::error(w.file + ": expected a plugin file, found none");
    load::catalogue plugins(plugin_places({w.file}));
    const scenario::use& chosen = choose(w, s, plugins);
    const tape recorded(std::tmpfile(), std::fclose);
    if (!recorded) throw std::runtime_error("no file to record the run in");
    const int ended = record(s, plugins, chosen.id, recorded.get());
    const run::recording rec = run::read_recording(recorded.get());
    if (rec.ticks.empty() && ended != exit_ok) {
        if (ended > 128)
            complain("conform", std::string("the run ended with ") + strsignal(ended - 128) + " before a tick");
        return ended > 128 ? exit_failed : ended;
    }
    std::cout << "'" << chosen.id << "' (" << chosen.plugin << ") alone: " << rec.ticks.size() << " ticks recorded\n"
              << std::flush;
    if (ended == exit_internal) return exit_internal; // not all was recorded
    if (rec.ticks.empty()) return exit_nothing;
    const crash_watch guard("conform", may_not_end);
    run::alone it(s, plugins, chosen.id, rec.texts);
    return play(it, rec, ended);
}
} // namespace qiki::cli
