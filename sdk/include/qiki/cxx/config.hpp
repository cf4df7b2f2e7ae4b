// SPDX-License-Identifier: MIT
// qiki/cxx/config.hpp - parameters: rows of the table a plugin declares, and typed access to what the host delivers.
#pragma once
#include "../config.h"
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

private:
    template <class T> std::span<const T> array(const char* key, uint32_t type) const {
        const qiki_value* v = qiki_find(&c_, key, type);
        return v ? std::span<const T>(static_cast<const T*>(v->data), v->count) : std::span<const T>{};
    }
    const qiki_config& c_;
};
} // namespace qiki
