// SPDX-License-Identifier: MIT
// plugins/sensors/spectrometer/spectrometer.cpp - qiki.sensor.spectrometer: the sunlight that the body straight ahead
// reflects, in eight bands, and what it is made of.
#include "../common/beam.hpp"
#include "../common/device.hpp"
#include "../common/shadow.hpp"
#include "light.hpp"
#include "mixtures.hpp"
#include "unmix.hpp"

namespace spectrometer {

using sensors::vec3;
enum purpose : uint16_t { photons = sensors::own };
enum channel : uint32_t { radiances, fractions, sigmas, ratios };

constexpr qiki_channel channel_rows[] = {
    {"radiance", "W/m^2/sr/um", "mean over the field of view at 0.45, 0.55, 0.65, 0.75, 0.95, 1.25, 1.60 and 1.90 um",
     bands, 0, 0, 0},
    {"fraction", "", "of the surface: aluminium, gold, titanium, basalt, gabbro; INVALID: not sure enough", materials,
     0, 0, 0},
    {"fraction_sigma", "", "standard deviation of each fraction", materials, 0, 0, 0},
    {"snr", "", "all the light that was measured, in its standard deviations", 1, 0, 0, 0},
    sensors::status_channel,
};

// clang-format off
constexpr auto parameters = sensors::joined(
    sensors::rows({
        qiki::text("made_of", "", nullptr, "what bodies are made of: 'rock: 0.7 basalt + 0.3 gabbro; debris: aluminium'"),
        qiki::text("others", "", nullptr, "what every other body is made of; none: there is no spectrum of them"),
        qiki::reals("at", "m", "0.5,0,0.2", -1e4, 1e4, "the device on its carrier: ahead, left, up"),
        qiki::reals("axis", "", "1,0,0", -1, 1, "where it looks: ahead, left, up"),
        qiki::real("fov", "rad", 0.02, 1e-5, 0.5, "width of its view, a cone"),
        qiki::real("range_max", "m", 10e3, 1e-3, 1e9, "what is farther is not seen"),
        qiki::reals("sun", "", "0,0,1", -1, 1, "towards the sun: east, north, up"),
        qiki::real("distance", "au", 1, 0.1, 100, "from the sun"),
        qiki::real("aperture", "m", 0.02, 1e-4, 10, "diameter"),
        qiki::real("band_width", "um", 0.05, 1e-4, 0.1, "of each band"),
        qiki::real("exposure", "s", 0.1, 1e-6, 1e4, "of one measurement"),
        qiki::real("efficiency", "", 0.3, 1e-6, 1, "electrons for a photon that comes in"),
        qiki::real("range", "W/m^2/sr/um", 1000, 1e-3, 1e9, "greatest radiance it can show"),
        qiki::real("unsure", "", 0.1, 1e-6, 10, "fractions are INVALID when one of them has a standard deviation beyond that"),
    }),
    sensors::quantity::parameters("W/m^2/sr/um", "W/m^2/sr/um/sqrt(s)", 0.02, 0, 0),
    sensors::every_device(1, "W/m^2/sr/um/s", 1));
// clang-format on

struct model {
    static constexpr auto& channels = channel_rows;
    static constexpr auto& params = parameters;
    static_assert(bands <= sensors::elements);

    surfaces bodies;
    vec3 at{}, sun{};
    sensors::cone view;
    optics eye;
    double farthest = 0, disc = 0, range = 0, unsure = 0, own_noise = 0;
    spectrum white{}; // radiance of a white screen across to the light

    void read(const qiki::config& c, const qiki_host& h) {
        bodies = surfaces::read(c, h);
        at = sensors::triple(c, "at", "ahead, left, up"), sun = sensors::direction(c, "sun", "east, north, up");
        view = {sensors::direction(c, "axis", "ahead, left, up"), c.real("fov", 0) / 2};
        farthest = c.real("range_max", 0), range = c.real("range", 0), unsure = c.real("unsure", 0);
        eye = {c.real("aperture", 0), c.real("fov", 0), c.real("exposure", 0), c.real("band_width", 0),
               c.real("efficiency", 0)};
        disc = sun_radius / (c.real("distance", 1) * astronomical_unit);
        own_noise = qiki_hypot(c.real("noise", 0), c.real("bias", 0));
        for (size_t b = 0; b < bands; ++b) white[b] = sunlight(wavelengths[b], c.real("distance", 1)) / QIKI_PI;
    }

    struct sight {
        const qiki_truth* body = nullptr;
        vec3 to{};       // its middle, ENU
        double part = 0; // of the field of view
    };
    // The nearest body in view.
    sight ahead(const sensors::look& l) const {
        const vec3 from = sensors::place(l.me, at);
        sight best;
        double nearest = farthest;
        for (const qiki_truth& b : l.world) {
            if (!sensors::another(b, l.me.entity)) continue;
            const vec3 to = sensors::towards(from, b, l.t), in_body = sensors::to_body(sensors::attitude(l.me), to);
            const auto e = sensors::seen(view, in_body, sensors::radius(b));
            if (!e || e->range > nearest) continue;
            nearest = e->range;
            best = {&b, to, sensors::hidden(in_body, sensors::radius(b), view.axis, view.half)};
        }
        return best;
    }

    // The part of the sun that shines on the middle of a body. Shadows that overlap count as the deeper one.
    double shone_on(const sensors::look& l, const qiki_truth& body) const {
        const vec3 there = sensors::middle(body, l.t);
        double most = 0;
        for (const qiki_truth& b : l.world)
            if (sensors::another(b, body.entity) && b.entity != l.me.entity && b.valid & QIKI_TRUTH_HAS_SIZE)
                most = std::max(most, sensors::hidden(sensors::towards(there, b, l.t), sensors::radius(b), sun, disc));
        return 1 - most;
    }

    void measure(const sensors::look& l, sensors::answer& out) const {
        if (!sensors::faces(l.me)) return out.because(sensors::reason::no_attitude);
        const sight s = ahead(l);
        if (!s.body) return;
        const spectrum* surface = bodies.of(s.body->entity);
        if (!surface) return out.because(sensors::reason::no_source);
        const double lit = s.part * shone_on(l, *s.body) * brightness(-sensors::dot(sun, s.to) / sensors::length(s.to));
        spectrum raw{}, sigma{};
        double square = 0;
        bool too_bright = false;
        for (size_t b = 0; b < bands; ++b) {
            const double shot = 1 / eye.electrons(wavelengths[b]), true_one = lit * (*surface)[b] * white[b];
            raw[b] = true_one + qiki_sqrt(shot * true_one) * l.draw.normal(photons, static_cast<uint32_t>(b)) +
                     l.error(static_cast<uint32_t>(b));
            too_bright |= std::fabs(raw[b]) > range;
            raw[b] = std::clamp(raw[b], -range, range);
            // No calibration is better than a millionth.
            sigma[b] = qiki_hypot(qiki_hypot(own_noise, 1e-6 * white[b]), qiki_sqrt(shot * std::max(0.0, raw[b])));
            square += raw[b] / sigma[b] * (raw[b] / sigma[b]);
        }
        out.tell(radiances, raw), out.tell(ratios, {qiki_sqrt(square)});
        if (too_bright) return out.mistrust(radiances), out.because(sensors::reason::saturated);
        const made_of m = unmixed(raw, sigma, white);
        if (!m.known) return;
        out.tell(fractions, m.fraction), out.tell(sigmas, m.sigma);
        if (*std::max_element(m.sigma.begin(), m.sigma.end()) > unsure) out.mistrust(fractions);
    }

    // Half of each of two materials, without noise.
    void selftest(sensors::test_report& out) const {
        const spectrum half = mixed({0.5, 0, 0, 0.5, 0});
        spectrum seen, sigma;
        for (size_t b = 0; b < bands; ++b) seen[b] = half[b] * white[b], sigma[b] = 1e-6 * white[b];
        const made_of m = unmixed(seen, sigma, white);
        out.row("half aluminium", m.known ? m.fraction[0] : 0, 0.5 - 1e-6, 0.5 + 1e-6);
        out.row("half basalt", m.known ? m.fraction[3] : 0, 0.5 - 1e-6, 0.5 + 1e-6);
    }
};

} // namespace spectrometer

QIKI_PLUGIN(
    sensors::device<spectrometer::model>, "qiki.sensor.spectrometer", QIKI_KIND_SENSOR, "0.1.0",
    "Spectrometer: sunlight reflected by the body ahead in eight bands, and its materials, with noise and faults");
