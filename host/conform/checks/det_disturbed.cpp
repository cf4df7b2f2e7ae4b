// SPDX-License-Identifier: MIT
// host/conform/checks/det_disturbed.cpp - one circumstance changed at a time, in a process each; the bytes stay.
#include "host/conform/child.hpp"
#include "host/conform/drive/history.hpp"
#include "host/load/contract.hpp"
#include "qiki/random.h"
#include <algorithm>
#include <alloca.h>
#include <clocale>
#include <cstring>
#include <functional>
#include <sys/mman.h>
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

// Copies of the library side by side, each where chance of the seed puts it: this many bits of an address take both
// values, whatever the system draws.
constexpr char elsewhere_in_memory[] = "copies";
constexpr unsigned copies = 12;
constexpr uint64_t most_pages = 8192, short_ticks = 8;

// Memory that nobody gets, so that all that follows lies elsewhere.
void move_on(uint64_t pages, uint64_t bytes) {
    mmap(nullptr, pages * 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    static std::vector<std::unique_ptr<char[]>> kept;
    kept.push_back(std::make_unique<char[]>(bytes));
}

// What the first that differs from `plain` says; `plain` when none does, or none can be loaded (swap.live judges).
history in_copies(const subject& s, const history& plain) {
    for (uint32_t i = 0; i < copies; ++i) {
        const qiki_bits chance = qiki_draw(s.seed, 0, i, 1, 0);
        move_on(1 + qiki_below(chance, most_pages), 16 + 16 * (chance.v[1] % 4096));
        const std::filesystem::path path = std::filesystem::current_path() / ("copy" + std::to_string(i) + ".so");
        std::filesystem::copy_file(s.path, path);
        subject copy = s;
        copy.path = path;
        try {
            copy.entry = &load_entry(path);
            copy.about = &find_plugin(*copy.entry, s.path, s.about->id); // which may look beside its file
        } catch (const failed&) { return plain; }
        std::filesystem::remove(path);
        if (history h = live(copy, short_ticks); h.ticks != plain.ticks) return h;
    }
    return plain;
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
                         *result = "nothing of this may reach a result (rule det.5)",
                         *address = "sort and look up by ids, and let no pointer, nor a hash of one, reach a result "
                                    "(rule det.5)";
    return {
        {"memory 85", "memory of malloc() filled with 0xaa and, when freed, with 0x55", memory, filled("85")},
        {"memory 170", "memory of malloc() filled with 0x55 and, when freed, with 0xaa", memory, filled("170")},
        {"fma",
         "libm kept from FMA and AVX2",
         "take elementary functions from qiki/math.h, whose results are the same on every machine (rule det.3)",
         {{{"GLIBC_TUNABLES",
            "glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2,-AVX2_Usable,-FMA_Usable,-FMA4_Usable,-AVX512F,-AVX512F_Usable"}},
          true}},
        {elsewhere_in_memory, "the library and its memory at other addresses", address, {{}, true}},
        {"addresses", "addresses drawn by the system", address, {{}, false}},
        {"stack", "another place on a stack that is not 0", memory, {{}, true}, on_another_stack},
        {"abroad", "another time zone, language, locale, home and working folder", result, {far_away, true}, abroad},
        {"thread", "a thread that is not the first", result, {{}, true}, on_another_thread},
        {"neighbours",
         "sixteen other instances alive",
         "an instance knows nothing of others (rule life.5)",
         {{}, true},
         undisturbed,
         16},
    };
}

// Where the records of a tick lie: the memory of its views in this order of addresses.
enum class layout { rising, falling, drawn };
void lay(moment& m, layout how, uint64_t seed) {
    size_t most = 1;
    for (const feed& f : m.in) most = std::max(most, f.now.words.size());
    std::vector<std::vector<uint64_t>> places(m.in.size());
    for (auto& p : places) p.reserve(most);
    std::sort(places.begin(), places.end(),
              [](const auto& a, const auto& b) { return std::less<const uint64_t*>{}(a.data(), b.data()); });
    if (how == layout::falling) std::reverse(places.begin(), places.end());
    for (size_t i = places.size(); how == layout::drawn && i > 1; --i) {
        const qiki_bits chance = qiki_draw(seed, m.seq, i, 2, 0);
        std::swap(places[i - 1], places[qiki_below(chance, static_cast<uint32_t>(i))]);
    }
    for (size_t i = 0; i < places.size(); ++i) {
        const auto& words = m.in[i].now.words;
        places[i].assign(words.begin(), words.end());
        m.in[i].now.words = std::move(places[i]);
    }
}

// Two more who write to each port that takes MANY what several may say: of the same bodies, with noise of their own.
void add_writers(moment& m, const qiki_descriptor& d, const solo::world& w) {
    constexpr uint32_t several[] = {QIKI_REC_FRAME, QIKI_REC_CONTACT,     QIKI_REC_ORIGIN, QIKI_REC_TRACK,
                                    QIKI_REC_ASSOC, QIKI_REC_TRACK_MODES, QIKI_REC_SAMPLE};
    for (size_t i = 0; i < m.in.size(); ++i) {
        const feed first = m.in[i];
        if (!(load::row<qiki_port>(d.inputs, first.port).flags & QIKI_PORT_MANY)) continue;
        if (std::find(std::begin(several), std::end(several), first.record) == std::end(several)) continue;
        for (uint32_t k = 1; k <= 2; ++k) {
            solo::world other = w;
            other.writer = w.writer + k;
            feed f = first;
            f.producer = other.writer;
            f.now = solo::make(other, f.record, m.seq + 100 * k, m.t1); // the noise of other ticks
            f.first = first.first + 100 * k * f.now.count;
            m.in.insert(m.in.begin() + static_cast<ptrdiff_t>(++i), std::move(f));
        }
    }
}

history live_among(const subject& s, layout how) {
    actor it(s);
    scene world(*s.about, s.seed);
    history h;
    for (uint64_t i = 0; i < ticks; ++i) {
        moment m = world.next();
        add_writers(m, *s.about, world.world());
        lay(m, how, s.seed);
        h.ticks.push_back(kept(it.play(m).bytes()));
    }
    return h;
}

void among_writers(const subject& s) {
    history rising, falling, drawn;
    try {
        rising = live_among(s, layout::rising);
        if (rising.ticks != live_among(s, layout::rising).ticks) return; // det.repeat judges
        falling = live_among(s, layout::falling), drawn = live_among(s, layout::drawn);
    } catch (const skipped&) { return; } // of who fails there, nothing is said about addresses
    for (const history* other : {&falling, &drawn})
        if (const std::string d = difference(*s.about, rising, *other); !d.empty())
            throw failed(
                std::string("with three writers on each input that takes many, and the memory of the views at ") +
                (other == &falling ? "falling" : "drawn") + " addresses in the place of rising ones, " + d +
                " differs: expected the same bytes; go through the views in their order, sort by producer and "
                "id, and let no address of a record, nor a hash of one, reach a result (rule det.5)");
}

void take_part(const subject& s) {
    if (s.part == elsewhere_in_memory) return say(s, pack(in_copies(s, unpack(heard(s)))));
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
    const auto ask = [&](const std::string& part, const surroundings& how, const std::string& given = {}) {
        return unpack(elsewhere(s, det_disturbed, part, given, how));
    };
    const history plain = ask("plain", {{}, true});
    if (plain.ticks != ask("again", {{}, true}).ticks) throw deferred("two processes already differ", "det.repeat");
    history begun = plain;
    begun.ticks.resize(std::min<size_t>(begun.ticks.size(), short_ticks));
    for (const circumstance& c : circumstances()) {
        const bool moved = std::strcmp(c.part, elsewhere_in_memory) == 0;
        const history& as = moved ? begun : plain;
        const std::string d = difference(*s.about, as, ask(c.part, c.how, moved ? pack(begun) : ""));
        if (d.empty()) continue;
        if (c.neighbours && !difference(*s.about, plain, ask(std::string("one of ") + c.part, c.how)).empty())
            throw deferred("a single neighbour already makes a difference", "life.isolated");
        throw failed(std::string("with ") + c.words + ", " + d + " differs: expected the bytes of a process without; " +
                     c.look);
    }
    among_writers(s);
}
} // namespace det_disturbed_parts
extern const check det_disturbed{
    .id = "det.disturbed",
    .level = 4,
    .from = needs::plugin,
    .rules = "det.1 det.3 det.5",
    .asserts =
        "30 ticks give the same bytes in a process whose malloc() fills memory, whose libm has no FMA or AVX2, whose "
        "addresses are drawn by chance, in twelve copies of the library in other places each, whose stack is dirty, "
        "whose time zone, language, locale, home and working "
        "folder are others, on another thread than the first, and beside sixteen other instances; and, with three "
        "writers on each input that takes many, wherever the memory of one view lies as against that of the others",
    .varies = axis::instances | axis::threads | axis::process | axis::places | axis::fill | axis::environment |
              axis::locale | axis::libm,
    .run = det_disturbed_parts::run,
    .spares = impure};
} // namespace qiki::conform
