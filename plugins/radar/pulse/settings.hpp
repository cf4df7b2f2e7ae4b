// SPDX-License-Identifier: MIT
// plugins/radar/pulse/settings.hpp - the parameters of the pulse radar, and the values they stand for.
#pragma once
#include "accuracy.hpp"
#include "jamming.hpp"
#include "qiki/qiki.hpp"

namespace pulse {

// clang-format off
inline constexpr qiki_param parameters[] = {
    qiki::reals("at", "m", "0,0,0", -1e7, 1e7, "where the antenna stands, ENU; a carrier (on=) takes its place"),
    qiki::text("axes", "enu", "enu|body", "bearings from north (enu), or from the nose of the carrier (body)"),

    qiki::real("range", "m", 40e3, 10, 1e7, "beyond it nothing is seen"),
    qiki::real("range_min", "m", 10, 1, 1e6, "closer than this nothing is seen"),
    qiki::real("azimuth", "rad", 0, -full_circle, full_circle, "centre of the field of view; begin of the scan if that is a whole circle"),
    qiki::real("azimuth_width", "rad", full_circle, 1e-3, full_circle, "of the field of view"),
    qiki::real("elevation_min", "rad", -QIKI_PI / 2, -QIKI_PI / 2, QIKI_PI / 2, "lower edge of the field of view"),
    qiki::real("elevation_max", "rad", QIKI_PI / 2, -QIKI_PI / 2, QIKI_PI / 2, "upper edge of the field of view"),
    qiki::flag("horizon", false, "hide what lies below the 4/3 earth horizon of a smooth earth"),
    qiki::real("occluder_size", "m", 50, 0, 1e9, "a body whose enclosing sphere is at least this wide hides what is behind it; 0: nothing hides"),

    qiki::real("scan_period", "s", 1, 0, 3600, "of one sweep of the field of view; 0: it stares, one frame a tick"),
    qiki::real("scan_start", "s", 0, 0, 86400, "when the first sweep begins"),
    qiki::integer("sectors", "", 4, 1, 4096, "frames a scan"),

    qiki::text("model", "reference", "reference|physical|constant", "where the signal-to-noise ratio comes from: one known point, the transmitter, or the wanted pd"),
    qiki::real("snr_ref_db", "dB", 15, -100, 200, "reference: SNR of a pulse from 0 dBsm at range_ref"),
    qiki::real("range_ref", "m", 0, 0, 1e7, "reference: see snr_ref_db; 0 means at `range`"),
    qiki::real("power", "W", 1e6, 1e-6, 1e12, "physical: peak power"),
    qiki::real("gain_db", "dB", 35, -20, 100, "physical, and towards a jammer: of the antenna, both ways"),
    qiki::real("frequency", "Hz", 3e9, 1e6, 1e12, "physical, and of what a jammer must hit: of the carrier wave"),
    qiki::real("bandwidth", "Hz", 1e6, 1, 1e11, "physical, and against a jammer: of the matched receiver"),
    qiki::real("noise_figure_db", "dB", 4, 0, 50, "physical, and against a jammer: of the receiver"),
    qiki::real("losses_db", "dB", 6, 0, 100, "physical: all others together"),
    qiki::real("temperature", "K", 290, 1, 1e5, "physical, and against a jammer: of the noise at the antenna"),
    qiki::real("pd", "", 0.9, 0.01, 0.999, "constant: detection probability of every target in the field of view"),

    qiki::real("sidelobes_db", "dB", -25, -100, 0, "of the antenna beside its beam, against the peak: what a jammer there gets through"),

    qiki::integer("swerling", "", 1, 0, 3, "how targets fluctuate from scan to scan: 0 not, 1 many equal scatterers, 3 one large among small ones"),
    qiki::integer("pulses", "", 1, 1, 256, "integrated non-coherently per look"),
    qiki::real("pfa", "", 1e-6, 1e-12, 0.1, "false alarm probability of a resolution cell"),
    qiki::real("rcs_unknown", "dBsm", 0, -100, 100, "of a body that states none"),
    qiki::real("rcs_design", "dBsm", 0, -100, 100, "of the target that a frame's pd and sigma speak of"),

    qiki::flag("elevation", false, "measure elevation too"),
    qiki::flag("range_rate", false, "measure range rate too; negative is closing"),
    qiki::real("resolution", "m", 150, 0, 1e5, "cell in range; its noise falls with SNR"),
    qiki::real("beamwidth", "rad", 0.025, 0, 1, "cell in bearing, half power"),
    qiki::real("beamwidth_elevation", "rad", 0.025, 0, 1, "cell in elevation, half power"),
    qiki::real("resolution_rate", "m/s", 5, 0, 1e4, "cell in range rate"),
    qiki::real("sigma_range", "m", 1, 0, 1e5, "error that no SNR removes"),
    qiki::real("sigma_bearing", "rad", 1e-4, 0, 1, "error that no SNR removes"),
    qiki::real("sigma_elevation", "rad", 1e-4, 0, 1, "error that no SNR removes"),
    qiki::real("sigma_rate", "m/s", 0.1, 0, 1e4, "error that no SNR removes"),
    qiki::real("offset_range", "m", 0, -1e5, 1e5, "what it adds to every range that it measures, and does not know"),
    qiki::real("offset_bearing", "rad", 0, -1, 1, "the same of bearings, clockwise: its north is not north"),

    qiki::real("clutter", "", 0, 0, 1e5, "mean number of clutter contacts a scan, uniform over the field of view"),
    qiki::real("clutter_speed", "m/s", 30, 0.1, 1e5, "greatest range rate of a false contact, either way"),
    qiki::flag("noise_alarms", true, "thermal noise crosses the threshold too: pfa per cell and scan"),

    qiki::real("sr_threshold", "m", 5e3, 0, 1e7, "up to here contacts are short range and may carry an identity"),
    qiki::real("reply", "", 1, 0, 1, "probability that a transponder answers"),
};
// clang-format on

struct settings {
    vec3 at{};
    bool body_axes = false;
    field view;
    double offset_range = 0, offset_bearing = 0;
    sweep scan;
    link_budget budget;
    front_end ear;
    double occluder_size = 50;
    int swerling = 1, pulses = 1;
    double pfa = 1e-6, threshold = 0, rcs_unknown = 0, rcs_design = 0;
    bool elevation = false, range_rate = false;
    accuracy noise;
    double clutter = 0, clutter_speed = 0, alarms = 0; // means per scan
    double sr_threshold = 0, reply = 1;

    // Throws qiki::failure when two values do not go together.
    static settings read(const qiki::config&, bool carried);

    uint32_t measured() const {
        return QIKI_CONTACT_HAS_Z(0) | QIKI_CONTACT_HAS_Z(1) | (elevation ? QIKI_CONTACT_HAS_Z(2) : 0) |
               (range_rate ? QIKI_CONTACT_HAS_Z(3) : 0);
    }
    // Size of the measurement space that one whole scan covers: m rad [rad] [m/s].
    double volume() const {
        return (view.range[1] - view.range[0]) * view.width * (elevation ? view.elevation[1] - view.elevation[0] : 1) *
               (range_rate ? 2 * clutter_speed : 1);
    }
    double design_snr(double range_m) const { return from_db(budget.snr_db(range_m, rcs_design)); }
    // In noise that has risen by a factor.
    double design_pd(double range_m, double risen = 1) const {
        return detection(swerling, pulses, design_snr(range_m) / risen, threshold);
    }
    // Averaged over the range of the field of view, by the trapezoidal rule.
    double mean_pd(double risen = 1, int steps = 256) const {
        double sum = 0;
        for (int i = 0; i <= steps; ++i)
            sum += design_pd(view.range[0] + (view.range[1] - view.range[0]) * i / steps, risen) *
                   (i == 0 || i == steps ? 0.5 : 1);
        return sum / steps;
    }
};

// mean_pd() by how much the noise has risen: in steps of 1 dB, each found when it is asked for first, straight between
// them; beyond 128 dB as there.
class pd_in_noise {
public:
    void forget() { by_db_.fill(unknown); }
    double at(double risen, const settings& s) {
        const double db = std::clamp(to_db(risen), 0.0, 128.0), whole = std::min(std::floor(db), 127.0);
        const auto i = static_cast<size_t>(whole);
        const double low = of(i, s), high = of(i + 1, s);
        return low + (high - low) * (db - whole);
    }

private:
    static constexpr double unknown = -1;
    double of(size_t db, const settings& s) {
        if (by_db_[db] == unknown) by_db_[db] = s.mean_pd(from_db(static_cast<double>(db)), 32);
        return by_db_[db];
    }
    std::array<double, 129> by_db_{};
};

} // namespace pulse
