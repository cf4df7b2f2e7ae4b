// SPDX-License-Identifier: MIT
// host/conform/drive/birth.hpp - an instance at a host that has no service: as bare as the ABI allows.
#pragma once
#include "qiki/plugin.h"

namespace qiki::conform {

// Calls create(). Throws failed when it breaks its rules, skipped when it says that it needs a service
// (QIKI_E_UNSUPPORTED). A table that is not complete is the failure of the check that `judges_table`; others are
// skipped. `who`: its name in the scenario.
class bare_instance {
public:
    explicit bare_instance(const qiki_descriptor&, const char* who = "subject", bool judges_table = false);
    ~bare_instance();
    bare_instance(bare_instance&&) = delete;

    const qiki_vtable& table() const { return *table_; }
    void* self() const { return self_; }

private:
    const qiki_descriptor& about_;
    qiki_host host_;
    qiki_instance_info info_;
    const qiki_vtable* table_ = nullptr;
    void* self_ = nullptr;
};
} // namespace qiki::conform
