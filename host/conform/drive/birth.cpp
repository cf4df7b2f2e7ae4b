// SPDX-License-Identifier: MIT
// host/conform/drive/birth.cpp - create() and destroy(), with an eye on what they hand out.
#include "host/conform/drive/birth.hpp"
#include "host/conform/check.hpp"
#include "host/conform/drive/actor.hpp"
#include "host/conform/page.hpp"
#include "host/load/contract.hpp"
#include "qiki/random.h"
#include <cstring>

namespace qiki::conform {
namespace {
const void* no_service(const qiki_host*, const char*) { return nullptr; }
} // namespace

bare_instance::bare_instance(const qiki_descriptor& d, const char* who, bool judges_table)
    : about_(d), host_{QIKI_HEAD(qiki_host), "qiki conform", "0", nullptr, no_service},
      info_{QIKI_HEAD(qiki_instance_info), who, d.id, 1, 0, qiki_rng_key(1, who), 0, 0, {0.72, 0.036, 100}, 1, 1} {
    doing("create()");
    qiki_error e{-1, {}};
    const int mark = 0;
    void* const untouched = const_cast<int*>(&mark);
    self_ = untouched, table_ = static_cast<const qiki_vtable*>(untouched);
    qiki_status status = QIKI_OK;
    try {
        calling("create()", 0, [&] { status = about_.create(&host_, &info_, &table_, &self_, &e); });
    } catch (const deferred&) { // then there is nobody to be destroyed
        self_ = nullptr;
        throw;
    }
    e.text[sizeof e.text - 1] = 0;
    if (status < 0) {
        if (self_ != untouched || static_cast<const void*>(table_) != untouched)
            throw failed("create() failed with status " + std::to_string(status) +
                         " and wrote *vt or *self: expected both untouched; set them last (rule life.4)");
        if (status == QIKI_E_UNSUPPORTED) throw skipped("needs a service of the host: " + load::one_line(e.text));
        throw failed("create() failed with status " + std::to_string(status) + " (" + load::one_line(e.text) +
                     "): expected an instance, or QIKI_E_UNSUPPORTED when it needs a service (rule err.6)");
    }
    if (self_ == untouched || static_cast<const void*>(table_) == untouched)
        throw failed("create() says it succeeded, but did not set both *vt and *self (rule life.4)");
    try {
        load::check_table(table_, self_);
    } catch (const load::refused& r) {
        if (judges_table) throw failed(r.what());
        throw deferred("its instance table cannot be used: " + std::string(r.what()), "vtable.complete");
    }
}

bare_instance::~bare_instance() {
    if (!table_ || !self_) return;
    doing("destroy()");
    table_->destroy(self_);
}
} // namespace qiki::conform
