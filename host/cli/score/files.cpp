// SPDX-License-Identifier: MIT
// host/cli/score/files.cpp - columns by name, cells as numbers, every row checked.
#include "host/cli/score/files.hpp"
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
    size_t vx = no_column, vy = no_column, vz = no_column, xx = no_column, xy = no_column, yy = no_column,
           height = no_column, address = no_column, mode3a = no_column, identity = no_column, nis = no_column,
           nis_dims = no_column;
};

uint64_t number_of(std::string_view name) { // FNV-1a: the same in both files
    uint64_t h = 0xcbf29ce484222325;
    for (const char c : name) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    return h;
}

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
        if (what_.writer && out_.rows == 0 && !what_.may_be_none) {
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
        at_.status = find({"status"});
        static const std::pair<const char*, size_t places_of_columns::*> others[] = {
            {"vx_mps", &places_of_columns::vx},         {"vy_mps", &places_of_columns::vy},
            {"vz_mps", &places_of_columns::vz},         {"var_x_m2", &places_of_columns::xx},
            {"cov_xy_m2", &places_of_columns::xy},      {"var_y_m2", &places_of_columns::yy},
            {"address24", &places_of_columns::address}, {"mode3a", &places_of_columns::mode3a},
            {"identity", &places_of_columns::identity}, {"nis", &places_of_columns::nis},
            {"nis_dims", &places_of_columns::nis_dims}};
        for (const auto& [name, place] : others) at_.*place = find({name});
        at_.height = find({what_.truth ? "z_m" : "height_m"});
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

    std::optional<double> number_if(const row& cells, size_t column, double least, double most) const {
        if (column == no_column || trimmed(cells[column]).empty()) return std::nullopt;
        return number(cells, column, least, most);
    }

    std::optional<uint32_t> code_if(const row& cells, size_t column, int base, uint32_t most) const {
        if (column == no_column) return std::nullopt;
        const std::string_view s = trimmed(cells[column]);
        if (s.empty()) return std::nullopt;
        uint32_t v = 0;
        const auto [end, code] = std::from_chars(s.data(), s.data() + s.size(), v, base);
        if (code != std::errc() || end != s.data() + s.size() || v > most)
            refuse(column, std::string("expected ") + (base == 16 ? "a 24-bit address in hexadecimal" : "four octal") +
                               " digits, found '" + std::string(s.substr(0, 40)) + "'");
        return v;
    }

    // What is known beyond time, id and place.
    void details(const row& cells, score::sighted& one) const {
        const auto vx = number_if(cells, at_.vx, -1e9, 1e9), vy = number_if(cells, at_.vy, -1e9, 1e9);
        one.climb_mps = number_if(cells, at_.vz, -1e9, 1e9);
        if (vx && vy) one.velocity = {*vx, *vy, what_.in_space ? one.climb_mps.value_or(0) : 0};
        const auto xx = number_if(cells, at_.xx, -1e24, 1e24), xy = number_if(cells, at_.xy, -1e24, 1e24),
                   yy = number_if(cells, at_.yy, -1e24, 1e24);
        if (xx && xy && yy) one.covariance = {*xx, *xy, *yy};
        one.height_m = number_if(cells, at_.height, -1e9, 1e9);
        one.address24 = code_if(cells, at_.address, 16, 0xFFFFFF);
        one.mode3a = code_if(cells, at_.mode3a, 8, 07777);
        if (at_.identity != no_column)
            if (const std::string_view name = trimmed(cells[at_.identity]); !name.empty())
                one.identity = number_of(name);
        if (const auto nis = number_if(cells, at_.nis, 0, 1e300)) {
            const double dims = number_if(cells, at_.nis_dims, 1, 100).value_or(2);
            if (dims != std::floor(dims)) refuse(at_.nis_dims, "expected a whole number");
            one.nis = score::innovation{*nis, static_cast<uint32_t>(dims)};
        }
    }

    void take(const row& cells) {
        if (at_.writer != no_column) {
            const std::string writer(trimmed(cells[at_.writer]));
            if (writers_.size() < 100) writers_.insert(writer);
            if (what_.writer && writer != *what_.writer) return;
        }
        ++out_.rows;
        const double t = number(cells, at_.time, -9e12, 9e12);
        score::sighted one;
        one.place.at = {number(cells, at_.x, -1e12, 1e12), number(cells, at_.y, -1e12, 1e12),
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
        if (at_.status != no_column) {
            const std::string_view status = trimmed(cells[at_.status]);
            if (what_.confirmed_only && (status == "tentative" || status == "ended")) {
                ++out_.left_out;
                return;
            }
            one.coasting = status == "coasting";
        }
        details(cells, one);
        one.place.id = out_.ids.try_emplace(std::string(name), out_.ids.size() + 1).first->second;
        const int64_t ms = std::llrint(t * 1000); // half to even, as others that compare scores do
        if (!seen_.insert({run, ms, one.place.id}).second && !(what_.one_writer && writers_.size() > 1))
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
