// SPDX-License-Identifier: MIT
// host/conform/drive/hearing.hpp - a vehicle that is told what to do, and what became of each command.
#pragma once
#include "host/conform/drive/actor.hpp"
#include "qiki/command.h"
#include "qiki/truth.h"
#include <map>
#include <span>
#include <string>
#include <vector>

namespace qiki::conform {

struct fate {
    uint64_t entity = 0, heard = 0; // tick
    std::string misfit;             // in what it does not fit; "" when it does
    uint32_t verb = 0;
    uint32_t answers[7] = {}; // by status
    bool over() const { return answers[QIKI_RECEIPT_DONE] + answers[QIKI_RECEIPT_FAILED] > 0; }
};

struct order {
    uint32_t verb = 0;
    uint8_t argc = 0;
    double arg[6] = {};
    uint64_t body = 0; // which of its own
};
// That verb, to where the body is nearly, or with arguments as near to 0 as they may be: it may well be done soon. With
// `keep` to go on as fast as it is, too, so that there may be nothing to do. With `aside` each argument that has a unit
// is that much more.
order near(uint32_t verb, const qiki_truth& at, const qiki_descriptor&, bool keep = false, double aside = 0);

// How far that vehicle is from the place that a command names, in those of the first three arguments that are in m;
// below 0 when there is none.
double way_left(const subject&, const order&, const qiki_truth& at);

// Throws failed where a receipt breaks rule vehicle.receipt.
class hearing {
public:
    // ample: with more room for receipts than it asks for, so that none is dropped for want of it.
    // owned: how many bodies it has, by its parameter `count`.
    hearing(const subject&, bool ample, uint64_t owned = 1);
    void busy() { hear(world_.next()); } // ten commands, each verb in turn
    void rest(uint64_t n) {              // none
        while (n--) alone({});
    }
    uint64_t one(const order& o) { return alone({&o, 1})[0]; }                       // its id
    std::vector<uint64_t> at_once(std::span<const order> all) { return alone(all); } // in one tick: their ids
    void unfit(uint32_t verb); // commands that do not fit, of that verb
    const fate& of(uint64_t id) const { return given_.at(id); }
    const qiki_truth& last() const { return last_; }
    const std::vector<qiki_truth>&
    way(uint64_t body) const;                     // what was told of it so far; empty where it is the only one
    uint64_t dropped() const { return dropped_; } // receipts

private:
    std::vector<uint64_t> alone(std::span<const order>);
    void hear(moment);
    void answered(const std::string& at, uint64_t tick, uint64_t lost) const;

    const qiki_descriptor& about_;
    actor it_;
    scene world_;
    std::vector<uint64_t> room_;
    std::map<uint64_t, fate> given_;
    std::map<uint32_t, uint64_t> first_; // ordinals, as a host counts them
    qiki_truth last_{};
    uint64_t owned_;
    std::map<uint64_t, std::vector<qiki_truth>> ways_; // of each of several bodies
    uint64_t dropped_ = 0;
};
} // namespace qiki::conform
