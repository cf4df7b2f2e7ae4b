// SPDX-License-Identifier: MIT
// host/cli/run/metric_plots.cpp - wishes by file; readings go to every file that wants them.
#include "host/cli/run/metric_plots.hpp"
#include "host/cli/words/places.hpp"
#include "host/observe/text.hpp"
#include "host/words/nearest.hpp"
#include <algorithm>
#include <filesystem>
#include <iostream>

namespace qiki::cli {
namespace {
constexpr size_t most_quantities = 128; // in a file

std::filesystem::path place_of(const std::string& file) { return std::filesystem::absolute(file).lexically_normal(); }

bool same(const run::quantity& a, const run::quantity& b) {
    return a.instance == b.instance && a.name == b.name && a.what == b.what;
}
std::string title_of(const std::vector<wish>& wishes) {
    std::string title;
    for (const wish& w : wishes) title += (title.empty() ? "" : ", ") + w.what;
    return observe::visible(title, 80);
}
} // namespace

metric_plots::metric_plots(const std::vector<std::string>& asked) {
    for (const std::string& one : asked) {
        wish w = read_wish(one);
        auto d = std::find_if(documents_.begin(), documents_.end(),
                              [&](const document& x) { return place_of(x.name) == place_of(w.file); });
        if (d == documents_.end()) d = documents_.insert(d, {w.file, w.csv});
        d->wishes.push_back(std::move(w));
    }
}

std::vector<std::string> metric_plots::files() const {
    std::vector<std::string> out;
    for (const document& d : documents_) out.push_back(d.name);
    return out;
}

void metric_plots::find(document& d, const std::vector<run::quantity>& there) {
    for (const wish& w : d.wishes)
        for (const size_t row : rows_of(w, there)) {
            const auto known =
                std::find_if(all_.begin(), all_.end(), [&](const auto& q) { return same(q, there[row]); });
            const auto at = static_cast<size_t>(known - all_.begin());
            if (known == all_.end()) all_.push_back(there[row]);
            if (const auto mine = std::find(d.which.begin(), d.which.end(), at); mine != d.which.end()) {
                if (!w.pattern()) d.by_name[static_cast<size_t>(mine - d.which.begin())] = true;
                continue;
            }
            d.which.push_back(at), d.by_name.push_back(!w.pattern());
        }
    if (d.which.size() > most_quantities)
        throw usage_error("--plot-metric: expected at most " + std::to_string(most_quantities) + " quantities in " +
                          d.name + ", found " + std::to_string(d.which.size()) + "; name several files");
}

void metric_plots::begin(run::run& r) {
    if (documents_.empty()) return;
    const std::vector<run::quantity> there = r.quantities();
    for (document& d : documents_) find(d, there);
    for (document& d : documents_) {
        std::vector<run::quantity> mine;
        for (const size_t i : d.which) mine.push_back(all_[i]);
        try {
            d.out = std::make_unique<whole_file>("--plot-metric", d.name);
        } catch (const run::error& e) { throw usage_error(e.what()); }
        if (d.csv) {
            d.sheet.emplace(mine);
            d.out->add(d.sheet->heading());
        } else {
            for (run::quantity& q : mine) d.curves.push_back({std::move(q)});
        }
    }
    r.read(all_, [this](const run::readings& now) {
        for (document& d : documents_) {
            if (d.csv) d.out->add(d.sheet->rows(now, d.which));
            for (size_t i = 0; i < d.curves.size(); ++i) d.curves[i].take(now, d.which[i]);
        }
    });
}

bool metric_plots::sound(const document& d) const {
    std::vector<std::string> missed, left_out;
    for (size_t i = 0; i < d.which.size(); ++i)
        if (!d.had(i)) (d.by_name[i] ? missed : left_out).push_back(full_name(all_[d.which[i]]));
    if (!missed.empty() || left_out.size() == d.which.size()) {
        const auto& never = missed.empty() ? left_out : missed;
        std::cerr << "qiki run: --plot-metric: " << listed(never) << " never had a value in this run; " << d.name
                  << " is not written\n";
        return false;
    }
    if (!left_out.empty())
        std::cerr << "note: " << d.name << ": " << listed(left_out) << " never had a value in this run\n";
    return true;
}

// What a pattern found and has one value alone, as a mark given at the end, is no curve beside others.
void metric_plots::leave_out_dots(document& d) const {
    std::vector<curve> kept;
    std::vector<std::string> left_out;
    for (size_t i = 0; i < d.curves.size(); ++i)
        if (!d.by_name[i] && d.curves[i].once()) left_out.push_back(full_name(d.curves[i].what));
        else kept.push_back(d.curves[i]);
    if (left_out.empty() || std::none_of(kept.begin(), kept.end(), [](const curve& c) { return c.any(); })) return;
    d.curves = std::move(kept);
    std::cerr << "note: " << d.name << ": " << listed(left_out) << " had one value alone; the table has it\n";
}

bool metric_plots::complete(const std::string& note) {
    bool all = true;
    for (document& d : documents_) {
        if (!sound(d)) {
            d.out.reset();
            all = false;
            continue;
        }
        leave_out_dots(d);
        d.out->complete(d.csv ? "" : observe::svg(chart_of(d.curves, title_of(d.wishes), note)));
        std::cerr << (d.csv ? "series:  " : "chart:   ") << place_of(d.name).string() << '\n';
    }
    return all;
}
} // namespace qiki::cli
