// SPDX-License-Identifier: MIT
// host/scenario/resolve.hpp - a block's settings against its plugin's parameter table: typed, complete, within limits.
#pragma once
#include "host/scenario/scenario.hpp"
#include "qiki/config.h"
#include "qiki/plugin.h"
#include <memory>

namespace qiki::scenario {

// A qiki_config that owns what it points at.
class settings {
public:
    const qiki_config& config() const { return *config_; }

private:
    friend settings resolve(const use&, const qiki_descriptor&, const std::filesystem::path&);
    struct store;
    std::shared_ptr<const store> store_;
    const qiki_config* config_ = nullptr;
};

// Throws error: unknown key (with the nearest known one), wrong type, out of limits, required and absent, a path that
// cannot be read. `base`: folder against which relative QIKI_PARAM_PATH values are made absolute.
settings resolve(const use&, const qiki_descriptor&, const std::filesystem::path& base);

// Checks what resolve() cannot see from one block: on=, of= and from= name instances that exist and may be named there,
// kinds fit their sections, ids are unique. `about[i]` belongs to scenario.uses[i]. Throws error.
void check_names(const scenario&, const std::vector<const qiki_descriptor*>& about);
} // namespace qiki::scenario
