// SPDX-License-Identifier: MIT
// host/conform/ending.cpp - what is said of a process that ended: the page's own words, or how it died, where, and what
// may be behind it.
#include "host/conform/ending.hpp"
#include "host/conform/names.hpp"
#include "host/conform/strays.hpp"
#include <charconv>
#include <csignal>
#include <cstring>
#include <sstream>
#include <string_view>
#include <sys/wait.h>

namespace qiki::conform {
namespace {
std::string signal_words(int s) {
    const char *name = sigabbrev_np(s), *about = sigdescr_np(s);
    return (name ? std::string("SIG") + name : "signal " + std::to_string(s)) +
           (about ? std::string(" (") + about + ")" : "");
}

// What was special, when it shows in this end: that signal, 0 for none.
std::string given_there(const page& p, int signal) {
    return p.given_of && p.given_of != signal ? "" : text_of(p.given, sizeof p.given);
}
std::string where(const page& p, int signal = 0) {
    const std::string step = text_of(p.step, sizeof p.step);
    if (step.empty()) return " before the plugin was loaded";
    const uint64_t n = p.count.load();
    const std::string with = given_there(p, signal);
    return " in " + step + (n ? ", " + std::to_string(n) : "") + (with.empty() ? "" : ", when " + with);
}

// What may be behind it when a call dies, and the rule: the first row that the name of the step begins with.
constexpr struct {
    std::string_view step, rule, remedy;
} reasons[] = {
    {"dlopen()", "lang.7", "loading runs no work: take it out of static constructors"},
    {"init()", "err.4", "init() ends no process: give a status and a text"},
    {"the end of the process", "lang.7",
     "take work out of deinit(), of static destructors and of atexit(): the process ends with them"},
    {"deinit()", "desc.8", "its calls are counted: free in the last one what the first init() took, and once"},
    {"describe()", "desc.1", "give static descriptors"},
    {"create()", "err.6", "ask for each service and each allocation whether it is NULL"},
    {"extension()", "grow.4", "compare the id, and give static tables"},
    {"configure()", "conf.3", "take no value for granted, and write the qiki_error only when it is not NULL"},
    {"demand()", "tick.11", "look at nothing but the configuration and the room that is asked"},
    {"tick()", "tick.9",
     "look at view.count, at qiki_out.capacity, which may be 0, and at data, which may be NULL, "
     "before anything is read or written"},
    {"reset()", "life.2", "begin as configure() left it"},
    {"save()", "state.5", "a stream may take fewer bytes than asked for, or fail"},
    {"load()", "state.3", "bytes are foreign: check every count and size before it is used"},
    {"finish()", "life.7", "what cannot be written is a status"},
    {"the self-test's run()", "rec.9", "write no more rows than its capacity, which may be 0"},
    {"destroy()", "own.1", "free what create() took, once, and nothing of the host's"},
    {"", "err.4", "no call may end the process: return a status"},
};
bool comes_or_goes(std::string_view step) {
    return step == "dlopen()" || step == "init()" || step.starts_with("the end of the process");
}
std::string what_to_do(const page& p, int signal = 0) {
    const std::string step = text_of(p.step, sizeof p.step), mend = text_of(p.mend, sizeof p.mend);
    if (!mend.empty() && (!p.given_of || p.given_of == signal)) return "; " + mend;
    if (signal == SIGSEGV && p.overflow)
        return "; its stack is used up: let no call call itself as deep as its input wants, and keep large arrays in "
               "what create() took (rule err.4)";
    if (const std::string lacked = text_of(p.lacked, sizeof p.lacked); !lacked.empty())
        return "; it had asked for the service " + lacked +
               ", and the host has none for it: ask whether a service is NULL before its table is used (rule err.6)";
    if (signal == SIGABRT && !comes_or_goes(step)) return "; no call may end the process (rule err.4): return a status";
    for (const auto& r : reasons)
        if (step.starts_with(r.step)) return "; " + std::string(r.remedy) + " (rule " + std::string(r.rule) + ")";
    return "";
}
// Every call must come to an end.
std::string endless(const page& p) {
    if (comes_or_goes(text_of(p.step, sizeof p.step)))
        return "; loading and unloading run no work, and come to an end (rule lang.7)";
    return "; every call must come to an end (rule tick.9): it waits, turns for ever, or is only slow, as --timeout "
           "with more seconds tells";
}

// What ended in abort() says so on standard error. NULL: nothing that is known.
const char* abort_words(const std::string& said) {
    const auto has = [&](const char* words) { return said.find(words) != std::string::npos; };
    const auto line = [&](const char* words) {
        return said.starts_with(words) || has(("\n" + std::string(words)).c_str());
    };
    return has("terminate called")
               ? "; an exception met nobody who catches it: catch all before the boundary (rule err.4)"
           : has("longjmp")        ? "; longjmp() across the boundary (rule err.4)"
           : has("Assertion")      ? "; an assertion failed: return a status instead (rule err.4)"
           : has("stack smashing") ? "; it wrote past an array on its stack: return a status instead (rule err.4)"
           : line("free(): ") || line("malloc(): ") || line("malloc_consolidate(): ") || line("realloc(): ") ||
                   line("munmap_chunk(): ") || line("corrupted ") || line("double free or corruption") ||
                   line("Fatal glibc error: malloc")
               ? "; it damaged the heap, or freed what it had not taken: free what is its own, once, and nothing that "
                 "the host gave (rule own.1)"
               : nullptr;
}

// Where the plugin's own code stood: "+0x1f30" a frame, innermost first. "" when it is not known, or says nothing: a
// stack that is used up ends anywhere.
constexpr std::string_view used_up = "a used up stack";
std::string frames_of(const page& p, const std::string& file, const std::string& fault) {
    if (fault.starts_with(used_up)) return "";
    std::istringstream in(text_of(p.stack, sizeof p.stack));
    std::string out;
    for (std::string l; std::getline(in, l);)
        if (const size_t at = l.rfind(file + "+0x"); at == 0 || (at != l.npos && l[at - 1] == '('))
            out += l.substr(at + file.size(), l.find(')', at) - at - file.size());
    return out;
}
} // namespace

ending ending_of(const page& p, const stopped& of) {
    ending e{static_cast<verdict>(p.said.load()),
             text_of(p.text, sizeof p.text),
             plain_stack(text_of(p.stack, sizeof p.stack)),
             of.said,
             of.seconds,
             text_of(p.judge, sizeof p.judge),
             p.spared,
             text_of(p.flaw, sizeof p.flaw),
             text_of(p.step, sizeof p.step),
             text_of(p.unset, sizeof p.unset),
             text_of(p.fault, sizeof p.fault)};
    const auto dies = [&](const std::string& how, int signal) {
        const std::string step = text_of(p.step, sizeof p.step);
        if (!step.empty()) e.fault = how + " in " + step; // else the plugin had no part in it
        e.frames = frames_of(p, of.file, e.fault), e.given = given_there(p, signal);
    };
    if (!e.fault.empty()) // of a process of its own, which it has outlived
        e.frames = frames_of(p, of.file, e.fault), e.given = text_of(p.given, sizeof p.given);
    const bool killed = WIFSIGNALED(of.status), processor = killed && WTERMSIG(of.status) == SIGXCPU;
    if (of.processes) {
        e.how = verdict::fail;
        dies("hundreds of processes", 0);
        e.text = "had " + std::to_string(of.processes) + " processes of its own" + where(p) + ": expected at most " +
                 std::to_string(most_processes) +
                 "; start none: qiki.pool/1 is there for parallel work, and a bridge ends those that it starts (rule "
                 "thread.4)";
    } else if (of.late || processor) {
        e.how = verdict::timeout;
        dies("no end", 0);
        e.text = "did not finish within " + in_seconds(of.limit) + (processor ? " s of processor time" : " s") +
                 where(p) + endless(p);
    } else if (killed) {
        const int s = WTERMSIG(of.status);
        // The handler may have named the sin: a write past a fence.
        if (e.how == verdict::fail) return e;
        const char* known = s == SIGABRT ? abort_words(of.said) : nullptr;
        e.how = verdict::crash;
        dies(p.overflow && s == SIGSEGV ? std::string(used_up) : signal_words(s), s);
        e.text = "the process ended with " + signal_words(s) + where(p, s) +
                 (s == SIGXFSZ   ? "; it wrote a file of more than 64 MiB (rule err.4)"
                  : s == SIGKILL ? "; nobody but itself sent it: no call may end the process (rule err.4)"
                  : known        ? known
                                 : what_to_do(p, s));
    } else if (const int code = WEXITSTATUS(of.status); e.how == verdict::pass && code != static_cast<int>(p.leaves)) {
        e.how = verdict::fail;
        e.text = (p.leaves ? "called exit(" + std::to_string(code) + ")"
                           : "changed the exit code of the process to " + std::to_string(code)) +
                 where(p) + ": expected " + (p.leaves ? "that the process ends by itself" : "0") + what_to_do(p);
    } else if (e.how == verdict::none) {
        e.how = verdict::fail;
        if (WEXITSTATUS(of.status) < 126) dies("exit()", 0);
        e.text = WEXITSTATUS(of.status) >= 126
                     ? "the check's process could not be started"
                     : "called exit(" + std::to_string(WEXITSTATUS(of.status)) + ")" + where(p) +
                           "; no call may end the process (rule err.4): return a status";
    }
    return e;
}

std::string in_seconds(double s) {
    char text[40];
    return {text, std::to_chars(text, text + sizeof text, s).ptr};
}
} // namespace qiki::conform
