// SPDX-License-Identifier: MIT
// host/conform/checks/self_vectors.cpp - scenarios that a plugin brings along still give the digests that they state.
#include "host/conform/check.hpp"
#include "host/conform/page.hpp"
#include "host/load/words.hpp"
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

namespace qiki::conform {
namespace self_vectors_parts {
namespace fs = std::filesystem;

struct ended {
    int code = 0; // 128 + the signal's number when it was killed
    std::string said;
};

// `qiki test SCENARIO --plugin FILE` with the limits of this process; as JSON: without what goes to standard error.
ended test(const subject& s, const fs::path& scenario, bool as_json) {
    const std::string log = "vectors.out";
    std::vector<std::string> words = {"qiki",      "test", scenario.string(), "--plugin", s.path.string(),
                                      "--timeout", "15"};
    if (as_json) words.push_back("--json");
    std::vector<char*> argv;
    for (std::string& w : words) argv.push_back(w.data());
    argv.push_back(nullptr);
    const pid_t pid = fork();
    if (pid < 0) throw std::runtime_error(std::string("no process: ") + std::strerror(errno));
    if (pid == 0) {
        const int out = open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        dup2(out, 1), dup2(as_json ? open("/dev/null", O_WRONLY | O_CLOEXEC) : out, 2);
        execv("/proc/self/exe", argv.data());
        _exit(127);
    }
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {}
    std::ostringstream text;
    text << std::ifstream(log, std::ios::binary).rdbuf();
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), text.str()};
}

// What `qiki test --json` says of the one scenario.
nlohmann::json scenario_of(const std::string& said) { return nlohmann::json::parse(said).at("scenarios").at(0); }
bool states_a_digest(const nlohmann::json& scenario) {
    const nlohmann::json& all = scenario.at("expectations");
    return std::any_of(all.begin(), all.end(), [](const auto& e) {
        return e.at("expected").template get<std::string>().starts_with("digest ");
    });
}

void run(subject& s) {
    fs::path folder = s.path;
    folder.replace_extension("conformance");
    if (!fs::is_directory(folder))
        throw skipped("brings no vectors: there is no folder " + folder.filename().string() + " beside it");
    std::vector<fs::path> all;
    for (const auto& e : fs::directory_iterator(folder))
        if (e.path().extension() == ".lua") all.push_back(e.path());
    std::sort(all.begin(), all.end());
    if (all.empty()) throw failed(folder.string() + ": expected scenarios, *.lua, found none; leave out the folder");
    for (const fs::path& scenario : all) {
        const std::string name = folder.filename().string() + "/" + scenario.filename().string();
        doing(("the run of " + scenario.filename().string()).c_str());
        const ended judged = test(s, scenario, true);
        if (judged.code == 0) {
            const nlohmann::json found = scenario_of(judged.said);
            if (found.at("ending") == "skipped")
                throw failed(name + ": needs values that --set gives: expected a scenario that runs by itself");
            if (states_a_digest(found)) continue;
            throw failed(name + ": expected q.expect { digest = \"...\" }, found none; what it gives now is " +
                         found.at("digest").get<std::string>() + " (rule det.1)");
        }
        throw failed(name + ": expected what it states, found: " + load::one_line(test(s, scenario, false).said, 900) +
                     "; mend the plugin, or, if its results were to change, the digest (rule det.1)");
    }
}
} // namespace self_vectors_parts
extern const check self_vectors{
    .id = "self.vectors",
    .level = 2,
    .from = needs::file,
    .rules = "det.1",
    .asserts =
        "the scenarios in the folder ID.conformance beside ID.so, which the plugin brings along, meet all that they "
        "expect, a digest among it: what its author saw is what its user gets",
    .run = self_vectors_parts::run};
} // namespace qiki::conform
