// SPDX-License-Identifier: MIT
// score/table.hpp - the lines of a CSV text (RFC 4180) behind its headings; files plain or packed by gzip. Needs zlib.
#pragma once
#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>
#include <zlib.h>

namespace qiki::score {

struct bad_table : std::runtime_error { // names the file and, where there is one, the line
    using std::runtime_error::runtime_error;
};

// "NAME:LINE: column 'COLUMN': TEXT"; line 0 and an empty column are left out. Printable, whatever is in the file.
inline std::string said_of(const std::string& file, size_t line, std::string_view column, const std::string& text) {
    std::string place = file.size() <= 100 ? file : ".../" + file.substr(file.find_last_of('/') + 1);
    if (line) place += ":" + std::to_string(line);
    if (!column.empty()) place += ": column '" + std::string(column.substr(0, 40)) + "'";
    std::string whole = place + ": " + text;
    for (char& c : whole)
        if (static_cast<unsigned char>(c) < 32 || c == 127) c = '?';
    return whole;
}
[[noreturn]] inline void refuse_table(const std::string& file, size_t line, std::string_view column,
                                      const std::string& text) {
    throw bad_table(said_of(file, line, column, text));
}

// The whole file, unpacked. Throws bad_table: not there, damaged, cut off, or longer than `limit` bytes.
inline std::string read_text(const std::string& file, uint64_t limit) {
    errno = 0;
    const std::unique_ptr<gzFile_s, int (*)(gzFile)> in(gzopen(file.c_str(), "rb"), gzclose);
    const auto fail = [&](const std::string& text) { throw bad_table(file + ": " + text); };
    if (!in && (errno == 0 || errno == ENOMEM)) throw std::bad_alloc(); // zlib sets no errno of its own
    if (!in) fail(std::string("cannot be opened: ") + std::strerror(errno));
    gzbuffer(in.get(), 1u << 17);
    std::string text;
    constexpr size_t step = size_t{1} << 20;
    for (;;) {
        const size_t had = text.size();
        text.resize(had + step);
        const int got = gzread(in.get(), text.data() + had, step);
        text.resize(had + static_cast<size_t>(std::max(got, 0)));
        if (got <= 0) break;
        if (text.size() > limit)
            fail("has more than " + std::to_string(limit / 1'000'000) + " MB unpacked, which is the limit");
    }
    int code = Z_OK;
    gzerror(in.get(), &code);
    const std::string after = " after " + std::to_string(text.size()) + " unpacked bytes";
    if (code == Z_BUF_ERROR) fail("the gzip data is cut off" + after + "; expected a whole file");
    if (code == Z_MEM_ERROR) throw std::bad_alloc();
    if (code == Z_ERRNO) fail("cannot be read" + after);
    if (code != Z_OK) fail("the gzip data is damaged" + after);
    return text;
}

// The separator is what separates the headings: a comma, a semicolon or a tab. Ends of lines LF or CRLF; a byte order
// mark, lines that begin with # before the headings and empty lines are passed over.
class table {
public:
    // Throws bad_table: no headings, one twice, a NUL.
    table(std::string text, std::string file);

    const std::vector<std::string>& heading() const { return heading_; }
    // The cells of the next line, as many as headings; they live until the next call. False at the end. Throws
    // bad_table.
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

inline table::table(std::string text, std::string file) : text_(std::move(text)), file_(std::move(file)) {
    if (const size_t nul = text_.find('\0'); nul != text_.npos)
        refuse_table(
            file_,
            1 + static_cast<size_t>(std::count(text_.begin(), text_.begin() + static_cast<ptrdiff_t>(nul), '\n')), "",
            "expected text, found a zero byte; is it a CSV file, plain or packed by gzip?");
    if (text_.compare(0, 3, "\xEF\xBB\xBF") == 0) at_ = 3;
    while (at_ < text_.size() && (text_[at_] == '#' || text_[at_] == '\n' || text_[at_] == '\r')) {
        at_ = std::min(text_.find('\n', at_), text_.size() - 1) + 1;
        ++next_line_;
    }
    const std::string_view head = std::string_view(text_).substr(at_, text_.find('\n', at_) - at_);
    size_t most = 0;
    for (const char c : {',', ';', '\t'})
        if (const auto n = static_cast<size_t>(std::count(head.begin(), head.end(), c)); n > most)
            most = n, separator_ = c;
    std::vector<std::string_view> row;
    if (!split(row)) refuse_table(file_, 1, "", "expected a line of headings, found nothing");
    for (const std::string_view cell : row) {
        std::string name(cell);
        name.erase(0, std::min(name.find_first_not_of(' '), name.size()));
        name.erase(name.find_last_not_of(' ') + 1);
        if (!name.empty() && std::find(heading_.begin(), heading_.end(), name) != heading_.end())
            refuse_table(file_, line_, name, "the heading is there twice; expected each once");
        heading_.push_back(std::move(name));
    }
}

inline bool table::next(std::vector<std::string_view>& row) {
    if (!split(row)) return false;
    if (row.size() != heading_.size())
        refuse_table(file_, line_, "",
                     "expected " + std::to_string(heading_.size()) + " cells as in the headings, found " +
                         std::to_string(row.size()));
    return true;
}

// at: behind the opening quote; left behind the closing one.
inline std::string_view table::quoted(size_t& at) {
    const size_t from = at;
    bool doubled = false;
    for (;; ++at) {
        if (at >= text_.size())
            refuse_table(file_, line_, "", "expected the '\"' that ends a quoted cell, found the end of the file");
        if (text_[at] == '\n') ++next_line_;
        if (text_[at] != '"') continue;
        if (at + 1 < text_.size() && text_[at + 1] == '"') doubled = true, ++at;
        else break;
    }
    const std::string_view inside = std::string_view(text_).substr(from, at++ - from);
    if (!doubled) return inside;
    std::string& s = unquoted_.emplace_back();
    for (size_t i = 0; i < inside.size(); ++i) {
        s += inside[i];
        if (inside[i] == '"') ++i;
    }
    return s;
}

inline bool table::split(std::vector<std::string_view>& row) {
    const std::string_view all = text_;
    while (at_ < all.size() && (all[at_] == '\n' || (all[at_] == '\r' && at_ + 1 < all.size() && all[at_ + 1] == '\n')))
        at_ += all[at_] == '\r' ? 2 : 1, ++next_line_;
    if (at_ >= all.size()) return false;
    row.clear(), unquoted_.clear();
    unquoted_.reserve(heading_.size() + 1); // its texts must not move; checked below
    line_ = next_line_;
    for (;;) {
        if (at_ < all.size() && all[at_] == '"') {
            if (unquoted_.size() == unquoted_.capacity())
                refuse_table(file_, line_, "", "expected " + std::to_string(heading_.size()) + " cells, found more");
            row.push_back(quoted(++at_));
            const bool ends = at_ >= all.size() || all[at_] == separator_ || all[at_] == '\n' ||
                              (all[at_] == '\r' && (at_ + 1 >= all.size() || all[at_ + 1] == '\n'));
            if (!ends)
                refuse_table(file_, line_, "",
                             "expected a separator behind a quoted cell, found '" + std::string(1, all[at_]) + "'");
        } else {
            const char ends[] = {separator_, '\n', '\0'};
            const size_t end = std::min(all.find_first_of(ends, at_), all.size());
            std::string_view cell = all.substr(at_, end - at_);
            if ((end == all.size() || all[end] == '\n') && !cell.empty() && cell.back() == '\r') cell.remove_suffix(1);
            row.push_back(cell);
            at_ = end;
        }
        if (at_ < all.size() && all[at_] == '\r') ++at_;
        if (at_ >= all.size()) return true;
        if (all[at_++] == '\n') {
            ++next_line_;
            return true;
        }
    }
}
} // namespace qiki::score
