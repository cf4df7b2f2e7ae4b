// SPDX-License-Identifier: MIT
// host/anatomy/dissect.cpp - part by part: what one part lacks does not hide the others.
#include "host/anatomy/anatomy.hpp"
#include "host/anatomy/remarks.hpp"
#include "host/load/contract.hpp"
#include <algorithm>
#include <charconv>
#include <functional>

namespace qiki::anatomy {
namespace {

void attempt(std::vector<std::string>& refusals, const std::function<void()>& read) {
    try {
        read();
    } catch (const load::refused& e) { refusals.emplace_back(e.what()); }
}

// By the sections, which a loader does not need: a stripped file may have none.
symbols_left left_in(const image& i) {
    const Elf64_Ehdr& h = i.head();
    if (h.e_shoff == 0 || h.e_shnum == 0 || h.e_shentsize != sizeof(Elf64_Shdr) || h.e_shstrndx >= h.e_shnum)
        return symbols_left::no_sections;
    const auto section = [&](uint64_t n) {
        return i.in_file<Elf64_Shdr>(h.e_shoff + n * sizeof(Elf64_Shdr), "section header");
    };
    const Elf64_Shdr names = section(h.e_shstrndx);
    bool symbols = false, debug = false;
    for (uint64_t n = 0; n < h.e_shnum; ++n) {
        const Elf64_Shdr s = section(n);
        symbols |= s.sh_type == SHT_SYMTAB;
        constexpr std::string_view wanted[] = {".debug_info", ".zdebug_info"};
        for (const std::string_view w : wanted) {
            std::string name(w.size(), '\0');
            const uint64_t at = names.sh_offset + s.sh_name;
            if (at < names.sh_offset || at > i.size() || i.size() - at < w.size()) continue;
            for (size_t c = 0; c < w.size(); ++c) name[c] = i.in_file<char>(at + c, "section name");
            debug |= name == w;
        }
    }
    return debug ? symbols_left::all_with_debug : symbols ? symbols_left::all : symbols_left::none;
}

// "GLIBC_2.34" as {"GLIBC", "2.34"}; a version without a number, GLIBC_PRIVATE, is a family of its own.
std::pair<std::string, std::string> divided(const std::string& version) {
    const size_t at = version.rfind('_');
    if (at == std::string::npos || at + 1 == version.size() || version[at + 1] < '0' || version[at + 1] > '9')
        return {version, ""};
    return {version.substr(0, at), version.substr(at + 1)};
}

std::vector<highest> highest_of(const std::vector<version_wanted>& all) {
    std::map<std::string, highest> by_family;
    for (const version_wanted& w : all) {
        const auto [family, number] = divided(w.version);
        auto& h = by_family.try_emplace(family, highest{family, number, w.library}).first->second;
        if (is_below(h.version, number)) h.version = number, h.library = w.library;
    }
    std::vector<highest> out;
    for (auto& [family, h] : by_family) out.push_back(std::move(h));
    return out;
}

void read_segments(anatomy& a, const image& i) {
    a.executable_stack = true; // what x86-64 gives a file that says nothing
    for (const Elf64_Phdr& p : i.segments()) {
        if (p.p_type == PT_GNU_STACK) a.executable_stack = (p.p_flags & PF_X) != 0;
        if (p.p_type == PT_LOAD) a.writable_code |= (p.p_flags & PF_W) && (p.p_flags & PF_X);
        a.relro |= p.p_type == PT_GNU_RELRO;
    }
}

// describe() is a function without arguments of its own, so what it gives is handed over beside it.
thread_local const std::vector<const qiki_descriptor*>* given = nullptr;
const qiki_descriptor* give(uint32_t n) { return n < given->size() ? (*given)[n] : nullptr; }

// The loader's own checks on what was rebuilt. Descriptors that a run builds are left to the run.
void judge(anatomy& a, std::vector<qiki_descriptor> found) {
    std::vector<const qiki_descriptor*> all;
    for (described& d : a.plugins) {
        const auto at = std::find_if(found.begin(), found.end(),
                                     [&](const qiki_descriptor& f) { return f.id && d.note.id == f.id; });
        if (at == found.end()) continue;
        qiki_entry entry = *a.entry;
        all.assign({&*at});
        given = &all;
        entry.describe = give;
        try {
            load::check_descriptors(entry, {d.note});
            d.about = *at;
        } catch (const load::refused& e) { a.refusals.emplace_back(e.what()); }
        given = nullptr;
    }
    for (const qiki_descriptor& f : found)
        if (std::none_of(a.plugins.begin(), a.plugins.end(), [&](const described& d) { return d.note.id == f.id; }))
            a.remarks.push_back(std::string("the file holds a descriptor of '") + f.id +
                                "', which its note does not list; list it in QIKI_NOTE, or drop it");
}

void read_declared(anatomy& a, const image& i) {
    const auto& all = a.links->symbols;
    const auto at =
        std::find_if(all.begin(), all.end(), [](const symbol& s) { return !s.imported && s.name == "qiki_plugin"; });
    if (at == all.end())
        throw load::refused(
            "expected the symbol qiki_plugin, found none; export it (QIKI_PLUGIN, or QIKI_EXPORT const qiki_entry)");
    const qiki_entry entry = read_entry(i, at->address);
    a.entry = entry;
    load::check_entry(entry);
    judge(a, find_descriptors(i, a.kept));
}
} // namespace

bool is_below(std::string_view a, std::string_view b) {
    while (!b.empty()) {
        if (a.empty()) return true;
        unsigned long x = 0, y = 0;
        const auto ra = std::from_chars(a.data(), a.data() + a.size(), x);
        const auto rb = std::from_chars(b.data(), b.data() + b.size(), y);
        if (x != y) return x < y;
        a.remove_prefix(std::min(a.size(), static_cast<size_t>(ra.ptr - a.data()) + 1));
        b.remove_prefix(std::min(b.size(), static_cast<size_t>(rb.ptr - b.data()) + 1));
    }
    return false;
}

anatomy dissect(const load::bytes& b) {
    image i(b);
    anatomy a;
    a.size = i.size();
    read_segments(a, i);
    attempt(a.refusals, [&] {
        const load::notes n = load::read_notes(b);
        a.build_id = n.build_id, a.abi = load::stated_abi(n.text);
        for (load::found& f : load::read_text(n.text)) f.build_id = n.build_id, a.plugins.push_back({std::move(f), {}});
    });
    attempt(a.refusals, [&] { a.left = left_in(i); });
    attempt(a.refusals, [&] { a.links = read_dynamic(i); });
    if (a.links) {
        a.asks = highest_of(a.links->versions);
        attempt(a.refusals, [&] { read_declared(a, i); });
    }
    add_remarks(a);
    return a;
}
} // namespace qiki::anatomy
