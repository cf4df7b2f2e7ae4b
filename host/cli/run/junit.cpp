// SPDX-License-Identifier: MIT
// host/cli/run/junit.cpp - testsuites, testsuite, testcase, and one of failure, error, skipped.
#include "host/cli/run/junit.hpp"
#include <cstdint>
#include <cstdio>
#include <map>

namespace qiki::cli {
namespace {

// Length of the UTF-8 sequence at the beginning of `s`, and its code point; 0 when there is none.
size_t code_point(std::string_view s, uint32_t& code) {
    const auto byte = [&](size_t i) { return static_cast<unsigned char>(s[i]); };
    const unsigned first = byte(0);
    const size_t n = first < 0x80                    ? 1
                     : first >= 0xC2 && first < 0xE0 ? 2
                     : first >> 4 == 14              ? 3
                     : first >= 0xF0 && first < 0xF5 ? 4
                                                     : 0;
    if (n == 0 || s.size() < n) return 0;
    code = n == 1 ? first : first & (0x7Fu >> n);
    for (size_t i = 1; i < n; ++i) {
        if ((byte(i) & 0xC0) != 0x80) return 0;
        code = code << 6 | (byte(i) & 0x3F);
    }
    static constexpr uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    return code >= least[n] && code <= 0x10FFFF ? n : 0;
}

// XML 1.0, production Char.
bool allowed(uint32_t c) {
    return c == 9 || c == 10 || c == 13 || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
}

std::string seconds(double s) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3f", s > 0 && s < 1e9 ? s : 0.0);
    for (char& c : text)
        if (c == ',') c = '.'; // some locales
    return text;
}

std::string class_of(std::string name) {
    if (name.size() > 4 && name.ends_with(".lua")) name.resize(name.size() - 4);
    if (name.starts_with("./")) name.erase(0, 2);
    name.erase(0, name.find_first_not_of('/'));
    for (char& c : name)
        if (c == '/') c = '.';
    return name;
}

std::string attribute(const char* name, const std::string& value) {
    return std::string(" ") + name + "=\"" + xml_escaped(value) + "\"";
}

struct sums {
    size_t tests = 0, failures = 0, errors = 0, skipped = 0;
    double seconds = 0;
    void add(const junit_suite& s) {
        tests += s.cases.size();
        seconds += s.seconds;
        for (const junit_case& c : s.cases) {
            failures += c.how == junit_case::result::failed;
            errors += c.how == junit_case::result::error;
            skipped += c.how == junit_case::result::skipped;
        }
    }
    std::string attributes() const {
        return attribute("tests", std::to_string(tests)) + attribute("failures", std::to_string(failures)) +
               attribute("errors", std::to_string(errors));
    }
};

std::string said_of(const std::string& text, const char* indent) {
    return text.empty() ? "" : indent + ("<system-out>" + xml_escaped(text)) + "</system-out>\n";
}

std::string xml_of(const junit_case& c, const std::string& group) {
    std::string out = "    <testcase" + attribute("name", c.name) + attribute("classname", group) +
                      attribute("time", seconds(c.seconds));
    static constexpr const char* elements[] = {"", "failure", "error", "skipped"};
    const std::string element = elements[static_cast<size_t>(c.how)];
    if (element.empty() && c.said.empty()) return out + "/>\n";
    out += ">\n";
    if (!element.empty()) {
        out += "      <" + element + attribute("message", c.message);
        out += c.text.empty() ? "/>\n" : ">" + xml_escaped(c.text) + "</" + element + ">\n";
    }
    return out + said_of(c.said, "      ") + "    </testcase>\n";
}
} // namespace

std::string xml_escaped(std::string_view s) {
    std::string out;
    for (size_t i = 0; i < s.size();) {
        uint32_t code = 0;
        const size_t n = code_point(s.substr(i), code);
        if (n == 0 || !allowed(code)) {
            char hex[8];
            std::snprintf(hex, sizeof hex, "\\x%02x", static_cast<unsigned>(static_cast<unsigned char>(s[i])));
            out += hex;
            ++i;
            continue;
        }
        switch (s[i]) {
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '&': out += "&amp;"; break;
        case '"': out += "&quot;"; break;
        case '\t': out += "&#9;"; break; // an attribute would lose them
        case '\n': out += "&#10;"; break;
        case '\r': out += "&#13;"; break;
        default: out += s.substr(i, n);
        }
        i += n;
    }
    return out;
}

std::string junit_xml(const std::vector<junit_suite>& suites) {
    sums all;
    for (const junit_suite& s : suites) all.add(s);
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"qiki\"" + all.attributes() +
                      attribute("time", seconds(all.seconds)) + ">\n";
    for (const junit_suite& s : suites) {
        sums own;
        own.add(s);
        out += "  <testsuite" + attribute("name", s.name) + own.attributes() +
               attribute("skipped", std::to_string(own.skipped)) + attribute("time", seconds(s.seconds)) +
               attribute("file", s.file) + ">\n";
        std::map<std::string, int> named; // readers tell cases by their names
        for (junit_case c : s.cases) {
            if (const int n = ++named[c.name]; n > 1) c.name += " #" + std::to_string(n);
            out += xml_of(c, class_of(s.name));
        }
        out += said_of(s.said, "    ") + "  </testsuite>\n";
    }
    return out + "</testsuites>\n";
}

} // namespace qiki::cli
