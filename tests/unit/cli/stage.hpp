// SPDX-License-Identifier: MIT
// tests/unit/cli/stage.hpp - scenarios of one actor, and JUnit XML held against its schema.
#pragma once
#include "unit/cli/command.hpp"
#include <catch2/catch.hpp>

namespace stage {

const std::string plugin = " --plugin " QIKI_TEST_PLUGINS " ";

// An actor in some mood for 5 s; `list` stands in line 5.
inline std::string scenario(const std::string& mood, const std::string& list) {
    return "local q = require \"qiki\"\nreturn q.scenario {\n  name = \"a play\", tick = 0.5, duration = 5,\n"
           "  vehicles = { q.use \"org.qiki.test.actor\" { id = \"actor\", mood = \"" +
           mood + "\" } }, expect = {\n" + list + "\n} }\n";
}

inline bool have_xmllint() {
    const bool there = std::system("command -v xmllint >/dev/null 2>&1") == 0;
    if (!there) WARN("no xmllint: the XML is not held against its schema; install libxml2-utils");
    return there;
}
// "" when the file is what the schema says; what is wrong otherwise.
inline std::string flaw(const command& where, const std::string& file) {
    if (!have_xmllint()) return "";
    const std::string line = "cd " + where.dir.string() +
                             " && xmllint --noout --schema " QIKI_SOURCE_DIR "/tests/unit/cli/junit.xsd " + file +
                             " >lint 2>&1";
    return std::system(line.c_str()) == 0 ? "" : where.read("lint");
}
} // namespace stage
