// SPDX-License-Identifier: MIT
// host/cli/alone.cpp - recorded in one process, played in this one, and looked at record by record.
#include "host/cli/alone.hpp"
#include "host/cli/command_line.hpp"
#include "host/cli/exit_codes.hpp"
#include "host/cli/places.hpp"
#include "host/cli/terminal.hpp"
#include "host/conform/fields.hpp"
#include "host/observe/table.hpp"
#include "host/run/alone.hpp"
#include "host/run/words.hpp"
#include "host/words/nearest.hpp"
#include "qiki/check.h"
#include <csignal>
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

struct finding {
    uint32_t port = 0;
    uint64_t record = 0;
    std::string what;
    const std::byte* before = nullptr; // of the run, when it is another one there
};

// The first record of a tick that is not as it should be.
std::optional<finding> look(const run::alone& it, const run::recorded_tick& r) {
    for (uint32_t p = 0; p < it.outputs().size(); ++p) {
        const run::output& o = it.outputs()[p];
        const bool known = r.done && p < r.out.size();
        const auto* then = known ? reinterpret_cast<const std::byte*>(r.out[p].words.data()) : nullptr;
        for (uint64_t i = 0; i < o.made; ++i) {
            const std::byte* at = o.out.now.data + i * o.blank.stride;
            const std::byte* was = known && i < r.out[p].made ? then + i * o.blank.stride : nullptr;
            const size_t same = was ? static_cast<size_t>(std::mismatch(at, at + o.blank.stride, was).first - at) : 0;
            const bool other = was && same < o.blank.stride;
            if (const char* flaw = qiki_record_flaw(o.blank.record, at))
                return finding{p, i, std::string(flaw) + " (rule rec.9)", other ? was : nullptr};
            if (other)
                return finding{p, i,
                               "is another one than in the run, first in " + conform::field_at(o.blank.record, same) +
                                   " (rule det.1)",
                               was};
        }
        if (known && (o.made != r.out[p].made || o.lost != r.out[p].lost))
            return finding{p, std::min(o.made, r.out[p].made),
                           "wrote " + std::to_string(o.made) + " records and dropped " + std::to_string(o.lost) +
                               ", in the run " + std::to_string(r.out[p].made) + " and " +
                               std::to_string(r.out[p].lost) + " (rule det.1)",
                           nullptr};
    }
    return {};
}

std::string dump(const run::alone& it, const finding& f) {
    const run::output& o = it.outputs()[f.port];
    if (f.record >= o.made) return {};
    const auto now = conform::show_record(o.blank.record, o.out.now.data + f.record * o.blank.stride);
    const auto then = f.before ? conform::show_record(o.blank.record, f.before) : decltype(now){};
    observe::table t(f.before ? std::vector<std::string>{"byte", "field", "alone", "in the run"}
                              : std::vector<std::string>{"byte", "field", "value"});
    for (size_t i = 0; i < now.size(); ++i) {
        std::vector<std::string> row{std::to_string(now[i].offset), now[i].name, now[i].value};
        if (f.before) row.push_back(then[i].value == now[i].value ? "the same" : then[i].value);
        t.row(row);
    }
    return t.text(2);
}

int play(run::alone& it, const run::recording& rec, int ended) {
    uint64_t records = 0;
    for (size_t i = 0; i < rec.ticks.size(); ++i) {
        const run::recorded_tick& r = rec.ticks[i];
        const std::string when = "tick " + std::to_string(i) + ", t = " + run::seconds(r.t);
        const std::string failure = it.tick(r);
        if (failure != r.failure || !failure.empty()) {
            std::cout << when << ": " << (failure.empty() ? "does not fail" : "fails: " + failure)
                      << (failure == r.failure ? ", as in the run"
                          : r.failure.empty()  ? "; in the run it did not"
                                               : "; in the run it failed: " + r.failure)
                      << '\n';
            return exit_failed;
        }
        if (const auto f = look(it, r)) {
            const run::output& o = it.outputs()[f->port];
            std::cout << "the first bad record: " << when << ", output '" << run::output_of(it.who(), f->port).name
                      << "', record " << f->record << " of the tick, ordinal " << o.out.now.first + f->record << ": "
                      << f->what << '\n'
                      << dump(it, *f);
            return exit_failed;
        }
        for (const run::output& o : it.outputs()) records += o.made;
        if (!r.done) {
            std::cout << when << ": in the run the process ended here"
                      << (ended > 128 ? std::string(" with ") + strsignal(ended - 128) : "") << "; alone it does not\n";
            return exit_failed;
        }
    }
    it.finish();
    if (ended > 128) {
        std::cout << "in the run the process ended with " << strsignal(ended - 128)
                  << ", in no tick of this instance\n";
        return exit_failed;
    }
    std::cout << rec.ticks.size() << " ticks, " << records
              << " records: they keep the rules, and are those of the run\n";
    return exit_ok;
}
} // namespace

int play_alone(const alone_words& w) {
    scenario::source from{w.scenario, {}, lua_library()};
    for (const std::string& text : w.set) {
        const size_t is = text.find('=');
        if (is == 0 || is == text.npos) throw usage_error("--set expects KEY=VALUE, found '" + text + "'");
        from.set[text.substr(0, is)] = text.substr(is + 1);
    }
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
    if (rec.ticks.empty()) return exit_internal; // nothing was tested
    run::alone it(s, plugins, chosen.id, rec.texts);
    return play(it, rec, ended);
}
} // namespace qiki::cli
