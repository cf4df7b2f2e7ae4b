// SPDX-License-Identifier: MIT
// host/anatomy/declared.cpp - entry and descriptors, field by field; a table's rows by its own stride.
#include "host/anatomy/declared.hpp"
#include "qiki/command.h"
#include "qiki/sample.h"
#include <algorithm>
#include <cstring>

namespace qiki::anatomy {
namespace {

constexpr uint64_t most_bytes = 16u << 20;
constexpr size_t most_plugins = 256; // as load::read_text

struct field { // a pointer to a text, in a row
    size_t at;
    const char* name;
};

// Functions that stand for those of the file. They answer, should anybody call them.
qiki_status no_create(const qiki_host*, const qiki_instance_info*, const qiki_vtable**, void**, qiki_error*) {
    return QIKI_E_UNSUPPORTED;
}
qiki_status no_init(const char*, uint64_t, qiki_error*) { return QIKI_E_UNSUPPORTED; }
void no_deinit() {}
const qiki_descriptor* no_describe(uint32_t) { return nullptr; }

void put(void* row, size_t at, const void* pointer) {
    std::memcpy(static_cast<char*>(row) + at, &pointer, sizeof pointer);
}

qiki_table rebuilt(const image& i, store& s, uint64_t at, size_t size, const std::vector<field>& texts,
                   const char* what) {
    const auto stated = i.value<qiki_table>(at, what);
    const auto data = i.pointer(at);
    if (stated.count == 0) return {nullptr, 0, stated.stride};
    if (!data || stated.stride < size || stated.stride % 8 != 0 || stated.count > 1024)
        return {data ? s.rows(8) : nullptr, stated.count, stated.stride}; // check_rows() says what is wrong with it
    auto* rows = static_cast<char*>(s.rows(size * stated.count));
    for (uint32_t n = 0; n < stated.count; ++n) {
        const uint64_t from = *data + uint64_t{n} * stated.stride;
        char* row = rows + n * size;
        i.copy(from, row, size, what);
        for (const field& f : texts) {
            const auto text = i.pointer(from + f.at);
            put(row, f.at, text ? s.keep(i.text(*text, f.name)) : nullptr);
        }
    }
    return {rows, stated.count, static_cast<uint32_t>(size)};
}

#define QIKI_AT(type, member)                                                                                          \
    { offsetof(type, member), #member }
const std::vector<field> of_port = {QIKI_AT(qiki_port, name), QIKI_AT(qiki_port, help)};
const std::vector<field> of_param = {QIKI_AT(qiki_param, key), QIKI_AT(qiki_param, unit), QIKI_AT(qiki_param, help),
                                     QIKI_AT(qiki_param, choices), QIKI_AT(qiki_param, text)};
const std::vector<field> of_channel = {QIKI_AT(qiki_channel, name), QIKI_AT(qiki_channel, unit),
                                       QIKI_AT(qiki_channel, help)};
const std::vector<field> of_fact = {QIKI_AT(qiki_fact, name), QIKI_AT(qiki_fact, unit), QIKI_AT(qiki_fact, help)};
const std::vector<field> of_descriptor = {QIKI_AT(qiki_descriptor, id),     QIKI_AT(qiki_descriptor, kind),
                                          QIKI_AT(qiki_descriptor, name),   QIKI_AT(qiki_descriptor, version),
                                          QIKI_AT(qiki_descriptor, vendor), QIKI_AT(qiki_descriptor, licence),
                                          QIKI_AT(qiki_descriptor, summary)};
#undef QIKI_AT

std::vector<field> of_verb() {
    std::vector<field> out = {{offsetof(qiki_verb, name), "name"}, {offsetof(qiki_verb, help), "help"}};
    for (size_t a = 0; a < std::size(qiki_verb{}.arg); ++a) {
        out.push_back({offsetof(qiki_verb, arg) + a * sizeof(char*), "arg"});
        out.push_back({offsetof(qiki_verb, unit) + a * sizeof(char*), "unit"});
    }
    return out;
}

// The text a pointer at this place leads to; "" when it leads to none.
std::string text_behind(const image& i, uint64_t place, const char* what) {
    const auto to = i.pointer(place);
    if (!to) return "";
    try {
        return i.text(*to, what);
    } catch (const load::refused&) { return ""; }
}

bool looks_like_one(const image& i, uint64_t id_at) {
    constexpr size_t to_id = offsetof(qiki_descriptor, id), to_kind = offsetof(qiki_descriptor, kind);
    if (id_at < to_id || !i.pointer(id_at + (to_kind - to_id))) return false;
    qiki_head head;
    try {
        head = i.value<qiki_head>(id_at - to_id, "descriptor");
    } catch (const load::refused&) { return false; }
    return head.struct_size >= sizeof(qiki_descriptor) && head.struct_size <= 4096 && head.reserved == 0 &&
           load::is_kind(text_behind(i, id_at + (to_kind - to_id), "kind")) && load::is_id(text_behind(i, id_at, "id"));
}

qiki_descriptor descriptor_at(const image& i, store& s, uint64_t at) {
    auto d = i.value<qiki_descriptor>(at, "descriptor");
    for (const field& f : of_descriptor) {
        const auto text = i.pointer(at + f.at);
        put(&d, f.at, text ? s.keep(i.text(*text, f.name)) : nullptr);
    }
    const auto table = [&](size_t where, size_t size, const std::vector<field>& texts, const char* what) {
        return rebuilt(i, s, at + where, size, texts, what);
    };
    d.inputs = table(offsetof(qiki_descriptor, inputs), sizeof(qiki_port), of_port, "inputs");
    d.outputs = table(offsetof(qiki_descriptor, outputs), sizeof(qiki_port), of_port, "outputs");
    d.params = table(offsetof(qiki_descriptor, params), sizeof(qiki_param), of_param, "params");
    d.channels = table(offsetof(qiki_descriptor, channels), sizeof(qiki_channel), of_channel, "channels");
    d.facts = table(offsetof(qiki_descriptor, facts), sizeof(qiki_fact), of_fact, "facts");
    d.verbs = table(offsetof(qiki_descriptor, verbs), sizeof(qiki_verb), of_verb(), "verbs");
    d.create = i.pointer(at + offsetof(qiki_descriptor, create)) ? no_create : nullptr;
    return d;
}
} // namespace

const char* store::keep(std::string text) {
    if ((bytes_ += text.size() + 1) > most_bytes)
        throw load::refused("descriptors: expected texts of at most " + std::to_string(most_bytes) +
                            " bytes together: the file is damaged; build it again");
    return texts_.emplace_back(std::move(text)).c_str();
}

void* store::rows(size_t bytes) {
    if ((bytes_ += bytes) > most_bytes)
        throw load::refused("descriptors: expected tables of at most " + std::to_string(most_bytes) +
                            " bytes together: the file is damaged; build it again");
    return rows_.emplace_back(std::make_unique<uint64_t[]>((bytes + 7) / 8)).get();
}

qiki_entry read_entry(const image& i, uint64_t at) {
    auto e = i.value<qiki_entry>(at, "qiki_plugin");
    e.init = i.pointer(at + offsetof(qiki_entry, init)) ? no_init : nullptr;
    e.deinit = i.pointer(at + offsetof(qiki_entry, deinit)) ? no_deinit : nullptr;
    e.describe = i.pointer(at + offsetof(qiki_entry, describe)) ? no_describe : nullptr;
    return e;
}

std::vector<qiki_descriptor> find_descriptors(const image& i, store& s) {
    std::vector<qiki_descriptor> out;
    for (const uint64_t place : i.pointers())
        if (looks_like_one(i, place)) {
            if (out.size() == most_plugins) break; // the note lists no more
            out.push_back(descriptor_at(i, s, place - offsetof(qiki_descriptor, id)));
        }
    return out;
}
} // namespace qiki::anatomy
