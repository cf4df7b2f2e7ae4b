// SPDX-License-Identifier: MIT
// host/cli/prove/conform_report.hpp - verdicts of checks as a table, as JSON lines, as JUnit XML; and the list of
// checks.
#pragma once
#include "host/conform/session.hpp"
#include <string>

namespace qiki::cli {

std::string checks_table();
std::string checks_markdown(); // the tables of docs/conformance.md
std::string checks_ndjson();

// Rows of what is not passed or skipped (`verbose`: of all), each with its story and how to repeat it; then the counts.
std::string conform_text(const conform::asked&, const conform::outcome&, bool verbose);
std::string conform_ndjson(const conform::asked&, const conform::outcome&); // a line a result, then one of the counts
std::string conform_junit(const conform::asked&, const conform::outcome&);
} // namespace qiki::cli
