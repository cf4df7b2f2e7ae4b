// SPDX-License-Identifier: MIT
// tests/unit/trackers/properties/order.cpp - of every tracker: neither the order of a frame's contacts nor what they,
// frames and targets are called says where targets are.
#include "every.hpp"

using namespace every;

namespace {
constexpr uint32_t other_address(uint32_t a) { return (a * 5 + 3) & 0xffffff; }
constexpr uint16_t other_code(uint16_t c) { return static_cast<uint16_t>((c * 5 + 3) & 0xfff); }
} // namespace

TEST_CASE("every tracker: the order of a frame's contacts changes no bit, of tracks or of what they took") {
    for (const std::string& id : trackers()) DYNAMIC_SECTION(id) {
            for (const double density : {0.0, density_of(8)}) {
                bench a(in_plane(id), {}, id), b(in_plane(id), {}, id);
                set_frame(a, density), set_frame(b, density);
                for (uint64_t k = 0; k < 30; ++k) {
                    auto seen = turn_of(k), other = seen;
                    for (size_t i = 0; i < other.size(); ++i) std::swap(other[i], other[(i * 7 + k) % other.size()]);
                    const qiki_ns t = ns(period * double(k));
                    if (!same_bytes(a.scan(t, seen), b.scan(t, other))) FAIL("scan " << k);
                    const auto x = a.links(), y = b.links();
                    REQUIRE(x.size() == y.size());
                    CHECK(std::memcmp(x.data(), y.data(), x.size() * sizeof(qiki_assoc)) == 0);
                }
                CHECK(confirmed(a.tracks()).size() >= targets / 2);
            }
        }
}

TEST_CASE("every tracker: other numbers of contacts, frames and radars, other addresses and codes change names only") {
    for (const std::string& id : trackers()) DYNAMIC_SECTION(id) {
            bench a(in_plane(id), {}, id), b(in_plane(id), {}, id);
            set_frame(a, density_of(8)), set_frame(b, density_of(8));
            b.shape = [inner = b.shape](qiki_frame& f) { inner(f), f.seq += 70'000; };
            size_t named = 0;
            for (uint64_t k = 0; k < 30; ++k) {
                auto seen = turn_of(k), other = seen;
                for (qiki_contact& c : other) {
                    c.id = (c.id * 0x9E3779B97F4A7C15) >> 8;
                    if (c.valid & QIKI_CONTACT_HAS_ADDRESS) c.address24 = other_address(c.address24);
                    if (c.valid & QIKI_CONTACT_HAS_MODE3A) c.mode3a = other_code(c.mode3a);
                }
                const qiki_ns t = ns(period * double(k));
                std::vector<qiki_track> x = a.scan(t, seen, 1, 0);
                const std::vector<qiki_track> y = b.scan(t, other, 5, 517);
                for (qiki_track& r : x) {
                    if (r.valid & QIKI_TRACK_HAS_ADDRESS) r.address24 = other_address(r.address24), ++named;
                    if (r.valid & QIKI_TRACK_HAS_MODE3A) r.mode3a = other_code(r.mode3a);
                }
                if (!same_bytes(x, y)) FAIL("scan " << k);
            }
            CHECK(named > 100);
        }
}
