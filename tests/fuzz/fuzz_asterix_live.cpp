// SPDX-License-Identifier: MIT
// tests/fuzz/fuzz_asterix_live.cpp - any octets as a tape of heard datagrams, or as one of them: frames that hold
// together, whatever was sent.
#include "plugins/radar/asterix/live/decoder.hpp"
#include "plugins/radar/asterix/live/tape.hpp"
#include <cstdlib>
#include <stdexcept>

namespace {

constexpr int64_t step = 250'000'000;

void must(bool holds) {
    if (!holds) std::abort();
}

struct listener {
    asterix::live::decoder decode;
    std::vector<qiki_frame> frames;
    std::vector<qiki_contact> contacts;
    uint64_t last = 0;

    void cut(int64_t t) {
        decode.cut(t, frames, contacts);
        size_t at = 0;
        for (const qiki_frame& f : frames) {
            must(f.t_from <= f.t_to && f.t_to <= f.t_available && f.t_available == t && f.first == last);
            must(f.count > 0 && at + f.count <= contacts.size() && !(f.flags & QIKI_FRAME_COMPLETE));
            for (const size_t end = at + f.count; at < end; ++at) {
                const qiki_contact& c = contacts[at];
                must(c.id == ++last && c.frame == f.seq && c.t >= f.t_from && c.t <= f.t_to);
                for (size_t i = 0; i < 4; ++i) must(!(c.valid & QIKI_CONTACT_HAS_Z(i)) || c.z[i] - c.z[i] == 0);
            }
        }
        must(at == contacts.size());
    }
};
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const asterix::octets all(data, size);
    std::vector<asterix::live::heard> tape;
    try {
        tape = asterix::live::read_tape(all);
    } catch (const std::runtime_error& e) {
        must(std::string(e.what()).find("octet ") == 0);
        tape.assign({{step, 0, size}}); // no tape: a datagram, heard once
    }
    for (const char* edition : {"skip", "0.23", "2.1", "2.4"}) {
        asterix::parameters p;
        p.sigma_range = p.sigma_surface = p.sigma_adsb = 10, p.sigma_azimuth = 1e-3, p.sigma_rate = 1;
        p.decoding.how.speaks.adsb = asterix::adsb_edition(edition);
        listener l{asterix::live::decoder(p, qiki_instance_info{}), {}, {}, 0};
        int64_t tick = step;
        for (const asterix::live::heard& h : tape) {
            if (h.t > tick) l.cut(tick), tick = h.t;
            must(h.at <= size && h.size <= size - h.at);
            l.decode.hear(all.subspan(h.at, h.size), tick);
        }
        l.cut(tick);
        must(l.decode.counts().plots == l.last && l.decode.counts().datagrams == tape.size());
        must(l.decode.first_refusal().has_value() == (l.decode.counts().refusals > 0));
    }
    return 0;
}
