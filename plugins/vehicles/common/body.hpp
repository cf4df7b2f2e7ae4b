// SPDX-License-Identifier: MIT
// plugins/vehicles/common/body.hpp - what a body is apart from its motion: class, echo, transponder, names.
#pragma once
#include "qiki/qiki.hpp"
#include <array>
#include <string>

namespace vehicles {

template <size_t N>
struct table {
    qiki_param rows[N];
};

// The rows of a vehicle and those of its body as the one table a descriptor points at.
template <size_t A, size_t B>
constexpr table<A + B> joined(const qiki_param (&a)[A], const table<B>& b) {
    table<A + B> all{};
    std::copy_n(a, A, all.rows);
    std::copy_n(b.rows, B, all.rows + A);
    return all;
}

constexpr table<10> body_parameters(const char* object_class) {
    return {{
        qiki::text("object_class", object_class,
                   "unknown|aircraft|rotor|drone|vessel|ground|craft|station|debris|bird|body", "what it is"),
        qiki::real("rcs_dbsm", "dBsm", 0, -100, 100, "mean radar cross section"),
        qiki::real("size_m", "m", 0, 0, 1e7, "diameter of the enclosing sphere; 0: not known"),
        qiki::text("transponder", "none", "none|a|c|s|adsb|ais|spoof",
                   "what it answers interrogators or broadcasts; spoof: with an identity that is not its own, or one "
                   "that stands without address24 and mode3a"),
        qiki::integer("address24", "", 0, 0, 999'999'999,
                      "ICAO 24-bit address, or MMSI with ais; 0: none. The k-th of a fleet has address24 + k - 1"),
        qiki::integer("mode3a", "", -1, -1, 7777, "mode 3/A code, its four octal digits as written: 7000; -1: none"),
        qiki::text("identity", "", nullptr, "callsign or ship's name, at most 16 bytes; a fleet's is numbered from 1"),
        qiki::text("iff", "unknown", "unknown|friend|neutral|hostile", "whose side it is on"),
        qiki::real("emitter_dbw", "dBW", 0, -200, 200,
                   "radiated towards everybody, as from an isotropic antenna: a jammer, or a beacon"),
        qiki::real("emitter_hz", "Hz", 0, 0, 1e12, "on this frequency; 0: it radiates nothing"),
    }};
}

// The still part of the truth record of one body, `count` of which are numbered consecutively.
class body {
public:
    // Throws failure with QIKI_E_CONFIG.
    static body read(const qiki::config&, uint64_t count);
    // Of the k-th, k from 0; entity and all that moves are left zero.
    qiki_truth record(uint64_t k) const;

private:
    qiki_truth all_{};
    std::string identity_;
    bool numbered_ = false;
};

// `key: expected ..., found ...` as the failure of a configure().
template <class... A>
[[noreturn]] void refuse(const char* form, A... a) {
    throw qiki::failure::format(QIKI_E_CONFIG, form, a...);
}

// A list that must hold one vector of three, as every place and velocity does.
std::array<double, 3> triple(const qiki::config&, const char* key, const char* meaning);

} // namespace vehicles
