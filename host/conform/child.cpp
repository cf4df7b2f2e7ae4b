// SPDX-License-Identifier: MIT
// host/conform/child.cpp - an errand is run: load, call the check, say how it ended, and be gone.
#include "host/conform/child.hpp"
#include "host/conform/drive/open_files.hpp"
#include "host/conform/launch.hpp"
#include "host/conform/questions.hpp"
#include "host/conform/settings.hpp"
#include "host/conform/spares.hpp"
#include "host/load/contract.hpp"
#include "host/solo/lone_host.hpp"
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fstream>
#include <sstream>
#include <unistd.h>

namespace qiki::conform {
namespace {

[[noreturn]] void say_verdict(verdict v, std::string_view text) {
    put(mine().text, sizeof mine().text, text);
    mine().said.store(static_cast<uint32_t>(v));
    _exit(0); // without the plugin's destructors: they are load.exit's to look at
}

} // namespace

void leave_by_exit() {
    doing("the end of the process (deinit() was called; static destructors, atexit())");
    put(mine().text, sizeof mine().text, "");
    constexpr int own = 77; // that of nobody who calls exit() by himself
    mine().leaves = own;
    mine().said.store(static_cast<uint32_t>(verdict::pass));
    std::exit(own);
}

namespace {
std::string joined(const std::vector<std::string>& lines) {
    std::string out;
    for (const std::string& l : lines) out += (out.empty() ? "" : "; ") + l;
    return out;
}

template <class T>
T number(const char* text) {
    T v{};
    const char* end = text + std::strlen(text);
    if (const auto r = std::from_chars(text, end, v); r.ec != std::errc() || r.ptr != end)
        throw std::runtime_error(std::string("not a number: ") + text);
    return v;
}

// Who is in the file: a line each, "id".
void describe(subject& s) {
    const qiki_entry& e = load_entry(s.path);
    std::string all;
    if (e.init) {
        doing("init()");
        qiki_error why{-1, {}};
        if (e.init(s.path.c_str(), s.path.native().size(), &why) < 0)
            throw failed(std::string("init() failed: ") + std::string(why.text, strnlen(why.text, sizeof why.text)));
    }
    doing("describe()");
    for (uint32_t i = 0; i < 1024; ++i) {
        const qiki_descriptor* d = e.describe(i);
        if (!d) break;
        if (!d->id || strnlen(d->id, 256) >= 256) throw failed("describe(): expected an id of less than 256 bytes");
        all += std::string(d->id) + "\n";
    }
    if (all.empty()) throw failed("describe(0) gives NULL: expected a plugin, found none");
    say_verdict(verdict::pass, all);
}

// Parameters by hand, of the plugins whose ids stand in s.part below the folder of relative paths, or of all: a warning
// says what is wrong with them, a pass which of them are paths.
void judge_settings(subject& s) {
    s.entry = &load_entry(s.path);
    std::vector<const qiki_descriptor*> who;
    std::istringstream ids(s.part);
    std::string base;
    std::getline(ids, base);
    for (std::string id; std::getline(ids, id);) who.push_back(&find_plugin(*s.entry, s.path, id));
    if (who.empty())
        for (uint32_t i = 0; const qiki_descriptor* d = s.entry->describe(i); ++i) who.push_back(d);
    if (const std::string flaw = flaw_of(s.set, who, base); !flaw.empty()) say_verdict(verdict::warn, flaw);
    std::string paths;
    for (const std::string& key : paths_among(s.set, who)) paths += key + "\n";
    say_verdict(verdict::pass, paths);
}

void perform_check(subject& s, const check& c, const std::string& plugin) {
    if (c.from == needs::entry || c.from == needs::plugin) {
        try {
            s.entry = &load_entry(s.path);
            if (c.from == needs::plugin) s.about = &find_plugin(*s.entry, s.path, plugin);
        } catch (const failed& e) { throw skipped(std::string("needs a file that can be loaded: ") + e.what()); }
    }
    if (c.spares && s.about)
        if (const std::string why = c.spares(*s.about); !why.empty()) {
            mine().spared = true;
            throw skipped(why);
        }
    c.run(s);
}
} // namespace

const qiki_entry& load_entry(const std::filesystem::path& file) {
    doing("dlopen()");
    void* so = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!so) {
        const char* why = dlerror();
        throw failed("cannot be loaded: " + load::one_line(why ? why : "no reason given") +
                     "; link the plugin with what it uses (-Wl,--no-undefined) (rule lang.6)");
    }
    doing("the reading of qiki_plugin");
    const auto* e = static_cast<const qiki_entry*>(dlsym(so, "qiki_plugin"));
    if (!e) throw failed("expected the symbol qiki_plugin, found none; export it with QIKI_EXPORT (rule lang.3)");
    try {
        load::check_entry(*e);
    } catch (const load::refused& r) { throw failed(r.what()); }
    return *e;
}

const qiki_descriptor& find_plugin(const qiki_entry& e, const std::filesystem::path& file, std::string_view id) {
    if (e.init) {
        doing("init()");
        qiki_error why{-1, {}};
        if (e.init(file.c_str(), file.native().size(), &why) < 0) throw failed("init() failed");
    }
    doing("describe()");
    for (uint32_t i = 0; const qiki_descriptor* d = e.describe(i); ++i)
        if (d->id && id == d->id) return *d;
    throw failed("describe() gives no plugin '" + std::string(id) + "' any more");
}

const std::map<std::string, std::string> far_away = {
    {"TZ", "Pacific/Chatham"}, {"LANG", "de_DE.UTF-8"}, {"LC_ALL", "de_DE.UTF-8"}, {"HOME", "/nowhere"},
    {"USER", "somebody"},      {"LOGNAME", "somebody"}, {"HOSTNAME", "elsewhere"}, {"OMP_NUM_THREADS", "3"}};

std::string elsewhere(const subject& s, const check& c, const std::string& part, const std::string& given,
                      const surroundings& how) {
    std::ofstream(part + ".in", std::ios::binary) << given;
    std::remove((part + ".out").c_str());
    const std::string before(mine().step, strnlen(mine().step, sizeof mine().step));
    doing(("a process of its own ('" + part + "')").c_str());
    const ending e = perform({s.path, c.id, s.about ? s.about->id : "", part, s.seed, s.seconds / 2, s.set,
                              how.environment, how.still, std::filesystem::current_path(), questions_here(), true});
    doing(before.c_str());
    if (e.how == verdict::skip && !e.judge.empty()) throw deferred(e.text, e.judge);
    if (e.how == verdict::skip && !e.unset.empty()) throw unset(e.text, e.unset);
    if (e.how == verdict::skip) throw skipped(e.text);
    if (e.how != verdict::pass && e.how != verdict::warn) {
        const std::string text = (how.words.empty() ? "in a process of its own" : how.words) + ": " + e.text;
        if (e.fault.empty()) throw failed(text);
        died end(text);
        end.how = e.how, end.stack = e.stack, end.step = e.step, end.fault = e.fault, end.given = e.given;
        throw end;
    }
    std::fwrite(e.said.data(), 1, e.said.size(), stderr); // whoever listens to this process hears it
    std::ostringstream out;
    out << std::ifstream(part + ".out", std::ios::binary).rdbuf();
    return out.str();
}

std::string heard(const subject& s) {
    std::ostringstream out;
    out << std::ifstream(s.part + ".in", std::ios::binary).rdbuf();
    return out.str();
}

void say(const subject& s, const std::string& text) {
    std::ofstream out(s.part + ".out", std::ios::binary);
    if (!(out << text) || !out.flush()) throw failed("could not write what it found");
}

int child_main(int argc, char** argv) {
    if (argc < 9) return 2;
    subject s;
    try {
        take_page(number<int>(argv[1]));
        s.path = argv[2], s.part = argv[5], s.seed = number<uint64_t>(argv[6]);
        s.seconds = number<double>(argv[7]);
        take_questions(argv[8]);
        for (int i = 9; i < argc; ++i) {
            const std::string_view word = argv[i];
            const size_t is = word.find('=');
            s.set.emplace(word.substr(0, is), is == word.npos ? "" : word.substr(is + 1));
        }
    } catch (const std::exception& e) {
        std::fprintf(stderr, "qiki conform-child: %s\n", e.what());
        return 2;
    }
    // What fails for want of descriptors is for the check that looks for those which are not closed.
    const auto conclude = [&](const std::string& text) {
        if (!out_of_files() || std::string_view(argv[3]) == "mem.leak") say_verdict(verdict::fail, text);
        put(mine().judge, sizeof mine().judge, "mem.leak");
        say_verdict(verdict::skip, std::to_string(open_files()) + " files are open, and none can be opened any more");
    };
    watch_for_crashes();
    solo::at_the_lack = [](const char* id) noexcept { put(mine().lacked, sizeof mine().lacked, id); };
    try {
        const std::string what = argv[3];
        if (what == "describe") describe(s);
        if (what == "settings") judge_settings(s);
        if (what == "spares") {
            s.entry = &load_entry(s.path);
            say_verdict(verdict::pass, in_words(spares_of(find_plugin(*s.entry, s.path, argv[4]))));
        }
        if (what == "questions") {
            s.entry = &load_entry(s.path);
            s.about = &find_plugin(*s.entry, s.path, argv[4]);
            say_verdict(verdict::pass, questions_of(s));
        }
        const check* c = find_check(what);
        if (!c) throw std::runtime_error("no check " + what);
        perform_check(s, *c, argv[4]);
        if (s.warnings.empty()) say_verdict(verdict::pass, joined(s.notes));
        say_verdict(verdict::warn, joined(s.warnings));
    } catch (const unsound& e) {
        put(mine().flaw, sizeof mine().flaw, e.flaw);
        conclude(e.what());
    } catch (const died& e) {
        if (out_of_files()) conclude(e.what());
        doing(e.step.c_str());
        put(mine().stack, sizeof mine().stack, e.stack);
        put(mine().fault, sizeof mine().fault, e.fault);
        put(mine().given, sizeof mine().given, e.given);
        say_verdict(e.how, e.what());
    } catch (const failed& e) { conclude(e.what()); } catch (const deferred& e) {
        if (out_of_files()) conclude(e.what());
        if (e.judge == argv[3]) say_verdict(verdict::fail, std::string(e.what()) + "; " + remedy_of(e.judge));
        put(mine().judge, sizeof mine().judge, e.judge);
        say_verdict(verdict::skip, e.what());
    } catch (const skipped& e) {
        if (out_of_files()) conclude(e.what());
        if (const auto* u = dynamic_cast<const unset*>(&e)) put(mine().unset, sizeof mine().unset, u->keys);
        say_verdict(verdict::skip, e.what());
    } catch (const std::exception& e) { conclude(std::string("the check itself could not go on: ") + e.what()); }
    return 0;
}
} // namespace qiki::conform
