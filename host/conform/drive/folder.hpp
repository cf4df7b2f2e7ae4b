// SPDX-License-Identifier: MIT
// host/conform/drive/folder.hpp - what a run writes into its working folder.
#pragma once
#include "host/conform/drive/actor.hpp"
#include <filesystem>
#include <functional>
#include <map>
#include <string>

namespace qiki::conform {

using documents = std::map<std::string, std::string>; // files by name, what they hold
documents documents_in(const std::filesystem::path& folder);

// A run in a folder of its own below the working folder, which is the working folder meanwhile.
class stay {
public:
    explicit stay(const char* name);
    ~stay();
    stay(const stay&) = delete;
    stay& operator=(const stay&) = delete;
    documents now() const { return documents_in(here_); }
    const std::filesystem::path& here() const { return here_; }

private:
    std::filesystem::path before_, here_;
};

constexpr uint64_t written_ticks = 12; // of a run whose files are looked at

// Ticks `from` to that number of the plainest world; false when one failed.
bool play_written(const subject&, actor&, uint64_t from = 0);
// A whole run in that folder, destroyed after finish(): what is there then, but for empty files. Throws skipped when a
// tick or finish() fails.
documents whole_run(const subject&, const char* folder);
// "the file 'a.csv' of 12 bytes, where ... one of 10, from byte 3 on" of the first that differs; "" when all are equal.
std::string difference_of_documents(const documents& expected, const documents& found);
// With the defaults, and if it writes no file so, when a text that speaks of a file names one. Throws skipped when it
// writes none at all.
void with_documents(subject&, const std::function<void(const subject&, const documents&)>& judge);
} // namespace qiki::conform
