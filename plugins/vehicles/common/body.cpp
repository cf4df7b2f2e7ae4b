// SPDX-License-Identifier: MIT
// plugins/vehicles/common/body.cpp - parameters of a body to its truth record, and what they may not say.
#include "body.hpp"
#include <cstdio>
#include <cstring>

namespace vehicles {
namespace {

// The host let only the choices through, so the text is one of them; its place is its number.
template <size_t N>
uint8_t place_of(std::string_view text, const std::string_view (&choices)[N]) {
    return static_cast<uint8_t>(std::find(choices, choices + N, text) - choices);
}

constexpr std::string_view classes[] = {"unknown", "aircraft", "rotor",  "drone", "vessel", "ground",
                                        "craft",   "station",  "debris", "bird",  "body"};
constexpr std::string_view transponders[] = {"none", "a", "c", "s", "adsb", "ais", "spoof"};
constexpr std::string_view sides[] = {"unknown", "friend", "neutral", "hostile"};

uint16_t octal(int64_t code) {
    int64_t value = 0, rest = code;
    for (int64_t weight = 1; rest != 0; weight *= 8, rest /= 10) {
        if (rest % 10 > 7)
            refuse("mode3a: expected four octal digits, 0000 to 7777, found %04lld, which has a digit above 7",
                   static_cast<long long>(code));
        value += weight * (rest % 10);
    }
    return static_cast<uint16_t>(value);
}

} // namespace

body body::read(const qiki::config& c, uint64_t count) {
    body b;
    qiki_truth& r = b.all_;
    r.label = QIKI_LABEL_OK;
    r.object_class = place_of(c.text("object_class", "unknown"), classes);
    r.transponder = place_of(c.text("transponder", "none"), transponders);
    r.iff = place_of(c.text("iff", "unknown"), sides);
    r.rcs_dbsm = c.real("rcs_dbsm", 0) + 0.0;
    r.valid = QIKI_TRUTH_HAS_RCS;
    if (const double size = c.real("size_m", 0); size > 0) r.size_m = size, r.valid |= QIKI_TRUTH_HAS_SIZE;
    if (const double hz = c.real("emitter_hz", 0); hz > 0) {
        r.emitter_hz = hz, r.emitter_dbw = c.real("emitter_dbw", 0) + 0.0;
        r.valid |= QIKI_TRUTH_HAS_EMITTER;
    } else if (const double dbw = c.real("emitter_dbw", 0); dbw != 0) {
        refuse("emitter_dbw: %g dBW on no frequency; say emitter_hz too", dbw);
    }

    if (const int64_t address = c.integer("address24", 0); address != 0) {
        if (r.transponder < QIKI_XPDR_S)
            refuse("address24: a transponder of kind %s has no address; set transponder to s, adsb, ais or spoof",
                   transponders[r.transponder].data());
        const int64_t last = address + static_cast<int64_t>(count) - 1;
        const int64_t limit = r.transponder == QIKI_XPDR_AIS ? 999'999'999 : 0xFFFFFF;
        if (last > limit)
            refuse("address24: expected at most %lld for the last of %lld, found %lld", static_cast<long long>(limit),
                   static_cast<long long>(count), static_cast<long long>(last));
        r.address24 = static_cast<uint32_t>(address);
        r.valid |= QIKI_TRUTH_HAS_ADDRESS;
    }
    if (const int64_t code = c.integer("mode3a", -1); code >= 0) {
        if (r.transponder == QIKI_XPDR_NONE || r.transponder == QIKI_XPDR_AIS)
            refuse("mode3a: a transponder of kind %s answers no code; set transponder to a, c, s, adsb or spoof",
                   transponders[r.transponder].data());
        r.mode3a = octal(code);
        r.valid |= QIKI_TRUTH_HAS_MODE3A;
    }
    b.identity_ = std::string(c.text("identity", ""));
    b.numbered_ = count > 1;
    if (!b.identity_.empty()) {
        const size_t longest = b.identity_.size() + (b.numbered_ ? std::to_string(count).size() : 0);
        if (longest > QIKI_IDENTITY_BYTES)
            refuse("identity: expected at most %d bytes%s, found %zu; shorten it", QIKI_IDENTITY_BYTES,
                   b.numbered_ ? " with the number of the last" : "", longest);
        r.valid |= QIKI_TRUTH_HAS_IDENTITY;
    }
    return b;
}

qiki_truth body::record(uint64_t k) const {
    qiki_truth r = all_;
    if (r.valid & QIKI_TRUTH_HAS_ADDRESS) r.address24 += static_cast<uint32_t>(k);
    if (r.valid & QIKI_TRUTH_HAS_IDENTITY) {
        const std::string name = numbered_ ? identity_ + std::to_string(k + 1) : identity_;
        std::memcpy(r.identity, name.data(), name.size());
    }
    return r;
}

std::array<double, 3> triple(const qiki::config& c, const char* key, const char* meaning) {
    const auto v = c.reals(key);
    if (v.size() != 3) refuse("%s: expected three numbers, %s, found %zu", key, meaning, v.size());
    return {v[0], v[1], v[2]};
}

} // namespace vehicles
