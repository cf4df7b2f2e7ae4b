// SPDX-License-Identifier: MIT
// host/conform/checks/elf_needed.cpp - the libraries that a plugin brings along.
#include "host/conform/check.hpp"
#include "host/conform/elf.hpp"

namespace qiki::conform {
namespace elf_needed_parts {
constexpr std::string_view usual[] = {
    "libc.so.",  "libm.so.",   "libstdc++.so.", "libgcc_s.so.", "libsleef.so.", "ld-linux-",  "libpthread.so.",
    "libdl.so.", "libc++.so.", "libc++abi.so.", "libubsan.so.", "libasan.so.",  "libtsan.so."};
void run(subject& s) {
    std::string others;
    for (const std::string& n : read_elf(load::file(s.path)).links.needed) {
        bool known = false;
        for (const std::string_view u : usual) known |= n.starts_with(u);
        if (n.starts_with("/"))
            throw failed("needs '" + load::one_line(n, 200) +
                         "' by its path, which is another one on other machines; link with -l (rule lang.6)");
        if (!known) others += (others.empty() ? "" : ", ") + load::one_line(n, 80);
    }
    if (!others.empty())
        s.warn("needs " + others +
               " beside the C and C++ libraries and SLEEF: wherever it is loaded, these must be "
               "installed in a fitting version; say so in its documentation, or link them statically");
}
} // namespace elf_needed_parts
extern const check elf_needed{
    .id = "elf.needed",
    .level = 1,
    .from = needs::bytes,
    .rules = "lang.6",
    .asserts = "needs no library by an absolute path; a warning for any but those of C, C++ and SLEEF",
    .run = elf_needed_parts::run};
} // namespace qiki::conform
