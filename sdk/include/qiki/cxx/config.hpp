// SPDX-License-Identifier: MIT
// qiki/cxx/config.hpp - parameters: rows of the table a plugin declares, and typed access to what the host delivers.
#pragma once
#include "../config.h"
#include "port.hpp"
#include <cstdio>
#include <cstring>
#include <span>
#include <string_view>

namespace qiki {

constexpr qiki_param real(const char* key, const char* unit, double value, double min, double max, const char* help) {
    return {key, unit, help, nullptr, nullptr, QIKI_REAL, 0, value, min, max};
}
constexpr qiki_param integer(const char* key, const char* unit, double value, double min, double max, const char* help) {
    return {key, unit, help, nullptr, nullptr, QIKI_INT, 0, value, min, max};
}
constexpr qiki_param flag(const char* key, bool value, const char* help) {
    return {key, "", help, nullptr, nullptr, QIKI_BOOL, 0, value ? 1.0 : 0.0, 0, 1};
}
constexpr qiki_param text(const char* key, const char* value, const char* choices, const char* help) {
    return {key, "", help, choices, value, QIKI_TEXT, 0, 0, 0, 0};
}
constexpr qiki_param reals(const char* key, const char* unit, const char* value, double min, double max, const char* help) {
    return {key, unit, help, nullptr, value, QIKI_REALS, 0, 0, min, max};
}
constexpr qiki_param integers(const char* key, const char* unit, const char* value, double min, double max, const char* help) {
    return {key, unit, help, nullptr, value, QIKI_INTS, 0, 0, min, max};
}
// A file or folder; the host makes it absolute, relative to the scenario, and checks that it can be read.
constexpr qiki_param path(const char* key, const char* help) {
    return {key, "", help, nullptr, nullptr, QIKI_TEXT, QIKI_PARAM_PATH, 0, 0, 0};
}
// required(path("file", ...)): without a default, so the scenario must say it.
constexpr qiki_param required(qiki_param p) { p.flags |= QIKI_PARAM_REQUIRED; return p; }
// advanced(real("gate", ...)): documentation hides it at first.
constexpr qiki_param advanced(qiki_param p) { p.flags |= QIKI_PARAM_ADVANCED; return p; }

// Valid during configure(). The second argument stands in for a key the host did not deliver.
class config {
public:
    explicit config(const qiki_config& c) : c_(c) {}
    double real(const char* key, double absent) const { return qiki_real(&c_, key, absent); }
    int64_t integer(const char* key, int64_t absent) const { return qiki_int(&c_, key, absent); }
    bool flag(const char* key, bool absent) const { return qiki_bool(&c_, key, absent) != 0; }
    std::string_view text(const char* key, std::string_view absent) const {
        const qiki_value* v = qiki_find(&c_, key, QIKI_TEXT);
        return v ? std::string_view(static_cast<const char*>(v->data), v->count) : absent;
    }
    std::span<const double> reals(const char* key) const { return array<double>(key, QIKI_REALS); }
    std::span<const int64_t> integers(const char* key) const { return array<int64_t>(key, QIKI_INTS); }
    bool has(const char* key) const { return row(key) >= 0; }

    // What the table of parameters cannot say: refuse("min", "expected less than max = %g, found %g", max, min). The text
    // names the key, and so does qiki_error.key.
    template <class... A> [[noreturn]] void refuse(const char* key, const char* why, A... a) const {
        failure x(QIKI_E_CONFIG, "");
        x.key = row(key);
        const int n = std::snprintf(x.text, sizeof x.text, "%s: ", key);
        if (n > 0 && static_cast<size_t>(n) < sizeof x.text) std::snprintf(x.text + n, sizeof x.text - static_cast<size_t>(n), why, a...);
        throw x;
    }

private:
    int32_t row(const char* key) const {
        for (uint32_t i = 0; i < c_.values.count; ++i)
            if (std::strcmp(static_cast<const qiki_value*>(qiki_row(c_.values, i))->key, key) == 0) return static_cast<int32_t>(i);
        return -1;
    }
    template <class T> std::span<const T> array(const char* key, uint32_t type) const {
        const qiki_value* v = qiki_find(&c_, key, type);
        return v ? std::span<const T>(static_cast<const T*>(v->data), v->count) : std::span<const T>{};
    }
    const qiki_config& c_;
};
} // namespace qiki
