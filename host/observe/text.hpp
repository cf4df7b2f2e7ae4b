// SPDX-License-Identifier: MIT
// host/observe/text.hpp - foreign bytes made safe to print: for a terminal, and as a string of JSON.
#pragma once
#include <string>
#include <string_view>

namespace qiki::observe {

// Valid UTF-8 of one line: control characters and those that turn the writing direction as \n, \x1b or \u202e, each
// foreign byte as U+FFFD, at most `most` bytes of the text and then an ellipsis.
std::string visible(std::string_view, size_t most = 4096);

// As a JSON string, with its quotation marks: nothing is lost but foreign bytes, each of which is U+FFFD, and what lies
// behind `most` bytes, for which an ellipsis stands.
std::string json_string(std::string_view, size_t most = 4096);

// A number of JSON; NaN and the infinities, which JSON lacks, are null.
std::string json_number(double);
} // namespace qiki::observe
