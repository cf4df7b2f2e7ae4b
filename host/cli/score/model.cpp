// SPDX-License-Identifier: MIT
// host/cli/score/model.cpp - every key checked, nothing guessed.
#include "host/cli/score/model.hpp"
#include "host/observe/table.hpp"
#include "host/words/nearest.hpp"
#include "qiki/math.h"
#include "score/table.hpp"
#include <nlohmann/json.hpp>

namespace qiki::cli {
namespace {
using nlohmann::json;

struct document {
    const std::string& file;
    const json& j;

    [[noreturn]] void refuse(const std::string& text) const { throw score::bad_table(file + ": " + text); }

    double number(const char* key, double least, double most) const {
        if (!j.contains(key)) {
            std::vector<std::string> keys;
            for (const auto& [name, value] : j.items()) keys.push_back(name);
            refuse(std::string("expected a number \"") + key + "\", found none" + did_you_mean(key, keys));
        }
        if (!j[key].is_number()) refuse(std::string("\"") + key + "\": expected a number, found " + j[key].dump());
        const double v = j[key];
        if (!(v >= least && v <= most))
            refuse(std::string("\"") + key + "\": expected " + observe::number(least) + " to " + observe::number(most) +
                   ", found " + observe::number(v));
        return v;
    }
};
} // namespace

score::bound_model read_model(const std::string& file) {
    const std::string text = score::read_text(file, 10'000'000);
    json j;
    try {
        j = json::parse(text);
    } catch (const json::parse_error& e) {
        throw score::bad_table(file + ": byte " + std::to_string(e.byte) + ": expected JSON, found something else");
    }
    if (!j.is_object()) throw score::bad_table(file + ": expected a JSON object");
    const document d{file, j};
    score::bound_model m;
    const std::string kind = j.contains("kind") && j["kind"].is_string() ? j["kind"].get<std::string>() : "";
    if (kind != "polar" && kind != "cartesian") d.refuse("\"kind\": expected \"polar\" or \"cartesian\"");
    m.sensor.polar = kind == "polar";
    m.period = d.number("period_s", 1e-6, 1e6);
    m.q = d.number("q_m2_s3", 0, 1e9);
    m.sensor.pd = d.number("pd", 1e-6, 1);
    if (m.sensor.polar) {
        m.sensor.sigma_range = d.number("sigma_range_m", 1e-6, 1e6);
        m.sensor.sigma_bearing = j.contains("sigma_bearing_rad")
                                     ? d.number("sigma_bearing_rad", 1e-9, 1)
                                     : d.number("sigma_bearing_deg", 1e-7, 57) * QIKI_PI / 180;
        if (j.contains("sigma_range_rate_mps")) m.sensor.sigma_range_rate = d.number("sigma_range_rate_mps", 1e-6, 1e5);
    } else m.sensor.sigma_xy = d.number("sigma_xy_m", 1e-6, 1e6);
    if (j.contains("sigma_velocity_mps")) m.sigma_velocity = d.number("sigma_velocity_mps", 1e-6, 1e6);
    if (j.contains("radar_xy_m")) {
        const json& at = j["radar_xy_m"];
        if (!at.is_array() || at.size() != 2 || !at[0].is_number() || !at[1].is_number())
            d.refuse("\"radar_xy_m\": expected [x, y], found " + at.dump().substr(0, 60));
        m.sensor.at = {at[0], at[1]};
    }
    return m;
}
} // namespace qiki::cli
