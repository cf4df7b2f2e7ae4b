// SPDX-License-Identifier: MIT
// host/health/post.cpp - rows of self-tests, sorted into types and codes, and weighed.
#include "host/health/post.hpp"
#include <algorithm>
#include <cstring>
#include <iterator>

namespace qiki::health {
namespace {
constexpr const char* statuses[] = {"UNSPECIFIED", "OK", "WARNING", "ERROR", "NOT_FOUND"};
constexpr const char* types[] = {"UNSPECIFIED", "SENSOR", "ACTUATOR", "POWER_UNIT", "COMMUNICATION", "CONTROLLER"};
constexpr const char* names_of_types[] = {"", "sensor", "actuator", "power_unit", "communication", "controller"};

// A device is what the beginning of its name says, else what its section does.
constexpr struct {
    const char* begins;
    device_type type;
} by_name[] = {
    {"rcs_", device_type::actuator},         {"motor_", device_type::actuator},
    {"tank", device_type::actuator},         {"power", device_type::power_unit},
    {"battery", device_type::power_unit},    {"supercap", device_type::power_unit},
    {"pdu", device_type::power_unit},        {"nbl_", device_type::power_unit},
    {"dock_power", device_type::power_unit}, {"transponder", device_type::communication},
    {"antenna", device_type::communication}, {"link", device_type::communication},
};
constexpr struct {
    const char* section;
    device_type type;
} by_section[] = {
    {"sensors", device_type::sensor},        {"radars", device_type::sensor},
    {"bridges", device_type::communication}, {"vehicles", device_type::controller},
    {"trackers", device_type::controller},   {"agents", device_type::controller},
};

std::string text_of(const char* field, size_t size) { return {field, strnlen(field, size)}; }
} // namespace

const char* word_of(status s) { return statuses[static_cast<size_t>(s)]; }
const char* word_of(device_type t) { return types[static_cast<size_t>(t)]; }

const char* word_of(code c) {
    switch (c) {
    case code::component_not_found: return "COMPONENT_NOT_FOUND";
    case code::unstable_readings: return "UNSTABLE_READINGS";
    case code::timeout_response: return "TIMEOUT_RESPONSE";
    case code::critical_boot_failure: return "CRITICAL_BOOT_FAILURE";
    case code::none: break;
    }
    return "";
}

device_type type_named(std::string_view name) {
    const auto at = std::find(std::begin(names_of_types) + 1, std::end(names_of_types), name);
    return at == std::end(names_of_types) ? device_type::unspecified
                                          : static_cast<device_type>(at - std::begin(names_of_types));
}

double weight_of(device_type t) {
    if (t == device_type::power_unit) return 3;
    return t == device_type::controller || t == device_type::actuator ? 2 : 1;
}

double share_of(status s) { return s == status::ok ? 1 : s == status::warning ? 0.5 : 0; }

device_type type_of(std::string_view device, std::string_view section) {
    for (const auto& r : by_name)
        if (device.starts_with(r.begins)) return r.type;
    for (const auto& r : by_section)
        if (section == r.section) return r.type;
    return device_type::unspecified;
}

row of_selftest(const qiki_selftest_row& r, std::string_view instance, std::string_view section, uint64_t vehicle) {
    row out;
    out.instance = instance, out.vehicle = vehicle;
    out.device = text_of(r.device, sizeof r.device), out.message = text_of(r.found, sizeof r.found);
    out.type = type_of(out.device, section);
    switch (r.result) {
    case QIKI_TEST_PASS: out.how = status::ok; break;
    case QIKI_TEST_WARN: out.how = status::warning, out.what = code::unstable_readings; break;
    case QIKI_TEST_SKIP: break;
    default: out.how = status::error, out.what = code::critical_boot_failure; break;
    }
    return out;
}

row of_silence(std::string_view instance, std::string_view section, uint64_t vehicle, std::string message) {
    row out;
    out.instance = instance, out.device = instance, out.vehicle = vehicle, out.message = std::move(message);
    out.type = type_of("", section), out.how = status::error, out.what = code::timeout_response;
    return out;
}

void hold_against(const std::vector<expected>& devices, std::vector<row>& rows) {
    for (const expected& e : devices) {
        const auto is = [&](const row& r) {
            return r.vehicle == e.vehicle && (r.device == e.device || r.instance == e.device);
        };
        const bool there = std::any_of(rows.begin(), rows.end(), is);
        for (row& r : rows)
            if (is(r) && e.type != device_type::unspecified) r.type = e.type;
        if (there) continue;
        row missing;
        missing.instance = e.vehicle_name, missing.device = e.device, missing.vehicle = e.vehicle;
        missing.message = "the manifest says that it is there, and no self-test speaks of it";
        missing.type = e.type != device_type::unspecified ? e.type : type_of(e.device, "vehicles");
        missing.how = status::not_found, missing.what = code::component_not_found;
        rows.push_back(std::move(missing));
    }
}

verdict judge(const std::vector<row>& rows, uint64_t vehicle) {
    verdict v;
    double sum = 0, weights = 0;
    for (const row& r : rows) {
        if (vehicle && r.vehicle != vehicle) continue;
        ++v.rows;
        if (r.how == status::unspecified) continue;
        v.failed += r.how == status::error || r.how == status::not_found, v.warned += r.how == status::warning;
        sum += weight_of(r.type) * share_of(r.how), weights += weight_of(r.type);
    }
    v.all_systems_go = weights > 0 && v.failed == 0;
    v.health_score = weights > 0 ? sum / weights : 0;
    return v;
}

} // namespace qiki::health
