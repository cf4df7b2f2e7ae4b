// SPDX-License-Identifier: MIT
// host/run/bios.hpp - the POST of a run: the self-tests of its instances before the first tick and every few seconds.
#pragma once
#include "host/health/post.hpp"
#include "host/run/instance.hpp"
#include "host/run/news.hpp"
#include "host/run/safety.hpp"

namespace qiki::run {

// [control] throughout.
class bios {
public:
    // Throws scenario::error. `wanted`: somebody listens to it.
    void open(const plan&, const wiring&, const std::vector<std::unique_ptr<instance>>&, bool wanted);
    bool on() const { return on_; }
    // When it is due: at t = 0 and at each multiple of the period.
    void post(qiki_ns t, const std::vector<instance*>& in_order, safety&, news&);
    std::vector<health::row> ask(qiki_ns t, const std::vector<instance*>& in_order) const; // now, telling nobody
    const health::verdict& verdict() const { return last_.front().told; }                  // of the whole run
    void forget();
    void report_to(std::vector<metric>&) const;

private:
    struct subject {
        uint64_t vehicle; // 0: the whole run
        health::verdict told;
        bool fresh = true; // nobody was told yet
    };
    std::vector<uint64_t> vehicle_of_; // by index - 1
    std::vector<health::expected> manifest_;
    std::vector<subject> last_;
    qiki_ns every_ = 0, next_ = 0;
    bool on_ = false;
};
} // namespace qiki::run
