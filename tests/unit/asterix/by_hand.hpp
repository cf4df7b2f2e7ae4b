// SPDX-License-Identifier: MIT
// tests/unit/asterix/by_hand.hpp - records written by hand: hexadecimal to octets, blocks around records, files for the
// plugin.
#pragma once
#include "recording.hpp"
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <string>
#include <unistd.h>
#include <vector>

namespace by_hand {

using bytes = std::vector<uint8_t>;

inline bytes hex(const std::string& text) {
    bytes out;
    std::string digits;
    for (const char c : text)
        if (c != ' ') digits += c;
    for (size_t i = 0; i + 1 < digits.size(); i += 2)
        out.push_back(static_cast<uint8_t>(std::stoul(digits.substr(i, 2), nullptr, 16)));
    return out;
}
inline bytes join(std::initializer_list<bytes> parts) {
    bytes out;
    for (const bytes& p : parts) out.insert(out.end(), p.begin(), p.end());
    return out;
}
inline bytes big(uint64_t value, unsigned octets) {
    bytes out;
    for (unsigned i = octets; i-- > 0;) out.push_back(static_cast<uint8_t>(value >> 8 * i));
    return out;
}
inline bytes little(uint64_t value, unsigned octets) {
    bytes out;
    for (unsigned i = 0; i < octets; ++i) out.push_back(static_cast<uint8_t>(value >> 8 * i));
    return out;
}
// A data block around records.
inline bytes block(uint8_t category, const bytes& records) {
    return join({{category}, big(records.size() + 3, 2), records});
}

// CAT048 with 010, 140, 020 (SSR), 040 and 070.
inline bytes plot_of(uint16_t source, uint32_t time, uint16_t rho, uint16_t theta, uint16_t code = 01000) {
    return block(48,
                 join({hex("F8"), big(source, 2), big(time, 3), hex("40"), big(rho, 2), big(theta, 2), big(code, 2)}));
}
// CAT034 sector crossing, or a north mark when sector is negative.
inline bytes crossing(uint16_t source, uint32_t time, int sector) {
    if (sector < 0) return block(34, join({hex("E0"), big(source, 2), hex("01"), big(time, 3)}));
    return block(34, join({hex("F0"), big(source, 2), hex("02"), big(time, 3), big(static_cast<unsigned>(sector), 1)}));
}
// CAT062 with 010, 070, 105, 185, 040 and 080; part 2 of 080 carries TSE.
inline bytes track_of(uint16_t source, uint32_t time, int32_t latitude, int32_t longitude, int16_t vx, int16_t vy,
                      uint16_t number, bool ends = false) {
    const auto wide = [](int32_t v) { return big(static_cast<uint32_t>(v), 4); };
    const auto narrow = [](int16_t v) { return big(static_cast<uint16_t>(v), 2); };
    return block(62, join({hex("9B 0C"), big(source, 2), big(time, 3), wide(latitude), wide(longitude), narrow(vx),
                           narrow(vy), big(number, 2), ends ? hex("01 40") : hex("00")}));
}

inline asterix::recording decoded(const bytes& file, const asterix::request& r = {}) {
    return asterix::decode(file, r);
}
inline double about(const asterix::recording& r, const std::string& name) {
    for (const asterix::fact& f : r.about)
        if (f.name == name) return f.value;
    return -1;
}

// A file that goes with the object.
class file {
public:
    explicit file(const bytes& content, const std::string& name = "recording") {
        static int number = 0;
        path_ = (std::filesystem::temp_directory_path() /
                 ("qiki-asterix-" + std::to_string(getpid()) + "-" + std::to_string(number++) + "-" + name))
                    .string();
        std::ofstream(path_, std::ios::binary)
            .write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
    }
    ~file() { std::remove(path_.c_str()); }
    file(const file&) = delete;
    file& operator=(const file&) = delete;
    const std::string& path() const { return path_; }

private:
    std::string path_;
};
} // namespace by_hand
