// SPDX-License-Identifier: MIT
// tests/unit/asterix/strays.cpp - raw files with stray octets before, between, inside and behind their blocks: few
// blocks are lost, none is made up.
#include "by_hand.hpp"
#include "qiki/random.h"
#include "unit/rounds.hpp"
#include <catch2/catch.hpp>
#include <cstdio>
#include <iterator>
#include <map>

using namespace asterix;
using namespace by_hand;

namespace {

struct piece {
    uint64_t place;
    octets block;
};
struct collected final : block_sink {
    void block(octets b, uint64_t offset) override { blocks.push_back({offset, b}); }
    void refuse(const refusal& r) override { refused.push_back(r); }
    std::vector<piece> blocks; // of the octets read, which must live as long
    std::vector<refusal> refused;
    packet_counts counts;
};
collected read(const bytes& b, framing outer = framing::raw) {
    collected c;
    c.counts = read_blocks(b, {outer, datagram::detect, 0}, c);
    return c;
}

// The recording's blocks one behind the other, whatever its framing; empty, and said, when it is not beside the
// checkout.
bytes raw_of(const std::string& name) {
    const std::string path = std::string(QIKI_SHARED_DIR "/data/asterix/") + name;
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        std::fprintf(stderr, "\n*** skipped: no recordings, %s is not there ***\n", path.c_str());
        return {};
    }
    const bytes file{std::istreambuf_iterator<char>(in), {}};
    bytes out;
    for (const auto& [place, b] : read(file, recognise(file)).blocks) out.insert(out.end(), b.begin(), b.end());
    return out;
}

bytes noise(uint32_t trial, size_t size) {
    bytes out(size);
    for (size_t i = 0; i < size; ++i)
        out[i] = static_cast<uint8_t>(qiki_draw(5, trial, static_cast<uint32_t>(i), 1, 0).v[0]);
    return out;
}

// How many blocks of the spoilt file, of categories that are replayed, are none of the sound one at its own place,
// moved by what was inserted before it. At most `lost` of the sound one may be missing; all octets are accounted for.
size_t made_up(const bytes& whole, const collected& spoilt, size_t blocks, const std::map<size_t, size_t>& inserted,
               size_t lost, size_t size) {
    uint64_t octets_in_blocks = 0;
    size_t wrong = 0;
    for (const auto& [place, b] : spoilt.blocks) {
        uint64_t before = 0;
        for (const auto& [at, n] : inserted)
            if (at + before < place + b.size()) before += n;
        const bool same = before <= place && place - before + b.size() <= whole.size() &&
                          std::equal(b.begin(), b.end(), whole.begin() + static_cast<std::ptrdiff_t>(place - before));
        wrong += !same && configured(b[0]);
        octets_in_blocks += b.size();
    }
    CHECK(spoilt.blocks.size() + lost >= blocks);
    CHECK(octets_in_blocks + spoilt.counts.stray == size);
    CHECK(spoilt.refused.size() == spoilt.counts.gaps);
    return wrong;
}

void survives_strays(const std::string& name, uint32_t trials) {
    const bytes whole = raw_of(name);
    if (whole.empty()) return;
    INFO(name);
    const collected sound = read(whole);
    REQUIRE(sound.counts.stray == 0);
    size_t wrong = 0;
    for (uint32_t trial = 0; trial < rounds(trials); ++trial) {
        const qiki_bits chance = qiki_draw(4, trial, 0, 0, 0);
        const size_t n = 1 + chance.v[0] % 64;
        // a tenth of them before the first block or behind the last one
        const size_t at = trial % 20 == 0 ? 0 : trial % 20 == 10 ? whole.size() : chance.v[1] % (whole.size() + 1);
        bytes b = whole;
        const bytes garbage = noise(trial, n);
        b.insert(b.begin() + static_cast<std::ptrdiff_t>(at), garbage.begin(), garbage.end());
        INFO("trial " << trial << ": " << n << " octets at " << at);
        wrong += made_up(whole, read(b), sound.blocks.size(), {{at, n}}, 3, b.size());
    }
    // A file of one or two records has no neighbours to tell a header with a stray octet in it from a true one.
    CHECK(wrong <= (sound.blocks.size() > 2 ? 0 : trials / 100));
}
} // namespace

TEST_CASE("stray octets anywhere in a real recording cost three blocks at most, and none is made up") {
    survives_strays("cat048_bcn_230502_0800_0900.ast", rounds(60));
    survives_strays("cat010_smr_lebl_201002.ast", rounds(60));
    survives_strays("cat021_v21_bcn.ast", rounds(100));
    survives_strays("cat021_re_two_records.ast", rounds(200));
    survives_strays("cat034_one_record.raw", rounds(200));
    survives_strays("cat048_one_record.raw", rounds(200));
    survives_strays("cat062_065_croatia.raw", rounds(200));
    survives_strays("cat001_002_croatia_oradis.pcap", rounds(200));
    survives_strays("cat034_048_croatia.pcap", rounds(200));
    survives_strays("cat034_048_saenzpena_260429.pcap", rounds(60));
    survives_strays("cat062_30min.ff", rounds(60));
    survives_strays("cat062_argentina_260429.pcap", rounds(60));
}

TEST_CASE("a hundred places with stray octets in one hour cost two blocks each at most") {
    const bytes whole = raw_of("cat048_bcn_230502_0800_0900.ast");
    if (whole.empty()) return;
    const collected sound = read(whole);
    std::map<size_t, size_t> inserted;
    for (uint32_t i = 0; i < 100; ++i)
        inserted[whole.size() / 100 * i + qiki_draw(6, i, 0, 0, 0).v[0] % 20000] =
            1 + qiki_draw(6, i, 1, 0, 0).v[0] % 64;
    bytes b = whole;
    for (auto i = inserted.rbegin(); i != inserted.rend(); ++i) {
        const bytes garbage = noise(static_cast<uint32_t>(i->first), i->second);
        b.insert(b.begin() + static_cast<std::ptrdiff_t>(i->first), garbage.begin(), garbage.end());
    }
    const collected spoilt = read(b);
    CHECK(made_up(whole, spoilt, sound.blocks.size(), inserted, 200, b.size()) == 0);
    CHECK(spoilt.counts.gaps >= 90); // inserted octets do show
}

TEST_CASE("one stray octet between two blocks costs the block before it, and is named with its place") {
    bytes b, good;
    for (uint32_t i = 0; i < 10; ++i) good = join({good, plot_of(9, 5000 + 20 * i, static_cast<uint16_t>(300 + i), 7)});
    const size_t block_size = good.size() / 10;
    b = good;
    b.insert(b.begin() + static_cast<std::ptrdiff_t>(4 * block_size), 0x15);
    const recording r = decoded(b);
    CHECK(r.plots.size() == 9);
    REQUIRE(r.refusals == 1);
    CHECK(r.refused[0].why == reason::stray);
    CHECK(r.refused[0].offset == 3 * block_size);
    CHECK(explain(r.refused[0], "x.ast") ==
          "x.ast: octet " + std::to_string(3 * block_size) + ": " + std::to_string(block_size + 1) +
              " octets passed over: stray ones, and the block that they may have spoilt; reading goes on at octet " +
              std::to_string(4 * block_size + 1));
    CHECK(about(r, "stray.places") == 1);
    CHECK(about(r, "stray.bytes") == static_cast<double>(block_size) + 1);
    CHECK(about(r, "skipped.bytes") == static_cast<double>(block_size) + 1);
    CHECK(decoded(good).plots.size() == 10);
}

TEST_CASE("a record that an octet strayed into is not taken for a plot though its items fill the block") {
    bytes b = join({plot_of(9, 5000, 300, 7), plot_of(9, 5020, 301, 7), plot_of(9, 5040, 302, 7)});
    b.insert(b.begin() + 18 + 9, 0x55); // into the position of the second one: the code's last octet falls out
    const recording r = decoded(b);
    REQUIRE(r.plots.size() == 2);
    CHECK(r.plots[0].what.rho == 300);
    CHECK(r.plots[1].what.rho == 302);
}

TEST_CASE("garbage before the first block is passed over, and padding behind the last one spoils nothing") {
    const bytes two = join({plot_of(9, 5000, 300, 7), plot_of(9, 5020, 301, 7)});
    for (const size_t n : {1u, 2u, 3u, 17u, 64u, 5000u}) {
        INFO(n);
        const recording head = decoded(join({noise(static_cast<uint32_t>(n), n), two}));
        CHECK(head.plots.size() == 2);
        CHECK(about(head, "stray.bytes") == static_cast<double>(n));
        if (n > 1) CHECK(decoded(join({two, bytes(n, 0)})).plots.size() == 2);
        CHECK(decoded(join({two, noise(static_cast<uint32_t>(n), n)})).plots.size() == 1);
    }
}

TEST_CASE("a file cut anywhere keeps the blocks before the cut") {
    bytes b;
    std::vector<size_t> ends;
    for (uint32_t i = 0; i < 5; ++i) {
        b = join({b, i == 2 ? crossing(9, 5035, 8) : plot_of(9, 5000 + 20 * i, static_cast<uint16_t>(300 + i), 7)});
        ends.push_back(b.size());
    }
    for (size_t cut = ends[0]; cut < b.size(); ++cut) {
        const collected c = read(bytes(b.begin(), b.begin() + static_cast<std::ptrdiff_t>(cut)));
        const auto whole = static_cast<size_t>(std::upper_bound(ends.begin(), ends.end(), cut) - ends.begin());
        INFO("cut at " << cut);
        CHECK(c.blocks.size() <= whole);
        CHECK(c.blocks.size() + 1 >= whole); // a remnant of a few octets may be anything
    }
}

TEST_CASE("what nobody can follow is given up in time") {
    const bytes text(rounds(4'000'000), '0'); // every octet could begin a block of CAT048 with a long length
    read(text);
    bytes nested;
    for (uint32_t i = 0; i < rounds(500'000); ++i) nested.insert(nested.end(), {21, 16, 0});
    read(nested);
    bytes mixed = noise(1, rounds(1'000'000));
    for (size_t i = 0; i + 8 < mixed.size(); i += 5) mixed[i] = 48, mixed[i + 1] |= 0x40; // long blocks everywhere
    const collected c = read(mixed);
    CHECK(c.counts.stray > mixed.size() / 2);
}
