// SPDX-License-Identifier: MIT
// plugins/radar/csv/cells.cpp - numbers, codes and words of a line, each checked where it stands.
#include "cells.hpp"
#include "decimal.hpp"
#include "qiki/math.h"
#include <charconv>
#include <cmath>

namespace csv {
namespace {

std::string_view trimmed(std::string_view s) {
    while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
    while (!s.empty() && (s.back() == ' ' || s.back() == '\t')) s.remove_suffix(1);
    return s;
}

std::string quoted(std::string_view s) {
    std::string out = "'";
    for (const char c : s.substr(0, 30)) out += static_cast<unsigned char>(c) < 32 || c == 127 ? '?' : c;
    return out + (s.size() > 30 ? "...'" : "'");
}

struct limit {
    quantity q;
    double low, high;
    const char* expected;
};
constexpr limit limits[] = {
    {quantity::range, 1e-9, 1e9, "a range above 0 and up to 1e9 m"}, // where there is no way, there is no bearing
    {quantity::bearing, -1e6, 1e6, "a bearing"},
    {quantity::elevation, -1.6, 1.6, "an elevation within a quarter turn"},
    {quantity::range_rate, -1e5, 1e5, "a range rate up to 1e5 m/s"},
    {quantity::x, -1e9, 1e9, "a position up to 1e9 m"},
    {quantity::y, -1e9, 1e9, "a position up to 1e9 m"},
    {quantity::z, -1e9, 1e9, "a position up to 1e9 m"},
    {quantity::latitude, -QIKI_PI / 2, QIKI_PI / 2, "a latitude within a quarter turn"},
    {quantity::longitude, -2 * QIKI_PI, 2 * QIKI_PI, "a longitude within a turn"},
    {quantity::snr, -1000, 1000, "a ratio in dB"},
    {quantity::height, -1e4, 1e6, "a height from -1e4 to 1e6 m"},
};
} // namespace

struct cells::place {
    const std::vector<std::string_view>& row;
    size_t line;
    const cells& all;

    std::string_view text(quantity q) const { return trimmed(row[static_cast<size_t>(all.l_[q].column)]); }
    [[noreturn]] void refuse(quantity q, const std::string& text) const {
        csv::refuse(all.p_.file, line, all.heading_[static_cast<size_t>(all.l_[q].column)], text);
    }
};

cells::cells(const parameters& p, const layout& l, const std::vector<std::string>& heading)
    : p_(p), l_(l), heading_(heading) {
    qiki_contact& c = blank_;
    c.kind = l.kind;
    c.label = QIKI_LABEL_OK;
    constexpr size_t diagonal[] = {0, 4, 7, 9}; // of the upper triangle of 4 x 4
    const size_t used = l.kind == QIKI_POLAR ? 4 : 3;
    for (size_t i = 0; i < used; ++i) {
        const double s = l.kind == QIKI_POLAR ? p.sigma[i] : p.sigma_position;
        if (s > 0) c.cov[diagonal[i]] = s * s, c.valid |= QIKI_CONTACT_HAS_COV;
    }
}

// False for a column that is not there and for an empty cell.
bool cells::number(const place& at, quantity q, double& out) const {
    const binding& b = l_[q];
    if (!b.there()) return false;
    std::string_view s = at.text(q);
    if (s.empty()) return false;
    if (s.front() == '+') s.remove_prefix(1);
    const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), out);
    if (error == std::errc::invalid_argument || end != s.data() + s.size())
        at.refuse(q, "expected a number, found " + quoted(at.text(q)) +
                         (at.text(q).find(',') != std::string_view::npos ? "; write decimals with a point" : ""));
    out = out * b.factor + 0.0;
    for (const limit& l : limits)
        if (l.q == q && !(error == std::errc{} && out >= l.low && out <= l.high))
            at.refuse(q,
                      std::string("expected ") + l.expected + ", found " + quoted(at.text(q)) + "; is the unit right?");
    return true;
}

void cells::measured(const place& at, qiki_contact& c) const {
    constexpr quantity of_kind[][4] = {
        {quantity::range, quantity::bearing, quantity::elevation, quantity::range_rate},
        {quantity::x, quantity::y, quantity::z, quantity::count},
        {quantity::latitude, quantity::longitude, quantity::z, quantity::count},
    };
    for (size_t i = 0; i < 4; ++i) {
        const quantity q = of_kind[c.kind][i];
        if (q == quantity::count) break;
        if (number(at, q, c.z[i])) c.valid |= QIKI_CONTACT_HAS_Z(i);
        else if (i < 2) at.refuse(q, "expected a number, found nothing; a detection has a position");
        else c.z[i] = 0;
    }
    const auto turn = [](double a) { // to [0, 2 pi)
        const double w = a - 2 * QIKI_PI * std::floor(a / (2 * QIKI_PI));
        return w < 2 * QIKI_PI ? w + 0.0 : 0.0;
    };
    if (c.kind == QIKI_POLAR) c.z[1] = turn(c.z[1]);
    if (c.kind == QIKI_GEODETIC && c.z[1] > QIKI_PI) c.z[1] -= 2 * QIKI_PI;
    if (c.kind == QIKI_GEODETIC && c.z[1] < -QIKI_PI) c.z[1] += 2 * QIKI_PI;
}

// What a transponder says.
void cells::said(const place& at, qiki_contact& c) const {
    const auto digits = [&](quantity q, int base, uint32_t most, const char* expected, uint32_t& out) {
        if (!l_[q].there()) return false;
        const std::string_view s = at.text(q);
        if (s.empty()) return false;
        const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), out, base);
        if (error != std::errc{} || end != s.data() + s.size() || out > most)
            at.refuse(q, std::string("expected ") + expected + ", found " + quoted(s));
        return true;
    };
    uint32_t v = 0;
    if (digits(quantity::mode3a, 8, 07777, "up to four octal digits", v))
        c.valid |= QIKI_CONTACT_HAS_MODE3A, c.mode3a = static_cast<uint16_t>(v), c.transponder = QIKI_XPDR_A;
    if (number(at, quantity::height, c.height_m)) c.valid |= QIKI_CONTACT_HAS_HEIGHT, c.transponder = QIKI_XPDR_C;
    else c.height_m = 0;
    if (digits(quantity::address, 16, 0xFFFFFF, "up to six hexadecimal digits", v))
        c.valid |= QIKI_CONTACT_HAS_ADDRESS, c.address24 = v, c.transponder = QIKI_XPDR_S;
    if (!l_.has(quantity::identity)) return;
    const std::string_view name = at.text(quantity::identity);
    if (name.empty()) return;
    for (const char ch : name)
        if (static_cast<unsigned char>(ch) < 32 || static_cast<unsigned char>(ch) > 126 ||
            name.size() > QIKI_IDENTITY_BYTES)
            at.refuse(quantity::identity, "expected up to " + std::to_string(QIKI_IDENTITY_BYTES) +
                                              " letters, digits or signs, found " + quoted(name));
    qiki::fill(c.identity, name);
    c.valid |= QIKI_CONTACT_HAS_IDENTITY;
}

detection cells::read(const std::vector<std::string_view>& row, size_t line) const {
    const place at{row, line, *this};
    detection d;
    d.what = blank_;
    const binding& time = l_[quantity::time];
    const std::string_view when = at.text(quantity::time);
    const auto t = time.iso ? iso_ns(when) : decimal_ns(when, time.power);
    constexpr qiki_ns most = qiki_ns{1} << 62;
    if (!t || *t > most || *t < -most)
        at.refuse(quantity::time,
                  std::string("expected ") +
                      (time.iso ? "a time such as 2023-05-02T08:00:00.125Z" : "a number, at most 146 years") +
                      ", found " + quoted(when));
    d.t = *t;
    if (l_.has(quantity::scan)) {
        const std::string_view s = at.text(quantity::scan);
        const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), d.scan);
        if (error != std::errc{} || end != s.data() + s.size() || d.scan < -1'000'000'000'000 ||
            d.scan > 1'000'000'000'000)
            at.refuse(quantity::scan, "expected a whole number, found " + quoted(s));
    }
    if (l_.has(quantity::run)) d.run = at.text(quantity::run);
    measured(at, d.what);
    if (number(at, quantity::snr, d.what.snr_db)) d.what.valid |= QIKI_CONTACT_HAS_SNR;
    else d.what.snr_db = 0;
    said(at, d.what);
    return d;
}
} // namespace csv
