// SPDX-License-Identifier: MIT
// host/conform/drive/snare.cpp - seccomp for system calls, a forbidden page for the vDSO, PR_SET_TSC for the counter of
// the processor.
#include "host/conform/drive/snare.hpp"
#include "host/conform/check.hpp"
#include "host/conform/page.hpp"
#include <array>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <dlfcn.h>
#include <execinfo.h>
#include <fcntl.h>
#include <fstream>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

namespace qiki::conform {
namespace {

// What brings something of the world into a tick. Memory, locks and signals to oneself are none of it; what changes the
// process or writes is for others to judge.
struct forbidden {
    int number;
    const char* name;
};
constexpr forbidden calls[] = {{SYS_clock_gettime, "clock_gettime"},
                               {SYS_clock_getres, "clock_getres"},
                               {SYS_gettimeofday, "gettimeofday"},
                               {SYS_time, "time"},
                               {SYS_times, "times"},
                               {SYS_getrusage, "getrusage"},
                               {SYS_nanosleep, "nanosleep"},
                               {SYS_clock_nanosleep, "clock_nanosleep"},
                               {SYS_timer_create, "timer_create"},
                               {SYS_timerfd_create, "timerfd_create"},
                               {SYS_getrandom, "getrandom"},
                               {SYS_open, "open"},
                               {SYS_openat, "openat"},
                               {SYS_read, "read"},
                               {SYS_pread64, "pread64"},
                               {SYS_readv, "readv"},
                               {SYS_readlink, "readlink"},
                               {SYS_readlinkat, "readlinkat"},
                               {SYS_getdents64, "getdents64"},
                               {SYS_stat, "stat"},
                               {SYS_lstat, "lstat"},
                               {SYS_newfstatat, "newfstatat"},
                               {SYS_statx, "statx"},
                               {SYS_access, "access"},
                               {SYS_socket, "socket"},
                               {SYS_recvfrom, "recvfrom"},
                               {SYS_recvmsg, "recvmsg"},
                               {SYS_poll, "poll"},
                               {SYS_select, "select"},
                               {SYS_epoll_wait, "epoll_wait"},
                               {SYS_uname, "uname"},
                               {SYS_sysinfo, "sysinfo"},
                               {SYS_getcpu, "getcpu"},
                               {SYS_sched_getaffinity, "sched_getaffinity"}};

// Of those, what only writes: a file is opened for output, or asked by stdio how it shall be buffered.
struct allowance {
    int number;
    uint32_t argument, mask, value;
};
constexpr allowance allowed[] = {{SYS_open, 1, O_ACCMODE, O_WRONLY},
                                 {SYS_openat, 2, O_ACCMODE, O_WRONLY},
                                 {SYS_newfstatat, 3, AT_EMPTY_PATH, AT_EMPTY_PATH}};

constexpr forbidden starts[] = {{SYS_clone, "clone"}, {SYS_clone3, "clone3"}, {SYS_fork, "fork"}, {SYS_vfork, "vfork"}};

struct span {
    uintptr_t from = 0, to = 0;
};
std::array<span, 4> clock_pages;
struct sigaction before {}; // of SIGSEGV
char plugin_file[4096];

// "at my.so+0x1234": the innermost frame of the plugin.
void where(char* to, size_t room) {
    void* frames[32];
    const int n = backtrace(frames, 32);
    for (int i = 0; i < n; ++i) {
        Dl_info is{};
        if (!dladdr(frames[i], &is) || !is.dli_fname || std::strcmp(is.dli_fname, plugin_file) != 0) continue;
        const char* slash = std::strrchr(plugin_file, '/');
        const auto offset =
            static_cast<unsigned long>(static_cast<char*>(frames[i]) - static_cast<char*>(is.dli_fbase));
        std::snprintf(to, room, " at %.400s+0x%lx", slash ? slash + 1 : plugin_file, offset);
        return;
    }
}

[[noreturn]] void caught(const char* what) {
    page& p = mine();
    char place[512] = "";
    where(place, sizeof place);
    std::snprintf(
        p.text, sizeof p.text,
        "tick() number %lu %s%s: expected that it asks the world for nothing; take time from qiki_tick.t1, "
        "chance from qiki/random.h, and read files in configure(), or declare QIKI_CAP_WORLD_IO, which excludes "
        "QIKI_CAP_PURE (rule det.5)",
        static_cast<unsigned long>(p.count.load()), what, place);
    p.said.store(static_cast<uint32_t>(verdict::fail));
    _exit(0);
}

extern "C" void on_call(int, siginfo_t* about, void*) {
    char what[96] = "makes a system call";
    for (const auto& c : calls)
        if (c.number == about->si_syscall) std::snprintf(what, sizeof what, "makes the system call %s()", c.name);
    caught(what);
}

extern "C" void on_start(int, siginfo_t*, void*) {
    page& p = mine();
    char place[512] = "";
    where(place, sizeof place);
    std::snprintf(
        p.text, sizeof p.text,
        "%s starts a thread or a process%s: expected none; take qiki.pool/1 for parallel work, or be a bridge "
        "(rule thread.4)",
        p.step, place);
    p.said.store(static_cast<uint32_t>(verdict::fail));
    _exit(0);
}

bool reads_counter(const void* context) {
    const auto* at =
        reinterpret_cast<const unsigned char*>(static_cast<const ucontext_t*>(context)->uc_mcontext.gregs[REG_RIP]);
    return at && at[0] == 0x0f && (at[1] == 0x31 || (at[1] == 0x01 && at[2] == 0xf9));
}

extern "C" void on_fault(int, siginfo_t* about, void* context) {
    const auto at = reinterpret_cast<uintptr_t>(about->si_addr);
    for (const span& s : clock_pages)
        if (s.from <= at && at < s.to) caught("reads a clock (clock_gettime(), gettimeofday() or time())");
    if (about->si_code == SI_KERNEL && reads_counter(context)) caught("reads the counter of the processor (rdtsc)");
    sigaction(SIGSEGV, &before, nullptr); // happens again, for whom it concerns
}

void listen(int signal, void (*handler)(int, siginfo_t*, void*), struct sigaction* old) {
    struct sigaction act {};
    act.sa_sigaction = handler, act.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
    sigaction(signal, &act, old);
}

bool forbid_pages() {
    size_t n = 0;
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line) && n < clock_pages.size();) {
        span s;
        if (line.find("[vvar") != line.npos && std::sscanf(line.c_str(), "%lx-%lx", &s.from, &s.to) == 2)
            clock_pages[n++] = s;
    }
    bool any = false;
    for (size_t i = 0; i < n; ++i)
        any |= mprotect(reinterpret_cast<void*>(clock_pages[i].from), clock_pages[i].to - clock_pages[i].from,
                        PROT_NONE) == 0;
    return any;
}

template <size_t n>
bool forbid_calls(const forbidden (&all)[n]) {
    std::array<sock_filter, n + 6 + 6 * std::size(allowed)> f{};
    size_t k = 0;
    f[k++] = BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch));
    f[k++] = BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 1, 0);
    f[k++] = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    f[k++] = BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr));
    for (const allowance& a : allowed) {
        const auto argument = static_cast<uint32_t>(offsetof(seccomp_data, args) + a.argument * sizeof(uint64_t));
        f[k++] = BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<uint32_t>(a.number), 0, 5);
        f[k++] = BPF_STMT(BPF_LD | BPF_W | BPF_ABS, argument); // the low half
        f[k++] = BPF_STMT(BPF_ALU | BPF_AND | BPF_K, a.mask);
        f[k++] = BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, a.value, 0, 1);
        f[k++] = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
        f[k++] = BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr));
    }
    for (unsigned char i = 0; i < n; ++i)
        f[k++] = BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<uint32_t>(all[i].number),
                          static_cast<unsigned char>(n - i), 0);
    f[k++] = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    f[k++] = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP);
    const sock_fprog program{static_cast<unsigned short>(k), f.data()};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}
} // namespace

void set_snare(const std::string& file) {
    put(plugin_file, sizeof plugin_file, file);
    listen(SIGSYS, on_call, nullptr);
    listen(SIGSEGV, on_fault, &before);
    const bool pages = forbid_pages(), counter = prctl(PR_SET_TSC, PR_TSC_SIGSEGV) == 0, called = forbid_calls(calls);
    if (!pages && !counter && !called)
        throw skipped("this system lets a process watch neither its clocks nor its system calls");
}
void set_thread_snare(const std::string& file) {
    put(plugin_file, sizeof plugin_file, file);
    listen(SIGSYS, on_start, nullptr);
    if (!forbid_calls(starts)) throw skipped("this system does not let a process watch its system calls");
}
} // namespace qiki::conform
