// SPDX-License-Identifier: MIT
// host/run/services_log.cpp - qiki.log/1: lines wait in their seat until the control thread hands them on, in order.
#include "host/run/services.hpp"
#include "qiki/services/log.h"
#include <algorithm>
#include <cstring>

namespace qiki::run {
namespace {
constexpr size_t longest = 4096, held = 2 * longest, most_of_errors = 64 << 20;

struct line_head {
    int32_t level;
    uint32_t size;
};

void write(const qiki_host* h, int32_t level, const char* text, uint64_t len) {
    seat& s = seat_of(h);
    if (!s.house.sink || s.quiet) return;
    level = std::clamp(level, QIKI_LOG_DEBUG, QIKI_LOG_ERROR);
    const std::string_view line(text, std::min<uint64_t>(len, longest));
    if (s.phase != doing::tick) s.house.sink(s.info.name, level, s.t, s.tick, line); // one instance at a time
    else if (s.lines.write(level, line, s.tick)) s.house.lines.store(true, std::memory_order_relaxed);
}
constexpr qiki_logger table{QIKI_HEAD(qiki_logger), write};
} // namespace

const void* log_service() { return &table; }

void line_buffer::reserve() { bytes_.resize(held); }

bool line_buffer::write(int32_t level, std::string_view text, uint64_t tick) {
    while (busy_.test_and_set(std::memory_order_acquire)) {}
    const bool vital = level == QIKI_LOG_ERROR;
    const line_head head{level, static_cast<uint32_t>(text.size())};
    const size_t need = used_ + sizeof head + text.size();
    if (vital && need > bytes_.size() && need <= most_of_errors) bytes_.resize(2 * need);
    const bool ok = need <= bytes_.size() && (vital || level_[level].grant(tick));
    if (ok) {
        std::memcpy(bytes_.data() + used_, &head, sizeof head);
        std::memcpy(bytes_.data() + used_ + sizeof head, text.data(), text.size());
        used_ += sizeof head + text.size();
    } else ++level_[level].withheld;
    busy_.clear(std::memory_order_release);
    return ok;
}

void line_buffer::flush(const log_sink& sink, std::string_view instance, qiki_ns t, uint64_t tick) {
    for (size_t at = 0; at < used_;) {
        line_head head;
        std::memcpy(&head, bytes_.data() + at, sizeof head);
        at += sizeof head;
        ration& a = level_[head.level];
        if (a.withheld) sink(instance, head.level, t, tick, std::to_string(a.withheld) + " lines like these left out");
        a.withheld = 0;
        sink(instance, head.level, t, tick, {bytes_.data() + at, head.size});
        at += head.size;
    }
    used_ = 0;
}
} // namespace qiki::run
