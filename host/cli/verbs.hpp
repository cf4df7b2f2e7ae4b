// SPDX-License-Identifier: MIT
// host/cli/verbs.hpp - what `qiki VERB ...` can do; one file a verb.
#pragma once
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace qiki::cli {

// Exit codes of every verb. A run that was interrupted ends with 128 + the signal's number.
constexpr int exit_ok = 0;
constexpr int exit_failed = 1;   // the run failed: records dropped, a plugin or an expectation failed; test: a scenario
                                 // did; doctor: something is wrong
constexpr int exit_usage = 2;    // wrong command line or scenario
constexpr int exit_plugin = 3;   // a plugin was refused or not found
constexpr int exit_internal = 4; // a bug of ours
constexpr int exit_nothing = 5;  // test: no scenario was found, or none that --filter lets through

// argv[0] is the verb. They print to standard output (results) and standard error (all else) and return an exit code;
// load::error, scenario::error and run::error pass through to main().
int run(int argc, char** argv);
int asterix(int argc, char** argv);
int score(int argc, char** argv);
int test(int argc, char** argv);
int conform(int argc, char** argv);
int conform_child(int argc, char** argv); // the process of one check
int list(int argc, char** argv);
int inspect(int argc, char** argv);
int bench(int argc, char** argv);
int create(int argc, char** argv); // qiki new
int doctor(int argc, char** argv);
int types(int argc, char** argv);
int man(int argc, char** argv);
int complete(int argc, char** argv);
int version(int argc, char** argv);

struct verb {
    const char* name;
    int (*call)(int, char**);
    const char* help;
    bool hidden = false; // for scripts, not in lists
};
std::span<const verb> verbs();

// Exit codes of the program as a whole, what they mean; environment variables, what they do.
const std::vector<std::pair<std::string, std::string>>& exit_codes();
const std::vector<std::pair<std::string, std::string>>& environment();
} // namespace qiki::cli
