// SPDX-License-Identifier: MIT
// plugins/radar/pulse/settings.cpp - from parameters as delivered to values that fit together.
#include "settings.hpp"

namespace pulse {
namespace {

link_budget budget_of(const qiki::config& c, const settings& s) {
    const auto model = c.text("model", "reference");
    if (model == "physical")
        return from_transmitter({c.real("power", 1e6), c.real("gain_db", 35), c.real("frequency", 3e9),
                                 c.real("bandwidth", 1e6), c.real("noise_figure_db", 4), c.real("losses_db", 6),
                                 c.real("temperature", 290)});
    if (model == "constant") return {required_snr_db(s.swerling, s.pulses, c.real("pd", 0.9), s.pfa), true};
    const double at = c.real("range_ref", 0);
    return from_reference(c.real("snr_ref_db", 15), at > 0 ? at : s.view.range[1]);
}

// Resolution cells in one scan times pfa; an ideal radar without cells has no noise alarms.
double alarms_of(const settings& s) {
    const double extent[4] = {s.view.range[1] - s.view.range[0], s.view.width,
                              s.view.elevation[1] - s.view.elevation[0], 2 * s.clutter_speed};
    double cells = 1;
    for (size_t i = 0; i < 4; ++i)
        if (s.measured() & QIKI_CONTACT_HAS_Z(i)) cells *= s.noise.cell[i] > 0 ? extent[i] / s.noise.cell[i] : 0;
    return s.pfa * cells;
}

[[noreturn]] void refuse(const char* why) { throw qiki::failure(QIKI_E_CONFIG, why); }

} // namespace

settings settings::read(const qiki::config& c, bool carried) {
    settings s;
    const auto at = c.reals("at");
    if (at.size() != 3) refuse("at: expected three numbers, east, north, up in metres");
    std::copy(at.begin(), at.end(), s.at.begin());
    if (carried && dot(s.at, s.at) > 0)
        refuse("at: this radar rides on a carrier (on=) and is where the carrier is; leave out at= or on=");
    s.body_axes = c.text("axes", "enu") == "body";
    if (s.body_axes && !carried) refuse("axes: body axes are those of a carrier, and there is none; name one by on=");

    s.view.azimuth = c.real("azimuth", 0);
    s.view.width = c.real("azimuth_width", full_circle);
    if (s.view.width > full_circle - 1e-9) s.view.width = full_circle;
    s.view.elevation[0] = c.real("elevation_min", -QIKI_PI / 2);
    s.view.elevation[1] = c.real("elevation_max", QIKI_PI / 2);
    if (!(s.view.elevation[0] < s.view.elevation[1])) refuse("elevation_max: expected more than elevation_min");
    s.view.range[0] = c.real("range_min", 10);
    s.view.range[1] = c.real("range", 20e3);
    if (!(s.view.range[0] < s.view.range[1])) refuse("range: expected more than range_min");
    s.view.horizon = c.flag("horizon", false);

    const double period = c.real("scan_period", 1);
    s.scan = sweep(s.view, static_cast<qiki_ns>(std::floor(period * 1e9 + 0.5)),
                   static_cast<qiki_ns>(std::floor(c.real("scan_start", 0) * 1e9 + 0.5)), c.integer("sectors", 4));
    if (period > 0 && s.scan.period < s.scan.looks)
        refuse("scan_period: too short for so many sectors; give it more time, or 0 to stare");

    s.swerling = static_cast<int>(c.integer("swerling", 1));
    if (s.swerling == 2)
        refuse("swerling: expected 0, 1 or 3, found 2; fluctuation from pulse to pulse is not modelled");
    s.pulses = static_cast<int>(c.integer("pulses", 1));
    s.pfa = c.real("pfa", 1e-6);
    s.threshold = pulse::threshold(s.pulses, s.pfa);
    s.budget = budget_of(c, s);
    s.rcs_unknown = c.real("rcs_unknown", 0);
    s.rcs_design = c.real("rcs_design", 0);

    s.elevation = c.flag("elevation", false);
    s.range_rate = c.flag("range_rate", false);
    s.noise.cell = {c.real("resolution", 150), c.real("beamwidth", 0.025), c.real("beamwidth_elevation", 0.025),
                    c.real("resolution_rate", 5)};
    s.noise.floor = {c.real("sigma_range", 1), c.real("sigma_bearing", 1e-4), c.real("sigma_elevation", 1e-4),
                     c.real("sigma_rate", 0.1)};
    s.clutter = c.real("clutter", 0);
    s.clutter_speed = c.real("clutter_speed", 30);
    if (c.flag("noise_alarms", true)) s.alarms = alarms_of(s);
    if (s.alarms > 1e6)
        refuse("pfa: more than a million noise alarms a scan; lower pfa, widen the cells, or set noise_alarms = false");
    s.sr_threshold = c.real("sr_threshold", 5e3);
    s.reply = c.real("reply", 1);
    return s;
}

} // namespace pulse
