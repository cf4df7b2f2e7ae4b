// SPDX-License-Identifier: MIT
// host/conform/drive/actor.hpp - an instance at a host with all services, configured, that plays scenes tick by tick.
#pragma once
#include "host/conform/drive/configuration.hpp"
#include "host/conform/drive/extension.hpp"
#include "host/conform/drive/scene.hpp"
#include "host/solo/lone_host.hpp"
#include "qiki/ext/state.h"
#include <memory>
#include <optional>

namespace qiki::conform {

// What one output got in a tick, all passes together.
struct written {
    uint32_t port = 0, record = 0, flags = 0; // of the last pass
    uint64_t first = 0, count = 0, dropped = 0;
    std::vector<uint64_t> words;
    const std::byte* at(uint64_t i) const;
    template <class R>
    const R& as(uint64_t i) const {
        return *reinterpret_cast<const R*>(at(i));
    }
};

struct told {
    qiki_status status = QIKI_OK; // of the last pass
    std::string error;            // its text, fit for a message
    uint32_t passes = 0;
    std::vector<written> out;  // one an output port
    std::string bytes() const; // everything: equal exactly when two ticks came out the same
    uint64_t records() const;
};

// How far it is in its run, as its host counts: for another one that goes on from there.
struct standing {
    std::vector<uint64_t> first; // the next ordinal, output by output
    uint64_t ticks = 0;
};

// A failed create or configure throws skipped, since entry.*, life.* and config.schema judge that; so does a table that
// is not complete, and an exception out of any call (err.boundary judges).
class actor {
public:
    explicit actor(const subject&, solo::terms = {});              // with the defaults
    actor(const subject&, const configuration&, solo::terms = {}); // the configuration outlives the actor
    actor(const subject&, std::nullptr_t, solo::terms = {});       // created, not configured
    ~actor();
    actor(actor&&) = delete;

    // Obeys QIKI_MORE, at most 65,536 times. A failure is told, not thrown.
    told tick(const moment&);
    told tick(const moment&, const std::vector<uint64_t>& capacities); // records a pass, one an output
    told play(const moment&);                   // throws skipped when it fails: for checks that judge something else
    void paint(uint8_t byte) { paint_ = byte; } // what outputs hold before they are written; 0 unless said
    void read_by(std::vector<uint32_t> n) { readers_ = std::move(n); } // how many read each output; one unless said
    std::vector<uint64_t> capacities();                                // what demand() says, or the hints of the ports

    qiki_status configure(const configuration&, qiki_error* = nullptr);
    qiki_status reset(qiki_error* = nullptr);
    qiki_status finish(qiki_error* = nullptr); // QIKI_OK without that extension
    std::string save();                        // throws skipped when it fails or has no state/1
    qiki_status load(const std::string&, qiki_error* = nullptr);
    qiki_status save_to(const qiki_stream&, qiki_error* = nullptr);
    qiki_status load_from(const qiki_stream&, uint64_t schema, qiki_error* = nullptr);
    standing stands() const { return {first_, ticks_}; }
    void stand(const standing& at) { first_ = at.first, ticks_ = at.ticks; }
    template <class T>
    const T* extension(const char* id) {
        const T* found = static_cast<const T*>(extension_table(id));
        must_be_complete(found);
        return found;
    }

    solo::lone_host& host() { return *host_; }
    const qiki_descriptor& about() const { return about_; }
    const qiki_vtable& table() const { return *table_; }
    void* self() const { return self_; }

private:
    void be_born();
    void forget(); // ordinals begin anew
    const void* extension_table(const char* id);
    const qiki_descriptor& about_;
    std::unique_ptr<configuration> own_;
    std::unique_ptr<solo::lone_host> host_;
    const qiki_vtable* table_ = nullptr;
    void* self_ = nullptr;
    std::vector<uint64_t> first_, capacities_;
    std::vector<uint32_t> readers_;
    uint64_t ticks_ = 0;
    uint8_t paint_ = 0;
};

// A call into the plugin, named for whoever finds the body. What it throws becomes skipped.
void calling(const char* step, uint64_t count, const std::function<void()>& call);
std::string said(const qiki_error&); // "'text'", fit for a message
} // namespace qiki::conform
