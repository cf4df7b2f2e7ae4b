// SPDX-License-Identifier: MIT
// host/cli/test/outcome.cpp - a child's end and its JSON become a verdict.
#include "host/cli/test/outcome.hpp"
#include "host/cli/verbs.hpp"
#include "host/load/words.hpp"
#include "host/observe/table.hpp"
#include <cstring>
#include <nlohmann/json.hpp>
#include <sys/wait.h>

namespace qiki::cli {
namespace {
using nlohmann::json;

// The object that ends the output; a plugin may have printed before it.
json object_of(const std::string& out) {
    for (size_t at = out.size(); at != std::string::npos && at > 0;) {
        at = out.rfind("{\n", at - 1);
        if (at == std::string::npos) break;
        if (at > 0 && out[at - 1] != '\n') continue;
        json j = json::parse(out.begin() + static_cast<std::ptrdiff_t>(at), out.end(), nullptr, false);
        if (j.is_object() && j.contains("expectations")) return j;
    }
    return {};
}

std::string text(const json& j, const char* key) { return j.contains(key) && j[key].is_string() ? j[key] : ""; }

// The run's own last words: what follows "qiki run: ", or the last line that is not empty.
std::string last_words(const std::string& err) {
    std::string last;
    for (size_t at = 0; at < err.size();) {
        const size_t end = std::min(err.find('\n', at), err.size());
        const std::string line = load::one_line(std::string_view(err).substr(at, end - at));
        if (line.starts_with("qiki run: ")) last = line.substr(10);
        else if (!line.empty()) last = line;
        at = end + 1;
    }
    return last;
}

std::string signal_name(int s) {
    const char* const name = sigabbrev_np(s);
    return name ? std::string("SIG") + name : "signal " + std::to_string(s);
}

void take_expectations(test_outcome& o, const json& all) {
    for (const json& e : all) {
        judged x{text(e, "name"), text(e, "expected"), text(e, "verdict"),
                 text(e, "seen"), text(e, "file"),     e.value("line", 0)};
        ++(x.verdict == "met" ? o.counts.met : x.verdict == "failed" ? o.counts.failed : o.counts.skipped);
        if (x.verdict == "failed" && o.why.empty())
            o.why = load::one_line(x.file + ":" + std::to_string(x.line) + ": " +
                                   (x.name.empty() ? "" : x.name + ": ") + "expected " + x.expected + ", " + x.seen);
        o.expectations.push_back(std::move(x));
    }
}

void take_metrics(test_outcome& o, const json& result) {
    const bool by_run = result.contains("metrics_by_run") && result["metrics_by_run"].is_object();
    const json all = result.value(by_run ? "metrics_by_run" : "metrics", json::object());
    const auto of = [](const json& v) { return v.is_number() ? std::optional<double>(v) : std::nullopt; };
    for (const auto& [instance, own] : all.items())
        for (const auto& [name, value] : own.items()) {
            std::vector<std::optional<double>>& runs = o.metrics[instance][name];
            if (!by_run) runs.push_back(of(value));
            else
                for (const json& v : value) runs.push_back(of(v));
        }
}

std::string sorry(int code) {
    switch (code) {
    case exit_usage: return "wrong scenario";
    case exit_plugin: return "plugin refused";
    case exit_internal: return "internal error";
    default: return "failed";
    }
}
} // namespace

test_outcome outcome_of(const candidate& c, const child& gone) {
    test_outcome o;
    o.name = c.name, o.file = c.file.string(), o.seconds = gone.seconds;
    const std::string said = last_words(gone.err);
    if (gone.late) {
        o.how = ending::timed_out, o.exit = 128;
        o.verdict = "timed out";
        o.failure = o.why = "did not end within " + observe::number(gone.seconds_allowed) + " s" +
                            (said.empty() ? "" : "; it said last: " + said);
        return o;
    }
    if (WIFSIGNALED(gone.status)) {
        const int s = WTERMSIG(gone.status);
        o.how = ending::crashed, o.exit = 128 + s;
        o.verdict = "crashed: " + signal_name(s);
        const char* const about = sigdescr_np(s);
        o.failure = o.why = "the process ended with " + signal_name(s) +
                            (about ? std::string(" (") + about + ")" : "") +
                            (said.empty() ? "" : "; it said last: " + said);
        return o;
    }
    o.exit = WEXITSTATUS(gone.status);
    const json result = object_of(gone.out);
    if (result.is_object()) {
        take_expectations(o, result["expectations"]);
        take_metrics(o, result);
        o.digest = text(result, "digest");
    }
    if (o.exit == exit_ok && result.is_object()) {
        o.verdict = o.expectations.empty() ? "ran, expects nothing" : "passed";
        return o;
    }
    o.how = ending::failed;
    o.verdict = sorry(o.exit);
    const bool expectations_alone = o.counts.failed && said.find("expectation") != std::string::npos;
    if (o.exit == exit_ok) o.failure = "the run ended without its result on standard output";
    else if (!expectations_alone) o.failure = said.empty() ? "ended with exit code " + std::to_string(o.exit) : said;
    if (o.why.empty()) o.why = o.failure;
    return o;
}

test_outcome outcome_without(const candidate& c) {
    test_outcome o;
    o.name = c.name, o.file = c.file.string(), o.how = ending::skipped;
    for (const std::string& r : c.required) o.why += (o.why.empty() ? "needs --set " : " --set ") + r + "=";
    o.verdict = "skipped: " + o.why;
    return o;
}
} // namespace qiki::cli
