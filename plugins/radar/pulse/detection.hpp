// SPDX-License-Identifier: MIT
// plugins/radar/pulse/detection.hpp - what a square-law detector sees: threshold, Pd of Swerling targets, and two fits.
//
// Everywhere: n pulses integrated non-coherently, n = 1..256; snr per pulse, as a ratio; noise of power 1, so that the
// integrated statistic without a target has the mean n and a target raises it to n (1 + snr). [any]
#pragma once
#include "qiki/math.h"

namespace pulse {

inline double from_db(double db) { return qiki_exp(db * (2.30258509299404568402 / 10)); }
inline double to_db(double ratio) { return 10 * qiki_log10(ratio); }

// Q(n, x): regularised upper incomplete gamma function of integer order n >= 0, x in [0, 700]. Abramowitz and Stegun
// 1964, 6.5.13.
inline double gamma_q(int n, double x) {
    double term = qiki_exp(-x), sum = 0;
    for (int j = 0; j < n; ++j) {
        sum += term;
        term *= x / (j + 1);
    }
    return sum;
}

// T with Q(n, T) = pfa, for pfa in [1e-30, 0.5]. Newton on ln Q, concave in T; steps are bounded, since the first may
// overshoot to where exp(-T) is 0.
inline double threshold(int n, double pfa) {
    double t = n;
    for (int i = 0; i < 100; ++i) {
        double term = qiki_exp(-t), sum = term; // term: t^(n-1) e^-t / (n-1)!, the density
        for (int j = 1; j < n; ++j) {
            term *= t / j;
            sum += term;
        }
        const double limit = 4 * qiki_sqrt(n), newton = qiki_log(sum / pfa) * sum / term;
        const double step = newton > limit ? limit : newton;
        t += step;
        if (step < 1e-14 * t && step > -1e-14 * t) break;
    }
    return t;
}

// Detection probability at threshold t, snr >= 0. swerling 0 (no fluctuation), 1 (slow, exponential) or 3 (slow, four
// degrees of freedom; Swerling 1954).
//
// Given the target's energy, the statistic is a Poisson mixture of gamma laws of order n + k (Marcum 1948). Averaging
// over a gamma-distributed energy turns the Poisson weights into negative binomial ones (Shnidman 1995, "Expanded
// Swerling target models"). So one sum of positive terms serves all cases: sum_k w_k Q(n + k, t).
inline double detection(int swerling, int n, double snr, double t) {
    const double energy = n * snr, order = swerling == 3 ? 2 : 1, share = energy / (order + energy);
    double w = 0;
    if (swerling == 0) w = qiki_exp(-energy);
    else w = swerling == 1 ? 1 - share : (1 - share) * (1 - share);
    double tail = gamma_q(n, t), term = qiki_exp(-t), pd = 0, rest = 1;
    for (int j = 1; j <= n; ++j) term *= t / j;
    for (int k = 0; k < 4096; ++k) {
        pd += w * tail;
        rest -= w;
        tail += term;
        term *= t / (n + k + 1);
        w *= swerling == 0 ? energy / (k + 1) : share * (order + k) / (k + 1);
        if (n + k > t && term < 1e-17) break; // from here on Q(n + k, t) is 1
    }
    pd += rest > 0 ? rest : 0;
    return pd < 1 ? pd : 1;
}

// Generalised Marcum Q function Q_m(a, b); a^2 and b^2 up to 1000. Shnidman 1989, "The calculation of the probability
// of detection and the generalized Marcum Q-function".
inline double marcum_q(int m, double a, double b) { return detection(0, m, a * a / 2 / m, b * b / 2); }

// The snr [dB] at which detection() is pd; pd in [0.001, 0.999]. Bisection, since Pd rises with snr.
inline double required_snr_db(int swerling, int n, double pd, double pfa) {
    const double t = threshold(n, pfa);
    double low = -60, high = 60;
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (detection(swerling, n, from_db(middle), t) < pd ? low : high) = middle;
    }
    return (low + high) / 2;
}

// The two closed fits of the required snr [dB], as sanity bounds; within 0.1 dB at n = 1, up to 0.7 dB for Swerling 1.
// Albersheim 1981 (linear detector, no fluctuation), Shnidman 2002; both as in Richards, "Fundamentals of Radar Signal
// Processing", section 6.3.
inline double albersheim_db(int n, double pd, double pfa) {
    const double a = qiki_log(0.62 / pfa), b = qiki_log(pd / (1 - pd));
    return -5 * qiki_log10(n) + (6.2 + 4.54 / qiki_sqrt(n + 0.44)) * qiki_log10(a + 0.12 * a * b + 1.7 * b);
}
inline double shnidman_db(int swerling, int n, double pd, double pfa) {
    const double alpha = n < 40 ? 0 : 0.25;
    const double eta = qiki_sqrt(-0.8 * qiki_log(4 * pfa * (1 - pfa))) +
                       (pd < 0.5 ? -1 : 1) * qiki_sqrt(-0.8 * qiki_log(4 * pd * (1 - pd)));
    const double x = eta * (eta + 2 * qiki_sqrt(n / 2.0 + (alpha - 0.25)));
    double c = 0;
    if (swerling != 0) {
        c = ((17.7006 * pd - 18.4496) * pd + 14.5339) * pd - 3.525;
        if (pd > 0.872)
            c += qiki_exp(27.31 * pd - 25.14) + (pd - 0.8) * (0.7 * qiki_log(1e-5 / pfa) + (2 * n - 20) / 80.0);
        c /= swerling == 3 ? 2 : 1;
    }
    return c + to_db(x / n);
}

} // namespace pulse
