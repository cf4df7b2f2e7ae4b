// SPDX-License-Identifier: MIT
// tests/unit/asterix/framings.cpp - raw, FF, pcap and ORADIS by hand-made octets, whole, cut and wrong.
#include "by_hand.hpp"
#include "packets.hpp"
#include <catch2/catch.hpp>

using namespace asterix;
using namespace by_hand;

namespace {

const bytes one = plot_of(0x1234, 1000, 256, 0), two = plot_of(0x1234, 1128, 512, 100);

recording read(const bytes& b, reading how = {}) {
    request r;
    r.how = how;
    return asterix::decode(b, r);
}
void holds_both(const bytes& b, framing expected) {
    CHECK(recognise(b) == expected);
    const recording r = read(b);
    CHECK(r.refusals == 0);
    CHECK(about(r, "blocks") == 2);
    REQUIRE(r.plots.size() == 2);
    CHECK(r.plots[0].what.rho == 256);
    CHECK(r.plots[1].what.rho == 512);
}
} // namespace

TEST_CASE("raw blocks follow each other") { holds_both(join({one, two}), framing::raw); }

TEST_CASE("a raw file that ends inside a block, or in stray octets, says where") {
    const recording cut = read(join({one, bytes(two.begin(), two.end() - 1)}));
    REQUIRE(cut.refusals == 1);
    CHECK(cut.refused[0].why == reason::block_beyond);
    CHECK(cut.refused[0].offset == one.size());
    const recording stray = read(join({one, two, hex("A5A5")}));
    REQUIRE(stray.refusals == 1);
    CHECK(stray.plots.size() == 2);
    CHECK(stray.refused[0].why == reason::block_header);
    CHECK(stray.refused[0].offset == one.size() + two.size());
    CHECK(explain(stray.refused[0], "x.ast") == "x.ast: octet " + std::to_string(one.size() + two.size()) +
                                                    ": 2 octets are left over, a data block has at least 3");
}

TEST_CASE("a bad record loses the rest of its block and not the next block") {
    bytes broken = join({bytes(one.begin() + 3, one.end()), hex("FF"), bytes(two.begin() + 3, two.end())});
    broken = block(48, broken);
    const recording r = read(join({broken, two}));
    CHECK(about(r, "cat048.records") == 2);
    CHECK(about(r, "cat048.refused") == 1);
    CHECK(about(r, "refused.blocks") == 1);
    CHECK(r.plots.size() == 2);
    REQUIRE(r.refusals == 1);
    CHECK(r.refused[0].offset > one.size());
    CHECK(r.refused[0].offset <= broken.size());
}

TEST_CASE("categories that are not replayed are skipped by their length and counted") {
    const recording r =
        read(join({block(65, hex("C0 1234 01")), one, block(21, bytes(40, 0xFF)), two, block(65, hex("00"))}));
    CHECK(r.refusals == 0);
    CHECK(r.plots.size() == 2);
    CHECK(about(r, "skipped.blocks") == 3);
    CHECK(about(r, "skipped.bytes") == 7 + 43 + 4);
    CHECK(about(r, "cat065.skipped.blocks") == 2);
    CHECK(about(r, "cat021.skipped.bytes") == 43);
}

TEST_CASE("FF frames carry blocks between a header of 8 octets and a trailer") {
    holds_both(join({ff(one), ff(two)}), framing::ff);
    holds_both(ff(join({one, two})), framing::ff);
}

TEST_CASE("an FF frame without its trailer is named, and reading goes on behind the next trailer") {
    bytes wrong = ff(one);
    wrong[wrong.size() - 2] = 0x5A;
    const recording r = read(join({ff(two), wrong, ff(one), ff(two)}));
    REQUIRE(r.refusals == 1);
    CHECK(r.refused[0].why == reason::frame_trailer);
    CHECK(r.refused[0].found == 0xA5A55AA5);
    CHECK(r.refused[0].offset == 2 * ff(two).size() - 4);
    CHECK(about(r, "blocks") == 2); // the frame behind the wrong one is lost with it
    const recording cut = read(join({ff(one), bytes(wrong.begin(), wrong.begin() + 5)}));
    REQUIRE(cut.refusals == 1);
    CHECK(cut.refused[0].why == reason::frame_length);
}

TEST_CASE("pcap of both byte orders, with microseconds and nanoseconds") {
    for (const bool big_endian_file : {false, true})
        for (const bool nanoseconds : {false, true}) {
            const capture c{big_endian_file, nanoseconds, 1};
            holds_both(c.file({ethernet(udp(one)), ethernet(udp(two))}), framing::pcap);
        }
}

TEST_CASE("pcap of each link type") {
    holds_both(capture{false, false, 101}.file({udp(one), udp(two)}), framing::pcap);
    holds_both(capture{false, false, 113}.file(
                   {join({bytes(14, 0), hex("0800"), udp(one)}), join({bytes(14, 0), hex("0800"), udp(two)})}),
               framing::pcap);
    holds_both(capture{false, false, 276}.file(
                   {join({hex("0800"), bytes(18, 0), udp(one)}), join({hex("0800"), bytes(18, 0), udp(two)})}),
               framing::pcap);
    holds_both(capture{}.file({join({bytes(12, 2), hex("8100 0005 0800"), udp(one)}), ethernet(udp(two))}),
               framing::pcap);
    const recording r = read(capture{false, false, 105}.file({udp(one)}));
    REQUIRE(r.refusals == 1);
    CHECK(r.refused[0].why == reason::link_unknown);
    CHECK(r.refused[0].found == 105);
}

TEST_CASE("IPv6 datagrams are read as IPv4 ones are") {
    holds_both(capture{}.file({ethernet(udp6(one), 0x86DD), ethernet(udp(two))}), framing::pcap);
}

TEST_CASE("the UDP length counts, not the padding of a short Ethernet frame") {
    bytes padded = ethernet(udp(block(34, hex("80 1234"))));
    padded.resize(60, 0);
    const recording r = read(capture{}.file({padded}));
    CHECK(r.refusals == 0);
    CHECK(about(r, "cat034.records") == 1);
    CHECK(about(r, "empty") == 1);
}

TEST_CASE("fragments are refused and counted") {
    bytes first = udp(one), later = udp(two);
    first[6] = 0x20; // more fragments
    later[7] = 0x10; // offset 128
    const recording r = read(capture{}.file({ethernet(first), ethernet(later), ethernet(udp(one))}));
    CHECK(about(r, "packets.fragments") == 2);
    CHECK(r.refusals == 2);
    CHECK(r.refused[0].offset == 24 + 16);
    CHECK(r.plots.size() == 1);
}

TEST_CASE("a packet that the snap length cut is refused at its place") {
    const bytes whole = ethernet(udp(one));
    const capture c;
    const bytes b = c.file({whole, whole});
    bytes cut(b.begin(), b.begin() + 24);
    for (int i = 0; i < 2; ++i) { // both packets captured 4 octets short
        const bytes head = join({bytes(8, 0), little(whole.size() - 4, 4), little(whole.size(), 4)});
        cut = join({cut, head, bytes(whole.begin(), whole.end() - 4)});
    }
    const recording r = read(cut);
    REQUIRE(r.refusals == 2);
    CHECK(r.refused[0].why == reason::packet_cut);
    CHECK(r.refused[0].found == whole.size());
    CHECK(r.refused[0].expected == whole.size() - 4);
    CHECK(r.refused[1].offset == 24 + 16 + whole.size() - 4 + 16);
}

TEST_CASE("a UDP length beyond its packet is refused, other protocols and ports are passed by") {
    bytes wrong = udp(one), tcp = udp(one);
    wrong[24] = 0x7F; // UDP length
    tcp[9] = 6;
    const bytes file = capture{}.file({ethernet(wrong), ethernet(tcp), ethernet(bytes(28, 0), 0x0806),
                                       ethernet(udp(one, 4001)), ethernet(udp(two, 53))});
    const recording r = read(file, {framing::pcap, datagram::detect, 4001});
    CHECK(about(r, "packets") == 5);
    REQUIRE(r.refusals == 1);
    CHECK(r.refused[0].why == reason::packet_length);
    CHECK(about(r, "packets.ignored") == 3);
    REQUIRE(r.plots.size() == 1);
    CHECK(r.plots[0].what.rho == 256);
}

TEST_CASE("a capture that ends inside a packet says so and keeps what came before") {
    bytes b = capture{}.file({ethernet(udp(one)), ethernet(udp(two))});
    b.pop_back();
    const recording r = read(b);
    REQUIRE(r.refusals == 1);
    CHECK(r.refused[0].why == reason::packet_beyond);
    CHECK(r.plots.size() == 1);
}

TEST_CASE("ORADIS headers are found inside datagrams and at the start of a file") {
    const bytes wrapped = join({oradis(one), oradis(two)});
    holds_both(capture{}.file({ethernet(udp(wrapped))}), framing::pcap);
    holds_both(wrapped, framing::oradis);
    const recording forced = read(capture{}.file({ethernet(udp(wrapped))}), {framing::pcap, datagram::plain, 0});
    CHECK(forced.plots.empty());
    CHECK(forced.refusals == 1);
}

TEST_CASE("an ORADIS header that does not fit is refused") {
    bytes wrapped = join({oradis(one), oradis(two)});
    wrapped[oradis(one).size() + 1] = 9;
    const recording r = read(wrapped, {framing::oradis, datagram::detect, 0});
    CHECK(r.plots.size() == 1);
    REQUIRE(r.refusals == 1);
    CHECK(r.refused[0].why == reason::header_length);
    CHECK(r.refused[0].offset == oradis(one).size());
}

TEST_CASE("a framing can be forced") {
    const bytes b = ff(one);
    CHECK(read(b, {framing::ff, datagram::detect, 0}).plots.size() == 1);
    CHECK(read(b, {framing::raw, datagram::detect, 0}).plots.empty());
    CHECK(read(b, {framing::pcap, datagram::detect, 0}).refusals == 1);
}
