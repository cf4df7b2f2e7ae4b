// SPDX-License-Identifier: MIT
// plugins/sensors/thermal/thermal.cpp - qiki.sensor.thermal: thermometers on the nodes of its carrier, which says how
// hot they are.
#include "../common/device.hpp"
#include <string>
#include <utility>
#include <vector>

namespace thermal {

enum channel : uint32_t { temperatures, hottest };

constexpr qiki_channel channel_rows[] = {
    {"temperature", "K", "of the carrier's nodes, in its own order", sensors::elements, 0, 0, 0},
    {"hottest", "K", "the greatest of them", 1, 0, 0, 0},
    sensors::status_channel,
};

// The limits are those of the craft's core, distribution unit, supercapacitor, battery, dock bridge and hull.
// clang-format off
constexpr auto parameters = sensors::joined(
    sensors::rows({
        qiki::text("channel", "temperature", nullptr, "of the carrier, that says the temperatures of its nodes in K"),
        qiki::reals("warn", "K", "353.15,358.15,348.15,333.15,383.15,403.15", 0, 1e6, "status warn from this temperature on, a number a node; the last for those beyond; none: never"),
        qiki::reals("crit", "K", "363.15,368.15,358.15,343.15,393.15,413.15", 0, 1e6, "status crit from this temperature on, likewise"),
    }),
    sensors::quantity::parameters("K", "K/sqrt(s)", 0.3, 0, 0), sensors::every_device(1, "K/s", 0.5));
// clang-format on

struct model {
    static constexpr auto& channels = channel_rows;
    static constexpr auto& params = parameters;
    static constexpr bool listens = true; // to what its carrier says

    std::string source;
    std::vector<double> warn, crit;
    // Of this measurement only.
    std::array<double, sensors::elements> heard{};
    uint32_t nodes = 0;
    qiki_ns heard_at = 0; // when the oldest of them was true

    void read(const qiki::config& c) {
        source = c.text("channel", "");
        for (auto* limits : {&warn, &crit}) {
            const auto v = c.reals(limits == &warn ? "warn" : "crit");
            if (v.size() > sensors::elements)
                c.refuse(limits == &warn ? "warn" : "crit", "expected at most %u numbers, found %zu", sensors::elements,
                         v.size());
            limits->assign(v.begin(), v.end());
        }
    }

    // Only what its carrier says of itself; nodes without data end the list.
    void hear(const qiki_host& h, uint64_t me, const qiki::view<qiki_sample>& said) {
        const auto* names = qiki::service<qiki_names>(h);
        if (!names || !QIKI_HAS(names, channel) || said.records.empty()) return;
        const int32_t row = names->channel(&h, said.head.producer, source.c_str());
        if (row < 0) return;
        for (const qiki_sample& s : said)
            if (s.entity == me && s.channel == static_cast<uint32_t>(row) && s.label == QIKI_LABEL_OK && s.part < 2 &&
                s.n <= 4 && s.part * 4u == nodes) {
                heard_at = nodes > 0 ? std::min(heard_at, s.t) : s.t;
                for (uint32_t i = 0; i < s.n && std::fabs(s.v[i]) < 1e12; ++i) heard[nodes++] = s.v[i];
            }
    }

    void measure(const sensors::look& l, sensors::answer& out) {
        const uint32_t n = std::exchange(nodes, 0);
        if (n == 0) return out.because(sensors::reason::no_source);
        double most = 0;
        for (uint32_t i = 0; i < n; ++i) {
            heard[i] = std::max(0.0, heard[i] + l.error(i)), most = std::max(most, heard[i]);
            if (heard[i] >= limit(crit, i)) out.because(sensors::reason::over_crit);
            else if (heard[i] >= limit(warn, i)) out.because(sensors::reason::over_warn);
        }
        out.tell(temperatures, {heard.data(), n}), out.tell(hottest, {most});
        // How they went on since a slower carrier said them nobody knows.
        for (const channel c : {temperatures, hottest}) out.date(c, std::min(heard_at, l.t));
    }

    static double limit(const std::vector<double>& limits, uint32_t i) {
        return limits.empty() ? 1e300 : limits[std::min<size_t>(i, limits.size() - 1)];
    }

    // Does every warning come before what it warns of?
    void selftest(sensors::test_report& out) const {
        double least = 1;
        for (uint32_t i = 0; i < sensors::elements; ++i) least = std::min(least, limit(crit, i) - limit(warn, i));
        out.row("crit above warn", crit.empty() || warn.empty() ? 1 : least, 0, 1);
    }
};

} // namespace thermal

QIKI_PLUGIN(sensors::device<thermal::model>, "qiki.sensor.thermal", QIKI_KIND_SENSOR, "0.1.0",
            "Thermometers on the nodes of the carrier, with limits, noise and faults");
