// SPDX-License-Identifier: MIT
// host/anatomy/image.hpp - a shared library as it would lie in memory, read from its file; nothing is mapped or run.
#pragma once
#include "host/load/elf.hpp"
#include <optional>
#include <unordered_map>

namespace qiki::anatomy {

// No count and no text of the file is believed beyond these: what is larger is damaged, or no plugin.
constexpr uint64_t most_rows = 1u << 20, most_text = 4096, most_strings = 64u << 20;

class image {
public:
    // Throws load::refused as load::read_head does. `bytes` must outlive it.
    explicit image(const load::bytes&);

    uint64_t size() const { return file_.size; }
    const Elf64_Ehdr& head() const { return head_.file; }
    const std::vector<Elf64_Phdr>& segments() const { return head_.segments; }

    // Bytes at an address. What a segment has in memory and not in the file is zero. Throws refused when they lie in no
    // segment; `field` says what was read.
    void copy(uint64_t address, void* to, uint64_t n, const char* field) const;
    template <class T>
    T value(uint64_t address, const char* field) const {
        T out;
        copy(address, &out, sizeof out, field);
        return out;
    }
    template <class T>
    std::vector<T> rows(uint64_t address, uint64_t count, const char* field) const {
        if (count > most_rows) too_many(field, count);
        std::vector<T> out(count);
        if (count) copy(address, out.data(), count * sizeof(T), field);
        return out;
    }
    std::string text(uint64_t address, const char* field) const; // up to its NUL, at most most_text bytes

    // Where the pointer at an address will point once the library is loaded: an address of this image; nothing when it
    // is NULL or points into another library.
    std::optional<uint64_t> pointer(uint64_t address) const;
    // The places of all such pointers, ascending.
    const std::vector<uint64_t>& pointers() const { return places_; }
    void point(uint64_t address, uint64_t to); // said by a relocation
    void sort_pointers();

    // Bytes of the file, which need not be in memory: sections.
    template <class T>
    T in_file(uint64_t offset, const char* field) const {
        return load::get<T>(file_, offset, field);
    }

private:
    [[noreturn]] static void too_many(const char* field, uint64_t count);
    load::bytes file_;
    load::elf_head head_;
    std::unordered_map<uint64_t, uint64_t> targets_;
    std::vector<uint64_t> places_;
};
} // namespace qiki::anatomy
