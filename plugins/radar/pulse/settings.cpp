// SPDX-License-Identifier: MIT
// plugins/radar/pulse/settings.cpp - from parameters as delivered to values that fit together.
#include "settings.hpp"

namespace pulse {
namespace {

// Defaults stand in the table of parameters alone, also for a host that does not deliver them.
double fallback(std::string_view key) {
    for (const qiki_param& p : parameters)
        if (key == p.key) return p.value;
    throw qiki::failure::format(QIKI_E_INTERNAL, "%s: not a parameter", key.data());
}
double real(const qiki::config& c, const char* key) { return c.real(key, fallback(key)); }
int64_t integer(const qiki::config& c, const char* key) { return c.integer(key, static_cast<int64_t>(fallback(key))); }
bool flag(const qiki::config& c, const char* key) { return c.flag(key, fallback(key) != 0); }

link_budget budget_of(const qiki::config& c, const settings& s) {
    const auto model = c.text("model", "");
    if (model == "physical")
        return from_transmitter({real(c, "power"), real(c, "gain_db"), real(c, "frequency"), real(c, "bandwidth"),
                                 real(c, "noise_figure_db"), real(c, "losses_db"), real(c, "temperature")});
    if (model == "constant") return {required_snr_db(s.swerling, s.pulses, real(c, "pd"), s.pfa), true};
    const double at = real(c, "range_ref");
    return from_reference(real(c, "snr_ref_db"), at > 0 ? at : s.view.range[1]);
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

} // namespace

settings settings::read(const qiki::config& c, bool carried) {
    settings s;
    const auto at = c.reals("at");
    if (!at.empty() && at.size() != 3)
        c.refuse("at", "expected three numbers, east, north, up in metres; found %zu", at.size());
    std::copy(at.begin(), at.end(), s.at.begin());
    if (carried && dot(s.at, s.at) > 0)
        c.refuse("at", "this radar rides on a carrier (on=) and is where the carrier is; leave out at= or on=");
    s.body_axes = c.text("axes", "") == "body";
    if (s.body_axes && !carried)
        c.refuse("axes", "body axes are those of a carrier, and there is none; name one by on=");

    s.view.azimuth = real(c, "azimuth");
    s.view.width = real(c, "azimuth_width");
    if (s.view.width > full_circle - 1e-9) s.view.width = full_circle;
    s.view.elevation[0] = real(c, "elevation_min");
    s.view.elevation[1] = real(c, "elevation_max");
    if (!(s.view.elevation[0] < s.view.elevation[1]))
        c.refuse("elevation_max", "expected more than elevation_min, %.6g rad; found %.6g rad", s.view.elevation[0],
                 s.view.elevation[1]);
    s.view.range[0] = real(c, "range_min");
    s.view.range[1] = real(c, "range");
    if (!(s.view.range[0] < s.view.range[1]))
        c.refuse("range", "expected more than range_min, %.6g m; found %.6g m", s.view.range[0], s.view.range[1]);
    s.view.horizon = flag(c, "horizon");

    const double period = real(c, "scan_period");
    s.scan = sweep(s.view, static_cast<qiki_ns>(std::floor(period * 1e9 + 0.5)),
                   static_cast<qiki_ns>(std::floor(real(c, "scan_start") * 1e9 + 0.5)), integer(c, "sectors"));
    if (period > 0 && s.scan.period < s.scan.looks)
        c.refuse("scan_period", "%.3g s is too short for %d sectors; give it more time, or 0 to stare", period,
                 static_cast<int>(s.scan.sectors));

    s.swerling = static_cast<int>(integer(c, "swerling"));
    if (s.swerling == 2)
        c.refuse("swerling", "expected 0, 1 or 3, found 2; fluctuation from pulse to pulse is not modelled");
    s.pulses = static_cast<int>(integer(c, "pulses"));
    s.pfa = real(c, "pfa");
    s.threshold = pulse::threshold(s.pulses, s.pfa);
    s.budget = budget_of(c, s);
    s.rcs_unknown = real(c, "rcs_unknown");
    s.rcs_design = real(c, "rcs_design");

    s.elevation = flag(c, "elevation");
    s.range_rate = flag(c, "range_rate");
    s.noise.cell = {real(c, "resolution"), real(c, "beamwidth"), real(c, "beamwidth_elevation"),
                    real(c, "resolution_rate")};
    s.offset_range = real(c, "offset_range"), s.offset_bearing = real(c, "offset_bearing");
    s.noise.floor = {real(c, "sigma_range"), real(c, "sigma_bearing"), real(c, "sigma_elevation"),
                     real(c, "sigma_rate")};
    s.clutter = real(c, "clutter");
    s.clutter_speed = real(c, "clutter_speed");
    if (flag(c, "noise_alarms")) s.alarms = alarms_of(s);
    if (s.alarms > 1e6)
        c.refuse("pfa",
                 "expected at most a million noise alarms a scan, found %.3g; lower pfa, widen the cells, or set "
                 "noise_alarms = false",
                 s.alarms);
    s.ear.frequency = real(c, "frequency"), s.ear.bandwidth = real(c, "bandwidth");
    s.ear.at_one_metre_db = one_way_db(real(c, "gain_db"), s.ear.frequency, s.ear.bandwidth, real(c, "noise_figure_db"),
                                       real(c, "temperature"));
    s.ear.beam = {s.noise.cell[1], s.elevation ? s.noise.cell[2] : 0, from_db(real(c, "sidelobes_db"))};
    s.occluder_size = real(c, "occluder_size");
    s.sr_threshold = real(c, "sr_threshold");
    s.reply = real(c, "reply");
    return s;
}

} // namespace pulse
