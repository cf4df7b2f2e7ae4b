// SPDX-License-Identifier: MIT
// plugins/agents/common/decider.hpp - an agent that decides by a policy: what it reads and says, and the policy's state
// beside its own.
#pragma once
#include "qiki/command.h"
#include "qiki/event.h"
#include "qiki/qiki.hpp"
#include "qiki/sample.h"
#include "qiki/track.h"
#include <vector>

namespace agents {

class decider {
public:
    using tracks_in = qiki::port<"tracks", qiki_track, QIKI_PORT_SNAPSHOT | QIKI_PORT_OPTIONAL>;
    using samples = qiki::port<"samples", qiki_sample, QIKI_PORT_STREAM | QIKI_PORT_MANY | QIKI_PORT_OPTIONAL>;
    using receipts = qiki::port<"receipts", qiki_receipt, QIKI_PORT_STREAM | QIKI_PORT_MANY | QIKI_PORT_OPTIONAL>;
    using heard = qiki::port<"events", qiki_event, QIKI_PORT_STREAM | QIKI_PORT_MANY | QIKI_PORT_OPTIONAL>;
    using inputs = qiki::ports<tracks_in, samples, receipts, heard>;
    using events = qiki::port<"events", qiki_event, QIKI_PORT_STREAM, 16>;
    using commands = qiki::port<"commands", qiki_command, QIKI_PORT_STREAM, 4>;
    static constexpr uint64_t caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC;
    static constexpr const char* licence = "MIT";

protected:
    decider(const qiki_host& h, const qiki_instance_info& i)
        : host_(&h), policy_(qiki::service<qiki_policy>(h)), craft_entity_(i.host_entity), index_(i.index) {}

    bool carried() const { return craft_entity_ != 0; }
    bool mine(const qiki_receipt& r) const { return r.command >> 32 == index_; }
    static bool refuses(const qiki_receipt& r) {
        return r.status == QIKI_RECEIPT_REFUSED || r.status == QIKI_RECEIPT_EXPIRED || r.status == QIKI_RECEIPT_FAILED;
    }

    // As many as there is room for, from `told` on; true when all are told.
    template <class Port, class Tick, class R>
    static bool tell(const Tick& t, const std::vector<R>& all, size_t& told) {
        for (; told < all.size() && t.template room<Port>(); ++told) t.template put<Port>(all[told]);
        return told == all.size();
    }

    void keep_policy(auto& io) {
        std::vector<uint8_t> bytes;
        if constexpr (requires { io.end(); }) {
            io(bytes);
            if (policy_->restore(host_, bytes.data(), bytes.size()) < 0)
                throw qiki::failure(QIKI_E_STATE, "load: this is not the state of its policy");
        } else {
            const int64_t n = policy_->save(host_, nullptr, 0);
            if (n < 0) throw qiki::failure(QIKI_E_STATE, "save: the policy cannot be saved; the log says why");
            bytes.resize(static_cast<size_t>(n));
            policy_->save(host_, bytes.data(), bytes.size());
            io(bytes);
        }
    }

    const qiki_host* host_;
    const qiki_policy* policy_;
    uint64_t craft_entity_;
    uint32_t index_;
};

} // namespace agents
