// SPDX-License-Identifier: MIT
// plugins/bridges/csv/sheet.hpp - one CSV file: grows beside its name as NAME.part and takes the name when it is
// complete.
#pragma once
#include "line.hpp"
#include "qiki/qiki.hpp"
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <string>
#include <system_error>

namespace csv {

[[noreturn]] inline void io_failure(const std::filesystem::path& file, const char* what, int code) {
    throw qiki::failure::format(QIKI_E_IO, "%s: %s: %s", file.c_str(), what, std::strerror(code));
}

class sheet {
public:
    // `append`: goes on behind what a complete file of that name holds, which is gone until it is complete again, or
    // nothing is to follow after all.
    sheet(std::filesystem::path file, const std::string& heading, bool append) : file_(std::move(file)), part_(file_) {
        part_ += ".part";
        if (std::filesystem::exists(file_) && !std::filesystem::is_regular_file(file_)) // the file would take its place
            throw qiki::failure::format(QIKI_E_IO, "%s is there and is not a regular file", file_.c_str());
        std::error_code absent;
        if (append) std::filesystem::rename(file_, part_, absent);
        append = append && !absent;
        if (append) kept_ = std::filesystem::file_size(part_, absent);
        out_ = std::fopen(part_.c_str(), append ? "ab" : "wb");
        if (!out_) io_failure(part_, "cannot be written", errno);
        buffer_.reserve(limit + 4096);
        if (!append) buffer_ = heading;
    }
    // Standard output, which is nobody's to rename.
    sheet() : file_("standard output"), part_(file_), out_(stdout) {}
    sheet(const sheet&) = delete;
    sheet& operator=(const sheet&) = delete;
    ~sheet() {
        if (!out_ || out_ == stdout) return;
        std::fclose(out_);
        std::error_code ignored;
        if (kept_ == none) {
            std::filesystem::remove(part_, ignored);
        } else {
            std::filesystem::resize_file(part_, kept_, ignored);
            std::filesystem::rename(part_, file_, ignored);
        }
    }
    void write(const line& l) {
        buffer_ += l.text();
        if (buffer_.size() >= limit) flush();
    }
    void flush() {
        if (std::fwrite(buffer_.data(), 1, buffer_.size(), out_) != buffer_.size())
            io_failure(part_, "write failed", errno);
        buffer_.clear();
    }
    void complete() {
        flush();
        if (out_ == stdout) {
            if (std::fflush(out_)) io_failure(file_, "write failed", errno);
            return;
        }
        const int failed = std::fclose(out_);
        out_ = nullptr;
        if (failed) io_failure(part_, "close failed", errno);
        std::error_code code;
        std::filesystem::rename(part_, file_, code);
        if (code) io_failure(file_, "cannot be given its name", code.value());
    }

private:
    static constexpr size_t limit = size_t{1} << 18;
    static constexpr std::uintmax_t none = static_cast<std::uintmax_t>(-1); // which file_size() says when it fails
    std::filesystem::path file_, part_;
    std::uintmax_t kept_ = none; // of what was there before
    std::FILE* out_ = nullptr;
    std::string buffer_;
};
} // namespace csv
