// SPDX-License-Identifier: MIT
// tests/unit/asterix/live.cpp - radars heard over UDP multicast on the loopback, recorded, and played again.
#include "by_hand.hpp"
#include "unit/rig.hpp"
#include <arpa/inet.h>
#include <catch2/catch.hpp>
#include <netinet/in.h>
#include <sys/socket.h>

using namespace by_hand;

namespace {
constexpr qiki_ns second = 1'000'000'000, step = second / 4;
constexpr const char* id = "qiki.radar.asterix.live";

// Sends to a group over the loopback.
class sender {
public:
    sender(const char* group, uint16_t port) {
        to_.sin_family = AF_INET, to_.sin_port = htons(port);
        inet_pton(AF_INET, group, &to_.sin_addr);
        file_ = socket(AF_INET, SOCK_DGRAM, 0);
        in_addr loop{};
        inet_pton(AF_INET, "127.0.0.1", &loop);
        REQUIRE(setsockopt(file_, IPPROTO_IP, IP_MULTICAST_IF, &loop, sizeof loop) == 0);
    }
    ~sender() { close(file_); }
    void send(const bytes& b) const {
        REQUIRE(sendto(file_, b.data(), b.size(), 0, reinterpret_cast<const sockaddr*>(&to_), sizeof to_) ==
                static_cast<ssize_t>(b.size()));
    }

private:
    int file_;
    sockaddr_in to_{};
};

struct tick_of {
    std::vector<qiki_frame> frames;
    std::vector<qiki_contact> contacts;
};
template <class R>
bool same(const std::vector<R>& a, const std::vector<R>& b) {
    return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(R)) == 0);
}
bool same(const std::vector<tick_of>& a, const std::vector<tick_of>& b) {
    if (a.size() != b.size()) return false;
    for (size_t i = 0; i < a.size(); ++i)
        if (!same(a[i].frames, b[i].frames) || !same(a[i].contacts, b[i].contacts)) return false;
    return true;
}
// The outputs of 40 ticks; before(k) sends what tick k shall hear.
template <class F>
std::vector<tick_of> run(rig::instance& r, F&& before) {
    std::vector<tick_of> out;
    for (int k = 0; k < 40; ++k) {
        before(k);
        r.tick(k * step, (k + 1) * step);
        out.push_back({r.took<qiki_frame>("frames"), r.took<qiki_contact>("contacts")});
    }
    return out;
}
// Two radars, 0.25 s a tick: plots, sector messages, an ORADIS datagram, one that comes twice, one that is none.
void speak(const sender& s, int k) {
    const uint32_t now = 50000 * 128 + static_cast<uint32_t>(k) * 32;
    const bytes plot = plot_of(0x0105, now, static_cast<uint16_t>(5000 + k), static_cast<uint16_t>(2048 * k));
    s.send(crossing(0x0105, now, k % 32));
    s.send(plot);
    if (k % 3 == 0) s.send(plot); // the second feed
    if (k % 5 == 0) {
        const bytes inside = plot_of(0x0203, now - 20, 900, 400);
        s.send(join({big(inside.size() + 6, 2), hex("02BB 0001"), inside}));
    }
    if (k == 7) s.send(hex("3000"));
    if (k == 9) s.send(join({block(62, bytes(20, 0)), plot_of(0x0105, now + 5, 1, 1)}));
}
std::string why(const rig::settings& s) {
    try {
        rig::instance r(id, s);
    } catch (const rig::failed& e) { return e.what(); }
    return "";
}
} // namespace

TEST_CASE("Record/replay of bus traffic: what was heard live is recorded while it is heard, and its replay gives the "
          "same bytes in the same ticks",
          "[capability]") {
    const by_hand::file tape(bytes{0});
    const sender s("239.255.13.7", 48613);
    rig::birth born;
    born.capacity = 3; // outputs that are full in the middle of a tick change nothing
    std::vector<tick_of> live;
    {
        rig::instance r(id,
                        {{"udp", std::string("239.255.13.7:48613")},
                         {"interface", std::string("127.0.0.1")},
                         {"record", tape.path()}},
                        born);
        live = run(r, [&](int k) { speak(s, k); });
        CHECK(r.metric("contacts") == 40 + 8 + 1);
        CHECK(r.metric("duplicates") == 14);
        CHECK(r.metric("refusals") == 1);
        CHECK(r.metric("skipped.blocks") == 1);
        CHECK(r.log().find("a datagram: octet 0") != std::string::npos);
    }
    rig::instance again(id, {{"replay", tape.path()}});
    CHECK(same(live, run(again, [](int) {})));
    again.reset();
    CHECK(same(live, run(again, [](int) {})));
    rig::instance other(id, {{"replay", tape.path()}, {"sigma.range", 16.0}});
    CHECK_FALSE(same(live, run(other, [](int) {}))); // the comparison can fail

    rig::instance plain("qiki.radar.asterix", {{"file", tape.path()}}); // the tape is a recording like any other
    plain.tick(0, second);
    CHECK(plain.metric("cat048.records") == 40 + 14 + 8 + 1);
}

TEST_CASE("live plots: ids rise, times lie in their frames, which are never complete, and the first is a second old") {
    const sender s("239.255.13.8", 48614);
    rig::instance r(id, {{"udp", std::string("239.255.13.8:48614")}, {"interface", std::string("127.0.0.1")}});
    uint64_t next = 0;
    for (const tick_of& t : run(r, [&](int k) { speak(s, k); })) {
        size_t at = 0;
        for (const qiki_frame& f : t.frames) {
            CHECK(f.first == next);
            CHECK((f.flags & QIKI_FRAME_COMPLETE) == 0);
            for (uint32_t i = 0; i < f.count; ++i, ++next, ++at) {
                const qiki_contact& c = t.contacts.at(at);
                CHECK(c.id == next + 1);
                CHECK(c.frame == f.seq);
                CHECK(c.t >= f.t_from);
                CHECK(c.t <= f.t_to);
            }
            CHECK(f.t_to <= f.t_available);
        }
        CHECK(at == t.contacts.size());
    }
    CHECK(next == 49);
    r.reset();
    s.send(plot_of(0x0105, 777 * 128, 5000, 0));
    r.tick(0, step);
    REQUIRE(r.took<qiki_contact>("contacts").size() == 1);
    CHECK(r.took<qiki_contact>("contacts")[0].t == step - second);
}

TEST_CASE("a group nobody asked for is not heard, nor another port") {
    const sender wrong("239.255.13.9", 48615), port("239.255.13.10", 48616);
    rig::instance r(id, {{"udp", std::string("239.255.13.10:48615")}, {"interface", std::string("127.0.0.1")}});
    for (const tick_of& t : run(r, [&](int k) { speak(wrong, k), speak(port, k); })) CHECK(t.contacts.empty());
    CHECK(r.metric("datagrams") == 0);
}

TEST_CASE("parameters and tapes that cannot be are refused with what was expected") {
    CHECK(why({{"udp", std::string("239.1.1.1:5")}, {"replay", std::string("x")}}) ==
          "expected either udp or replay, found both; leave one of them out");
    CHECK(rig::instance(id).log().find("hears nothing: say udp = \"GROUP:PORT\" or replay = \"FILE\"") !=
          std::string::npos);
    for (const char* bad :
         {"239.1.1.1", "239.1.1:80", "239.1.1.1:0", "239.1.1.1:65536", "239.1.1.1:80x", ":80", "name:80"})
        CHECK(why({{"udp", std::string(bad)}}) ==
              std::string("udp: expected GROUP:PORT, as in 232.1.1.12:21112, found \"") + bad + "\"");
    CHECK(why({{"udp", std::string("239.1.1.1:5000")}, {"interface", std::string("lo")}}) ==
          "interface: expected an IPv4 address, as in 127.0.0.1, found \"lo\"");
    CHECK(why({{"udp", std::string("127.0.0.1:50999")}, {"record", std::string("/nowhere/at/all")}})
              .find("record: \"/nowhere/at/all\"") == 0);
    const std::string elsewhere = why({{"udp", std::string("192.0.2.7:50998")}}); // of documents alone (RFC 5737)
    CHECK(elsewhere.find("udp: \"192.0.2.7:50998\": bind: ") == 0);
    CHECK(elsewhere.find("expected a multicast group") != std::string::npos);
    const std::string card = why({{"udp", std::string("239.1.1.1:50997")}, {"interface", std::string("192.0.2.7")}});
    CHECK(card.find("interface: \"192.0.2.7\": join the group: ") == 0);

    const by_hand::file no_tape(plot_of(1, 2, 3, 4));
    CHECK(why({{"replay", no_tape.path()}}).find("octet 0: expected a capture that the parameter record wrote") !=
          std::string::npos);
    const bytes head =
        join({little(0xA1B23C4Du, 4), little(0x00040002, 4), bytes(8, 0), little(65535, 4), little(101, 4)});
    const auto packet = [](uint32_t t, uint32_t said) {
        return join({little(t, 4), little(0, 4), little(said, 4), little(said, 4), bytes(30, 0)});
    };
    CHECK(why({{"replay", by_hand::file(head).path()}}) == "");
    CHECK(why({{"replay", by_hand::file(join({head, bytes(5, 0)})).path()}}).find("octet 24: 5 octets are left over") !=
          std::string::npos);
    CHECK(why({{"replay", by_hand::file(join({head, packet(1, 31)})).path()}})
              .find("octet 24: packet of 31 octets, expected 28 to 30") != std::string::npos);
    CHECK(why({{"replay", by_hand::file(join({head, packet(1, 0xFFFFFFFF)})).path()}}).find("octet 24: packet of") !=
          std::string::npos);
    CHECK(why({{"replay", by_hand::file(join({head, packet(2, 30), packet(1, 30)})).path()}})
              .find("octet 70: a packet heard before") != std::string::npos);
}
