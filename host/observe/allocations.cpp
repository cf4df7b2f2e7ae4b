// SPDX-License-Identifier: MIT
// host/observe/allocations.cpp - counts by standing in front of glibc's malloc family in the executable.
#include "host/observe/allocations.hpp"
#include <cerrno>
#include <cstddef>

#ifndef QIKI_SANITIZED
namespace {
// In the executable's own TLS block: reading it never allocates.
thread_local uint64_t count __attribute__((tls_model("initial-exec"))) = 0;
} // namespace

extern "C" {
void* __libc_malloc(size_t);
void* __libc_calloc(size_t, size_t);
void* __libc_realloc(void*, size_t);
void* __libc_memalign(size_t, size_t);

void* malloc(size_t n) {
    ++count;
    return __libc_malloc(n);
}
void* calloc(size_t n, size_t size) {
    ++count;
    return __libc_calloc(n, size);
}
void* realloc(void* p, size_t n) {
    ++count;
    return __libc_realloc(p, n);
}
void* memalign(size_t align, size_t n) {
    ++count;
    return __libc_memalign(align, n);
}
void* aligned_alloc(size_t align, size_t n) {
    ++count;
    return __libc_memalign(align, n);
}
int posix_memalign(void** out, size_t align, size_t n) {
    ++count;
    void* p = __libc_memalign(align, n);
    if (!p) return ENOMEM;
    *out = p;
    return 0;
}
}

uint64_t qiki::observe::allocations() noexcept { return count; }
bool qiki::observe::allocations_counted() noexcept { return true; }
#else
uint64_t qiki::observe::allocations() noexcept { return 0; }
bool qiki::observe::allocations_counted() noexcept { return false; }
#endif
