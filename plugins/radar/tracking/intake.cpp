// SPDX-License-Identifier: MIT
// tracking/intake.cpp - the rules by which a contact becomes a plot.
#include "intake.hpp"
#include "qiki/check/rules.h"

namespace tracking {

namespace {
// a[i][j] of an upper triangle of 4, row by row.
double packed(const double* cov, size_t i, size_t j) {
    if (i > j) std::swap(i, j);
    return cov[i * 4 - i * (i + 1) / 2 + j];
}

// Position and covariance of range, bearing and (unless `level`) elevation, seen along `ahead`, with `right` and
// `above` across: a circular error of sigma pulls the mean back by exp(-sigma^2 / 2) and spreads it along the line of
// sight (unbiased conversion given the measurement: Longbin, Xiaoquan, Yiyu, Kang, Bar-Shalom 1998, IEEE TAES 34(3)).
struct conversion {
    double shrink, along, across;
    // e1: exp(-variance of the angle)
    conversion(double range, double var_range, double e1) {
        const double e2 = e1 * e1, second = range * range + var_range;
        shrink = qiki_sqrt(e1);
        along = (1 + e2) / 2 * second - e1 * range * range;
        across = (1 - e2) / 2 * second;
    }
};

// cov of the position := the sum of variances along three directions.
void spread_of(const std::array<vec3, 3>& direction, const vec3& variance, plot& p) {
    p.cov = {};
    for (size_t k = 0; k < 3; ++k)
        for (size_t i = 0; i < 3; ++i)
            for (size_t j = 0; j < 3; ++j) p.cov[3 * i + j] += direction[k][i] * direction[k][j] * variance[k];
    p.spread = p.cov[0] + p.cov[4];
}
} // namespace

void plot_maker::claim_of(const qiki_contact& c, claim& who) const {
    if (c.transponder <= QIKI_XPDR_AIS) who.transponder = c.transponder;
    who.asked = c.band == QIKI_BAND_SR;
    double h = 0;
    if (height(c, h)) who.valid |= QIKI_TRACK_HAS_HEIGHT, who.height_m = h;
    if ((c.valid & QIKI_CONTACT_HAS_ADDRESS) && c.address24 < 1u << 30)
        who.valid |= QIKI_TRACK_HAS_ADDRESS, who.address24 = c.address24;
    if ((c.valid & QIKI_CONTACT_HAS_MODE3A) && !(c.code_flags & (QIKI_CODE_NOT_VALIDATED | QIKI_CODE_GARBLED)) &&
        c.mode3a < 1u << 12)
        who.valid |= QIKI_TRACK_HAS_MODE3A, who.mode3a = c.mode3a;
    if ((c.valid & QIKI_CONTACT_HAS_IDENTITY) && qiki_filled_(c.identity, QIKI_IDENTITY_BYTES)) {
        who.valid |= QIKI_TRACK_HAS_IDENTITY;
        std::copy_n(c.identity, QIKI_IDENTITY_BYTES, who.name.begin());
    }
}

// Per unit of the components in use. A stated density counts what its kind measures; a component beyond that (a height,
// or all of it when the density is in another kind) enters by the width it could lie in.
void plot_maker::null_density(const qiki_contact& c, plot& p, double range) const {
    constexpr double height_width = 15000;
    const bool stated = states_clutter(f_);
    const bool in_polar = stated && f_.clutter_kind == QIKI_POLAR;
    const double stated_density = stated ? f_.clutter_density : a_.clutter_density;
    double density = stated_density;
    const double jacobian = range > 1 ? range : 1; // m^2 of ground per m rad
    if (c.kind == QIKI_POLAR && !in_polar) density *= jacobian;
    if (c.kind != QIKI_POLAR && in_polar) density /= jacobian;
    const auto counted = [&](size_t k) { // in a polar density
        return in_polar && (f_.valid & QIKI_FRAME_HAS_SIGMA ? f_.sigma[k] > 0 : (c.valid & QIKI_CONTACT_HAS_Z(k)) != 0);
    };
    const double ground =
        in_polar ? stated_density * (counted(2) ? QIKI_PI / 2 : 1) * (counted(3) ? 2 * a_.max_speed : 1) / jacobian
                 : stated_density;
    p.log_ground = log_(qiki_log, std::clamp(ground, 1e-300, 1e300));
    bool elevation = false, rate = false;
    for (size_t k = 0; k < p.m; ++k) switch (p.what[k]) {
        case component::elevation:
            elevation = true;
            if (!counted(2)) density /= QIKI_PI / 2;
            break;
        case component::range_rate:
            rate = true;
            if (!counted(3)) density /= 2 * a_.max_speed;
            break;
        case component::up:
        case component::height: density /= height_width; break;
        default: break;
        }
    // Counted there, not used here: what remains is the density over the others.
    if (c.kind == QIKI_POLAR && counted(2) && !elevation) density *= QIKI_PI / 2;
    if (c.kind == QIKI_POLAR && counted(3) && !rate) density *= 2 * a_.max_speed;
    p.log_null = density == ground ? p.log_ground : log_all_(qiki_log, std::clamp(density, 1e-300, 1e300));
}

bool plot_maker::sound(const qiki_contact& c) const {
    if (!ok_ || c.label == QIKI_LABEL_INVALID || c.label == QIKI_LABEL_NO_DATA || c.t > f_.t_to || c.t < earliest)
        return false;
    if (!c.id || !finite(c.z, 4) || ((c.valid & QIKI_CONTACT_HAS_COV) && !finite(c.cov, 10))) return false;
    return !(c.valid & QIKI_CONTACT_HAS_HEIGHT) || std::isfinite(c.height_m);
}

bool plot_maker::make(const qiki_contact& c, plot& p) const {
    if (!sound(c)) return false;
    p = plot{};
    p.t = c.t, p.id = c.id;
    if (!(c.kind == QIKI_POLAR ? polar(c, p) : cartesian(c, p))) return false;
    claim_of(c, p.who);
    // Nobody measures better than to a millimetre; who says so leaves no room for rounding.
    const bool angles = p.what[0] == component::range;
    for (size_t k = 0; k < p.m; ++k) {
        const double arm = angles && (k == 1 || p.what[k] == component::elevation) ? std::max(p.z[0], 1.0) : 1;
        p.r[5 * k] = std::max(p.r[5 * k], finest * finest / (arm * arm));
        if (!(p.r[5 * k] < farthest * farthest)) return false;
    }
    std::array<double, 16> l = p.r;
    return within(p.at.data(), 3, farthest) && within(p.antenna.data(), 3, farthest) &&
           within(p.z.data(), p.m, farthest) && p.spread < 1e14 && factor(l.data(), p.m);
}

bool plot_maker::polar(const qiki_contact& c, plot& p) const {
    constexpr uint32_t need = QIKI_CONTACT_HAS_Z(0) | QIKI_CONTACT_HAS_Z(1);
    if ((c.valid & need) != need || !(c.z[0] > 0) || c.z[0] > 1e9) return false;
    const double dt = seconds(c.t - f_.t_to), range = c.z[0];
    for (size_t i = 0; i < 3; ++i) p.antenna[i] = pos_[i] + view_.velocity[i] * dt;

    std::array<double, 4> sigma = a_.sigma_polar;
    if (f_.valid & QIKI_FRAME_HAS_SIGMA)
        for (size_t k = 0; k < 4; ++k)
            if (f_.sigma[k] > 0 && std::isfinite(f_.sigma[k])) sigma[k] = f_.sigma[k];
    const auto variance = [&](size_t i, size_t j) {
        if ((c.valid & QIKI_CONTACT_HAS_COV) && packed(c.cov, i, i) > 0 && packed(c.cov, j, j) > 0)
            return packed(c.cov, i, j);
        return i == j ? sigma[i] * sigma[i] : 0.0;
    };
    std::array<size_t, 4> source{0, 1, 0, 0};
    add(p, component::range, range);
    add(p, component::bearing, wrapped(c.z[1]));
    const bool elevation = c.valid & QIKI_CONTACT_HAS_Z(2);
    if (elevation && !a_.plane) source[p.m] = 2, add(p, component::elevation, c.z[2]);
    if (c.valid & QIKI_CONTACT_HAS_Z(3)) source[p.m] = 3, add(p, component::range_rate, c.z[3]);
    for (size_t i = 0; i < p.m; ++i)
        for (size_t j = 0; j < p.m; ++j) p.r[4 * i + j] = variance(source[i], source[j]);

    const qiki_sc b = qiki_sincos(c.z[1]);
    p.toward = {b.sin, b.cos};
    double h = 0;
    const bool barometric = height(c, h);
    if (elevation || view_.turned) {
        const qiki_sc e = qiki_sincos(elevation ? c.z[2] : 0);
        const double ground = range * e.cos;
        const double tilt = elevation ? variance(2, 2) : 0.1; // unknown elevation: a fan of 20 degrees to either side
        const conversion flat(ground, p.r[0], exp_(qiki_exp, -p.r[5])), steep(range, p.r[0], qiki_exp(-tilt));
        const double pull = flat.shrink * steep.shrink;
        const vec3 d = axes_.back({pull * ground * b.sin, pull * ground * b.cos, pull * range * e.sin});
        for (size_t i = 0; i < 3; ++i) p.at[i] = p.antenna[i] + d[i];
        p.rise = d[2];
        spread_of({axes_.back({e.cos * b.sin, e.cos * b.cos, e.sin}), axes_.back({b.cos, -b.sin, 0}),
                   axes_.back({-e.sin * b.sin, -e.sin * b.cos, e.cos})},
                  {flat.along + steep.along - p.r[0], flat.across, steep.across}, p);
    } else {
        // Slant range and bearing: the height gives the ground range. Without one it is taken as usual for targets
        // here, and as uncertain; in a plane it is then no matter, and range is ground range.
        double rise = 0, uncertain = 0;
        if (barometric) {
            const double east = p.antenna[0] + range * b.sin, north = p.antenna[1] + range * b.cos;
            rise = h - view_.origin_height - sagitta(east, north) - p.antenna[2];
            uncertain = a_.sigma_height;
            if (!a_.plane && p.m < 4) {
                p.r[5 * p.m] = a_.sigma_height * a_.sigma_height;
                add(p, component::height, h);
            }
        } else if (!a_.plane) {
            rise = std::min(a_.height_mean - view_.origin_height - p.antenna[2], range / 2);
            rise = std::max(rise, -range / 2);
            uncertain = std::min(a_.height_sigma, range / 2);
        }
        const double steepest = 0.98 * range; // a height above the slant range itself is an error of one of them
        rise = std::clamp(rise, -steepest, steepest);
        const double ground = qiki_sqrt(range * range - rise * rise);
        p.rise = rise;
        const double slant = range / ground, tilt = -rise / ground; // of ground range by range, and by height
        if (a_.plane) p.r[0] += uncertain * uncertain * rise * rise / (range * range);
        const conversion flat(ground, slant * slant * p.r[0], exp_(qiki_exp, -p.r[5]));
        const double pulled = flat.shrink * ground;
        p.at = {p.antenna[0] + pulled * b.sin, p.antenna[1] + pulled * b.cos, p.antenna[2] + rise};
        spread_of({vec3{b.sin, b.cos, 0}, vec3{b.cos, -b.sin, 0}, vec3{tilt * b.sin, tilt * b.cos, 1}},
                  {flat.along, flat.across, a_.plane ? 0 : uncertain * uncertain}, p);
    }
    if (a_.plane) {
        p.at[2] = 0;
        for (size_t i : {2u, 5u, 6u, 7u, 8u}) p.cov[i] = 0;
    }
    null_density(c, p, range);
    return true;
}

bool plot_maker::cartesian(const qiki_contact& c, plot& p) const {
    constexpr uint32_t need = QIKI_CONTACT_HAS_Z(0) | QIKI_CONTACT_HAS_Z(1);
    if ((c.kind != QIKI_ENU && c.kind != QIKI_GEODETIC) || (c.valid & need) != need) return false;
    const bool up = c.valid & QIKI_CONTACT_HAS_Z(2);
    double h = 0;
    const bool barometric = height(c, h);
    p.at = {c.z[0], c.z[1], up ? c.z[2] : 0};
    if (c.kind == QIKI_GEODETIC) {
        const double g[3] = {c.z[0], c.z[1], up ? c.z[2] : barometric ? h : 0};
        p.at = plane_.enu(g);
    } else if (!up && barometric) {
        p.at[2] = h - view_.origin_height - sagitta(p.at[0], p.at[1]);
    }
    if (!finite(p.at.data(), 3)) return false;
    add(p, component::east, p.at[0]);
    add(p, component::north, p.at[1]);
    if (!a_.plane && up) add(p, component::up, p.at[2]);
    for (size_t i = 0; i < p.m; ++i)
        for (size_t j = 0; j < p.m; ++j) {
            const bool given = (c.valid & QIKI_CONTACT_HAS_COV) && packed(c.cov, i, i) > 0 && packed(c.cov, j, j) > 0;
            const bool frame = (f_.valid & QIKI_FRAME_HAS_SIGMA) && f_.sigma[i] > 0 && std::isfinite(f_.sigma[i]);
            const double s = frame ? f_.sigma[i] : a_.sigma_position;
            p.r[4 * i + j] = given ? packed(c.cov, i, j) : i == j ? s * s : 0;
        }
    for (size_t i = 0; i < p.m; ++i)
        for (size_t j = 0; j < p.m; ++j) p.cov[3 * i + j] = p.r[4 * i + j];
    if (!a_.plane && !up) {
        const double s = barometric ? a_.sigma_height : a_.height_sigma;
        if (!barometric) p.at[2] = a_.height_mean - view_.origin_height;
        p.cov[8] = s * s;
        if (barometric) p.r[5 * p.m] = s * s, add(p, component::height, h);
    }
    if (a_.plane) p.at[2] = 0;
    p.spread = p.cov[0] + p.cov[4];
    const double e = p.at[0] - pos_[0], n = p.at[1] - pos_[1];
    null_density(c, p, qiki_sqrt(e * e + n * n));
    return true;
}

} // namespace tracking
