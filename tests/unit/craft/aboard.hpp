// SPDX-License-Identifier: MIT
// tests/unit/craft/aboard.hpp - a craft on the rig: tell it, tick it, hear it.
#pragma once
#include "plugins/vehicles/craft/obey.hpp"
#include "qiki/check.h"
#include "unit/rig.hpp"
#include <catch2/catch.hpp>
#include <cmath>

namespace aboard {

using namespace craft;
constexpr qiki_ns second = 1'000'000'000, tenth = second / 10;
using numbers = std::vector<double>;
using states = std::vector<int>;
constexpr uint64_t station_entity = 5;

// The texts and names of a host, as far as a craft asks.
inline std::vector<std::string>& texts() {
    static std::vector<std::string> all;
    return all;
}
inline const qiki_texts text_service{QIKI_HEAD(qiki_texts),
                                     [](const qiki_host*, const char* t, uint64_t n) {
                                         const std::string x(t, n);
                                         auto& all = texts();
                                         const auto at = std::find(all.begin(), all.end(), x);
                                         if (at == all.end())
                                             return all.push_back(x), static_cast<uint32_t>(all.size());
                                         return static_cast<uint32_t>(at - all.begin() + 1);
                                     },
                                     [](const qiki_host*, uint32_t, char*, uint64_t) { return uint64_t{0}; }};
inline const qiki_names name_service{
    QIKI_HEAD(qiki_names),
    [](const qiki_host*, const char* n) { return std::strcmp(n, "station") ? uint64_t{0} : station_entity; },
    [](const qiki_host*, uint64_t e, char* text, uint64_t size) {
        if (e == station_entity) std::snprintf(text, size, "station");
        return uint64_t{e == station_entity ? 7u : 0u};
    },
    [](const qiki_host*, uint64_t, const char*) { return int32_t{-1}; },
    [](const qiki_host*, uint32_t, char*, uint64_t) { return uint64_t{0}; },
    [](const qiki_host*, uint32_t, const char*) { return int32_t{-1}; }};
inline std::string text_of(uint32_t id) { return id ? texts().at(id - 1) : ""; }

inline qiki_command say(uint32_t verb, std::vector<double> arguments, uint32_t n = 1) {
    qiki_command c{};
    c.id = n, c.issuer = 9, c.entity = 1, c.verb = verb, c.label = QIKI_LABEL_OK;
    for (double a : arguments) c.arg[c.argc++] = a;
    return c;
}

// Ticks of 0.1 s; orders are heard in the first of n. Every record that it writes keeps the rules.
struct ship : rig::instance {
    qiki_ns now = 0;
    qiki_truth last{};
    std::vector<qiki_receipt> receipts;
    std::vector<qiki_event> events;
    std::vector<uint64_t> failed;      // of its whole life
    std::optional<qiki_truth> station; // as of the tick before, as the host delivers it
    std::vector<qiki_truth> others;    // likewise
    qiki_ns fresher = 0;               // than that, as a craft with a period longer than the tick hears it

    static rig::birth with(rig::birth b) {
        if (!b.self_entity) b.self_entity = 1;
        b.services[QIKI_TEXT_ID] = &text_service, b.services[QIKI_NAMES_ID] = &name_service;
        return b;
    }
    static qiki_truth after(qiki_truth r, qiki_ns dt) {
        r.t += dt;
        for (int i = 0; i < 3; ++i) r.pos[i] += r.vel[i] * static_cast<double>(dt) / 1e9;
        return r;
    }
    explicit ship(const rig::settings& s = {}, const rig::birth& b = {})
        : rig::instance("qiki.vehicle.craft", s, with(b)) {}

    ship& hears(const std::vector<qiki_command>& all, int n, qiki_ns period = tenth) {
        give("commands", all, UINT32_MAX);
        receipts.clear(), events.clear();
        for (int k = 0; k < n; ++k, now += period) {
            std::vector<qiki_truth> world;
            if (station) world.push_back(after(*station, fresher));
            for (const qiki_truth& r : others) world.push_back(after(r, fresher));
            if (!world.empty()) give("world", world, UINT32_MAX);
            tick(now, now + period);
            for (const auto& r : took<qiki_truth>("truth")) {
                REQUIRE(qiki_truth_flaw(&r) == nullptr);
                last = r;
            }
            for (const auto& r : took<qiki_sample>("samples")) REQUIRE(qiki_sample_flaw(&r) == nullptr);
            for (const auto& r : took<qiki_receipt>("receipts")) {
                REQUIRE(qiki_receipt_flaw(&r) == nullptr);
                receipts.push_back(r);
                if (r.status == QIKI_RECEIPT_FAILED) failed.push_back(r.command);
            }
            for (const auto& r : took<qiki_event>("events")) {
                REQUIRE(qiki_event_flaw(&r) == nullptr);
                events.push_back(r);
            }
            if (station) station = after(*station, now + period - station->t);
            for (qiki_truth& r : others) r = after(r, now + period - r.t);
        }
        return *this;
    }
    states statuses() const {
        states all;
        for (const auto& r : receipts) all.push_back(r.status);
        return all;
    }
    // The reason of the last refusal, of the last end of an order.
    std::string refused() const {
        std::string why;
        for (const auto& r : receipts)
            if (r.status == QIKI_RECEIPT_REFUSED) why = text_of(r.text);
        return why;
    }
    std::string last_code() const {
        std::string how;
        for (const auto& r : receipts)
            if (r.status == QIKI_RECEIPT_DONE || r.status == QIKI_RECEIPT_FAILED) how = text_of(r.text);
        return how;
    }
    bool happened(const std::string& code) const {
        for (const auto& e : events)
            if (text_of(e.code) == code) return true;
        return false;
    }
    // What the last tick said on a channel; empty where there was nothing to say.
    numbers said(const std::string& channel) const {
        const auto& table = about().channels;
        numbers v;
        for (const auto& r : took<qiki_sample>("samples")) {
            const auto& row = *static_cast<const qiki_channel*>(qiki_row(table, r.channel));
            if (row.name == channel && r.label == QIKI_LABEL_OK) v.insert(v.end(), r.v, r.v + r.n);
        }
        return v;
    }
};

} // namespace aboard
