// @name@.cpp - a witness: how near any body came to a place, and when; two numbers in the run's report.
#include <qiki/qiki.hpp>

namespace {
using truth = qiki::port<"truth", qiki_truth, QIKI_PORT_SNAPSHOT, 0, "the bodies of the scenario">;

struct witness {
    using inputs = qiki::ports<truth>;
    using outputs = qiki::ports<>; // an observer: a run has the same digest with and without it
    static constexpr uint64_t caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC | QIKI_CAP_UNLOADABLE;
    static constexpr qiki_param params[] = {qiki::reals("at", "m", "0,0,0", -1e7, 1e7, "the place: east, north, up")};

    witness(const qiki_host& h, const qiki_instance_info&) : host(&h) {}

    void configure(const qiki::config& c) {
        const auto p = c.reals("at");
        if (p.size() != 3) c.refuse("at", "expected {east, north, up}, found %zu numbers", p.size());
        std::copy(p.begin(), p.end(), at);
        closest = qiki::gauge(*host, "closest", "m", "how near any body came");
        when = qiki::gauge(*host, "closest.time", "s", "when that was");
        who = qiki::gauge(*host, "closest.entity", "", "who that was");
        ticks = qiki::counter(*host, "ticks", "", "ticks that were watched");
    }

    void step(const qiki::tick<witness>& t) {
        ticks.add();
        for (const qiki_truth& b : t.read<truth>()) {
            if (b.label != QIKI_LABEL_OK) continue;
            const double d = qiki_hypot(qiki_hypot(b.pos[0] - at[0], b.pos[1] - at[1]), b.pos[2] - at[2]);
            if (best.entity == 0 || d < best.distance) best = {d, b.t, b.entity};
        }
    }

    // The run is over. What was never seen stays unset: the report says so, and not 0.
    void finish() const {
        if (best.entity == 0) return;
        closest.set(best.distance), when.set(static_cast<double>(best.t) * 1e-9), who.set(static_cast<double>(best.entity));
    }

    void state(auto& io) { io(best); }

    struct approach {
        double distance;
        qiki_ns t;
        uint64_t entity;
    };

private:
    const qiki_host* host;
    double at[3] = {};
    approach best{};
    qiki::gauge closest, when, who;
    qiki::counter ticks;
};
} // namespace
QIKI_PLUGIN(witness, "@id@", QIKI_KIND_BRIDGE, "0.1.0", "How near any body came to a place");
