// SPDX-License-Identifier: MIT
// host/conform/checks/tick_readers.cpp - who reads an output changes nothing, but that an OPTIONAL one may stay empty.
#include "host/conform/drive/actor.hpp"
#include "host/conform/drive/lulls.hpp"
#include "host/load/contract.hpp"

namespace qiki::conform {
namespace tick_readers_parts {
constexpr uint64_t ticks = 24, falls = 12, rises = 16; // between those nothing is heard

bool is_optional(const qiki_descriptor& d, uint32_t i) {
    return load::row<qiki_port>(d.outputs, i).flags & QIKI_PORT_OPTIONAL;
}

std::vector<told> live(const subject& s, const std::vector<uint32_t>& readers) {
    actor it(s);
    it.read_by(readers);
    lulls world(*s.about, s.seed);
    const lull silence{reads(*s.about, QIKI_REC_TRUTH) ? lull::missing : lull::everything, 0};
    std::vector<told> all;
    for (uint64_t i = 0; i < ticks; ++i) all.push_back(it.play(world.next(i >= falls && i < rises ? silence : lull{})));
    return all;
}

void compare(const subject& s, const std::vector<told>& read, const std::vector<uint32_t>& readers,
             const std::string& who) {
    const std::vector<told> found = live(s, readers);
    for (uint64_t i = 0; i < ticks; ++i)
        for (uint32_t k = 0; k < readers.size(); ++k) {
            const written &a = read[i].out[k], &b = found[i].out[k];
            if (!readers[k] && is_optional(*s.about, k)) continue;
            if (a.count == b.count && a.flags == b.flags && a.dropped == b.dropped && a.words == b.words) continue;
            throw failed("tick() number " + std::to_string(i) + ", output '" +
                         load::row<qiki_port>(s.about->outputs, k).name + "': " + std::to_string(b.count) +
                         " records and flags " + std::to_string(b.flags) + " against " + std::to_string(a.count) +
                         " and " + std::to_string(a.flags) + ", or other bytes, when " + who +
                         ": expected the same; leave out only what an OPTIONAL output says that nobody reads, or give "
                         "the port QIKI_PORT_OPTIONAL (rule tick.13)");
        }
}

void run(subject& s) {
    const uint32_t outputs = s.about->outputs.count;
    const std::vector<uint32_t> all(outputs, 1);
    const std::vector<told> read = live(s, all), again = live(s, all);
    for (uint64_t i = 0; i < ticks; ++i)
        if (read[i].bytes() != again[i].bytes()) throw deferred("two runs differ, whoever reads", "det.repeat");
    compare(s, read, std::vector<uint32_t>(outputs, 0), "nobody reads any output (qiki_out.readers is 0)");
    for (uint32_t k = 0; k < outputs && outputs > 1; ++k) {
        std::vector<uint32_t> readers = all;
        readers[k] = 0;
        compare(s, read, readers,
                std::string("nobody reads '") + load::row<qiki_port>(s.about->outputs, k).name +
                    "' (qiki_out.readers is 0)");
    }
}
std::string spares(const qiki_descriptor& d) { return d.outputs.count ? impure(d) : "has no outputs"; }
} // namespace tick_readers_parts
extern const check tick_readers{
    .id = "tick.readers",
    .level = 2,
    .from = needs::plugin,
    .rules = "tick.13 det.1",
    .asserts = "in 24 ticks, four of them without the carrier, or without any record, every output is the same, byte "
               "for byte, when nobody reads any of them, or all but one; those that nobody reads may be others if they "
               "are OPTIONAL: who listens does not change what happens",
    .varies = axis::host,
    .run = tick_readers_parts::run,
    .spares = tick_readers_parts::spares,
    .compares = true};
} // namespace qiki::conform
