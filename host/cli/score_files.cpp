// SPDX-License-Identifier: MIT
// host/cli/score_files.cpp - columns by name, cells as numbers, every row checked.
#include "host/cli/score_files.hpp"
#include "host/words/nearest.hpp"
#include "score/table.hpp"
#include <charconv>
#include <cmath>
#include <set>

namespace qiki::cli {
namespace {

constexpr uint64_t most_unpacked = 4'000'000'000; // bytes, unpacked
constexpr size_t no_column = static_cast<size_t>(-1);

using row = std::vector<std::string_view>;

std::string_view trimmed(std::string_view s) {
    while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
    while (!s.empty() && (s.back() == ' ' || s.back() == '\t')) s.remove_suffix(1);
    return s;
}

struct places_of_columns {
    size_t time = no_column, id = no_column, x = no_column, y = no_column, z = no_column, run = no_column,
           writer = no_column, status = no_column;
};

class reader {
public:
    reader(const reading& what, std::string text)
        : what_(what), in_(std::move(text), what.file), heading_line_(in_.line()) {}

    positions all() {
        bind();
        out_.has_run = at_.run != no_column;
        row cells;
        while (in_.next(cells)) take(cells);
        if (writers_.size() > 1 && what_.one_writer && !what_.writer) {
            std::string list;
            for (const std::string& w : writers_) list += (list.empty() ? "" : ", ") + w;
            score::refuse_table(what_.file, 0, "writer",
                                "rows of several trackers (" + list + "); choose one: --writer " + *writers_.begin());
        }
        if (what_.writer && out_.rows == 0) {
            std::string list;
            for (const std::string& w : writers_) list += (list.empty() ? "" : ", ") + w;
            score::refuse_table(what_.file, 0, "writer",
                                "expected rows of writer " + *what_.writer + ", found those of " +
                                    (list.empty() ? "nobody" : list));
        }
        return std::move(out_);
    }

private:
    size_t find(const std::vector<std::string>& names) const {
        const std::vector<std::string>& h = in_.heading();
        for (const std::string& n : names)
            for (size_t i = 0; i < h.size(); ++i)
                if (h[i] == n) return i;
        return no_column;
    }

    size_t need(const std::vector<std::string>& names) const {
        const size_t at = find(names);
        if (at != no_column) return at;
        std::string list, found;
        for (const std::string& n : names) list += (list.empty() ? "" : " or ") + n;
        for (const std::string& n : in_.heading()) found += (found.empty() ? "" : ", ") + n;
        std::string meant;
        for (const std::string& n : names)
            if (const std::string near = meant.empty() ? nearest(n, in_.heading()) : ""; !near.empty())
                meant = "; did you mean " + n + " by \"" + near + "\"?";
        score::refuse_table(what_.file, heading_line_, "", "expected a column " + list + ", found " + found + meant);
    }

    void bind() {
        at_.time = need({"time_s"}), at_.id = need(what_.id), at_.x = need({"x_m"}), at_.y = need({"y_m"});
        at_.z = what_.in_space ? need({"z_m"}) : no_column;
        at_.run = find({"run"}), at_.writer = find({"writer"});
        at_.status = what_.confirmed_only ? find({"status"}) : no_column;
        if (what_.writer && at_.writer == no_column)
            score::refuse_table(what_.file, heading_line_, "", "expected a column writer for --writer, found none");
    }

    [[noreturn]] void refuse(size_t column, const std::string& text) const {
        score::refuse_table(what_.file, in_.line(), in_.heading()[column], text);
    }

    double number(const row& cells, size_t column, double least, double most) const {
        const std::string_view s = trimmed(cells[column]);
        double v = 0;
        const char* from = s.data() + (!s.empty() && s.front() == '+');
        const auto [end, code] = std::from_chars(from, s.data() + s.size(), v);
        if (s.empty() || code != std::errc() || end != s.data() + s.size() || !std::isfinite(v))
            refuse(column, "expected a finite number, found '" + std::string(s.substr(0, 40)) + "'" +
                               (s.find(',') != s.npos ? "; write decimals with a point" : ""));
        if (!(v >= least && v <= most))
            refuse(column, "expected a number between " + std::to_string(least) + " and " + std::to_string(most) +
                               ", found " + std::string(s.substr(0, 40)));
        return v;
    }

    void take(const row& cells) {
        if (at_.writer != no_column) {
            const std::string writer(trimmed(cells[at_.writer]));
            if (writers_.size() < 100) writers_.insert(writer);
            if (what_.writer && writer != *what_.writer) return;
        }
        ++out_.rows;
        const double t = number(cells, at_.time, -9e12, 9e12);
        score::labelled one;
        one.at = {number(cells, at_.x, -1e12, 1e12), number(cells, at_.y, -1e12, 1e12),
                  at_.z == no_column ? 0 : number(cells, at_.z, -1e12, 1e12)};
        const std::string_view name = trimmed(cells[at_.id]);
        if (name.empty()) refuse(at_.id, "expected an id, found nothing");
        int64_t run = 0;
        if (at_.run != no_column) {
            const std::string_view s = trimmed(cells[at_.run]);
            const auto [end, code] = std::from_chars(s.data(), s.data() + s.size(), run);
            if (s.empty() || code != std::errc() || end != s.data() + s.size())
                refuse(at_.run, "expected a whole number, found '" + std::string(s.substr(0, 40)) + "'");
        }
        if (at_.status != no_column && (cells[at_.status] == "tentative" || cells[at_.status] == "ended")) {
            ++out_.left_out;
            return;
        }
        one.id = out_.ids.try_emplace(std::string(name), out_.ids.size() + 1).first->second;
        const int64_t ms = std::llrint(t * 1000); // half to even, as others that compare scores do
        if (!seen_.insert({run, ms, one.id}).second && !(what_.one_writer && writers_.size() > 1))
            refuse(at_.id, "'" + std::string(name.substr(0, 40)) + "' is there twice at " +
                               std::string(trimmed(cells[at_.time])) + " s; times are told apart to 1 ms");
        out_.runs[run][ms].push_back(one);
    }

    const reading& what_;
    score::table in_;
    size_t heading_line_;
    places_of_columns at_;
    positions out_;
    std::set<std::string> writers_;
    struct key {
        int64_t run, ms;
        uint64_t id;
        auto operator<=>(const key&) const = default;
    };
    std::set<key> seen_;
};
} // namespace

positions read_positions(const reading& r) { return read_positions(r, score::read_text(r.file, most_unpacked)); }
positions read_positions(const reading& r, std::string text) { return reader(r, std::move(text)).all(); }
} // namespace qiki::cli
