// @name@.cpp - a barometric altimeter: the height of its craft in steps, with noise, as far up as it reaches.
#include <algorithm>
#include <qiki/qiki.hpp>

namespace {
using truth = qiki::port<"truth", qiki_truth, QIKI_PORT_SNAPSHOT, 0, "the bodies of the scenario">;
using samples = qiki::port<"samples", qiki_sample, QIKI_PORT_STREAM, 1, "one a tick">;

struct altimeter {
    using inputs = qiki::ports<truth>;
    using outputs = qiki::ports<samples>;
    static constexpr uint64_t caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC | QIKI_CAP_UNLOADABLE;
    static constexpr qiki_param params[] = {
        qiki::real("sigma", "m", 2, 0, 1e3, "standard deviation of a reading"),
        qiki::real("resolution", "m", 1, 1e-3, 1e3, "readings come in steps of this"),
        qiki::real("ceiling", "m", 12e3, 0, 1e5, "above it there is no reading"),
    };
    static constexpr qiki_channel channels[] = {{"height", "m", "above the scenario's origin", 1, 0, 0, 0}};

    altimeter(const qiki_host&, const qiki_instance_info& i) : key(i.rng_key), craft(i.host_entity) {}

    void configure(const qiki::config& c) {
        if (craft == 0) throw qiki::failure(QIKI_E_CONFIG, "expected a craft that carries it, found none; name one by on=");
        sigma = c.real("sigma", 0), resolution = c.real("resolution", 1), ceiling = c.real("ceiling", 0);
    }

    qiki_status step(const qiki::tick<altimeter>& t) const {
        if (t.room<samples>() == 0) return QIKI_MORE; // called again for the same tick, with fresh outputs
        const auto bodies = t.read<truth>();
        const auto me = std::find_if(bodies.begin(), bodies.end(), [&](const qiki_truth& b) { return b.entity == craft; });
        const bool there = me != bodies.end() && me->label == QIKI_LABEL_OK;
        // The truth of a craft that runs more seldom than this is older than the tick: it went on since.
        const double since = there ? (static_cast<double>(t.to()) - static_cast<double>(me->t)) * 1e-9 : 0;
        const double height = there ? me->pos[2] + since * me->vel[2] : 0;
        // Input is foreign: a height may be infinite or no number, and those are not read either.
        const bool sees = there && height >= lowest && height <= ceiling;

        // Nothing measured is NO_DATA without a value. It is never a zero that looks like a reading.
        qiki_sample s{};
        s.entity = craft, s.t = t.to(), s.label = QIKI_LABEL_NO_DATA, s.status = QIKI_SENSE_OFF;
        if (sees) {
            // Addressed by what it is about, never drawn in turn: the same tick has the same noise in any run.
            const double noise = sigma * qiki_normal(qiki_draw(key, t.seq(), craft, 0, 0), 0);
            s.n = 1, s.label = QIKI_LABEL_OK, s.status = QIKI_SENSE_OK, s.trust = 1;
            s.v[0] = stepped(height + noise) + 0.0; // + 0.0: a record never holds -0
        }
        t.put<samples>(s);
        return QIKI_OK;
    }

    // The rows that the power-on self-test shows: a known height comes out as the nearest step.
    int32_t selftest(qiki_ns t, std::span<qiki_selftest_row> rows) const {
        const double off = stepped(100 * resolution + 0.4 * resolution) - 100 * resolution;
        if (!rows.empty()) rows[0] = qiki::measured(t, craft, "steps", "", off + 0.0, -1e-6 * resolution, 1e-6 * resolution);
        return 1;
    }

private:
    double stepped(double h) const {
        return resolution * static_cast<double>(static_cast<int64_t>(h / resolution + (h < 0 ? -0.5 : 0.5)));
    }
    static constexpr double lowest = -1e5; // m: nothing that flies is below
    uint64_t key, craft;
    double sigma = 0, resolution = 1, ceiling = 0;
};
} // namespace
QIKI_PLUGIN(altimeter, "@id@", QIKI_KIND_SENSOR, "0.1.0", "Height of a craft by pressure, in steps and with noise");
