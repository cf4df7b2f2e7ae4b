// SPDX-License-Identifier: MIT
// host/scenario/tokens.cpp - a lexer for Lua 5.4, reduced to what positions and checks need.
#include "host/scenario/tokens.hpp"
#include <algorithm>

namespace qiki::lua {
namespace {
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

class lexer {
public:
    explicit lexer(std::string_view s) : s_(s) {}
    std::vector<token> all() {
        while (at_ < s_.size()) next();
        return std::move(out_);
    }

private:
    char peek(size_t n = 0) const { return at_ + n < s_.size() ? s_[at_ + n] : '\0'; }
    void add(token::what kind, size_t from, size_t to, int line) {
        out_.push_back({kind, s_.substr(from, to - from), line});
    }
    void skip_to(size_t end) {
        line_ += static_cast<int>(std::count(s_.begin() + static_cast<std::ptrdiff_t>(at_),
                                             s_.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
        at_ = end;
    }

    // Length of "[==[" at `from`, or 0.
    size_t long_bracket(size_t from) const {
        size_t i = from + 1;
        while (i < s_.size() && s_[i] == '=') ++i;
        return i < s_.size() && s_[i] == '[' ? i + 1 - from : 0;
    }
    size_t end_of_long(size_t from, size_t opening) const {
        const std::string close = "]" + std::string(opening - 2, '=') + "]";
        const size_t end = s_.find(close, from + opening);
        return end == std::string_view::npos ? s_.size() : end + opening;
    }

    void comment() {
        const size_t opening = peek(2) == '[' ? long_bracket(at_ + 2) : 0;
        skip_to(opening ? end_of_long(at_ + 2, opening) : std::min(s_.find('\n', at_), s_.size()));
    }
    void quoted(char quote) {
        const int line = line_;
        size_t end = at_ + 1;
        while (end < s_.size() && s_[end] != quote && s_[end] != '\n') end += s_[end] == '\\' ? 2u : 1u;
        end = std::min(end, s_.size());
        add(token::text, at_ + 1, end, line);
        skip_to(std::min(end + (end < s_.size() && s_[end] == quote), s_.size()));
    }
    void next() {
        const char c = peek();
        if (c == '\n' || c == ' ' || c == '\t' || c == '\r') return skip_to(at_ + 1);
        if (c == '-' && peek(1) == '-') return comment();
        if (c == '"' || c == '\'') return quoted(c);
        if (const size_t opening = c == '[' ? long_bracket(at_) : 0) {
            const size_t end = end_of_long(at_, opening);
            add(token::text, at_ + opening, std::max(at_ + opening, end - std::min(end, opening)), line_);
            return skip_to(end);
        }
        size_t end = at_ + 1;
        token::what kind = token::mark;
        if (is_letter(c)) {
            kind = token::name;
            while (end < s_.size() && (is_letter(s_[end]) || is_digit(s_[end]))) ++end;
        } else if (is_digit(c) || (c == '.' && is_digit(peek(1)))) {
            kind = token::number;
            while (end < s_.size() &&
                   (is_letter(s_[end]) || is_digit(s_[end]) || s_[end] == '.' ||
                    ((s_[end] == '-' || s_[end] == '+') && (s_[end - 1] == 'e' || s_[end - 1] == 'E'))))
                ++end;
        } else if ((c == '=' || c == '~' || c == '<' || c == '>') && peek(1) == '=') ++end;
        else if ((c == '.' || c == ':' || c == '/' || c == '<' || c == '>') && peek(1) == c)
            end += c == '.' && peek(2) == c ? 2u : 1u;
        add(kind, at_, end, line_);
        at_ = end;
    }

    std::string_view s_;
    size_t at_ = 0;
    int line_ = 1;
    std::vector<token> out_;
};

bool whole_number(const token& t) {
    return t.kind == token::number && t.is.size() < 10 && std::all_of(t.is.begin(), t.is.end(), is_digit);
}

// A whole power of a whole number that a double holds exactly.
bool whole_power(const token& base, const token& power) {
    if (!whole_number(base) || !whole_number(power)) return false;
    const double b = std::stod(std::string(base.is)), p = std::stod(std::string(power.is));
    double x = 1;
    for (double i = 0; i < p && x <= 0x1p53 && b > 1; ++i) x *= b;
    return x <= 0x1p53;
}

struct key_reader {
    const std::vector<token>& t;
    size_t i;
    std::map<std::string, int> lines;

    bool mark(size_t at, char c) const { return at < t.size() && t[at].kind == token::mark && t[at].is[0] == c; }
    bool equals(size_t at) const { return mark(at, '=') && t[at].is.size() == 1; }

    // `i` stands behind "{"; afterwards behind its "}".
    void table(const std::string& prefix, int depth) {
        bool fresh = true; // a field may begin here
        int inner = 0;     // parentheses, brackets and function bodies are not looked into
        while (i < t.size()) {
            if (inner == 0 && mark(i, '}')) {
                ++i;
                return;
            }
            std::string key;
            size_t value = 0;
            if (fresh && inner == 0 && t[i].kind == token::name && equals(i + 1)) {
                key = prefix + std::string(t[i].is);
                value = i + 2;
            } else if (fresh && inner == 0 && mark(i, '[') && i + 1 < t.size() && t[i + 1].kind == token::text &&
                       mark(i + 2, ']') && equals(i + 3)) {
                key = prefix + std::string(t[i + 1].is);
                value = i + 4;
            }
            if (value) {
                lines.emplace(key, t[i].line);
                i = value;
                fresh = false;
                if (mark(i, '{') && depth < 4) {
                    ++i;
                    table(key + ".", depth + 1);
                }
                continue;
            }
            fresh = false;
            if (mark(i, '(') || mark(i, '[') || mark(i, '{')) ++inner;
            else if (mark(i, ')') || mark(i, ']') || mark(i, '}')) --inner;
            else if (inner == 0 && (mark(i, ',') || mark(i, ';'))) fresh = true;
            ++i;
        }
    }
};
size_t first_of_line(const std::vector<token>& t, int line) {
    return static_cast<size_t>(
        std::lower_bound(t.begin(), t.end(), line, [](const token& a, int l) { return a.line < l; }) - t.begin());
}
} // namespace

std::vector<token> tokens(std::string_view source) { return lexer(source).all(); }

complaint refused(const std::vector<token>& t) {
    constexpr size_t longest_chain = 10'000;
    size_t jumps = 0;
    for (size_t i = 0; i < t.size(); ++i) {
        if (t[i].kind == token::mark && t[i].is == "^") {
            // glibc's pow differs by CPU in the last bit; x * x and small whole powers of whole numbers do not.
            const bool square = i + 1 < t.size() && t[i + 1].is == "2" && !(i + 2 < t.size() && t[i + 2].is == "^");
            const bool literal = i > 0 && i + 1 < t.size() && whole_power(t[i - 1], t[i + 1]) &&
                                 !(i + 2 < t.size() && t[i + 2].is == "^");
            if (!square && !literal)
                return {t[i].line, "^ gives another last bit on other CPUs; write math.pow(x, y), x * x or x^2"};
        }
        if (t[i].kind == token::name &&
            (t[i].is == "and" || t[i].is == "or" || t[i].is == "elseif" || t[i].is == "goto" || t[i].is == "break") &&
            ++jumps > longest_chain)
            return {t[i].line, "more than 10000 of 'and', 'or', 'elseif', 'goto' and 'break' in one file; use a table"};
    }
    return {};
}

std::map<std::string, int> key_lines(const std::vector<token>& t, int line, std::string_view head) {
    size_t i = first_of_line(t, line);
    for (const size_t last = std::min(t.size(), i + 64); i < last; ++i) {
        if (t[i].is != head || (t[i].kind != token::text && t[i].kind != token::name)) continue;
        for (size_t open = i + 1; open < std::min(t.size(), i + 4); ++open)
            if (t[open].kind == token::mark && t[open].is == "{") {
                key_reader r{t, open + 1, {}};
                r.table("", 0);
                return std::move(r.lines);
            } else if (t[open].kind != token::mark || (t[open].is != "(" && t[open].is != ")")) break;
    }
    return {};
}

std::map<std::string, std::vector<int>, std::less<>> text_lines(const std::vector<token>& t, int line,
                                                                std::string_view key) {
    std::map<std::string, std::vector<int>, std::less<>> out;
    const auto mark = [&](size_t i, std::string_view is) {
        return i < t.size() && t[i].kind == token::mark && t[i].is == is;
    };
    size_t i = first_of_line(t, line);
    while (i < t.size() && t[i].line == line && !(t[i].is == key && mark(i + 1, "=") && mark(i + 2, "{"))) ++i;
    if (i == t.size() || t[i].line != line) return out;
    int depth = 0;
    for (i += 2; i < t.size(); ++i) {
        depth += mark(i, "{") ? 1 : mark(i, "}") ? -1 : 0;
        if (depth == 0) break;
        if (t[i].kind == token::text) out[std::string(t[i].is)].push_back(t[i].line);
    }
    return out;
}
} // namespace qiki::lua
