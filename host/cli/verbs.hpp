// SPDX-License-Identifier: MIT
// host/cli/verbs.hpp - what `qiki VERB ...` can do; one file a verb.
#pragma once
#include "host/cli/words/exit_codes.hpp"
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace qiki::cli {

// argv[0] is the verb. They print to standard output (results) and standard error (all else) and return an exit code;
// load::error, scenario::error and run::error pass through to main().
int run(int argc, char** argv);
int asterix(int argc, char** argv);
int score(int argc, char** argv);
int compare(int argc, char** argv);
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

// Environment variables, what they do.
const std::vector<std::pair<std::string, std::string>>& environment();
} // namespace qiki::cli
