// SPDX-License-Identifier: MIT
// host/cli/score/options.cpp - options with their limits, and the judging that they ask for.
#include "host/cli/score/options.hpp"
#include "host/cli/score/model.hpp"
#include "host/cli/words/command_line.hpp"
#include "host/cli/words/places.hpp"
#include "host/observe/table.hpp"
#include "host/words/nearest.hpp"
#include <charconv>
#include <cmath>

namespace qiki::cli {
namespace {
namespace po = boost::program_options;

std::string profile_names(const char* between) {
    std::string out;
    for (const score::atc_profile& p : score::atc_profiles) out += (out.empty() ? "" : between) + std::string(p.name);
    return out;
}

const score::atc_profile* profile(const std::string& name) {
    for (const score::atc_profile& p : score::atc_profiles)
        if (name == p.name) return &p;
    return nullptr;
}

score::point place_of(const std::string& text) {
    const size_t comma = text.find(',');
    const auto read = [&](std::string_view s) {
        double v = 0;
        const auto [stop, code] = std::from_chars(s.data(), s.data() + s.size(), v);
        if (comma == text.npos || code != std::errc() || stop != s.data() + s.size() || !(std::fabs(v) < 1e9))
            throw usage_error("--atc-radar: expected X,Y in metres, found '" + text + "'");
        return v;
    };
    const std::string_view all = text;
    return {read(all.substr(0, comma)), read(all.substr(std::min(comma, all.size() - 1) + 1))};
}

std::pair<std::string, double> limit_of(const std::string& text) {
    const size_t at = text.find('=');
    double v = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, code] = std::from_chars(text.data() + std::min(at, text.size() - 1) + 1, end, v);
    if (at == 0 || at == std::string::npos || code != std::errc() || rest != end || !std::isfinite(v))
        throw usage_error("--atc-limit: expected KEY=NUMBER, found '" + text + "'");
    return {text.substr(0, at), v};
}
} // namespace

void score_options::add_to(po::options_description& o) {
    // clang-format off
    o.add_options()
        ("c", po::value(&c_)->value_name("METRES"), "cut-off of GOSPA, OSPA and CLEAR-MOT: a pair farther apart is a miss and a false track")
        ("p", po::value(&p_)->value_name("1|2"), "order of GOSPA, trajectory GOSPA and OSPA [2]")
        ("gamma", po::value(&gamma_)->value_name("METRES"), "price of a change of track in trajectory GOSPA [a tenth of --c]")
        ("model", po::value(&model_)->value_name("FILE"), "JSON with kind, period_s, pd, q_m2_s3, sigma_range_m and sigma_bearing_rad, "
            "or sigma_xy_m: adds errors over the posterior Cramer-Rao bound")
        ("settle", po::value(&settle_)->value_name("N"), "looks of a target's life before it counts there [10]")
        ("turn-rate", po::value(&turn_rate_)->value_name("DEG/S"), "who turns faster is in a turn [0.5]")
        ("acceleration", po::value(&acceleration_)->value_name("M/S2"), "who gains or loses speed faster is, too [0.5]")
        ("transition", po::value(&transition_)->value_name("S"), "phase of transition behind the begin and the end of a turn [15]")
        ("atc", po::value(&atc_)->value_name("PROFILE"), ("judge by these requirements of air traffic control: " + profile_names(", ") +
            "; exit code 1 when one fails").c_str())
        ("atc-interval", po::value(&interval_)->value_name("S"), "an update is due every S seconds, instead of the profile's")
        ("atc-radar", po::value(&radar_)->value_name("X,Y"), "where the radar stands, east and north [m]: for errors of range and azimuth")
        ("atc-limit", po::value(&limits_)->value_name("KEY=NUMBER"), "another limit of one requirement; may repeat");
    // clang-format on
}

void score_options::check(const po::variables_map& given) const {
    const auto range = [&](const char* option, double v, double above, double below) {
        if (given.count(option) && !(v > above && v < below))
            throw usage_error(std::string("--") + option + ": expected more than " + observe::number(above) +
                              " and less than " + observe::number(below) + ", found " + observe::number(v));
    };
    if (!given.count("c")) throw usage_error("expected --c METRES, the cut-off distance");
    if (!(c_ > 0 && c_ < 1e9))
        throw usage_error("--c: expected metres above 0 and below 1e9, found " + observe::number(c_));
    if (p_ != 1 && p_ != 2) throw usage_error("--p: expected 1 or 2, found " + std::to_string(p_));
    range("gamma", gamma_, 0, 1e9), range("turn-rate", turn_rate_, 0, 360),
        range("acceleration", acceleration_, 0, 1e6);
    range("transition", transition_, -1e-9, 1e6), range("atc-interval", interval_, 0, 1e6);
    if (settle_ > 1'000'000) throw usage_error("--settle: expected up to 1000000, found " + std::to_string(settle_));
    if (given.count("settle") && model_.empty()) throw usage_error("--settle is for --model FILE; expected both");
    if (atc_.empty()) {
        if (given.count("atc-interval") || given.count("atc-radar") || !limits_.empty())
            throw usage_error("--atc-interval, --atc-radar and --atc-limit are for --atc PROFILE; expected it, too");
        return;
    }
    const score::atc_profile* const p = profile(atc_);
    if (!p) {
        std::vector<std::string> names;
        for (const score::atc_profile& x : score::atc_profiles) names.emplace_back(x.name);
        throw usage_error("--atc: no profile '" + atc_ + "'; expected " + profile_names(", ") +
                          did_you_mean(atc_, names));
    }
    if (given.count("atc-radar")) place_of(radar_);
    std::vector<std::string> keys;
    for (const score::atc_requirement& r : p->requirements) {
        keys.emplace_back(r.key);
        if (r.what == score::atc_measure::range_bias && !given.count("atc-radar"))
            throw usage_error("--atc " + atc_ + " asks where the radar stands; expected --atc-radar X,Y");
    }
    for (const std::string& l : limits_) {
        const std::string key = limit_of(l).first;
        if (std::find(keys.begin(), keys.end(), key) == keys.end())
            throw usage_error("--atc-limit: " + atc_ + " has no requirement '" + key + "'" + did_you_mean(key, keys));
    }
}

std::vector<std::string> score_options::arguments(const po::variables_map& given) const {
    std::vector<std::string> out;
    const auto add = [&](const char* option, const std::string& value) {
        if (given.count(option)) out.insert(out.end(), {std::string("--") + option, value});
    };
    const auto exact = [](double v) {
        char text[32];
        return std::string(text, std::to_chars(text, text + sizeof text, v).ptr);
    };
    add("c", exact(c_)), add("p", std::to_string(p_)), add("gamma", exact(gamma_)), add("model", model_);
    add("settle", std::to_string(settle_)), add("turn-rate", exact(turn_rate_));
    add("acceleration", exact(acceleration_)), add("transition", exact(transition_)), add("atc", atc_);
    add("atc-interval", exact(interval_)), add("atc-radar", radar_);
    for (const std::string& l : limits_) out.insert(out.end(), {"--atc-limit", l});
    return out;
}

judging score_options::judging_of(const std::string& tracks, const std::string& truth) const {
    judging how;
    how.c = c_, how.p = p_, how.trajectory = gamma_ > 0, how.gamma = gamma_ > 0 ? gamma_ : c_ / 10;
    how.phases = {turn_rate_ * QIKI_PI / 180, acceleration_, transition_};
    if (!model_.empty()) how.model = read_model(model_);
    how.settle = settle_, how.interval = interval_;
    how.atc = profile(atc_);
    if (!radar_.empty()) how.radar = place_of(radar_);
    for (const std::string& l : limits_) how.limits.insert_or_assign(limit_of(l).first, limit_of(l).second);
    how.tracks = tracks, how.truth = truth;
    return how;
}

reading truth_reading(const std::string& file, bool in_space) {
    reading r{file, {"target_id", "entity", "truth_id", "id"}, std::nullopt, false, false, in_space};
    r.truth = true;
    return r;
}
} // namespace qiki::cli
