// SPDX-License-Identifier: MIT
// host/observe/allocations.cpp - counts by standing in front of glibc's malloc family in the executable.
#include "host/observe/allocations.hpp"
#include <cerrno>
#include <cstddef>

#ifndef QIKI_SANITIZED
namespace {
// In the executable's own TLS block: reading it never allocates.
thread_local uint64_t count __attribute__((tls_model("initial-exec"))) = 0;
thread_local uint64_t appointment __attribute__((tls_model("initial-exec"))) = 0; // count never comes back to 0
thread_local bool (*keeper)() __attribute__((tls_model("initial-exec"))) = nullptr;

bool falls() { return __builtin_expect(++count == appointment, 0) && keeper(); }
void* none() {
    errno = ENOMEM;
    return nullptr;
}
} // namespace

extern "C" {
void* __libc_malloc(size_t);
void* __libc_calloc(size_t, size_t);
void* __libc_realloc(void*, size_t);
void* __libc_memalign(size_t, size_t);
void* __libc_valloc(size_t);
void* __libc_pvalloc(size_t);

void* malloc(size_t n) { return falls() ? none() : __libc_malloc(n); }
void* calloc(size_t n, size_t size) { return falls() ? none() : __libc_calloc(n, size); }
void* realloc(void* p, size_t n) { return falls() ? none() : __libc_realloc(p, n); }
void* memalign(size_t align, size_t n) { return falls() ? none() : __libc_memalign(align, n); }
void* aligned_alloc(size_t align, size_t n) { return falls() ? none() : __libc_memalign(align, n); }
void* valloc(size_t n) { return falls() ? none() : __libc_valloc(n); }
void* pvalloc(size_t n) { return falls() ? none() : __libc_pvalloc(n); }
int posix_memalign(void** out, size_t align, size_t n) {
    void* p = falls() ? nullptr : __libc_memalign(align, n);
    if (!p) return ENOMEM;
    *out = p;
    return 0;
}
}

uint64_t qiki::observe::allocations() noexcept { return count; }
bool qiki::observe::allocations_counted() noexcept { return true; }
void qiki::observe::appoint(uint64_t at, bool (*then)()) noexcept { appointment = at, keeper = then; }
uint64_t qiki::observe::appointed() noexcept { return appointment; }
#else
uint64_t qiki::observe::allocations() noexcept { return 0; }
bool qiki::observe::allocations_counted() noexcept { return false; }
void qiki::observe::appoint(uint64_t, bool (*)()) noexcept {}
uint64_t qiki::observe::appointed() noexcept { return 0; }
#endif
