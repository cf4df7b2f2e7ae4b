// SPDX-License-Identifier: MIT
// host/cli/words/whole_file.hpp - a file that appears under its name only when it is complete.
#pragma once
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>

namespace qiki::cli {

// Opens NAME.PROCESS.part at once, so that a place that cannot be written is known before the work. All throw
// run::error, which begins with `option`.
class whole_file {
public:
    whole_file(std::string option, std::filesystem::path);
    ~whole_file(); // without complete(): nothing is left behind
    whole_file(const whole_file&) = delete;
    whole_file& operator=(const whole_file&) = delete;
    void add(std::string_view text); // what cannot be written is told by complete()
    void complete(std::string_view text = {});

private:
    [[noreturn]] void fail(const char* what, int code) const;
    std::string option_;
    std::filesystem::path file_, part_;
    std::FILE* out_ = nullptr;
    int code_ = 0; // of the first that could not be written
    bool begun_ = false;
};
} // namespace qiki::cli
