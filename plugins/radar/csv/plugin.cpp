// SPDX-License-Identifier: MIT
// plugins/radar/csv/plugin.cpp - qiki.radar.csv: detections from a file, at the times they were measured.
#include "detections.hpp"
#include "qiki/ext/selftest.h"
#include <memory>

namespace csv {
namespace {

using frames = qiki::port<"frames", qiki_frame, QIKI_PORT_STREAM, 16>;
using contacts = qiki::port<"contacts", qiki_contact, QIKI_PORT_STREAM, 1024>;

class radar {
public:
    using inputs = qiki::ports<>;
    using outputs = qiki::ports<frames, contacts>;
    static constexpr uint64_t caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC;
    static constexpr auto& params = parameter_rows;
    static constexpr const char *vendor = "QIKI", *licence = "MIT";

    radar(const qiki_host& host, const qiki_instance_info& info) : host_(&host), info_(&info) {}

    void configure(const qiki::config& c) {
        const parameters said = read_parameters(c, info_->epoch_utc);
        detections all = read_detections(said);
        if (const std::string doubt = placed(all, said.file, info_->origin); !doubt.empty())
            qiki::log(*host_, QIKI_LOG_WARN, doubt);
        for (qiki_frame& f : all.frames) f.source = info_->index, f.platform = info_->host_entity;
        for (const std::string& slip : all.slips) qiki::log(*host_, QIKI_LOG_WARN, slip);
        handles_ = declare();
        all_ = std::make_shared<const detections>(std::move(all));
    }

    qiki_status step(const qiki::tick<radar>& t) {
        if (t.pass() == 0 && !told_) told_ = true, report();
        for (; next_frame_ < all_->frames.size(); ++next_frame_) {
            const qiki_frame& f = all_->frames[next_frame_];
            if (f.t_available > t.to()) break;
            for (; next_contact_ < f.first + f.count; ++next_contact_) {
                if (t.room<contacts>() == 0) return QIKI_MORE;
                t.put<contacts>(all_->contacts[next_contact_]);
            }
            if (t.room<frames>() == 0) return QIKI_MORE;
            t.put<frames>(f);
        }
        return QIKI_OK;
    }

    qiki_ns span() const { return all_->end(); }

    void state(auto& io) {
        io(next_frame_), io(next_contact_);
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(io)>, qiki::reader>)
            if (next_frame_ > all_->frames.size() || next_contact_ > all_->contacts.size())
                throw qiki::failure(QIKI_E_STATE, "state: of another file of detections");
    }

    int32_t selftest(qiki_ns t, std::span<qiki_selftest_row> rows) const {
        if (rows.empty()) return 1;
        qiki_selftest_row& r = rows[0];
        r.t = t, r.label = QIKI_LABEL_OK;
        qiki::fill(r.device, "detections");
        r.result = !all_ ? QIKI_TEST_SKIP : all_->contacts.empty() ? QIKI_TEST_WARN : QIKI_TEST_PASS;
        r.value = all_ ? static_cast<double>(all_->contacts.size()) : 0;
        qiki::fill(r.found, all_ ? std::to_string(all_->contacts.size()) + " in " +
                                       std::to_string(all_->frames.size()) + " scans"
                                 : "not configured");
        return 1;
    }

private:
    static constexpr size_t measures = 4;
    std::array<int32_t, measures> declare() const {
        static constexpr struct {
            const char *name, *help;
        } rows[measures] = {{"lines", "detections in the file, of all its runs"},
                            {"runs", "runs in the file"},
                            {"scans", "scans of this run"},
                            {"scans.empty", "of these, without a detection"}};
        std::array<int32_t, measures> out;
        const auto* metrics = qiki::service<qiki_metrics>(*host_);
        for (size_t i = 0; i < measures; ++i)
            out[i] = metrics ? metrics->declare(host_, rows[i].name, "1", rows[i].help) : -1;
        return out;
    }
    void report() const {
        const auto* metrics = qiki::service<qiki_metrics>(*host_);
        const std::array<uint64_t, measures> values{all_->rows, all_->runs, all_->frames.size(), all_->empty};
        for (size_t i = 0; metrics && i < measures; ++i)
            if (handles_[i] >= 0) metrics->gauge(host_, handles_[i], static_cast<double>(values[i]));
    }

    const qiki_host* host_;
    const qiki_instance_info* info_;
    std::shared_ptr<const detections> all_;
    std::array<int32_t, measures> handles_{};
    uint64_t next_frame_ = 0, next_contact_ = 0;
    bool told_ = false;
};
} // namespace
} // namespace csv

QIKI_PLUGIN(csv::radar, "qiki.radar.csv", QIKI_KIND_RADAR, "0.1.0", "Replays detections from a CSV file");
