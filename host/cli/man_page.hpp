// SPDX-License-Identifier: MIT
// host/cli/man_page.hpp - manuals as pages for man(1).
#pragma once
#include "host/cli/verbs.hpp"
#include "host/cli/words/manual.hpp"
#include <string>
#include <string_view>

namespace qiki::cli {

// A verb's page, qiki-VERB.1, and that of the program, qiki.1, in the language of man(7). No date, so that two builds
// of one commit are equal.
std::string man_page(const verb&, const manual&);
std::string man_page_of_program();

// A text as it stands: nothing in it is a request, an escape or a typographic hyphen.
std::string roff(std::string_view utf8);
} // namespace qiki::cli
