// SPDX-License-Identifier: MIT
// host/observe/log_line.cpp - a log entry as a line for people, and as an object of JSON.
#include "host/observe/log.hpp"
#include "host/observe/table.hpp"
#include "host/observe/text.hpp"
#include <algorithm>
#include <cstdio>
#include <ctime>

namespace qiki::observe {
namespace {
constexpr const char* words[] = {"debug", "info", "notice", "warning", "error", "critical"};

// Seconds as decimals of whole nanoseconds: a time is never rounded.
std::string seconds(int64_t t) {
    char text[40];
    std::snprintf(text, sizeof text, "%lld.%09lld", static_cast<long long>(t / 1'000'000'000),
                  static_cast<long long>(t % 1'000'000'000));
    std::string s = text;
    s.erase(s.find_last_not_of('0') + 1);
    if (s.back() == '.') s.pop_back();
    return s;
}

std::string utc(int64_t wall) {
    const time_t whole = wall / 1'000'000'000;
    tm parts{};
    gmtime_r(&whole, &parts);
    char day[32], text[48];
    std::strftime(day, sizeof day, "%Y-%m-%dT%H:%M:%S", &parts);
    std::snprintf(text, sizeof text, "%s.%06lldZ", day, static_cast<long long>(wall % 1'000'000'000 / 1000));
    return text;
}

std::string_view name_of_value(const entry& e, size_t i) {
    return i < e.value_names.size() ? e.value_names[i] : std::string_view();
}
} // namespace

std::string pretty_line(const entry& e) {
    std::string s;
    if (e.t >= 0) {
        char time[40];
        std::snprintf(time, sizeof time, "%10.3f s  ", static_cast<double>(e.t) * 1e-9);
        s += time;
    }
    if (!e.who.empty()) s += visible(e.who, 64) + ": ";
    if (!e.code.empty()) s += visible(e.code, 64);
    if (e.track) s += ", track " + std::to_string(e.track);
    if (!e.entity_name.empty()) s += ", " + visible(e.entity_name, 64);
    else if (e.entity) s += ", entity " + std::to_string(e.entity);
    if (!e.code.empty() && !e.text.empty()) s += ": ";
    s += visible(e.text);
    if (e.values.empty() || e.values_told) return s;
    for (size_t i = 0; i < e.values.size(); ++i) {
        const std::string_view name = name_of_value(e, i);
        s += (i ? ", " : " [") + (name.empty() ? number(e.values[i]) : visible(name, 64));
    }
    return s + "]";
}

std::string json_line(const entry& e, int64_t wall) {
    std::string s = "{\"wall\":\"" + utc(wall) + "\",\"level\":\"" + words[static_cast<int>(e.how)] + '"';
    const auto add = [&](const char* key, const std::string& value) { s += std::string(",\"") + key + "\":" + value; };
    if (e.t >= 0) add("t", seconds(e.t)), add("tick", std::to_string(e.tick));
    if (!e.who.empty()) add("instance", json_string(e.who));
    if (!e.code.empty()) add("code", json_string(e.code));
    if (e.entity) add("entity", std::to_string(e.entity));
    if (!e.entity_name.empty()) add("entity_name", json_string(e.entity_name));
    if (e.track) add("track", std::to_string(e.track));
    if (!e.text.empty()) add("text", json_string(e.text));
    if (!e.values.empty()) {
        std::string list;
        for (double v : e.values) list += (list.empty() ? "[" : ",") + json_number(v);
        add("values", list + "]");
        std::string names;
        bool any = false;
        for (size_t i = 0; i < e.values.size(); ++i) {
            const std::string_view name = name_of_value(e, i);
            any |= !name.empty();
            names += (i ? "," : "[") + (name.empty() ? "null" : json_string(name));
        }
        if (any) add("value_names", names + "]");
    }
    return s + "}";
}
} // namespace qiki::observe
