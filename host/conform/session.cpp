// SPDX-License-Identifier: MIT
// host/conform/session.cpp - looks at the file, asks who is in it, then runs the checks, some at a time.
#include "host/conform/session.hpp"
#include "host/conform/elf.hpp"
#include "host/conform/settings.hpp"
#include "host/conform/settle.hpp"
#include "host/conform/spares.hpp"
#include "host/conform/strays.hpp"
#include "host/load/note.hpp"
#include "host/load/words.hpp"
#include "host/words/nearest.hpp"
#include "host/words/shell.hpp"
#include <algorithm>
#include <memory>
#include <optional>
#include <poll.h>
#include <sstream>

namespace qiki::conform {
namespace {

bool has_note(const load::file& file) {
    try {
        return !load::read_notes(file.content()).text.empty();
    } catch (const load::refused&) { return false; } // note.present says why
}

// A shared library with an entry or a note; anything else is not ours to test.
void must_be_plugin(const std::filesystem::path& file) {
    try {
        const load::file content(file);
        const elf_file e = read_elf(content);
        const bool entry = std::any_of(e.links.symbols.begin(), e.links.symbols.end(),
                                       [](const anatomy::symbol& s) { return !s.imported && s.name == "qiki_plugin"; });
        if (!entry && !has_note(content))
            throw load::refused("expected a plugin, found a library without the symbol qiki_plugin and without a note "
                                "'qiki'; name a plugin's .so file");
    } catch (const load::refused& r) { throw no_plugin(file.string() + ": " + r.what()); }
}

std::string repeat_line(const asked& a, const check& c, const std::string& plugin, bool several) {
    std::string line =
        "qiki conform " + shell_word(a.file.string()) + " --only " + c.id + " --seed " + std::to_string(a.seed);
    if (several && !plugin.empty()) line += " --id " + shell_word(plugin);
    for (const auto& [key, value] : a.set) line += " --set " + shell_word(key + "=" + value);
    if (a.seconds != asked().seconds) line += " --timeout " + in_seconds(a.seconds);
    return line;
}

bool chosen(const asked& a, const check& c) {
    if (!a.only.empty()) return std::find(a.only.begin(), a.only.end(), c.id) != a.only.end();
    return c.level <= a.level;
}

std::vector<std::string> lines(const std::string& text) {
    std::istringstream in(text);
    std::vector<std::string> out;
    for (std::string l; std::getline(in, l);) out.push_back(l);
    return out;
}

// Judged where the plugin is loaded; what goes wrong there besides is for the checks. A relative path begins here.
void must_be_settings(asked& a) {
    const std::filesystem::path base = std::filesystem::current_path();
    std::string which = base.string() + "\n";
    for (const std::string& id : a.plugins) which += id + "\n";
    const ending e = perform({a.file, "settings", "", which, a.seed, a.seconds, a.set, {}, false, {}}, a.stop);
    strays({});
    if (e.how == verdict::warn) throw wrong_setting(e.text);
    if (e.how != verdict::pass) return;
    for (const std::string& key : lines(e.text))
        if (std::string& path = a.set[key]; !path.empty()) path = (base / path).lexically_normal().string();
}

// A check that passed heard something all the same, whichever it was: told once, by the one that failed of that, or by
// the first.
void judge_words(std::vector<result>& all) {
    constexpr std::string_view ears[] = {"load.quiet", "log.sane"};
    const auto is_judge = [&](const result& r) {
        return r.how.how == verdict::fail &&
               std::find(std::begin(ears), std::end(ears), r.what->id) != std::end(ears) &&
               r.how.text.find("to standard output or error") != std::string::npos;
    };
    const auto same = [](const result& x, const result& y) {
        return x.plugin == y.plugin || x.plugin.empty() || y.plugin.empty();
    };
    std::map<result*, std::string> also;
    std::vector<result*> tellers;
    for (result& r : all)
        if (is_judge(r)) tellers.push_back(&r);
    for (result& r : all) {
        ending& e = r.how;
        if (e.said.empty() || (e.how != verdict::pass && e.how != verdict::warn)) continue;
        const auto t = std::find_if(tellers.begin(), tellers.end(), [&](const result* x) { return same(*x, r); });
        if (t != tellers.end()) {
            std::string& ids = also[*t];
            if (ids.find(r.what->id) == std::string::npos) ids += (ids.empty() ? "" : ", ") + std::string(r.what->id);
            continue;
        }
        e.text = (e.how == verdict::warn ? e.text + "; " : "") + "wrote \"" + load::one_line(e.said, 120) +
                 "\" to standard output or error: expected nothing, since they are the host's; words for the human go "
                 "through qiki.log/1 (rule log.1)";
        e.how = verdict::warn;
        tellers.push_back(&r);
    }
    for (const auto& [teller, ids] : also) teller->how.text += "; heard in " + ids + ", too";
}

// Plugin's id -> which checks are not for it. Nothing is known of one that cannot say so: then each check asks by
// itself, in its own process, and tells what became of it.
using spared_plugins = std::map<std::string, spares>;
spared_plugins who_is_spared(const asked& a, const outcome& out) {
    constexpr int worth_a_process = 3;
    std::map<std::string, int> questions;
    for (const result& r : out.results)
        if (r.what->spares && !r.plugin.empty()) ++questions[r.plugin];
    spared_plugins all;
    for (const auto& [plugin, n] : questions) {
        if (n < worth_a_process) continue;
        const ending e = perform({a.file, "spares", plugin, "", a.seed, a.seconds, a.set, {}, false, {}}, a.stop);
        strays({});
        if (e.how == verdict::pass) all[plugin] = from_words(e.text);
    }
    return all;
}

// Plugin's id -> what it asks for by name. Nothing of one that cannot live so long.
using asking_plugins = std::map<std::string, std::string>;
asking_plugins who_asks(const asked& a, const outcome& out, const spared_plugins& spared) {
    asking_plugins all;
    for (const result& r : out.results) {
        if (r.plugin.empty() || all.contains(r.plugin)) continue;
        std::string& names = all[r.plugin];
        if (const auto s = spared.find(r.plugin); s != spared.end() && s->second.contains("agent.inputs")) continue;
        const ending e =
            perform({a.file, "questions", r.plugin, "", a.seed, a.seconds / 2, a.set, {}, false, {}}, a.stop);
        strays({});
        if (e.how == verdict::pass) names = e.text;
    }
    return all;
}

// Each check would wait as long for a call that does not come to an end: after some of them the others of that plugin
// are left to the first.
class endless_calls {
public:
    void note(const result& r) {
        if (r.how.how == verdict::timeout && !r.plugin.empty()) in_[{r.plugin, r.how.step}].push_back(r.what->id);
    }
    std::optional<ending> instead_of(const result& r) const {
        constexpr size_t enough = 3;
        for (const auto& [where, checks] : in_) {
            if (where.first != r.plugin || checks.size() < enough) continue;
            std::string text = "not asked, since " + where.second + " did not come to an end in";
            for (size_t i = 0; i < enough; ++i) text += (i ? ", " : " ") + checks[i];
            return ending{verdict::skip, text, "", "", 0, checks.front()};
        }
        return {};
    }

private:
    std::map<std::pair<std::string, std::string>, std::vector<std::string>> in_; // plugin and call -> checks
};

// All results from the first-th on, some at a time.
void perform_all(const asked& a, outcome& out, size_t first, const spared_plugins& spared, const asking_plugins& asking,
                 endless_calls& hung, const std::function<void(const result&)>& told) {
    std::vector<std::unique_ptr<process>> running(out.results.size());
    size_t next = first, done = first, active = 0;
    const auto finish = [&](size_t i, ending e) {
        out.results[i].how = std::move(e);
        hung.note(out.results[i]);
        ++done;
        told(out.results[i]);
    };
    while (done < out.results.size()) {
        for (; next < out.results.size() && active < std::max(1u, a.jobs); ++next) {
            const result& r = out.results[next];
            const bool loads = r.what->from != needs::bytes;
            if (loads && !out.unloadable.empty()) {
                finish(next, {verdict::skip, "needs a file that can be loaded: " + out.unloadable, "", "", 0});
                continue;
            }
            if (const auto who = spared.find(r.plugin); who != spared.end()) {
                if (const auto why = who->second.find(r.what->id); why != who->second.end()) {
                    finish(next, {verdict::skip, why->second, "", "", 0, "", true});
                    continue;
                }
            }
            if (auto skip = hung.instead_of(r)) {
                finish(next, std::move(*skip));
                continue;
            }
            const auto asker = asking.find(r.plugin);
            const std::string asks = asker == asking.end() ? "" : asker->second;
            running[next] = std::make_unique<process>(
                errand{a.file, r.what->id, r.plugin, "", a.seed, a.seconds, a.set, {}, false, {}, asks});
            ++active;
        }
        std::vector<pollfd> ears;
        for (const auto& p : running)
            if (p) p->listen(ears);
        if (active) poll(ears.data(), ears.size(), ears.empty() ? 1 : 2);
        if (a.stop && *a.stop) throw interrupted{*a.stop};
        bool any = false;
        for (size_t i = first; i < next; ++i) {
            if (!running[i] || !running[i]->look()) continue;
            ending e = running[i]->end();
            running[i].reset();
            --active, any = true;
            finish(i, std::move(e));
        }
        if (!any) continue;
        std::vector<pid_t> known;
        for (const auto& p : running)
            if (p) known.push_back(p->number());
        strays(known);
    }
}
} // namespace

bool outcome::any(verdict v) const { return count(v) != 0; }
size_t outcome::count(verdict v) const {
    return static_cast<size_t>(
        std::count_if(results.begin(), results.end(), [v](const result& r) { return r.how.how == v; }));
}
int outcome::exit_code() const {
    if (!unloadable.empty()) return 3;
    if (any(verdict::fail) || any(verdict::crash) || any(verdict::timeout)) return 1;
    return any(verdict::pass) || any(verdict::warn) ? 0 : 4;
}

outcome conform(const asked& wanted, const std::function<void(const result&)>& told) {
    asked a = wanted;
    must_be_plugin(a.file);
    a.file = std::filesystem::absolute(a.file).lexically_normal();
    adopt_orphans();
    const struct last_look {
        ~last_look() { strays({}); }
    } whatever_happens;
    outcome out;
    const ending who = perform({a.file, "describe", "", "", a.seed, a.seconds, a.set, {}, false, {}}, a.stop);
    strays({});
    if (who.how != verdict::pass) out.unloadable = who.text;
    std::vector<std::string> ids = who.how == verdict::pass ? lines(who.text) : std::vector<std::string>{};
    const bool several = ids.size() > 1;
    for (const std::string& p : a.plugins)
        if (who.how == verdict::pass && std::find(ids.begin(), ids.end(), p) == ids.end())
            throw no_plugin(a.file.string() + ": has no plugin '" + load::one_line(p, 60) + "'" + did_you_mean(p, ids) +
                            "; it has " + listed(ids));
    if (!a.plugins.empty() && !ids.empty()) ids = a.plugins;
    if (!ids.empty() && !a.set.empty()) must_be_settings(a);

    for (const check* c : checks()) {
        if (!chosen(a, *c)) continue;
        const bool each = c->from == needs::plugin;
        for (const std::string& id : each && !ids.empty() ? ids : std::vector<std::string>{""})
            out.results.push_back({c, each ? id : "", {}, repeat_line(a, *c, each ? id : "", several)});
    }
    const spared_plugins spared = who_is_spared(a, out);
    const asking_plugins asking = who_asks(a, out, spared);
    endless_calls hung;
    perform_all(a, out, 0, spared, asking, hung, told);
    for (auto more = open_questions(out.results); !more.empty(); more = open_questions(out.results)) {
        const size_t first = out.results.size();
        for (const question& q : more)
            out.results.push_back({q.what, q.plugin, {}, repeat_line(a, *q.what, q.plugin, several)});
        perform_all(a, out, first, spared, asking, hung, told);
    }
    const auto place = [](const result& r) {
        return std::find(checks().begin(), checks().end(), r.what) - checks().begin();
    };
    std::stable_sort(out.results.begin(), out.results.end(),
                     [&](const result& x, const result& y) { return place(x) < place(y); });
    settle(out.results);
    judge_words(out.results);
    return out;
}
} // namespace qiki::conform
