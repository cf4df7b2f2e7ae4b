// SPDX-License-Identifier: MIT
// host/conform/checks/det_disturbed.cpp - one circumstance changed at a time, in a process each; the bytes stay.
#include "host/conform/child.hpp"
#include "host/conform/drive/history.hpp"
#include <alloca.h>
#include <clocale>
#include <cstring>
#include <functional>
#include <thread>
#include <unistd.h>

namespace qiki::conform {
extern const check det_disturbed;
namespace det_disturbed_parts {
constexpr uint64_t ticks = 30;
using play = std::function<history()>;

history undisturbed(const play& p) { return p(); }

// Deeper than plugins go, so that what they did not set is not 0.
[[gnu::noinline]] void soil_stack() {
    constexpr size_t deep = size_t{1} << 20;
    void* field = alloca(deep);
    std::memset(field, 0xa5, deep);
    asm volatile("" : : "r"(field) : "memory"); // it is wanted
}

[[gnu::noinline]] history on_another_stack(const play& p) {
    soil_stack();
    constexpr size_t shift = 4080;
    void* aside = alloca(shift);
    asm volatile("" : : "r"(aside) : "memory");
    return p();
}

history abroad(const play& p) {
    for (const char* name : {"de_DE.UTF-8", "fr_FR.UTF-8", "C.UTF-8"})
        if (std::setlocale(LC_ALL, name)) break;
    const std::filesystem::path home = std::filesystem::current_path();
    std::filesystem::current_path("/");
    history h = p();
    std::filesystem::current_path(home);
    return h;
}

history on_another_thread(const play& p) {
    history h;
    std::string wrong;
    std::thread other([&] {
        try {
            h = p();
        } catch (const skipped& e) { wrong = e.what(); }
    });
    other.join();
    if (!wrong.empty()) throw skipped(wrong);
    return h;
}

struct circumstance {
    const char *part, *words, *look;
    surroundings how;
    history (*run)(const play&) = undisturbed;
    unsigned neighbours = 0;
};

std::vector<circumstance> circumstances() {
    const auto filled = [](const char* with) {
        return surroundings{
            {{"GLIBC_TUNABLES", std::string("glibc.malloc.tcache_count=0:glibc.malloc.perturb=") + with}}, true};
    };
    constexpr const char *memory = "set memory before it is read (rule det.1)",
                         *result = "nothing of this may reach a result (rule det.5)";
    return {
        {"memory 85", "memory of malloc() filled with 0xaa and, when freed, with 0x55", memory, filled("85")},
        {"memory 170", "memory of malloc() filled with 0x55 and, when freed, with 0xaa", memory, filled("170")},
        {"fma",
         "libm kept from FMA and AVX2",
         "take elementary functions from qiki/math.h, whose results are the same on every machine (rule det.3)",
         {{{"GLIBC_TUNABLES",
            "glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2,-AVX2_Usable,-FMA_Usable,-FMA4_Usable,-AVX512F,-AVX512F_Usable"}},
          true}},
        {"addresses", "addresses drawn by the system", result, {{}, false}},
        {"stack", "another place on a stack that is not 0", memory, {{}, true}, on_another_stack},
        {"abroad",
         "another time zone, language, locale, home and working folder",
         result,
         {{{"TZ", "Pacific/Chatham"},
           {"LANG", "de_DE.UTF-8"},
           {"LC_ALL", "de_DE.UTF-8"},
           {"HOME", "/nowhere"},
           {"USER", "somebody"},
           {"LOGNAME", "somebody"},
           {"HOSTNAME", "elsewhere"},
           {"OMP_NUM_THREADS", "3"}},
          true},
         abroad},
        {"thread", "a thread that is not the first", result, {{}, true}, on_another_thread},
        {"neighbours",
         "sixteen other instances alive",
         "an instance knows nothing of others (rule life.5)",
         {{}, true},
         undisturbed,
         16},
    };
}

void take_part(const subject& s) {
    for (const circumstance& c : circumstances()) {
        if (s.part != c.part && s.part != std::string("one of ") + c.part) continue;
        std::vector<std::unique_ptr<actor>> alive;
        for (unsigned i = 0; i < (s.part == c.part ? c.neighbours : 1); ++i) {
            solo::terms t;
            t.name = "neighbour " + std::to_string(i);
            alive.push_back(std::make_unique<actor>(s, t));
            scene world(*s.about, s.seed + 1 + i);
            live(*alive.back(), world, 2);
        }
        return say(s, pack(c.run([&] { return live(s, ticks); })));
    }
    say(s, pack(live(s, ticks))); // as it is without any
}

void run(subject& s) {
    if (!s.part.empty()) return take_part(s);
    const auto ask = [&](const std::string& part, const surroundings& how) {
        return unpack(elsewhere(s, det_disturbed, part, {}, how));
    };
    const history plain = ask("plain", {{}, true});
    if (plain.ticks != ask("again", {{}, true}).ticks) throw deferred("two processes already differ", "det.repeat");
    for (const circumstance& c : circumstances()) {
        const std::string d = difference(*s.about, plain, ask(c.part, c.how));
        if (d.empty()) continue;
        if (c.neighbours && !difference(*s.about, plain, ask(std::string("one of ") + c.part, c.how)).empty())
            throw deferred("a single neighbour already makes a difference", "life.isolated");
        throw failed(std::string("with ") + c.words + ", " + d + " differs: expected the bytes of a process without; " +
                     c.look);
    }
}
} // namespace det_disturbed_parts
extern const check det_disturbed{
    .id = "det.disturbed",
    .level = 4,
    .from = needs::plugin,
    .rules = "det.1 det.3 det.5",
    .asserts =
        "30 ticks give the same bytes in a process whose malloc() fills memory, whose libm has no FMA or AVX2, whose "
        "addresses are drawn by chance, whose stack is dirty, whose time zone, language, locale, home and working "
        "folder are others, on another thread than the first, and beside sixteen other instances",
    .run = det_disturbed_parts::run,
    .spares = impure};
} // namespace qiki::conform
