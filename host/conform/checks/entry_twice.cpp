// SPDX-License-Identifier: MIT
// host/conform/checks/entry_twice.cpp - init() and deinit() are counted, and descriptors stay where they are.
#include "host/conform/check.hpp"
#include "host/conform/page.hpp"
#include "host/load/words.hpp"

namespace qiki::conform {
namespace entry_twice_parts {
void begin(const subject& s) {
    qiki_error e{-1, {}};
    doing("init()");
    if (!s.entry->init) return;
    if (const qiki_status status = s.entry->init(s.path.c_str(), s.path.native().size(), &e); status < 0) {
        e.text[sizeof e.text - 1] = 0;
        throw failed("init() failed with status " + std::to_string(status) + " (" + load::one_line(e.text) +
                     ") when called once more; count the calls (rule desc.8)");
    }
}
void end(const subject& s) {
    doing("deinit()");
    if (s.entry->deinit) s.entry->deinit();
}
std::vector<const qiki_descriptor*> all(const subject& s) {
    doing("describe()");
    std::vector<const qiki_descriptor*> out;
    for (uint32_t i = 0; i < 1024; ++i)
        if (const qiki_descriptor* d = s.entry->describe(i)) out.push_back(d);
        else break;
    return out;
}
void run(subject& s) {
    begin(s);
    const auto first = all(s);
    begin(s); // nested
    if (all(s) != first)
        throw failed(
            "describe() gives other pointers after a second init(): expected the same until the last deinit(); "
            "make the descriptors static (rule desc.1)");
    end(s);
    if (all(s) != first)
        throw failed(
            "describe() gives other pointers after the inner of two deinit(); count the calls (rules desc.1, desc.8)");
    end(s);
    for (int i = 0; i < 3; ++i) { // again, from the beginning
        begin(s);
        if (all(s).size() != first.size())
            throw failed("describe() gives " + std::to_string(all(s).size()) + " plugins after deinit() and init(), " +
                         std::to_string(first.size()) + " before; leave nothing behind in deinit() (rule desc.8)");
        end(s);
    }
}
} // namespace entry_twice_parts
extern const check entry_twice{
    .id = "entry.twice",
    .level = 2,
    .from = needs::entry,
    .rules = "desc.1 desc.8",
    .asserts =
        "init() and deinit() may be nested and repeated, and describe() gives the same pointers in between: two users "
        "of one library in one process are nothing special",
    .varies = axis::calls,
    .run = entry_twice_parts::run};
} // namespace qiki::conform
