// SPDX-License-Identifier: MIT
// host/bench/stand.hpp - one instance of a plugin by itself, fed with a world, timed tick by tick.
#pragma once
#include "host/load/catalogue.hpp"
#include "host/solo/lone_host.hpp"
#include "host/solo/world.hpp"
#include <stdexcept>

namespace qiki::bench {
using solo::can_make, solo::make, solo::records, solo::world;

struct error : std::runtime_error { // the plugin cannot be measured by itself: why
    using std::runtime_error::runtime_error;
};

class stand {
public:
    // Born and configured, with the services of a run on one thread; an agent without a policy gets one that says its
    // verbs in turn. Throws error: it refuses the configuration, or reads what cannot be made up; scenario::error: the
    // policy is not for this agent.
    stand(const load::plugin&, const qiki_config&, const world&, const std::optional<scenario::policy_use>& = {});
    ~stand();
    stand(const stand&) = delete;
    stand& operator=(const stand&) = delete;

    struct cost {
        double seconds = 0; // of processor time of this thread, all passes of tick()
        uint64_t read = 0, written = 0, passes = 0;
    };
    cost tick(); // the next one; throws error when it fails

private:
    const qiki_descriptor& about_;
    world world_;
    solo::lone_host host_;
    const qiki_vtable* vt_ = nullptr;
    void* self_ = nullptr;
    uint64_t seq_ = 0;
    struct port {
        uint64_t first = 0, capacity = 0;
        records now;
        std::vector<uint64_t> buffer;
    };
    std::vector<port> in_, out_;
};
} // namespace qiki::bench
