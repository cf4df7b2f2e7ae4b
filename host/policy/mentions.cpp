// SPDX-License-Identifier: MIT
// host/policy/mentions.cpp - finds PARAMETER.name in the tokens of function bodies.
#include "host/policy/mentions.hpp"

namespace qiki::policy {
namespace {
// Does the body give the name another meaning?
bool hidden(const std::vector<token>& t, const body& b) {
    for (size_t i = b.begin; i < b.end; ++i) {
        if (t[i].kind != token::name) continue;
        if (t[i].is == "function") {
            for (size_t k = i + 1; k < b.end && !is_mark(t, k, ")"); ++k)
                if (t[k].kind == token::name && t[k].is == b.parameter) return true;
        } else if (t[i].is == "local" || t[i].is == "for") {
            for (size_t k = i + 1; k < b.end && (t[k].kind == token::name || is_mark(t, k, ",")); ++k) {
                if (t[k].is == "in") break;
                if (t[k].is == b.parameter) return true;
            }
        } else if (t[i].is == b.parameter && is_mark(t, i + 1, "=") && !is_mark(t, i - 1, ".")) return true;
    }
    return false;
}

// The name behind token i: ".name" or ["name"]; moves i to its last token.
bool field(const std::vector<token>& t, size_t& i, std::string& name) {
    if (is_mark(t, i + 1, ".") && i + 2 < t.size() && t[i + 2].kind == token::name) {
        name = t[i += 2].is;
        return true;
    }
    if (is_mark(t, i + 1, "[") && i + 2 < t.size() && t[i + 2].kind == token::text && is_mark(t, i + 3, "]")) {
        name = t[i + 2].is;
        i += 3;
        return true;
    }
    return false;
}
} // namespace

std::vector<mention> mentions(const std::vector<token>& t, int first_line, int last_line, const std::string& argument,
                              size_t most) {
    std::vector<body> meant;
    for (const body& b : bodies(t, first_line, last_line)) {
        if (b.parameter != argument) continue;
        if (!meant.empty() && b.begin < meant.back().end) return {};
        meant.push_back(b);
    }
    if (meant.size() > most) return {};
    std::vector<mention> out;
    for (const body& b : meant) {
        if (hidden(t, b)) continue;
        for (size_t i = b.begin; i < b.end; ++i) {
            if (t[i].kind != token::name || t[i].is != b.parameter) continue;
            if (i > 0 && (is_mark(t, i - 1, ".") || is_mark(t, i - 1, ":"))) continue;
            mention m;
            m.line = t[i].line;
            size_t at = i;
            if (!field(t, at, m.name)) continue;
            if (m.name == "guard") field(t, at, m.inner);
            m.assigned = is_mark(t, at + 1, "=");
            out.push_back(m);
            i = at;
        }
    }
    return out;
}
} // namespace qiki::policy
