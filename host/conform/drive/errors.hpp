// SPDX-License-Identifier: MIT
// host/conform/drive/errors.hpp - whether many errors, each in its stated sigma, are as honest ones are. Those that are
// not throw failed, with `what` before it.
#pragma once
#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace qiki::conform {

constexpr double enough_errors = 500;

// Of all errors of one value: their mean is 0, their mean square 1.
struct moments {
    double n = 0, one = 0, two = 0, four = 0;
    void add(double e) { n += 1, one += e, two += e * e, four += e * e * e * e; }
    void judge(const std::string& what) const;
};

// Of two errors of one contact, z[k] and z[l], in their sigmas, beside the correlation that it states: 0 when there are
// enough.
struct products {
    double n = 0, one = 0, two = 0;
    void add(double p) { n += 1, one += p, two += p * p; }
    void judge(const std::string& what, int k, int l) const;
};

// Of errors of a body in two looks, whose own squares bound their product: a correlation is 1 at most. With the moments
// of all beside them: when a quarter of them are the same, or all by a half, one draw was for several looks. Eight
// standard deviations: there are as many such sums as ticks.
struct repeats {
    double n = 0, one = 0, two = 0, then = 0, now = 0;
    void add(double a, double b) { n += 1, one += a * b, two += a * b * (a * b), then += a * a, now += b * b; }
    void judge(const std::string& what, const moments&, const std::string& later) const;
};

// Of two bodies in one look, whose errors are the same in all that is measured of both, to a millionth of a sigma.
class twins {
public:
    void add(size_t body, const std::array<double, 4>& errors); // NAN: not measured
    void close();                                               // the look is over
    void judge(const std::string& what) const;                  // one pair in two hundred is too many

private:
    std::map<size_t, std::array<double, 4>> now_;
    double pairs_ = 0, same_ = 0;
    size_t a_ = 0, b_ = 0; // the last ones
};

// The errors of one value, body by body, in each tick that of its first contact: between no two ticks anything repeats.
class diary {
public:
    void add(size_t body, size_t tick, double error);
    void judge(const std::string& what, const moments&) const;

private:
    std::map<size_t, std::vector<double>> errors_; // NAN where it has none
    size_t ticks_ = 0;
};
} // namespace qiki::conform
