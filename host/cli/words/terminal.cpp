// SPDX-License-Identifier: MIT
// host/cli/words/terminal.cpp - widths in characters; escapes only where a person looks.
#include "host/cli/words/terminal.hpp"
#include "host/observe/text.hpp"
#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <sys/ioctl.h>
#include <unistd.h>

namespace qiki::cli {

size_t columns() {
    if (const char* set = std::getenv("COLUMNS")) {
        size_t n = 0;
        const auto read = std::from_chars(set, set + std::strlen(set), n);
        if (read.ec == std::errc() && *read.ptr == 0 && n >= 20 && n < 10000) return n;
    }
    winsize w{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_col >= 20) return w.ws_col;
    return 0;
}

std::string bold(std::string_view s) {
    const char *plain = std::getenv("NO_COLOR"), *term = std::getenv("TERM");
    const bool colour = isatty(STDOUT_FILENO) && (!plain || !*plain) && term && std::string_view(term) != "dumb";
    return colour ? "\x1b[1m" + std::string(s) + "\x1b[0m" : std::string(s);
}

size_t width(std::string_view s) {
    return static_cast<size_t>(std::count_if(s.begin(), s.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string cut(std::string_view s, size_t most) {
    if (width(s) <= most) return std::string(s);
    size_t at = 0;
    for (size_t n = 0; at < s.size(); ++at)
        if ((s[at] & 0xC0) != 0x80 && ++n == std::max<size_t>(most, 1)) break;
    return std::string(s.substr(0, at)) + "…";
}

std::string wrapped(std::string_view text, size_t most, size_t indent) {
    const std::string safe = observe::visible(text, text.size());
    std::string_view s = safe;
    std::string out, line;
    const auto flush = [&] {
        if (!line.empty()) out += std::string(indent, ' ') + line + '\n';
        line.clear();
    };
    while (!s.empty()) {
        const size_t blank = std::min(s.find(' '), s.size());
        const std::string_view word = s.substr(0, blank);
        s.remove_prefix(std::min(blank + 1, s.size()));
        if (word.empty()) continue;
        if (most && !line.empty() && indent + width(line) + 1 + width(word) > most) flush();
        if (!line.empty()) line += ' ';
        line += word;
    }
    flush();
    return out;
}

bool begins_with_place(std::string_view text) {
    const size_t end = text.find(": ");
    if (end == text.npos || text.substr(0, end).find(' ') != text.npos) return false;
    const size_t colon = text.rfind(':', end - 1);
    return end > 1 && colon != text.npos && colon > 0 && colon + 1 < end &&
           text.substr(colon + 1, end - colon - 1).find_first_not_of("0123456789") == text.npos;
}

void complain(std::string_view verb, std::string_view text) {
    if (!begins_with_place(text)) std::cerr << "qiki " << verb << ": ";
    std::cerr << observe::visible(text, text.size()) << '\n' << std::flush;
}

void pass_on(std::string_view printed) {
    for (size_t at = 0; at <= printed.size();) {
        const size_t end = std::min(printed.find('\n', at), printed.size());
        std::cerr << observe::visible(printed.substr(at, end - at), printed.size()) << '\n';
        at = end + 1;
    }
    std::cerr << std::flush;
}
} // namespace qiki::cli
