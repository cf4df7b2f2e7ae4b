// SPDX-License-Identifier: MIT
// tests/unit/asterix/mutations.cpp - ten thousand damaged recordings of every framing: none crashes, each refusal has
// its place.
#include "by_hand.hpp"
#include "packets.hpp"
#include "qiki/random.h"
#include "unit/rounds.hpp"
#include <catch2/catch.hpp>

using namespace asterix;
using namespace by_hand;

namespace {

const bytes full_048 = hex("300034fff7021981a8bfffa120320040000e003ffca018c43c660c10c236d418200100112233445566400def"
                           "08008000414020fd");
const bytes full_034 = hex("220018ed1019810100320003d1900000030c1efc350baaa6");
const bytes full_062 = hex("3e0040bf4d2ce2020077a8d0ffa27100ff390000ef90db000002fccc00d600c9026901018140fff87ffcfe96"
                           "b1030108e20200000000880c00101900c91a0010");
const bytes full_001 = hex("01001ef3c00832a00f01767f1894033405c8ffff7220008020000fc00080");
const bytes full_002 = hex("02000ad008320100ff80");

std::vector<bytes> blocks() {
    std::vector<bytes> out{full_002, full_001, full_048, full_034, full_062, full_048};
    for (uint32_t i = 0; i < 12; ++i) {
        out.push_back(crossing(9, 5000 + 20 * i, static_cast<int>(i * 8)));
        out.push_back(plot_of(9, 5005 + 20 * i, static_cast<uint16_t>(300 + i), static_cast<uint16_t>(2048 * i + 700)));
    }
    return out;
}

bytes mutated(bytes b, uint32_t number) {
    const uint32_t changes = 1 + number % 7;
    for (uint32_t i = 0; i < changes && !b.empty(); ++i) {
        const qiki_bits chance = qiki_draw(77, number, i, 0, 0);
        const size_t at = chance.v[0] % b.size();
        const auto value = static_cast<uint8_t>(chance.v[1]);
        const auto where = b.begin() + static_cast<std::ptrdiff_t>(at);
        switch (chance.v[2] % 6) {
        case 0: b[at] = value; break;
        case 1: b[at] = static_cast<uint8_t>(b[at] ^ 1u << value % 8); break;
        case 2: b.erase(where); break;
        case 3: b.insert(where, value); break;
        case 4: b.resize(at); break;
        default: b[at] = value & 1 ? 0xFF : 0x00; break;
        }
    }
    return b;
}

void survives(const bytes& whole, uint32_t first) {
    const recording sound = decoded(whole);
    REQUIRE(sound.refusals == 0);
    REQUIRE(sound.plots.size() >= 13);
    uint64_t refused = 0;
    for (uint32_t i = first; i < first + rounds(10000); ++i) {
        const bytes b = mutated(whole, i);
        const recording r = decoded(b);
        size_t plots = 0;
        for (const frame& f : r.frames) {
            plots += f.count;
            if (f.from > f.to || f.available < f.to) FAIL("frame runs backwards in mutation " << i);
        }
        if (plots != r.plots.size()) FAIL("plots outside frames in mutation " << i);
        for (const refusal& x : r.refused) {
            if (x.why == reason::none || x.offset > b.size()) FAIL("refusal without a place in mutation " << i);
            if (explain(x, "f").find("octet " + std::to_string(x.offset)) == std::string::npos)
                FAIL("no octet in mutation " << i);
        }
        if (r.refused.empty() != (r.refusals == 0)) FAIL("refusals are not kept in mutation " << i);
        refused += r.refusals;
    }
    CHECK(refused > rounds(1000));
}
} // namespace

TEST_CASE("ten thousand damaged raw files are survived") {
    bytes b;
    for (const bytes& x : blocks()) b = join({b, x});
    survives(b, 0);
}

TEST_CASE("ten thousand damaged FF files are survived") {
    bytes b;
    for (const bytes& x : blocks()) b = join({b, ff(x)});
    survives(b, 20000);
}

TEST_CASE("ten thousand damaged captures are survived") {
    std::vector<bytes> packets;
    for (const bytes& x : blocks()) packets.push_back(ethernet(udp(x)));
    survives(capture{}.file(packets), 40000);
}

TEST_CASE("ten thousand damaged ORADIS captures are survived") {
    std::vector<bytes> packets;
    for (const bytes& x : blocks()) packets.push_back(ethernet(udp(oradis(x))));
    survives(capture{}.file(packets), 60000);
}

TEST_CASE("octets at random are survived") {
    uint64_t refused = 0, plots = 0, beyond = 0;
    for (uint32_t i = 0; i < 5000; ++i) {
        bytes b(3 + qiki_draw(5, i, 0, 0, 0).v[0] % 300);
        for (size_t k = 0; k < b.size(); ++k) b[k] = static_cast<uint8_t>(qiki_draw(6, i, k, 0, 0).v[1]);
        if (i % 2) b[0] = 48, b[1] = 0, b[2] = static_cast<uint8_t>(std::min<size_t>(b.size(), 255));
        const recording r = decoded(b);
        for (const refusal& x : r.refused) beyond += x.offset > b.size();
        refused += r.refusals, plots += r.plots.size();
    }
    CHECK(beyond == 0);
    CHECK(refused > 4000);
    CHECK(plots > 0);
}
