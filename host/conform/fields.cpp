// SPDX-License-Identifier: MIT
// host/conform/fields.cpp - the golden layout of the records as a table.
#include "host/conform/fields.hpp"
#include "host/load/contract.hpp"
#include "host/observe/text.hpp"
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <string_view>

namespace qiki::conform {
namespace {

template <class T>
std::string whole(const std::byte* at) {
    T v;
    std::memcpy(&v, at, sizeof v);
    return std::to_string(v);
}
template <class T>
std::string real(const std::byte* at) {
    T v;
    std::memcpy(&v, at, sizeof v);
    char text[40];
    std::snprintf(text, sizeof text, "%.17g", static_cast<double>(v));
    return text;
}

struct type {
    std::string_view name;
    uint8_t size;
    sort is;
    std::string (*show)(const std::byte*); // one element
};
constexpr type types[] = {{"char", 1, sort::text, nullptr},
                          {"uint8_t", 1, sort::natural, whole<uint8_t>},
                          {"uint16_t", 2, sort::natural, whole<uint16_t>},
                          {"uint32_t", 4, sort::natural, whole<uint32_t>},
                          {"uint64_t", 8, sort::natural, whole<uint64_t>},
                          {"int32_t", 4, sort::integer, whole<int32_t>},
                          {"int64_t", 8, sort::integer, whole<int64_t>},
                          {"qiki_ns", 8, sort::time, whole<int64_t>},
                          {"float", 4, sort::real, real<float>},
                          {"double", 8, sort::real, real<double>}};

constexpr std::string_view tail(std::string_view name) { return name.substr(name.find('.') + 1); }
// A length of time is no time.
constexpr bool is_moment(std::string_view name) { return name == "t" || name.starts_with("t_") || name == "expires"; }

// A type that is not in the table does not compile.
constexpr field row(const char* name, std::string_view of, uint16_t at, uint16_t count) {
    const type& t = *std::find_if(std::begin(types), std::end(types), [=](const type& x) { return x.name == of; });
    return {name, t.is == sort::time && !is_moment(tail(name)) ? sort::integer : t.is, t.size, at, count};
}
constexpr field all_fields[] = {
#include "record_fields.inc"
};

} // namespace

std::string value_of(const field& f, const std::byte* record, uint32_t i) {
    if (f.is == sort::text) {
        const std::string_view text(reinterpret_cast<const char*>(record + f.at), f.count);
        return "\"" + observe::visible(text.substr(0, text.find('\0'))) + "\"";
    }
    const sort is = f.is == sort::time ? sort::integer : f.is;
    const auto t =
        std::find_if(std::begin(types), std::end(types), [&](const type& x) { return x.is == is && x.size == f.size; });
    return t->show(record + f.at + i * f.size);
}

std::span<const field> fields_of(uint32_t record) {
    const char* name = load::record_name(record);
    if (!name) return {};
    const auto of = [n = std::string(name) + "."](const field& f) { return std::string_view(f.name).starts_with(n); };
    const field* begin = std::find_if(std::begin(all_fields), std::end(all_fields), of);
    return {begin, std::find_if_not(begin, std::end(all_fields), of)};
}

std::vector<shown_field> show_record(uint32_t record, const std::byte* at) {
    std::vector<shown_field> out;
    for (const field& f : fields_of(record)) {
        std::string all = value_of(f, at, 0);
        for (uint32_t i = 1; i < f.count && f.is != sort::text; ++i) all += ", " + value_of(f, at, i);
        out.push_back({std::string(tail(f.name)), std::move(all), f.at});
    }
    return out;
}

std::string field_at(uint32_t record, size_t byte) {
    const char* found = "";
    for (const field& f : fields_of(record))
        if (f.at <= byte) found = f.name;
    return found;
}
} // namespace qiki::conform
