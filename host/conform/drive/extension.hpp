// SPDX-License-Identifier: MIT
// host/conform/drive/extension.hpp - tables of extensions: whether they have all functions that ABI 1.0 gave them.
#pragma once
#include "host/conform/check.hpp"
#include "qiki/ext/finish.h"
#include "qiki/ext/selftest.h"
#include "qiki/ext/span.h"
#include "qiki/ext/state.h"

namespace qiki::conform {

// "" or what a table lacks: "qiki.state/1 has no load()".
inline std::string lacking(const char* id, const qiki_head& head, size_t least) {
    return head.struct_size < least ? std::string(id) + " says that its table has " + std::to_string(head.struct_size) +
                                          " bytes, but it has " + std::to_string(least) + " at least"
                                    : "";
}
inline std::string flaw(const qiki_state& x) {
    if (std::string short_of = lacking(QIKI_STATE_ID, x.head, sizeof x); !short_of.empty()) return short_of;
    return !x.save ? QIKI_STATE_ID " has no save()" : !x.load ? QIKI_STATE_ID " has no load()" : "";
}
inline std::string flaw(const qiki_finish& x) {
    if (std::string short_of = lacking(QIKI_FINISH_ID, x.head, sizeof x); !short_of.empty()) return short_of;
    return !x.finish ? QIKI_FINISH_ID " has no finish()" : "";
}
inline std::string flaw(const qiki_selftest& x) {
    if (std::string short_of = lacking(QIKI_SELFTEST_ID, x.head, sizeof x); !short_of.empty()) return short_of;
    return !x.run ? QIKI_SELFTEST_ID " has no run()" : "";
}
inline std::string flaw(const qiki_span& x) {
    if (std::string short_of = lacking(QIKI_SPAN_ID, x.head, sizeof x); !short_of.empty()) return short_of;
    return !x.span ? QIKI_SPAN_ID " has no span()" : "";
}

// Before its functions are called: what it lacks is for vtable.complete.
template <class Table>
void must_be_complete(const Table* x) {
    if (const std::string what = x ? flaw(*x) : ""; !what.empty())
        throw deferred("the table of its extension " + what, "vtable.complete");
}
inline void must_be_complete(const void*) {}
} // namespace qiki::conform
