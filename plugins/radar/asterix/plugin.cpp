// SPDX-License-Identifier: MIT
// plugins/radar/asterix/plugin.cpp - qiki.radar.asterix: replays an ASTERIX recording at the times it was made.
#include "live_tracks.hpp"
#include "qiki/ext/selftest.h"
#include "qiki/ext/span.h"
#include "replay.hpp"
#include <cstring>
#include <memory>

namespace asterix {
namespace {

using frames = qiki::port<"frames", qiki_frame, QIKI_PORT_STREAM, 64>;
using contacts = qiki::port<"contacts", qiki_contact, QIKI_PORT_STREAM, 256>;
using origins = qiki::port<"origin", qiki_origin, QIKI_PORT_STREAM | QIKI_PORT_SECRET | QIKI_PORT_OPTIONAL, 256>;
using tracks = qiki::port<"tracks", qiki_track, QIKI_PORT_SNAPSHOT, 512>;

struct radar {
    using inputs = qiki::ports<>;
    using outputs = qiki::ports<frames, contacts, tracks, origins>;
    static constexpr uint64_t caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC;
    static constexpr auto& params = parameter_rows;
    static constexpr const char *vendor = "qiki", *licence = "MIT";

    radar(const qiki_host& host, const qiki_instance_info& info) : host_(&host), info_(&info) {}

    void configure(const qiki::config& c) {
        const auto made = std::make_shared<const replay>(make_replay(read_parameters(c, info_->epoch_utc), *info_));
        const auto* metrics = qiki::service<qiki_metrics>(*host_);
        handles_.clear();
        for (const fact& f : made->all.about) {
            handles_.push_back(metrics ? metrics->declare(host_, f.name.c_str(), f.unit.c_str(), f.help.c_str()) : -1);
            if (handles_.back() >= 0 && f.counted()) metrics->count(host_, 0, handles_.back(), 0);
        }
        live_.reserve(made->all.tracks.empty() ? 0 : 1024);
        replay_ = made;
        announce();
    }

    qiki_status step(const qiki::tick<radar>& t) {
        const replay& r = *replay_;
        if (t.pass() == 0) {
            report();
            news_ = live_.advance(r, t.to());
        }
        for (; next_frame_ < r.all.frames.size(); ++next_frame_) {
            const frame& f = r.all.frames[next_frame_];
            if (r.at(f.available) > t.to()) break;
            for (; next_contact_ < f.first + f.count; ++next_contact_) {
                const bool secret = t.wanted<origins>();
                if (t.room<contacts>() == 0 || (secret && t.room<origins>() == 0)) return QIKI_MORE;
                const plot& p = r.all.plots[next_contact_];
                t.put<contacts>(r.contact_record(p, next_contact_ + 1, f));
                if (qiki_origin o; secret && r.origin_record(p, next_contact_ + 1, o)) t.put<origins>(o);
            }
            if (t.room<frames>() == 0) return QIKI_MORE;
            t.put<frames>(r.frame_record(f));
        }
        if (!news_) t.keep<tracks>();
        else if (!live_.say([&](const qiki_track& x) { return t.room<tracks>() != 0 && t.put<tracks>(x); }))
            return QIKI_MORE;
        return QIKI_OK;
    }

    static constexpr uint64_t schema = 2; // 1 was without told_
    void state(auto& io) {
        io(told_); // else counts would be told twice
        io(next_frame_);
        io(next_contact_);
        live_.state(io);
        if constexpr (!std::is_same_v<std::remove_cvref_t<decltype(io)>, qiki::reader>) return;
        if (next_frame_ > replay_->all.frames.size() || next_contact_ > replay_->all.plots.size() ||
            !live_.fits(*replay_))
            throw qiki::failure(QIKI_E_STATE, "state: of a replay of another recording");
        live_.restore(*replay_);
    }

    static const void* extension(const char* id) {
        if (std::strcmp(id, QIKI_SPAN_ID) == 0) return &spans;
        if (std::strcmp(id, QIKI_SELFTEST_ID) == 0) return &tests;
        return nullptr;
    }

private:
    // What the recording holds, once; refusals with their place, the first few.
    void announce() const {
        const replay& r = *replay_;
        if (const std::string why = barren(r); !why.empty()) qiki::log(*host_, QIKI_LOG_WARN, r.said.file + ": " + why);
        for (const refusal& x : r.all.refused) qiki::log(*host_, QIKI_LOG_WARN, explain(x, r.said.file));
        if (r.all.refusals > r.all.refused.size())
            qiki::log(*host_, QIKI_LOG_WARN,
                      r.said.file + ": " + std::to_string(r.all.refusals - r.all.refused.size()) +
                          " refusals more; each lost octets of its block, or stray ones");
        if (const std::string who = unplaced(r); !who.empty())
            qiki::log(*host_, QIKI_LOG_WARN,
                      r.said.file + ": the place of radar " + who + " is not known; name it in the parameter sites");
        const bool nowhere = info_->origin[0] == 0 && info_->origin[1] == 0;
        if (nowhere && !r.all.tracks.empty())
            qiki::log(*host_, QIKI_LOG_WARN,
                      r.said.file + ": the scenario has no origin; its tracks are placed around 0 N 0 E");
    }
    void report() {
        if (told_) return;
        told_ = true;
        const auto* metrics = qiki::service<qiki_metrics>(*host_);
        for (size_t i = 0; metrics && i < handles_.size(); ++i) {
            const fact& f = replay_->all.about[i];
            if (handles_[i] < 0) continue;
            if (f.counted()) metrics->count(host_, 0, handles_[i], static_cast<int64_t>(f.value));
            else metrics->gauge(host_, handles_[i], f.value);
        }
    }

    static radar& of(void* self) { return qiki::instance<radar>::value(self); }
    static qiki_status span(void* self, qiki_ns* end, qiki_error* e) {
        if (!of(self).replay_) return qiki::say(e, QIKI_E_ORDER, "span: configure first");
        *end = of(self).replay_->end();
        return QIKI_OK;
    }
    static int32_t selftest(void* self, qiki_ns t, qiki_selftest_row* rows, uint32_t capacity, qiki_error*) {
        const auto row = [&](uint32_t i, const char* device, uint8_t result, double value, const std::string& found) {
            if (i >= capacity) return;
            rows[i] = {};
            rows[i].t = t;
            rows[i].result = result;
            rows[i].label = QIKI_LABEL_OK;
            rows[i].value = value;
            std::strncpy(rows[i].device, device, sizeof rows[i].device - 1);
            std::strncpy(rows[i].found, found.c_str(), sizeof rows[i].found - 1);
        };
        if (!of(self).replay_) return row(0, "recording", QIKI_TEST_SKIP, 0, "none was read yet"), 1;
        const replay& r = *of(self).replay_;
        const std::string who = unplaced(r);
        row(0, "recording", r.all.frames.empty() && r.all.tracks.empty() ? QIKI_TEST_WARN : QIKI_TEST_PASS,
            static_cast<double>(r.all.blocks), std::to_string(r.all.blocks) + " data blocks");
        row(1, "octets refused", r.all.refusals ? QIKI_TEST_WARN : QIKI_TEST_PASS, static_cast<double>(r.all.refusals),
            std::to_string(r.all.refusals) + " refusals");
        row(2, "sites", who.empty() ? QIKI_TEST_PASS : QIKI_TEST_WARN, 0,
            who.empty() ? "all known" : "unknown: " + who);
        return 3;
    }
    static constexpr qiki_span spans{QIKI_HEAD(qiki_span), span};
    static constexpr qiki_selftest tests{QIKI_HEAD(qiki_selftest), selftest};

    const qiki_host* host_;
    const qiki_instance_info* info_;
    std::shared_ptr<const replay> replay_;
    std::vector<int32_t> handles_; // of replay_->all.about
    uint64_t next_frame_ = 0, next_contact_ = 0;
    live_tracks live_;
    bool news_ = false, told_ = false;
};
} // namespace
} // namespace asterix
QIKI_PLUGIN(asterix::radar, "qiki.radar.asterix", QIKI_KIND_RADAR, "0.1.0", "Replays an ASTERIX recording");
