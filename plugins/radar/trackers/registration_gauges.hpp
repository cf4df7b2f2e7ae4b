// SPDX-License-Identifier: MIT
// trackers/registration_gauges.hpp - what a fused picture tells of the offsets of its radars, and when it warns.
#pragma once
#include "registration.hpp"
#include <cstdio>
#include <string>

namespace tracking {

// Of each radar, in the order in which they were first heard.
class offset_gauges {
public:
    offset_gauges() = default;
    explicit offset_gauges(const qiki_host& h) : host_(&h) {
        for (size_t k = 0; k < offsets::radars; ++k) {
            const std::string radar = "radar" + std::to_string(k + 1);
            const auto gauge = [&](const char* name, const char* unit, const std::string& help) {
                return qiki::gauge(h, (radar + name).c_str(), unit, help.c_str());
            };
            of_[k] = {{gauge(".range", "m",
                             "what the radar that was heard as number " + std::to_string(k + 1) + " adds to range"),
                       gauge(".azimuth", "deg", "what it adds to azimuth"),
                       gauge(".clock", "s", "how late its clock is")},
                      {gauge(".range.sigma", "m", "standard deviation of that, as the filter sees it"),
                       gauge(".azimuth.sigma", "deg", "the same"), gauge(".clock.sigma", "s", "the same")},
                      gauge(".pairs", "", "its plots that were compared with one of another radar"),
                      gauge(".refused", "", "those of them that were too far from the other to be used")};
        }
    }

    void set(const registration& r) const {
        constexpr std::array<double, 3> unit{1, 180 / QIKI_PI, 1};
        for (size_t k = 0; k < offsets::radars; ++k) {
            if (!r.found.found(k)) continue;
            const one& g = of_[k];
            for (size_t i = 0; i < 3; ++i) {
                g.found[i].set(r.found.of(k)[i] * unit[i]);
                g.sigma[i].set(qiki_sqrt(r.found.variance(k, i)) * unit[i]);
            }
            const auto& [used, refused] = r.pairs[k];
            g.pairs.set(static_cast<double>(used + refused)), g.refused.set(static_cast<double>(refused));
        }
    }

    // heard: sensors of the picture. Once each.
    void warn(const registration& r, size_t heard) {
        if (heard > offsets::radars && !told_many_) {
            told_many_ = true;
            qiki::log(*host_, QIKI_LOG_WARN,
                      "registration finds the offsets of six sensors: the seventh that was heard, and what comes "
                      "after it, is taken as it stands");
        }
        for (size_t k = 0; k < offsets::radars; ++k) {
            const auto& [used, refused] = r.pairs[k];
            if (told_[k] || used + refused < enough || 10 * refused < used + refused) continue;
            told_[k] = true;
            std::array<char, 400> text;
            const int n = std::snprintf(
                text.data(), text.size(),
                "registration: of %llu pairs of plots of radar %d, in the order in which they were heard, %llu are too "
                "far apart to be of one target: are its offsets larger than offset_range, offset_azimuth and "
                "offset_clock say, or its plots less exact than it says?",
                static_cast<unsigned long long>(used + refused), static_cast<int>(k + 1),
                static_cast<unsigned long long>(refused));
            qiki::log(*host_, QIKI_LOG_WARN, {text.data(), static_cast<size_t>(n)});
        }
    }

private:
    static constexpr uint64_t enough = 40; // pairs before one is worried
    struct one {
        std::array<qiki::gauge, 3> found, sigma;
        qiki::gauge pairs, refused;
    };
    const qiki_host* host_ = nullptr;
    std::array<one, offsets::radars> of_;
    std::array<bool, offsets::radars> told_{};
    bool told_many_ = false;
};

} // namespace tracking
