// SPDX-License-Identifier: MIT
// tests/unit/bridges/columns.cpp - docs/records.md has every column of every file, in the order of the file, and every
// word of its enumerations.
#include "plugins/bridges/csv/columns.hpp"
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>
#include <vector>

namespace {

struct documented {
    std::vector<std::string> columns;
    std::string text;
};

// The section of one file in the documentation.
documented section(const std::string& file) {
    std::ifstream in(QIKI_SOURCE_DIR "/docs/records.md");
    documented d;
    bool inside = false;
    for (std::string line; std::getline(in, line);) {
        if (line.rfind("## ", 0) == 0) inside = line == "## " + file;
        if (!inside) continue;
        d.text += line + '\n';
        if (line.rfind("| `", 0) == 0) d.columns.push_back(line.substr(3, line.find('`', 3) - 3));
    }
    return d;
}

template <class R, size_t N>
void same(const char* file, const csv::column<R> (&columns)[N]) {
    std::vector<std::string> headings;
    for (const auto& c : columns) headings.emplace_back(c.heading);
    INFO(file);
    CHECK(section(file).columns == headings);
}
// How many are the letters and a number.
template <class R, size_t N>
size_t numbered(const char* letters, const csv::column<R> (&columns)[N]) {
    const std::string begins(letters);
    size_t n = 0;
    for (const auto& c : columns) n += c.heading == begins + std::to_string(n);
    return n;
}
template <size_t N>
void words_in(const char* file, const char* const (&words)[N]) {
    const std::string text = section(file).text;
    for (const char* w : words) {
        INFO(file << ": " << w);
        CHECK(text.find('`' + std::string(w) + '`') != std::string::npos);
    }
}
} // namespace

TEST_CASE("every column of the files is documented with its unit, in their order") {
    same("truth.csv", csv::truth_columns);
    same("frames.csv", csv::frame_columns);
    same("contacts.csv", csv::contact_columns);
    same("origins.csv", csv::origin_columns);
    same("tracks.csv", csv::track_columns);
    same("assoc.csv", csv::assoc_columns);
    same("modes.csv", csv::mode_columns);
    same("samples.csv", csv::sample_columns);
    same("receipts.csv", csv::receipt_columns);
    same("commands.csv", csv::command_columns);
    same("events.csv", csv::event_columns);
}

TEST_CASE("every argument of a command, every number of a sample and an event has a column") {
    CHECK(numbered("arg", csv::command_columns) == std::size(qiki_command{}.arg));
    CHECK(numbered("v", csv::sample_columns) == std::size(qiki_sample{}.v));
    CHECK(numbered("v", csv::event_columns) == std::size(qiki_event{}.v));
}

TEST_CASE("every word of an enumeration is documented where it occurs, and a number without one is a question mark") {
    words_in("truth.csv", csv::class_words);
    words_in("contacts.csv", csv::kind_words);
    words_in("origins.csv", csv::cause_words);
    words_in("tracks.csv", csv::track_words);
    words_in("modes.csv", csv::motion_words);
    words_in("samples.csv", csv::sense_words);
    words_in("receipts.csv", csv::receipt_words);
    words_in("events.csv", csv::severity_words);
    for (const char* file :
         {"truth.csv", "frames.csv", "contacts.csv", "tracks.csv", "modes.csv", "samples.csv", "events.csv"})
        words_in(file, csv::label_words);
    CHECK(csv::word_of(csv::class_words, QIKI_CLASS_BODY) == std::string("body"));
    CHECK(csv::word_of(csv::cause_words, QIKI_CAUSE_GHOST) == std::string("ghost"));
    CHECK(csv::word_of(csv::kind_words, QIKI_BEARING_ONLY) == std::string("bearing_only"));
    CHECK(csv::word_of(csv::receipt_words, QIKI_RECEIPT_FAILED) == std::string("failed"));
    CHECK(csv::word_of(csv::sense_words, QIKI_SENSE_CALIBRATING) == std::string("calibrating"));
    CHECK(csv::word_of(csv::motion_words, QIKI_MOTION_ORBIT) == std::string("orbit"));
    CHECK(csv::word_of(csv::kind_words, 4) == std::string("?"));
}
