// SPDX-License-Identifier: MIT
// host/cli/compare/runs.cpp - `qiki run --csv`, then `qiki score` of each tracker of it.
#include "host/cli/compare/runs.hpp"
#include "host/cli/children.hpp"
#include "host/cli/test/outcome.hpp"
#include "host/cli/verbs.hpp"
#include "host/run/run.hpp"
#include "score/table.hpp"
#include <charconv>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sys/wait.h>

namespace qiki::cli {
namespace {
namespace fs = std::filesystem;

class temporary_folder {
public:
    temporary_folder() {
        std::error_code e;
        std::string name = (fs::temp_directory_path(e) / "qiki-compare-XXXXXX").string();
        if (e || !mkdtemp(name.data())) throw run::error("no temporary folder " + name + ": " + std::strerror(errno));
        at_ = name;
    }
    ~temporary_folder() {
        std::error_code e;
        fs::remove_all(at_, e);
    }
    temporary_folder(const temporary_folder&) = delete;
    temporary_folder& operator=(const temporary_folder&) = delete;
    const fs::path& path() const { return at_; }

private:
    fs::path at_;
};

uint64_t hash_of(const fs::path& file) { // FNV-1a; of no file 0
    std::ifstream in(file, std::ios::binary);
    if (!in) return 0;
    uint64_t h = 0xcbf29ce484222325;
    char piece[65536];
    while (in.read(piece, sizeof piece), in.gcount() > 0)
        for (std::streamsize i = 0; i < in.gcount(); ++i)
            h = (h ^ static_cast<unsigned char>(piece[i])) * 0x100000001b3;
    return h;
}

void flatten(const nlohmann::json& j, const std::string& before, run_marks& to) {
    for (const auto& [key, value] : j.items())
        if (value.is_number()) to[before + key] = value;
        else if (value.is_object() && key != "atc") flatten(value, before + key + ".", to);
}

class comparison {
public:
    comparison(const comparison_plan& p, const running_options& o) : plan_(p), how_(o) {}

    comparison_runs all() {
        out_.marks.resize(plan_.contenders.size());
        contacts_.resize(plan_.variants.size());
        std::deque<task> tasks;
        for (size_t s = 0; s < plan_.seeds.size(); ++s)
            for (size_t v = 0; v < plan_.variants.size(); ++v)
                tasks.push_back({run_arguments(v, s), [this, v, s](const child& gone) { ran(v, s, gone); }});
        out_.signal = run_children(std::move(tasks), how_.jobs, how_.timeout);
        if (!out_.signal) compare_contacts();
        return std::move(out_);
    }

private:
    fs::path folder(size_t v, size_t s) const { return folder_.path() / (std::to_string(v) + "-" + std::to_string(s)); }

    std::vector<std::string> run_arguments(size_t v, size_t s) const {
        std::vector<std::string> out = {"run", "--json", "--quiet", "--csv", folder(v, s).string()};
        const auto add = [&](const char* option, const std::string& value) { out.insert(out.end(), {option, value}); };
        for (const std::string& x : plan_.variants[v].set) add("--set", x);
        for (const std::string& x : how_.plugins) add("--plugin", x);
        if (plan_.seeds[s]) add("--seed", std::to_string(*plan_.seeds[s]));
        if (how_.duration > 0) {
            char text[32];
            add("--duration", std::string(text, std::to_chars(text, text + sizeof text, how_.duration).ptr));
        }
        out.insert(out.end(), {"--", plan_.variants[v].file});
        return out;
    }

    std::string name_of(size_t v) const {
        std::string out = plan_.variants[v].file;
        for (const std::string& s : plan_.variants[v].set) out += " " + s;
        return out;
    }

    void fail(const std::string& label, size_t s, const std::string& why) {
        out_.failed.push_back({label, plan_.seeds[s], why});
    }

    void ran(size_t v, size_t s, const child& gone) {
        const test_outcome o = outcome_of({plan_.variants[v].file, plan_.variants[v].file, {}, {}}, gone);
        const bool expectations_alone = o.how == ending::failed && o.failure.empty();
        if (o.how != ending::passed && !expectations_alone) {
            fail(name_of(v), s, o.verdict + ": " + o.why);
            std::error_code e;
            fs::remove_all(folder(v, s), e);
            return;
        }
        out_.expectations_failed += expectations_alone;
        contacts_[v][s] = hash_of(folder(v, s) / "contacts.csv");
        metrics_[{v, s}] = o.metrics;
        std::map<std::string, std::string> number;
        try {
            number = numbers(folder(v, s) / "names.csv");
        } catch (const score::bad_table& e) {
            fail(name_of(v), s, e.what());
            return;
        }
        // A folder lasts until its last tracker is scored.
        const auto last = std::make_shared<size_t>(0);
        for (size_t c = 0; c < plan_.contenders.size(); ++c) *last += plan_.contenders[c].variant == v;
        for (size_t c = 0; c < plan_.contenders.size(); ++c) {
            if (plan_.contenders[c].variant != v) continue;
            add_child({score_arguments(c, s, number), [this, c, v, s, last](const child& ended) {
                           scored(c, s, ended);
                           std::error_code e;
                           if (--*last == 0) fs::remove_all(folder(v, s), e);
                       }});
        }
    }

    static std::map<std::string, std::string> numbers(const fs::path& names) {
        score::table in(score::read_text(names.string(), 100'000'000), names.string());
        std::map<std::string, std::string> out;
        std::vector<std::string_view> row;
        while (in.next(row))
            if (row.size() == 3 && row[0] == "instance") out.emplace(row[2], row[1]);
        return out;
    }

    std::vector<std::string> score_arguments(size_t c, size_t s,
                                             const std::map<std::string, std::string>& number) const {
        const fs::path at = folder(plan_.contenders[c].variant, s);
        std::vector<std::string> out = {"score",      "--json",
                                        "--each-run", std::to_string(plan_.variants[plan_.contenders[c].variant].runs),
                                        "--truth",    how_.truth.empty() ? (at / "truth.csv").string() : how_.truth};
        out.insert(out.end(), how_.judging.begin(), how_.judging.end());
        if (const auto found = number.find(plan_.contenders[c].tracker); found != number.end())
            out.insert(out.end(), {"--writer", found->second});
        out.insert(out.end(), {"--", (at / "tracks.csv").string()});
        return out;
    }

    void scored(size_t c, size_t s, const child& gone) {
        const std::string& label = plan_.contenders[c].label;
        if (gone.late) return fail(label, s, "its score took too long");
        if (!WIFEXITED(gone.status) || WEXITSTATUS(gone.status) != exit_ok) {
            std::string last = gone.err;
            while (!last.empty() && last.back() == '\n') last.pop_back();
            return fail(label, s, last.substr(last.rfind('\n') + 1));
        }
        const contender& who = plan_.contenders[c];
        unsigned run = 0;
        for (size_t at = 0, end; at < gone.out.size(); at = end + 1) {
            end = std::min(gone.out.find('\n', at), gone.out.size());
            const auto j = nlohmann::json::parse(gone.out.begin() + static_cast<std::ptrdiff_t>(at),
                                                 gone.out.begin() + static_cast<std::ptrdiff_t>(end), nullptr, false);
            if (!j.is_object()) return fail(label, s, "its score is no JSON");
            run_marks& to = out_.marks[c][{plan_.seeds[s], run}];
            flatten(j, "", to);
            for (const auto& [name, values] : metrics_[{who.variant, s}][who.tracker])
                if (run < values.size() && values[run]) to[std::string(metric_prefix) + name] = *values[run];
            ++run;
        }
    }

    // Where a seed's contacts differ from those of the first contender's run.
    void compare_contacts() {
        for (const contender& c : plan_.contenders) {
            bool same = true;
            for (const auto& [s, hash] : contacts_[c.variant]) {
                const auto& first = contacts_[plan_.contenders.front().variant];
                const auto at = first.find(s);
                same &= at == first.end() || at->second == hash;
            }
            if (!same) out_.others.push_back(c.label);
        }
    }

    const comparison_plan& plan_;
    const running_options& how_;
    temporary_folder folder_;
    std::vector<std::map<size_t, uint64_t>> contacts_;                             // of each variant, by seed
    std::map<std::pair<size_t, size_t>, decltype(test_outcome::metrics)> metrics_; // by variant and seed
    comparison_runs out_;
};
} // namespace

comparison_runs run_all(const comparison_plan& p, const running_options& o) { return comparison(p, o).all(); }
} // namespace qiki::cli
