// SPDX-License-Identifier: MIT
// host/conform/launch.cpp - fork, limits, and an exec where the process has to be a new one; then listen, wait and
// judge.
#include "host/conform/launch.hpp"
#include "host/conform/child.hpp"
#include "host/conform/names.hpp"
#include "host/conform/strays.hpp"
#include "host/load/ended.hpp"
#include "host/load/words.hpp"
#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <iostream>
#include <poll.h>
#include <sstream>
#include <stdexcept>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace qiki::conform {
namespace {
constexpr size_t most_said = size_t{16} << 10;

// A sanitizer reserves more address space than any limit allows.
#ifdef QIKI_SANITIZED
constexpr rlim_t most_memory = RLIM_INFINITY;
#else
constexpr rlim_t most_memory = rlim_t{3} << 30;
#endif

void limit(int what, rlim_t n, rlim_t grace = 0) {
    const rlimit l{n, n == RLIM_INFINITY ? n : n + grace};
    setrlimit(static_cast<__rlimit_resource_t>(what), &l);
}

// environment NULL: this program as it stands, which has done nothing with the plugin yet; a new one costs half of a
// short check's time. Else as it begins, with these variables.
[[noreturn]] void become(std::vector<char*>& argv, char* const* environment, bool still, const char* folder, int page,
                         int talk, double seconds, pid_t parent) {
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(0);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, static_cast<rlim_t>(seconds) + 1, 1); // SIGXCPU, which says why, comes with the lower of the two
    limit(RLIMIT_FSIZE, rlim_t{64} << 20);
    limit(RLIMIT_NOFILE, 256);
    limit(RLIMIT_AS, most_memory);
    if (chdir(folder) != 0) _exit(126);
    const int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    dup2(nothing, 0), dup2(talk, 1), dup2(talk, 2);
    for (int s = 1; s < 32; ++s) signal(s, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    if (!environment) {
        const auto descriptor = static_cast<unsigned>(page);
        if (descriptor > 3) close_range(3, descriptor - 1, 0);
        close_range(descriptor + 1, ~0U, 0);
        _exit(child_main(static_cast<int>(argv.size()) - 2, argv.data() + 1));
    }
    fcntl(page, F_SETFD, 0);
    if (still) personality(ADDR_NO_RANDOMIZE);
    execve("/proc/self/exe", argv.data(), environment);
    _exit(127);
}

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
    return "; every call must come to an end (rule tick.9)";
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

// What this process has, with `other` in front.
std::vector<std::string> environment_with(const std::map<std::string, std::string>& other) {
    std::vector<std::string> all;
    for (const auto& [name, value] : other) all.push_back(name + "=" + value);
    for (char** e = environ; *e; ++e)
        if (!other.count(std::string(*e, strcspn(*e, "=")))) all.emplace_back(*e);
    return all;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> out;
    for (std::string& w : words) out.push_back(w.data());
    out.push_back(nullptr);
    return out;
}

std::string new_folder() {
    const char* base = std::getenv("TMPDIR");
    const std::string place = base && *base ? base : "/tmp";
    std::string name = place + "/qiki-conform-XXXXXX";
    if (!mkdtemp(name.data()))
        throw no_folder("TMPDIR: expected a folder for the checks to work in, found " + place + ": " +
                        std::strerror(errno));
    return name;
}
} // namespace

process::process(const errand& e) : what_(e) {
    folder_ = e.folder.empty() ? std::filesystem::path(new_folder()) : e.folder;
    std::vector<std::string> words = {"qiki",
                                      "conform-child",
                                      std::to_string(page_.descriptor()),
                                      e.file,
                                      e.check,
                                      e.plugin,
                                      e.part,
                                      std::to_string(e.seed),
                                      in_seconds(e.seconds)};
    for (const auto& [key, value] : e.set) words.push_back(key + "=" + value);
    std::vector<char*> argv = pointers(words);
    std::vector<std::string> variables = environment_with(e.environment);
    const std::vector<char*> environment = pointers(variables);
    std::cout.flush(), std::fflush(nullptr); // what the child finds unwritten it would write, too
    int talk[2];
    if (pipe2(talk, O_CLOEXEC) != 0) throw std::runtime_error(std::string("no pipe: ") + std::strerror(errno));
    heard_ = talk[0];
    fcntl(heard_, F_SETFL, O_NONBLOCK);
    start_ = clock::now();
    limit_ = start_ + std::chrono::duration_cast<clock::duration>(std::chrono::duration<double>(e.seconds));
    const pid_t parent = getpid();
    pid_ = fork();
    if (pid_ == 0)
        become(argv, e.anew ? environment.data() : nullptr, e.still, folder_.c_str(), page_.descriptor(), talk[1],
               e.seconds, parent);
    const int code = errno;
    close(talk[1]);
    if (pid_ < 0) {
        close(heard_);
        throw std::runtime_error(std::string("no process: ") + std::strerror(code));
    }
    setpgid(pid_, pid_);
    ended_ = load::watch_end(pid_);
}

process::~process() {
    if (pid_ > 0) {
        end_all();
        while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {}
    }
    if (heard_ >= 0) close(heard_);
    if (ended_ >= 0) close(ended_);
    std::error_code ignored;
    if (what_.folder.empty()) std::filesystem::remove_all(folder_, ignored);
}

void process::listen(std::vector<pollfd>& all) const {
    for (const int fd : {heard_, ended_})
        if (fd >= 0) all.push_back({fd, POLLIN, 0});
}

void process::drain() {
    char some[4096];
    for (int pieces = 0; heard_ >= 0 && pieces < 256; ++pieces) {
        const ssize_t n = read(heard_, some, sizeof some);
        if (n > 0) said_.append(some, std::min(static_cast<size_t>(n), most_said - said_.size()));
        else if (n < 0 && errno == EAGAIN) return;
        else if (n == 0 || errno != EINTR) close(std::exchange(heard_, -1));
    }
}

// By its number, too: it may have left its group.
void process::end_all() const { kill(-pid_, SIGKILL), kill(pid_, SIGKILL); }

bool process::look() {
    if (pid_ < 0) return true;
    drain();
    const clock::time_point now = clock::now();
    if (!late_ && now >= limit_) late_ = true, end_all();
    if (started_ == 0 && now >= count_at_) {
        count_at_ = now + std::chrono::milliseconds(50);
        if (const size_t n = children_of(pid_).size(); n > most_processes) started_ = n, end_all();
    }
    siginfo_t gone{};
    if (waitid(P_PID, static_cast<id_t>(pid_), &gone, WEXITED | WNOHANG | WNOWAIT) != 0 || gone.si_pid == 0)
        return false;
    kill(-pid_, SIGKILL); // whatever it started; it is still there, so its number is nobody else's
    while (waitpid(pid_, &status_, 0) < 0 && errno == EINTR) {}
    pid_ = -1;
    drain();
    seconds_ = std::chrono::duration<double>(clock::now() - start_).count();
    return true;
}

ending process::end() const {
    const page& p = *page_;
    ending e{static_cast<verdict>(p.said.load()),
             text_of(p.text, sizeof p.text),
             plain_stack(text_of(p.stack, sizeof p.stack)),
             said_,
             seconds_,
             text_of(p.judge, sizeof p.judge),
             p.spared,
             text_of(p.flaw, sizeof p.flaw),
             text_of(p.step, sizeof p.step),
             text_of(p.unset, sizeof p.unset),
             text_of(p.fault, sizeof p.fault)};
    const auto dies = [&](const std::string& how, int signal) {
        const std::string step = text_of(p.step, sizeof p.step);
        if (!step.empty()) e.fault = how + " in " + step; // else the plugin had no part in it
        e.frames = frames_of(p, what_.file.filename().string(), e.fault), e.given = given_there(p, signal);
    };
    if (!e.fault.empty()) // of a process of its own, which it has outlived
        e.frames = frames_of(p, what_.file.filename().string(), e.fault), e.given = text_of(p.given, sizeof p.given);
    const bool killed = WIFSIGNALED(status_), processor = killed && WTERMSIG(status_) == SIGXCPU;
    if (started_) {
        e.how = verdict::fail;
        dies("hundreds of processes", 0);
        e.text = "had " + std::to_string(started_) + " processes of its own" + where(p) + ": expected at most " +
                 std::to_string(most_processes) +
                 "; start none: qiki.pool/1 is there for parallel work, and a bridge ends those that it starts (rule "
                 "thread.4)";
    } else if (late_ || processor) {
        e.how = verdict::timeout;
        dies("no end", 0);
        e.text = "did not finish within " + in_seconds(what_.seconds) + (processor ? " s of processor time" : " s") +
                 where(p) + endless(p);
    } else if (killed) {
        const int s = WTERMSIG(status_);
        // The handler may have named the sin: a write past a fence.
        if (e.how == verdict::fail) return e;
        const char* known = s == SIGABRT ? abort_words(said_) : nullptr;
        e.how = verdict::crash;
        dies(p.overflow && s == SIGSEGV ? std::string(used_up) : signal_words(s), s);
        e.text = "the process ended with " + signal_words(s) + where(p, s) +
                 (s == SIGXFSZ   ? "; it wrote a file of more than 64 MiB (rule err.4)"
                  : s == SIGKILL ? "; nobody but itself sent it: no call may end the process (rule err.4)"
                  : known        ? known
                                 : what_to_do(p, s));
    } else if (const int code = WEXITSTATUS(status_); e.how == verdict::pass && code != static_cast<int>(p.leaves)) {
        e.how = verdict::fail;
        e.text = (p.leaves ? "called exit(" + std::to_string(code) + ")"
                           : "changed the exit code of the process to " + std::to_string(code)) +
                 where(p) + ": expected " + (p.leaves ? "that the process ends by itself" : "0") + what_to_do(p);
    } else if (e.how == verdict::none) {
        e.how = verdict::fail;
        if (WEXITSTATUS(status_) < 126) dies("exit()", 0);
        e.text = WEXITSTATUS(status_) >= 126 ? "the check's process could not be started"
                                             : "called exit(" + std::to_string(WEXITSTATUS(status_)) + ")" + where(p) +
                                                   "; no call may end the process (rule err.4): return a status";
    }
    return e;
}

std::string in_seconds(double s) {
    char text[40];
    return {text, std::to_chars(text, text + sizeof text, s).ptr};
}

ending perform(const errand& e, const std::atomic<int>* stop) {
    process p(e);
    while (!p.look()) {
        if (stop && *stop) throw interrupted{*stop};
        std::vector<pollfd> ears;
        p.listen(ears);
        poll(ears.data(), ears.size(), ears.empty() ? 1 : 5);
    }
    return p.end();
}
} // namespace qiki::conform
