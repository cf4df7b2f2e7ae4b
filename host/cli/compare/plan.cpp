// SPDX-License-Identifier: MIT
// host/cli/compare/plan.cpp - scenarios x varied values x trackers.
#include "host/cli/compare/plan.hpp"
#include "host/cli/words/places.hpp"
#include "host/cli/words/settings.hpp"
#include "host/cli/words/terminal.hpp"
#include "host/scenario/scenario.hpp"
#include "host/words/nearest.hpp"
#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <set>

namespace qiki::cli {
namespace {

constexpr size_t most_seeds = 100'000, most_variants = 1000;

std::vector<std::string> split(const std::string& text, char at) {
    std::vector<std::string> out;
    for (size_t from = 0, end; from <= text.size(); from = end + 1) {
        end = std::min(text.find(at, from), text.size());
        out.push_back(text.substr(from, end - from));
    }
    return out;
}

std::optional<double> number_in(const std::string& text) {
    double v = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), v);
    return code == std::errc() && end == text.data() + text.size() && std::isfinite(v) ? std::optional(v)
                                                                                       : std::nullopt;
}

struct varied_key {
    std::string key;
    std::vector<std::string> values;
};

varied_key varied_of(const std::string& text) {
    const size_t at = text.find('=');
    varied_key v{text.substr(0, at), {}};
    if (at != std::string::npos) v.values = split(text.substr(at + 1), ',');
    std::set<std::string> once(v.values.begin(), v.values.end());
    if (v.key.empty() || v.values.empty() || once.size() != v.values.size() || once.count(""))
        throw usage_error("--vary: expected KEY=V1,V2,... with each value once, found '" + text + "'");
    return v;
}

struct running_tracker {
    std::string id, plugin;
};

// One file under one choice of values, read as it will run.
struct reading_of_scenario {
    std::vector<running_tracker> trackers;
    std::vector<std::string> declared;
    unsigned runs = 1;
};

reading_of_scenario read_scenario(const std::string& file, const std::vector<std::string>& set) {
    scenario::source from{file, {}, lua_library()};
    from.print = pass_on;
    reading_of_scenario out;
    for (const scenario::param& p : scenario::declared(from)) out.declared.push_back(p.name);
    for (const auto& [key, value] : settings_of(set)) {
        if (std::find(out.declared.begin(), out.declared.end(), key) == out.declared.end())
            throw usage_error(file + " declares no value \"" + key + "\"" + did_you_mean(key, out.declared));
        from.set[key] = value;
    }
    const scenario::scenario s = scenario::read(from);
    for (const scenario::use& u : s.uses)
        if (u.where_used == scenario::section::trackers) out.trackers.push_back({u.id, u.plugin});
    out.runs = static_cast<unsigned>(s.runs);
    return out;
}

// All choices of the varied values, the last key fastest.
std::vector<std::vector<std::string>> choices(const std::vector<varied_key>& keys) {
    std::vector<std::vector<std::string>> out(1);
    for (const varied_key& k : keys) {
        std::vector<std::vector<std::string>> longer;
        for (const auto& so_far : out)
            for (const std::string& v : k.values) {
                longer.push_back(so_far);
                longer.back().push_back(k.key + "=" + v);
            }
        out = std::move(longer);
        if (out.size() > most_variants)
            throw usage_error("--vary asks for more than " + std::to_string(most_variants) + " choices of values");
    }
    return out;
}

class planner {
public:
    explicit planner(const comparison_wish& w) : wish_(w) {
        const std::map<std::string, std::string> set = settings_of(w.set);
        std::set<std::string> once;
        for (const std::string& v : w.vary) {
            const std::string& key = keys_.emplace_back(varied_of(v)).key;
            if (!once.insert(key).second) throw usage_error("--vary gives '" + key + "' twice; keep one");
            if (set.contains(key)) throw usage_error("--set and --vary both give '" + key + "'; keep one");
        }
    }

    comparison_plan all() {
        for (const std::string& file : wish_.files) {
            std::error_code e;
            if (!std::filesystem::exists(file, e)) throw usage_error(file + ": no such file");
            if (std::filesystem::is_directory(file, e))
                throw usage_error(file + " is a folder; expected scenario files");
        }
        for (const auto& choice : choices(keys_))
            for (const std::string& file : wish_.files) take(file, choice);
        if (keys_.size() == 1 && keys_[0].values.size() > 1 &&
            std::all_of(plan_.contenders.begin(), plan_.contenders.end(), [](const contender& c) { return c.at; }))
            plan_.varied = keys_[0].key;
        label();
        if (wish_.seeds.empty()) plan_.seeds = {std::nullopt};
        else
            for (const uint64_t s : seeds_of(wish_.seeds)) plan_.seeds.emplace_back(s);
        return std::move(plan_);
    }

private:
    size_t add_variant(const std::string& file, std::vector<std::string> set, unsigned runs) {
        plan_.variants.push_back({file, std::move(set), runs});
        return plan_.variants.size() - 1;
    }

    void add_contender(size_t v, const running_tracker& t, const std::string& file,
                       const std::vector<std::string>& choice, const std::string& name) {
        contender c{"", t.id, v, std::nullopt, ""};
        parts_.push_back({std::filesystem::path(file).stem().string(), name, choice});
        if (choice.size() == 1) c.at = number_in(choice[0].substr(choice[0].find('=') + 1));
        plan_.contenders.push_back(std::move(c));
    }

    // The trackers that the scenario runs anyway are compared as they are there, others are put in by its value
    // tracker.
    void take(const std::string& file, const std::vector<std::string>& choice) {
        std::vector<std::string> set = wish_.set;
        set.insert(set.end(), choice.begin(), choice.end());
        const reading_of_scenario base = read_scenario(file, set);
        std::optional<size_t> as_it_is;
        const auto in_base = [&](const running_tracker& t, const std::string& name) {
            if (!as_it_is) as_it_is = add_variant(file, set, base.runs);
            add_contender(*as_it_is, t, file, choice, name);
        };
        if (base.trackers.empty() && wish_.trackers.empty())
            throw usage_error(file + " runs no tracker; expected one or more to compare");
        if (wish_.trackers.empty())
            for (const running_tracker& t : base.trackers) in_base(t, t.id);
        for (const std::string& name : wish_.trackers) {
            const auto known = std::find_if(base.trackers.begin(), base.trackers.end(),
                                            [&](const running_tracker& t) { return t.id == name || t.plugin == name; });
            if (known != base.trackers.end()) in_base(*known, name);
            else put_in(file, set, choice, base, name);
        }
    }

    void put_in(const std::string& file, std::vector<std::string> set, const std::vector<std::string>& choice,
                const reading_of_scenario& base, const std::string& name) {
        std::vector<std::string> known;
        for (const running_tracker& t : base.trackers) known.push_back(t.id), known.push_back(t.plugin);
        if (std::find(base.declared.begin(), base.declared.end(), "tracker") == base.declared.end() ||
            name.find('.') == std::string::npos)
            throw usage_error("--trackers: " + file + " runs no tracker \"" + name + "\"" +
                              (name.find('.') == std::string::npos ? "" : ", and declares no value \"tracker\"") +
                              did_you_mean(name, known));
        std::erase_if(set, [](const std::string& s) { return s.rfind("tracker=", 0) == 0; });
        set.push_back("tracker=" + name);
        const reading_of_scenario with = read_scenario(file, set);
        const auto it = std::find_if(with.trackers.rbegin(), with.trackers.rend(),
                                     [&](const running_tracker& t) { return t.plugin == name; });
        if (it == with.trackers.rend())
            throw usage_error("--trackers: with tracker=" + name + " " + file + " still runs no such tracker");
        add_contender(add_variant(file, set, with.runs), *it, file, choice, name);
    }

    // What tells the contenders apart: the file, the tracker, the values.
    void label() {
        const bool files = wish_.files.size() > 1;
        std::set<std::string> names;
        for (const part& p : parts_) names.insert(p.tracker);
        const bool several = names.size() > 1 || (!files && keys_.empty());
        for (size_t i = 0; i < parts_.size(); ++i) {
            std::vector<std::string> words;
            if (files) words.push_back(parts_[i].file);
            if (several) words.push_back(parts_[i].tracker);
            std::string curve;
            for (const std::string& w : words) curve += (curve.empty() ? "" : " ") + w;
            plan_.contenders[i].curve = curve.empty() ? parts_[i].tracker : curve;
            for (const std::string& c : parts_[i].choice) words.push_back(c);
            for (const std::string& w : words)
                plan_.contenders[i].label += (plan_.contenders[i].label.empty() ? "" : " ") + w;
        }
        std::set<std::string> once;
        for (contender& c : plan_.contenders)
            for (int n = 2; !once.insert(c.label).second; ++n) c.label += " (" + std::to_string(n) + ")";
    }

    struct part {
        std::string file, tracker;
        std::vector<std::string> choice;
    };
    const comparison_wish& wish_;
    std::vector<varied_key> keys_;
    std::vector<part> parts_; // of each contender
    comparison_plan plan_;
};

uint64_t seed_in(const std::string& text, const std::string& all) {
    uint64_t n = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (text.empty() || code != std::errc() || end != text.data() + text.size())
        throw usage_error("--seeds: expected numbers such as 1..50 or 1,5,7..9, found '" + all + "'");
    return n;
}
} // namespace

std::vector<uint64_t> seeds_of(const std::string& text) {
    std::vector<uint64_t> out;
    std::set<uint64_t> once;
    for (const std::string& piece : split(text, ',')) {
        const size_t dots = piece.find("..");
        const uint64_t from = seed_in(piece.substr(0, dots), text),
                       to = dots == std::string::npos ? from : seed_in(piece.substr(dots + 2), text);
        if (to < from) throw usage_error("--seeds: " + piece + " runs backwards");
        if (to - from >= most_seeds || out.size() + (to - from) >= most_seeds)
            throw usage_error("--seeds: expected up to " + std::to_string(most_seeds) + " seeds, found more");
        for (uint64_t s = from;; ++s) {
            if (!once.insert(s).second) throw usage_error("--seeds: " + std::to_string(s) + " is there twice");
            out.push_back(s);
            if (s == to) break;
        }
    }
    return out;
}

comparison_plan plan_of(const comparison_wish& w) { return planner(w).all(); }
} // namespace qiki::cli
