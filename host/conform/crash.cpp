// SPDX-License-Identifier: MIT
// host/conform/crash.cpp - what a dying process leaves on its page: the signal, the sin if a fence was hit, the stack.
#include "host/conform/child.hpp"
#include "host/conform/drive/fence.hpp"
#include "host/conform/page.hpp"
#include <csignal>
#include <cstdio>
#include <cstring>
#include <dlfcn.h>
#include <execinfo.h>
#include <sys/resource.h>
#include <ucontext.h>

namespace qiki::conform {
namespace {

alignas(16) char other_stack[1 << 16]; // the first one may be what overflowed

// The first thread's stack, from where this began down to where the system lets it grow no further. 0: no limit.
uintptr_t stack_top = 0, stack_room = 0;

// The stack pointer stands at the end of the stack, give or take what lies above `stack_top`, and what was touched lies
// there or below.
bool is_used_up(const siginfo_t& about, const void* context) {
    constexpr uintptr_t near = 256 << 10, far = uintptr_t{1} << 30;
    const auto at = reinterpret_cast<uintptr_t>(about.si_addr),
               pointer = static_cast<uintptr_t>(static_cast<const ucontext_t*>(context)->uc_mcontext.gregs[REG_RSP]);
    if (stack_room <= near || pointer >= stack_top || at >= stack_top) return false;
    const uintptr_t deep = stack_top - pointer;
    return deep + near > stack_room && deep < far && stack_top - at + near > stack_room && at + near > pointer;
}

// "function+0x12 (file.so+0x1f30)". dladdr takes no lock that a crash in a plugin's own code could hold.
size_t describe(char* to, size_t room, void* at) {
    Dl_info is{};
    if (!dladdr(at, &is) || !is.dli_fname) return static_cast<size_t>(std::snprintf(to, room, "%p\n", at));
    const char* slash = std::strrchr(is.dli_fname, '/');
    const auto offset = [&](const void* base) {
        return static_cast<unsigned long>(static_cast<char*>(at) - static_cast<const char*>(base));
    };
    const char* file = slash ? slash + 1 : is.dli_fname;
    return static_cast<size_t>(is.dli_sname ? std::snprintf(to, room, "%s+0x%lx (%s+0x%lx)\n", is.dli_sname,
                                                            offset(is.dli_saddr), file, offset(is.dli_fbase))
                                            : std::snprintf(to, room, "%s+0x%lx\n", file, offset(is.dli_fbase)));
}

extern "C" void leave_stack(int signal, siginfo_t* about, void* context) {
    page& p = mine();
    p.signal = static_cast<uint32_t>(signal);
    p.overflow = signal == SIGSEGV && is_used_up(*about, context);
    if ((signal == SIGSEGV || signal == SIGBUS) && !p.overflow)
        if (fence_report(about->si_addr, p.text, sizeof p.text)) p.said.store(static_cast<uint32_t>(verdict::fail));
    void* frames[48];
    const int n = backtrace(frames, 48);
    size_t used = 0;
    for (int i = 2; i < n && used + 1 < sizeof p.stack; ++i) // without this handler and its trampoline
        used += describe(p.stack + used, sizeof p.stack - used, frames[i]);
    std::signal(signal, SIG_DFL);
    raise(signal);
}
} // namespace

void watch_for_crashes() {
    void* frame[1];
    rlimit room{};
    if (getrlimit(RLIMIT_STACK, &room) == 0 && room.rlim_cur != RLIM_INFINITY) stack_room = room.rlim_cur;
    stack_top = reinterpret_cast<uintptr_t>(&room);
    backtrace(frame, 1); // loads its library now
    stack_t other{};
    other.ss_sp = other_stack, other.ss_size = sizeof other_stack;
    sigaltstack(&other, nullptr);
    struct sigaction act {};
    act.sa_sigaction = leave_stack;
    act.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
#ifdef QIKI_SANITIZED
    for (const int s : {SIGABRT}) sigaction(s, &act, nullptr); // a sanitizer has better ones
#else
    for (const int s : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS}) sigaction(s, &act, nullptr);
#endif
}
} // namespace qiki::conform
