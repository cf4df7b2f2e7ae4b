// SPDX-License-Identifier: MIT
// plugins/radar/csv/table.hpp - the lines of a CSV text (RFC 4180) behind its headings; files plain or packed by gzip.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace csv {

// The whole file, unpacked. Throws qiki::failure: not there, damaged, cut off, or longer than `limit` bytes.
std::string read_text(const std::string& file, uint64_t limit);

// The separator is what separates the headings: a comma, a semicolon or a tab. Ends of lines LF or CRLF; a byte order
// mark, lines that begin with # before the headings and empty lines are passed over.
class table {
public:
    // Throws as refuse() does: no headings, one twice, a NUL.
    table(std::string text, std::string file);

    const std::vector<std::string>& heading() const { return heading_; }
    // The cells of the next line, as many as headings; they live until the next call. False at the end. Throws as
    // refuse() does.
    bool next(std::vector<std::string_view>& row);
    size_t line() const { return line_; } // where the last row begins, from 1

private:
    bool split(std::vector<std::string_view>& row);
    std::string_view quoted(size_t& at);

    std::string text_, file_;
    std::vector<std::string> heading_;
    std::vector<std::string> unquoted_; // cells of this line that had "" in them
    size_t at_ = 0, line_ = 0, next_line_ = 1;
    char separator_ = ',';
};
} // namespace csv
