// SPDX-License-Identifier: MIT
// host/conform/drive/stopped_clock.cpp - the slots through which a library calls the clocks are turned to ours.
#include "host/conform/drive/stopped_clock.hpp"
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <dlfcn.h>
#include <link.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <unistd.h>

namespace qiki::conform {
namespace stopped_clock_parts {
namespace {
timespec stands_at{};

extern "C" {
static time_t still_time(time_t* to) {
    if (to) *to = stands_at.tv_sec;
    return stands_at.tv_sec;
}
static int still_clock_gettime(clockid_t, timespec* to) { return *to = stands_at, 0; }
static int still_gettimeofday(timeval* to, void*) {
    if (to) *to = {stands_at.tv_sec, stands_at.tv_nsec / 1000};
    return 0;
}
static int still_timespec_get(timespec* to, int base) { return *to = stands_at, base; }
static int another_host(char* to, size_t room) { // its name goes with the time
    return std::snprintf(to, room, "host-%lld", static_cast<long long>(stands_at.tv_sec)), 0;
}
static int64_t still_chrono() { return int64_t{stands_at.tv_sec} * 1'000'000'000 + stands_at.tv_nsec; }
}

struct stand_in {
    const char* name;
    uintptr_t ours;
};
const stand_in all[] = {
    {"time", reinterpret_cast<uintptr_t>(&still_time)},
    {"clock_gettime", reinterpret_cast<uintptr_t>(&still_clock_gettime)},
    {"gettimeofday", reinterpret_cast<uintptr_t>(&still_gettimeofday)},
    {"timespec_get", reinterpret_cast<uintptr_t>(&still_timespec_get)},
    {"gethostname", reinterpret_cast<uintptr_t>(&another_host)},
    {"_ZNSt6chrono3_V212system_clock3nowEv", reinterpret_cast<uintptr_t>(&still_chrono)},
    {"_ZNSt6chrono3_V212steady_clock3nowEv", reinterpret_cast<uintptr_t>(&still_chrono)},
};

struct library {
    uintptr_t code, base = 0;
    const ElfW(Dyn) * dynamic = nullptr;
};
int find(dl_phdr_info* info, size_t, void* to) {
    auto& l = *static_cast<library*>(to);
    const ElfW(Dyn)* dynamic = nullptr;
    bool has = false;
    for (uint32_t i = 0; i < info->dlpi_phnum; ++i) {
        const auto& p = info->dlpi_phdr[i];
        const uintptr_t from = info->dlpi_addr + p.p_vaddr;
        if (p.p_type == PT_DYNAMIC) dynamic = reinterpret_cast<const ElfW(Dyn)*>(from);
        has |= p.p_type == PT_LOAD && l.code >= from && l.code < from + p.p_memsz;
    }
    if (has) l.base = info->dlpi_addr, l.dynamic = dynamic;
    return has;
}

// Of one table of relocations: each slot that has the address of such a function.
void turn(const library& l, uintptr_t table, uint64_t bytes, uintptr_t symbols, uintptr_t names, bool to_ours) {
    const auto page = static_cast<uintptr_t>(sysconf(_SC_PAGESIZE));
    const auto* r = reinterpret_cast<const ElfW(Rela)*>(table);
    for (uint64_t i = 0; i < bytes / sizeof *r; ++i) {
        const auto k = ELF64_R_SYM(r[i].r_info);
        if (!k || r[i].r_addend) continue;
        const char* name =
            reinterpret_cast<const char*>(names) + reinterpret_cast<const ElfW(Sym)*>(symbols)[k].st_name;
        for (const stand_in& s : all) {
            if (std::strcmp(name, s.name) != 0) continue;
            void* theirs = to_ours ? nullptr : dlsym(RTLD_DEFAULT, s.name);
            if (!to_ours && !theirs) continue;
            const uintptr_t slot = l.base + r[i].r_offset, from = slot & ~(page - 1);
            if (mprotect(reinterpret_cast<void*>(from), slot + sizeof slot - from, PROT_READ | PROT_WRITE) != 0)
                continue; // of the code itself, say: left as it is
            const uintptr_t now = to_ours ? s.ours : reinterpret_cast<uintptr_t>(theirs);
            std::memcpy(reinterpret_cast<void*>(slot), &now, sizeof now);
        }
    }
}

void turn(const void* code, bool to_ours) {
    library l{reinterpret_cast<uintptr_t>(code)};
    if (!dl_iterate_phdr(find, &l) || !l.dynamic) return;
    const auto value = [&](ElfW(Sxword) tag) -> uintptr_t {
        for (const ElfW(Dyn)* d = l.dynamic; d->d_tag != DT_NULL; ++d)
            if (d->d_tag == tag) return d->d_un.d_ptr;
        return 0;
    };
    const auto place = [&](ElfW(Sxword) tag) { // glibc has added the base already
        const uintptr_t v = value(tag);
        return v && v < l.base ? v + l.base : v;
    };
    const uintptr_t symbols = place(DT_SYMTAB), names = place(DT_STRTAB);
    if (!symbols || !names || value(DT_TEXTREL) || value(DT_FLAGS) & DF_TEXTREL) return; // slots in its code: never
    turn(l, place(DT_RELA), value(DT_RELASZ), symbols, names, to_ours);
    turn(l, place(DT_JMPREL), value(DT_PLTRELSZ), symbols, names, to_ours);
}
} // namespace
} // namespace stopped_clock_parts

stopped_clock::stopped_clock(const void* code, timespec at) : code_(code) {
    stopped_clock_parts::stands_at = at;
    stopped_clock_parts::turn(code_, true);
}
stopped_clock::~stopped_clock() { stopped_clock_parts::turn(code_, false); }
} // namespace qiki::conform
