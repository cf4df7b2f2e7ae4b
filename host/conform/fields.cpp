// SPDX-License-Identifier: MIT
// host/conform/fields.cpp - the golden layout of the records as a table.
#include "host/conform/fields.hpp"
#include "host/load/contract.hpp"
#include "host/observe/text.hpp"
#include <cstdio>
#include <cstring>
#include <string_view>

namespace qiki::conform {
namespace {

struct field {
    std::string_view record;
    uint32_t offset;
    std::string_view type;
    uint32_t count;
    const char* name;
};
constexpr field fields[] = {
#include "record_fields.inc"
};

template <class T>
T value(const std::byte* at) {
    T v;
    std::memcpy(&v, at, sizeof v);
    return v;
}
template <class T>
std::string whole(const std::byte* at) {
    return std::to_string(value<T>(at));
}
template <class T>
std::string real(const std::byte* at) {
    char text[40];
    std::snprintf(text, sizeof text, "%.17g", static_cast<double>(value<T>(at)));
    return text;
}

constexpr struct {
    std::string_view name;
    uint32_t size;
    std::string (*show)(const std::byte*);
} types[] = {{"uint8_t", 1, whole<uint8_t>},   {"uint16_t", 2, whole<uint16_t>}, {"uint32_t", 4, whole<uint32_t>},
             {"uint64_t", 8, whole<uint64_t>}, {"int32_t", 4, whole<int32_t>},   {"int64_t", 8, whole<int64_t>},
             {"qiki_ns", 8, whole<int64_t>},   {"double", 8, real<double>},      {"float", 4, real<float>}};

std::string show(const field& f, const std::byte* at) {
    if (f.type == "char") {
        const std::string_view text(reinterpret_cast<const char*>(at), f.count);
        return "\"" + observe::visible(text.substr(0, text.find('\0'))) + "\"";
    }
    std::string out;
    for (const auto& t : types)
        for (uint32_t i = 0; t.name == f.type && i < f.count; ++i) out += (i ? ", " : "") + t.show(at + i * t.size);
    return out;
}

std::string struct_of(uint32_t record) {
    const char* name = load::record_name(record);
    return name ? std::string("qiki_") + name : "";
}
} // namespace

std::vector<shown_field> show_record(uint32_t record, const std::byte* at) {
    std::vector<shown_field> out;
    for (const field& f : fields)
        if (f.record == struct_of(record)) out.push_back({f.name, show(f, at + f.offset), f.offset});
    return out;
}

std::string field_at(uint32_t record, size_t byte) {
    const field* found = nullptr;
    for (const field& f : fields)
        if (f.record == struct_of(record) && f.offset <= byte) found = &f;
    return found ? std::string(load::record_name(record)) + "." + found->name : "";
}
} // namespace qiki::conform
