// SPDX-License-Identifier: MIT
// host/cli/test/report.cpp - a row a scenario, the first failure below it, and a sum.
#include "host/cli/test/report.hpp"
#include "host/cli/words/terminal.hpp"
#include "host/load/words.hpp"
#include "host/observe/table.hpp"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace qiki::cli {
namespace {

using observe::number;

std::string plural(size_t n, const char* word) { return std::to_string(n) + " " + word + (n == 1 ? "" : "s"); }

bool bare(const test_outcome& o) { return o.how == ending::passed && o.expectations.empty(); }

std::string sum(const test_report& r) {
    std::string out = plural(r.all.size(), "scenario") + ": ";
    const size_t silent = static_cast<size_t>(std::count_if(r.all.begin(), r.all.end(), bare));
    const size_t failed = r.all.size() - r.count(ending::passed) - r.count(ending::skipped);
    out += std::to_string(r.count(ending::passed)) + " passed";
    if (silent) out += " (" + std::to_string(silent) + (silent == 1 ? " expects nothing)" : " expect nothing)");
    if (failed) out += ", " + std::to_string(failed) + " failed";
    if (const size_t n = r.count(ending::skipped)) out += ", " + std::to_string(n) + " skipped";
    out += ", in " + number(r.seconds) + " s";
    if (!r.modules.empty()) out += "; " + plural(r.modules.size(), "module") + " passed over";
    return out;
}

const char* word(ending e) {
    static constexpr const char* words[] = {"passed", "skipped", "failed", "crashed", "timed out"};
    return words[static_cast<size_t>(e)];
}
} // namespace

size_t test_report::count(ending e) const {
    return static_cast<size_t>(
        std::count_if(all.begin(), all.end(), [&](const test_outcome& o) { return o.how == e; }));
}

std::string test_table(const test_report& r, bool verbose) {
    observe::table t({"scenario", "expectations", ">time", "verdict"});
    for (const test_outcome& o : r.all)
        t.row({load::one_line(o.name), o.expectations.empty() ? "-" : words(o.counts),
               o.how == ending::skipped ? "-" : number(o.seconds) + " s", o.verdict});
    const std::string lines = t.text();
    std::string out;
    size_t at = 0;
    for (size_t row = 0; at < lines.size(); ++row) {
        const size_t end = lines.find('\n', at);
        const std::string line = lines.substr(at, end - at);
        out += (row == 0 ? bold(line) : line) + "\n";
        if (row > 0 && r.all[row - 1].how != ending::passed && r.all[row - 1].how != ending::skipped)
            out += wrapped(r.all[row - 1].why, columns(), 4);
        at = end + 1;
    }
    if (verbose)
        for (const std::string& m : r.modules)
            out += "passed over, no q.scenario { ... } in it: " + load::one_line(m) + "\n";
    return out + "\n" + sum(r) + "\n";
}

std::string test_json(const test_report& r) {
    using nlohmann::json;
    const auto text = [](const std::string& s) { return s.empty() ? json(nullptr) : json(s); };
    json scenarios = json::array();
    for (const test_outcome& o : r.all) {
        json expectations = json::array();
        for (const judged& e : o.expectations)
            expectations.push_back({{"name", text(e.name)},
                                    {"expected", e.expected},
                                    {"verdict", e.verdict},
                                    {"seen", text(e.seen)},
                                    {"file", e.file},
                                    {"line", e.line}});
        scenarios.push_back({{"scenario", o.name},
                             {"ending", word(o.how)},
                             {"verdict", o.verdict},
                             {"why", text(o.why)},
                             {"exit", o.how == ending::skipped ? json(nullptr) : json(o.exit)},
                             {"seconds", o.how == ending::skipped ? json(nullptr) : json(o.seconds)},
                             {"digest", text(o.digest)},
                             {"expectations", expectations}});
    }
    const json out{{"ok", r.ok()},
                   {"passed", r.count(ending::passed)},
                   {"skipped", r.count(ending::skipped)},
                   {"failed", r.all.size() - r.count(ending::passed) - r.count(ending::skipped)},
                   {"seconds", r.seconds},
                   {"modules", r.modules},
                   {"scenarios", scenarios}};
    return out.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

std::vector<junit_suite> test_junit(const test_report& r) {
    using result = junit_case::result;
    std::vector<junit_suite> out;
    for (const test_outcome& o : r.all) {
        junit_suite s{o.name, o.file, {}, o.seconds};
        const result whole = o.how == ending::skipped ? result::skipped
                             : o.failure.empty()      ? result::passed
                                                      : result::error;
        s.cases.push_back({"run", whole, whole == result::skipped ? o.why : o.failure, "", o.seconds});
        for (const judged& e : o.expectations) {
            const result how = e.verdict == "met"      ? result::passed
                               : e.verdict == "failed" ? result::failed
                                                       : result::skipped;
            const std::string told = e.file + ":" + std::to_string(e.line) + ": expected " + e.expected + ", " + e.seen;
            s.cases.push_back(
                {e.name.empty() ? e.expected : e.name, how, e.seen, how == result::failed ? told : "", 0});
        }
        out.push_back(std::move(s));
    }
    return out;
}
} // namespace qiki::cli
