// SPDX-License-Identifier: MIT
// host/conform/drive/life.hpp - a whole life, call by call, with a check standing at each of them.
#pragma once
#include "host/conform/drive/configuration.hpp"
#include "host/conform/drive/pass.hpp"
#include "host/solo/lone_host.hpp"
#include <functional>

namespace qiki::conform {

struct deed {
    const char* call; // "tick()"
    qiki_status status;
    std::string error;       // fit for a message
    std::string bytes;       // what a tick wrote, or a save
    std::string babble = {}; // what a call that succeeded wrote into its qiki_error
};

// create, extension, configure; demand and tick, three times; save, load; reset, tick; finish, destroy: as far as the
// plugin has it. A tick that failed is followed by reset, a create or configure that failed by the end.
struct life {
    // Stands at each call, which `does` it; may throw, and then the life is over there.
    using bystander = std::function<void(const char* call, const std::function<void()>& does)>;
    const subject& who;
    const configuration& with;
    bystander by = {};
    uint64_t ticks = 3;
    // Stand in for what the host hands over; NULL and empty: its own.
    const qiki_host* host = nullptr;
    const qiki_instance_info* info = nullptr;
    const qiki_config* config = nullptr;
    std::function<void(moment&)> change = {};          // of the world, before a tick
    std::function<const qiki_tick*(pass&)> dress = {}; // and then of its pass
    std::function<void(pass&)> undress = {};           // after it: what the plugin wrote goes into the pass
};
std::vector<deed> lead(const life&, solo::lone_host&);
// A life of that plugin of the file, with the defaults; none of who cannot live here: others say why.
void lead_if_it_can(const subject& file, const qiki_descriptor&, const life::bystander& = {});
} // namespace qiki::conform
