// SPDX-License-Identifier: MIT
// host/run/wire.cpp - who reads whom: candidates of every input port by kind, carrier and from=, and what becomes of
// them.
#include "host/run/wire.hpp"
#include "host/run/records.hpp"
#include "host/run/run.hpp"
#include "host/run/words.hpp"
#include <algorithm>

namespace qiki::run {
namespace {
using scenario::section;
constexpr int64_t most_entities = 1'000'000'000; // of one vehicle block

class wirer {
public:
    explicit wirer(const plan& p) : plan_(p), linked_(p.members.size(), false) {}

    wiring done() {
        for (const member& m : plan_.members) check_contract(m);
        number_entities();
        // A tracker's default depends on what the links before it took, so readers go in order.
        for (uint32_t r = 0; r < count(); ++r) {
            named_.assign(count(), false);
            find_named(r);
            for (uint32_t p = 0; p < at(r).about->inputs.count; ++p) connect(r, p);
            check_named(r);
        }
        return std::move(out_);
    }

private:
    uint32_t count() const { return static_cast<uint32_t>(plan_.members.size()); }
    const member& at(uint32_t i) const { return plan_.members[i]; }
    [[noreturn]] void fail(uint32_t r, const std::string& text) const {
        throw error(said_at(at(r).where) + who(at(r)) + ": " + text);
    }

    void number_entities() {
        uint64_t next = 1;
        for (const member& m : plan_.members) {
            owned o;
            if (m.stage == section::vehicles) {
                const int64_t n = m.config ? qiki_int(m.config, "count", 1) : 1;
                if (n < 0 || n > most_entities)
                    throw error(said_at(m.where) + who(m) + ": count must be 0 to " + std::to_string(most_entities) +
                                ", found " + std::to_string(n));
                if (n > 0) o = {next, static_cast<uint64_t>(n)};
                next += static_cast<uint64_t>(n);
            }
            out_.entities.push_back(o);
        }
    }

    bool reads(uint32_t r, uint32_t record) const {
        for (uint32_t p = 0; p < at(r).about->inputs.count; ++p)
            if (input_of(at(r), p).record == record) return true;
        return false;
    }
    bool writes(uint32_t w, uint32_t record) const {
        for (uint32_t p = 0; p < at(w).about->outputs.count; ++p)
            if (output_of(at(w), p).record == record) return true;
        return false;
    }
    // Whoever commands learns what the gate refused; bridges that look at everything see all of it.
    bool hears_gate(uint32_t r, const qiki_port& in) const {
        if (in.record != QIKI_REC_RECEIPT || (in.flags & QIKI_PORT_SNAPSHOT)) return false;
        if (at(r).stage == section::agents) return writes(r, QIKI_REC_COMMAND);
        if (at(r).stage != section::bridges || at(r).from || !(in.flags & QIKI_PORT_MANY)) return false;
        for (uint32_t w = 0; w < count(); ++w)
            if (writes(w, QIKI_REC_COMMAND)) return true;
        return false;
    }
    bool is_link(uint32_t r) const { return at(r).stage == section::radars && reads(r, QIKI_REC_FRAME); }

    void find_named(uint32_t r) {
        if (!at(r).from) return;
        for (const std::string& name : *at(r).from) {
            uint32_t w = 0;
            while (w < count() && at(w).name != name) ++w;
            if (w == count()) fail(r, "from= names '" + name + "', which is not in the scenario");
            if (w == r) fail(r, "from= names itself");
            named_[w] = true;
        }
    }
    void check_named(uint32_t r) const {
        for (uint32_t w = 0; w < count(); ++w) {
            if (!named_[w]) continue;
            const bool used = std::any_of(out_.links.begin(), out_.links.end(), [&](const link& l) {
                return l.reader == r && std::any_of(l.from.begin(), l.from.end(), [&](tap t) { return t.writer == w; });
            });
            if (!used) fail(r, "from= names " + who(at(w)) + ", which writes nothing that this instance reads");
        }
    }

    // Whether from= decides for this record; a port that it does not decide for has its default.
    bool chosen_by_name(uint32_t r, uint32_t record) const {
        if (!at(r).from) return false;
        switch (at(r).stage) {
        case section::radars: return record == QIKI_REC_FRAME || record == QIKI_REC_CONTACT;
        case section::trackers:
        case section::bridges: return true;
        case section::agents: return record == QIKI_REC_TRACK;
        default: return false;
        }
    }

    // Writers of one tick that a reader of that stage may see at all.
    bool reachable(uint32_t r, uint32_t w, const qiki_port& in, const qiki_port& out) const {
        const bool delayed = in.flags & QIKI_PORT_DELAYED;
        if (at(r).stage != section::bridges && (out.flags & QIKI_PORT_SECRET)) return false;
        if (at(r).stage == section::bridges && at(w).stage == section::bridges)
            return w != r && at(r).about->outputs.count == 0; // those that only watch come after those that bring
        if (r == w) return delayed;
        return true;
    }

    bool carried_with(uint32_t r, uint32_t w) const { return !at(r).on.empty() && at(w).on == at(r).on; }

    bool by_default(uint32_t r, uint32_t w, const qiki_port& in) const {
        const section from = at(w).stage;
        const bool delayed = in.flags & QIKI_PORT_DELAYED;
        const bool carrier = !at(r).on.empty() && at(w).name == at(r).on;
        switch (at(r).stage) {
        case section::vehicles:
            if (in.record == QIKI_REC_COMMAND) return true;
            return from == section::vehicles || at(w).on == at(r).name;
        case section::sensors:
        case section::radars:
            if (in.record == QIKI_REC_SAMPLE)
                return carrier ||
                       ((in.flags & QIKI_PORT_MANY) && carried_with(r, w) && (delayed || from < at(r).stage));
            if (in.record == QIKI_REC_FRAME || in.record == QIKI_REC_CONTACT) return r != w && !is_link(w);
            return true;
        case section::trackers:
            if (in.record == QIKI_REC_TRACK) return false; // fusion says what it fuses
            return !linked_[w];
        case section::agents:
            if (in.record == QIKI_REC_TRACK) return from == section::trackers;
            if (in.record == QIKI_REC_SAMPLE || in.record == QIKI_REC_RECEIPT)
                return at(r).on.empty() || carrier || carried_with(r, w);
            if (in.record == QIKI_REC_EVENT && !at(r).on.empty()) // what is said aboard, and by those aboard of nobody
                return from < section::agents &&
                       (carrier || carried_with(r, w) || (at(w).on.empty() && from != section::vehicles));
            return delayed || from < section::agents;
        case section::bridges: return true;
        }
        return false;
    }

    // The writer's port for this input: the only one of that record, else the one of the same name.
    tap port_of(uint32_t r, uint32_t w, const qiki_port& in) const {
        std::vector<uint32_t> fits;
        for (uint32_t p = 0; p < at(w).about->outputs.count; ++p)
            if (output_of(at(w), p).record == in.record) fits.push_back(p);
        if (fits.size() == 1) return {w, fits[0]};
        for (uint32_t p : fits)
            if (std::string_view(output_of(at(w), p).name) == in.name) return {w, p};
        std::vector<std::string> names;
        for (uint32_t p : fits) names.emplace_back(output_of(at(w), p).name);
        fail(r, std::string("input '") + in.name + "' cannot tell the outputs " + quoted_list(names) + " of " +
                    who(at(w)) + " apart; it must have the name of one of them");
    }

    std::vector<tap> candidates(uint32_t r, const qiki_port& in, bool by_name) const {
        const bool together = (in.record == QIKI_REC_FRAME || in.record == QIKI_REC_CONTACT) &&
                              reads(r, QIKI_REC_FRAME) && reads(r, QIKI_REC_CONTACT);
        std::vector<tap> found;
        for (uint32_t w = 0; w < count(); ++w) {
            if (!writes(w, in.record)) continue;
            if (together && !(writes(w, QIKI_REC_FRAME) && writes(w, QIKI_REC_CONTACT))) continue;
            if (by_name ? !named_[w] : !by_default(r, w, in)) continue;
            const tap t = port_of(r, w, in);
            if (reachable(r, w, in, output_of(at(w), t.port))) found.push_back(t);
        }
        return found;
    }

    std::string remedy(uint32_t r, const qiki_port& in) const {
        switch (in.record) {
        case QIKI_REC_TRUTH: return "add a vehicle";
        case QIKI_REC_FRAME:
        case QIKI_REC_CONTACT: return "add a radar that writes frame and contact, or name one with from=";
        case QIKI_REC_TRACK:
            return at(r).stage == section::trackers ? "name the trackers to fuse with from=" : "add a tracker";
        case QIKI_REC_SAMPLE:
            if (at(r).on.empty() && at(r).stage != section::agents && at(r).stage != section::bridges)
                return "say what carries it with on=";
            return "its carrier or a sensor must write samples";
        default: return std::string("add a plugin that writes ") + record_name(in.record);
        }
    }

    void connect(uint32_t r, uint32_t port) {
        const qiki_port& in = input_of(at(r), port);
        if (record_row(in.record) == record_kind_count) return; // what this host does not know it cannot carry
        const bool many = in.flags & QIKI_PORT_MANY, optional = in.flags & QIKI_PORT_OPTIONAL;
        const bool by_name = chosen_by_name(r, in.record);
        std::vector<tap> from = candidates(r, in, by_name);
        const bool told =
            in.record == QIKI_REC_EVENT && (at(r).stage == section::agents || at(r).stage == section::bridges);
        const bool host = told && (by_name ? from.empty() && !optional : many || from.empty());
        // A scorer that names the tracker it scores still sees the truth that it cannot do without.
        if (from.empty() && by_name && !optional && at(r).stage == section::bridges) from = candidates(r, in, false);

        // Whoever wants the world, or its orders, in one view gets them joined; nobody in it is an answer, too.
        const bool orders = in.record == QIKI_REC_COMMAND && at(r).stage == section::vehicles;
        const bool nobody_is_fine = in.record == QIKI_REC_ZONE || orders || host;
        const bool gate = hears_gate(r, in);
        if (gate && !many && !from.empty())
            fail(r, std::string("input '") + in.name + "' takes one writer of receipts, and both " +
                        who(at(from[0].writer)) + " and the gate write them: the plugin must declare it MANY");
        if (from.empty() && !optional && !nobody_is_fine && !gate)
            fail(r, std::string("input '") + in.name + "' needs " + record_name(in.record) +
                        ", and nobody writes it: " + remedy(r, in));
        const bool spoken_to = orders && (!plan_.operator_steps.empty() || !plan_.gate.stop.empty()); // by no instance
        if (from.empty() && (optional || many) && !gate && !host && !spoken_to) return;
        const bool merged = (!many && (in.record == QIKI_REC_TRUTH || in.record == QIKI_REC_ZONE || orders)) ||
                            (spoken_to && from.empty());
        if (!many && !merged && from.size() > 1) {
            std::vector<std::string> names;
            for (tap t : from) names.push_back(at(t.writer).name);
            fail(r, std::string("input '") + in.name + "' takes one writer of " + record_name(in.record) + ", and " +
                        quoted_list(names) + " write it: choose with from={'" + names[0] + "'}");
        }
        if (is_link(r))
            for (tap t : from)
                if (in.record == QIKI_REC_FRAME || in.record == QIKI_REC_CONTACT) linked_[t.writer] = true;

        const bool snapshot = in.flags & QIKI_PORT_SNAPSHOT;
        const auto late = [&](tap t) { return (in.flags & QIKI_PORT_DELAYED) || at(t.writer).stage > at(r).stage; };
        if (merged) {
            out_.links.push_back({r, port, from, true, snapshot, orders || (in.flags & QIKI_PORT_DELAYED) != 0, false});
            return;
        }
        for (tap t : from) out_.links.push_back({r, port, {t}, false, snapshot, late(t)});
        if (gate) out_.links.push_back({r, port, {}, true, snapshot, true, true});
        if (host) out_.links.push_back({r, port, {}, false, snapshot, at(r).stage != section::bridges, false, true});
    }

    const plan& plan_;
    wiring out_;
    std::vector<bool> named_;  // by the reader at hand
    std::vector<bool> linked_; // its frames pass through a link, so others hear the link
};
} // namespace

void order_levels(const plan&, wiring&);

wiring wire(const plan& p) {
    wiring w = wirer(p).done();
    order_levels(p, w);
    return w;
}
} // namespace qiki::run
