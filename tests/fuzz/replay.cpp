// SPDX-License-Identifier: MIT
// tests/fuzz/replay.cpp - drives a fuzz target without libFuzzer: its seeds, then the same mutations of them every
// time.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <unistd.h>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t*, size_t);

namespace {

using input = std::vector<uint8_t>;
constexpr unsigned seconds_for_one = 10;
std::mt19937_64 chance(1); // its sequence is fixed by the standard

size_t below(size_t n) { return n ? static_cast<size_t>(chance() % n) : 0; }

input read(const std::filesystem::path& p) {
    std::ifstream f(p, std::ios::binary);
    if (!f) throw std::runtime_error(p.string() + ": cannot be read");
    return {std::istreambuf_iterator<char>(f), {}};
}

// Near the beginning every second time: headers stand there, and most bytes of a large file matter to nobody.
size_t place(const input& x) { return below(chance() % 2 ? std::min<size_t>(x.size(), 1024) : x.size()); }

void mutate(input& x, const input& other) {
    static constexpr uint64_t odd[] = {
        0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, ~uint64_t{0} >> 1, ~uint64_t{0}};
    const size_t at = place(x);
    const auto here = x.begin() + static_cast<std::ptrdiff_t>(at);
    const size_t length = std::min(x.size() - at, size_t{1} << below(6));
    switch (below(8)) {
    case 0: x.resize(at); break;
    case 1: x.erase(here, here + static_cast<std::ptrdiff_t>(length)); break;
    case 2: x.insert(here, 1 + below(16), static_cast<uint8_t>(chance())); break;
    case 3: { // a word of another input
        const size_t from = place(other), n = std::min(other.size() - from, size_t{1} << below(6));
        x.insert(here, other.begin() + static_cast<std::ptrdiff_t>(from),
                 other.begin() + static_cast<std::ptrdiff_t>(from + n));
        break;
    }
    case 4: { // a number that is often forgotten
        const uint64_t v = odd[below(std::size(odd))];
        std::memcpy(x.data() + at, &v, std::min({x.size() - at, size_t{1} << below(4), sizeof v}));
        break;
    }
    case 5:
        if (at < x.size()) x[at] = static_cast<uint8_t>(x[at] + (chance() % 2 ? 1 : -1));
        break;
    case 6:
        if (at < x.size()) x[at] = static_cast<uint8_t>(chance());
        break;
    default:
        if (at < x.size()) x[at] = static_cast<uint8_t>(x[at] ^ 1u << below(8));
    }
}

// A copy of exactly its size on the heap, so that AddressSanitizer sees a read past its end.
void run(const input& x) {
    alarm(seconds_for_one);
    const input exact(x);
    LLVMFuzzerTestOneInput(exact.data(), exact.size());
}
} // namespace

int main(int argc, char** argv) try {
    size_t mutations = 0;
    std::vector<input> seeds;
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--mutations") == 0 && i + 1 < argc) mutations = std::strtoull(argv[++i], nullptr, 10);
        else if (std::filesystem::is_directory(argv[i])) {
            std::vector<std::filesystem::path> files;
            for (const auto& f : std::filesystem::recursive_directory_iterator(argv[i]))
                if (f.is_regular_file()) files.push_back(f.path());
            std::sort(files.begin(), files.end());
            for (const auto& f : files) seeds.push_back(read(f));
        } else seeds.push_back(read(argv[i]));
    }
    run({});
    for (const input& s : seeds) run(s);
    if (seeds.empty()) seeds.emplace_back();
    for (size_t n = 0; n < mutations; ++n) {
        input x = seeds[n % seeds.size()];
        for (size_t k = 1 + below(4); k > 0; --k) mutate(x, seeds[below(seeds.size())]);
        run(x);
    }
    std::printf("%zu seeds, %zu mutations: no crash, no hang\n", seeds.size(), mutations);
} catch (const std::exception& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return 2;
}
