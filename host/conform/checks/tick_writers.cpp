// SPDX-License-Identifier: MIT
// host/conform/checks/tick_writers.cpp - at a port for many the second writer is heard as the first one is.
#include "host/conform/drive/folder.hpp"
#include "host/load/contract.hpp"

namespace qiki::conform {
namespace tick_writers_parts {
// Of the two writers at a port, who has something to say: the writer of the scene, behind or before a silent one.
enum class speaks { nobody, first, second };

void arrange(moment& m, uint32_t port, speaks who) {
    for (size_t i = 0; i < m.in.size(); ++i) {
        if (m.in[i].port != port) continue;
        feed silent = m.in[i];
        silent.resize(0), silent.first = 0;
        silent.producer = who == speaks::second ? solo::other_index - 1 : solo::other_index + 1;
        if (who == speaks::nobody) m.in[i].resize(0), m.in[i].first = 0;
        m.in.insert(m.in.begin() + static_cast<ptrdiff_t>(who == speaks::second ? i : i + 1), std::move(silent));
        ++i;
    }
}

// All that it says, in records and in files. Nothing of who cannot live so.
struct sayings {
    std::vector<std::string> ticks;
    documents written;
    bool operator==(const sayings&) const = default;
};
std::optional<sayings> live(const subject& s, uint32_t port, speaks who) {
    const stay at(("port." + std::to_string(port) + "." + std::to_string(static_cast<int>(who))).c_str());
    sayings all;
    {
        actor it(s);
        scene world(*s.about, s.seed);
        for (uint64_t i = 0; i < 2 * written_ticks; ++i) {
            moment m = world.next();
            arrange(m, port, who);
            const told t = it.tick(m);
            if (t.status < 0) return {};
            all.ticks.push_back(t.bytes());
        }
        if (it.finish() < 0) return {};
    }
    all.written = at.now();
    return all;
}

void run(subject& s) {
    bool any = false;
    for (uint32_t i = 0; i < s.about->inputs.count; ++i) {
        const auto& port = load::row<qiki_port>(s.about->inputs, i);
        if (!(port.flags & QIKI_PORT_MANY)) continue;
        const auto none = live(s, i, speaks::nobody), first = live(s, i, speaks::first);
        if (!none || !first || *none == *first) continue; // says the same whatever it hears there
        any = true;
        if (const auto second = live(s, i, speaks::second); second && *second == *none)
            throw failed(std::string("of two writers at input '") + port.name +
                         "', which has QIKI_PORT_MANY, it hears the first, and of the second nothing changes a byte of "
                         "its records and files: expected that it hears both; go through all views of the tick that "
                         "are of this port, or leave the flag out (rule tick.3)");
    }
    if (!any) throw skipped("has no input for many writers that changes its records or files in this world");
}
std::string spares(const qiki_descriptor& d) {
    if (std::string_view(d.kind) == QIKI_KIND_AGENT) return "is an agent, which agent.inputs asks the same";
    for (uint32_t i = 0; i < d.inputs.count; ++i)
        if (load::row<qiki_port>(d.inputs, i).flags & QIKI_PORT_MANY) return {};
    return "has no input with QIKI_PORT_MANY";
}
} // namespace tick_writers_parts
extern const check tick_writers{
    .id = "tick.writers",
    .level = 2,
    .from = needs::plugin,
    .rules = "tick.3",
    .asserts =
        "whatever the writer at an input with QIKI_PORT_MANY changes in the records of 24 ticks, or in the files "
        "of the run, it also changes something when a silent one stands before it: a reader hears all of them",
    .varies = axis::views,
    .run = tick_writers_parts::run,
    .spares = tick_writers_parts::spares};
} // namespace qiki::conform
