// SPDX-License-Identifier: MIT
// host/load/note_text.cpp - the text of a note: lines "key=value", each plugin begins with its id.
#include "host/load/note.hpp"
#include "qiki/plugin.h"
#include <charconv>
#include <optional>

namespace qiki::load {
namespace {

struct version {
    unsigned major = 0, minor = 0;
};

std::optional<version> numbers(std::string_view s) {
    version v;
    const char* end = s.data() + s.size();
    const auto a = std::from_chars(s.data(), end, v.major);
    if (a.ec != std::errc() || a.ptr == end || *a.ptr != '.') return {};
    const auto b = std::from_chars(a.ptr + 1, end, v.minor);
    return b.ec == std::errc() && b.ptr == end && v.major <= 0xFFFF && v.minor <= 0xFFFF ? std::optional(v)
                                                                                         : std::nullopt;
}

[[noreturn]] void wrong(size_t line, const std::string& text) {
    throw refused("field .note.qiki, line " + std::to_string(line) + ": " + text + " (rule lang.4)");
}

void once(std::string& field, size_t line, std::string_view key, std::string_view value) {
    if (!field.empty()) wrong(line, "'" + std::string(key) + "' stands twice in one plugin; keep one");
    field = value;
}

void complete(const found& f, size_t line) {
    const auto need = [&](const std::string& field, const char* key) {
        if (field.empty()) wrong(line, "plugin '" + f.id + "' has no '" + key + "'; use QIKI_NOTE_TEXT");
    };
    need(f.kind, "kind"), need(f.version, "version"), need(f.summary, "summary");
    if (!is_id(f.id))
        wrong(line, "id '" + f.id + "': expected reverse DNS in lower case like org.example.radar.pulse; rename it");
    if (!is_kind(f.kind))
        wrong(line, "kind '" + f.kind +
                        "': this host knows vehicle, sensor, radar, tracker, agent, bridge (qiki.radar/1 "
                        "and the like); correct it, or use a newer host");
    if (!is_version(f.version))
        wrong(line, "version '" + f.version + "': expected semantic versioning like 1.0.0; correct it");
}
} // namespace

std::string stated_abi(const std::string& text) {
    if (text.compare(0, 4, "abi=") != 0) return "";
    const std::string s = text.substr(4, text.find('\n') - 4);
    return numbers(s) ? s : "";
}

std::vector<found> read_text(const std::string& text) {
    std::string abi;
    bool newer = false;
    std::vector<found> all;
    size_t line = 0;
    for (size_t at = 0; at < text.size();) {
        size_t end = text.find('\n', at);
        if (end == std::string::npos) end = text.size();
        const std::string_view all_of_it(text.data() + at, end - at);
        at = end + 1, ++line;
        if (!is_line(all_of_it)) wrong(line, "expected printable UTF-8; correct the source");
        const size_t is = all_of_it.find('=');
        if (is == std::string_view::npos)
            wrong(line, "expected key=value, found '" + one_line(all_of_it, 60) + "'; use QIKI_NOTE_TEXT");
        const std::string_view key = all_of_it.substr(0, is), value = all_of_it.substr(is + 1);
        if (value.empty()) wrong(line, "'" + one_line(key, 60) + "' is empty; give it a value");
        if (key == "abi") {
            if (!abi.empty()) wrong(line, "'abi' stands twice; keep one");
            abi = value;
            const auto v = numbers(value);
            if (!v) wrong(line, "abi '" + one_line(value, 60) + "': expected MAJOR.MINOR; use QIKI_NOTE_TEXT");
            if (v->major != QIKI_ABI_MAJOR)
                wrong(line, "expected ABI major " QIKI_STRING(QIKI_ABI_MAJOR) ", found " + std::to_string(v->major) +
                                "; build the plugin with this host's SDK, or use a host of its own major");
            newer = v->minor > QIKI_ABI_MINOR;
        } else if (abi.empty())
            wrong(line, "expected 'abi' first, found '" + one_line(key, 60) + "'; use QIKI_NOTE_TEXT");
        else if (key == "id") {
            if (!all.empty()) complete(all.back(), line - 1);
            for (const found& f : all)
                if (f.id == value) wrong(line, "id '" + f.id + "' stands twice; rename one");
            if (all.size() == 256) wrong(line, "expected at most 256 plugins in a file; divide it");
            all.emplace_back();
            all.back().id = value, all.back().abi = abi;
        } else if (all.empty()) wrong(line, "expected 'id' before '" + one_line(key, 60) + "'; use QIKI_NOTE_TEXT");
        else if (key == "kind") once(all.back().kind, line, key, value);
        else if (key == "version") once(all.back().version, line, key, value);
        else if (key == "summary") once(all.back().summary, line, key, value);
        else if (key == "needs") all.back().needs.emplace_back(value);
        else if (!newer) // a newer minor may say more than we know
            wrong(line,
                  "key '" + one_line(key, 60) + "': expected abi, id, kind, version, summary or needs; correct it");
    }
    if (all.empty()) wrong(line, "lists no plugin; use QIKI_NOTE_TEXT");
    complete(all.back(), line);
    return all;
}
} // namespace qiki::load
