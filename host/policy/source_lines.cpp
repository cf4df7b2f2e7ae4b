// SPDX-License-Identifier: MIT
// host/policy/source_lines.cpp - walks over tokens, counting brackets and blocks.
#include "host/policy/source_lines.hpp"
#include <algorithm>

namespace qiki::policy {
namespace {
bool word(const std::vector<token>& t, size_t i, std::string_view name) {
    return i < t.size() && t[i].kind == token::name && t[i].is == name;
}

// How a token changes the depth of brackets and blocks: `while` and `for` open theirs with `do`.
int step(const std::vector<token>& t, size_t i) {
    if (t[i].kind == token::mark) {
        const char c = t[i].is.size() == 1 ? t[i].is[0] : ' ';
        return c == '(' || c == '[' || c == '{' ? 1 : c == ')' || c == ']' || c == '}' ? -1 : 0;
    }
    if (t[i].kind != token::name) return 0;
    for (const char* opens : {"function", "if", "do", "repeat"})
        if (t[i].is == opens) return 1;
    return t[i].is == "end" || t[i].is == "until" ? -1 : 0;
}

struct walker {
    const std::vector<token>& t;
    std::map<std::string, int>& lines;
    size_t i; // behind "{"; afterwards behind its "}"

    void table(const std::string& path, int depth) {
        int row = 0;
        while (i < t.size() && !is_mark(t, i, "}")) {
            const int line = t[i].line;
            std::string here;
            if (t[i].kind == token::name && is_mark(t, i + 1, "=")) {
                here = (path.empty() ? "" : path + ".") + std::string(t[i].is);
                i += 2;
            } else if (is_mark(t, i, "[") && i + 1 < t.size() && t[i + 1].kind == token::text &&
                       is_mark(t, i + 2, "]") && is_mark(t, i + 3, "=")) {
                here = (path.empty() ? "" : path + ".") + std::string(t[i + 1].is);
                i += 4;
            } else here = path + "[" + std::to_string(++row) + "]";
            lines.emplace(here, line);
            if (is_mark(t, i, "{") && depth < 8) {
                ++i;
                table(here, depth + 1);
            }
            for (int inner = 0; i < t.size(); ++i) { // to the end of the value
                if (inner == 0 && (is_mark(t, i, ",") || is_mark(t, i, ";") || is_mark(t, i, "}"))) break;
                inner += step(t, i);
            }
            if (is_mark(t, i, ",") || is_mark(t, i, ";")) ++i;
        }
        ++i;
    }
};
} // namespace

bool is_mark(const std::vector<token>& t, size_t i, std::string_view mark) {
    return i < t.size() && t[i].kind == token::mark && t[i].is == mark;
}

std::map<std::string, int> entry_lines(const std::vector<token>& t, std::string_view head) {
    std::map<std::string, int> lines;
    for (size_t i = 0; i < t.size(); ++i) {
        if (!word(t, i, head)) continue;
        const size_t open = is_mark(t, i + 1, "(") ? i + 2 : i + 1;
        if (!is_mark(t, open, "{")) continue;
        walker{t, lines, open + 1}.table("", 0);
        break;
    }
    return lines;
}

std::vector<body> bodies(const std::vector<token>& t, int first_line, int last_line) {
    std::vector<body> out;
    const auto from =
        std::lower_bound(t.begin(), t.end(), first_line, [](const token& a, int line) { return a.line < line; });
    for (auto i = static_cast<size_t>(from - t.begin()); i < t.size() && t[i].line == first_line; ++i) {
        if (!word(t, i, "function")) continue;
        body b;
        size_t at = i + 1;
        while (at < t.size() && !is_mark(t, at, "(")) ++at;
        if (at + 1 < t.size() && t[at + 1].kind == token::name) b.parameter = t[at + 1].is;
        while (at < t.size() && !is_mark(t, at, ")")) ++at;
        b.begin = at + 1;
        int depth = 1;
        for (b.end = b.begin; b.end < t.size(); ++b.end)
            if ((depth += step(t, b.end)) == 0) break;
        if (b.end < t.size() && t[b.end].line == last_line) out.push_back(b);
    }
    return out;
}
} // namespace qiki::policy
