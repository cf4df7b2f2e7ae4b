// SPDX-License-Identifier: MIT
// plugins/bridges/geo/document.cpp - the first run is written whole, the second writes it anew, the others go on
// behind.
#include "document.hpp"
#include "../common/whole_file.hpp"
#include <cstring>

namespace geo {

std::string document::body(const scene& s, uint64_t number) {
    std::string text = format_.run(s, number, empty_);
    empty_ &= text.empty();
    return text;
}

void document::add(scene s) {
    std::string text;
    if (++runs_ == 1) {
        text = format_.head(s) + body(s, 0) + format_.tail;
        first_ = std::move(s);
    } else if (runs_ == 2) {
        empty_ = true;
        text = format_.head(s) + body(first_, 1);
        text += body(s, 2) + format_.tail;
        first_ = {};
    } else {
        text = body(s, runs_) + format_.tail;
        const uint64_t before = bytes_ - std::strlen(format_.tail);
        bridges::write_behind(file_, bytes_, before, text);
        bytes_ = before + text.size();
        return;
    }
    bridges::write_whole(file_, text);
    bytes_ = text.size();
}
} // namespace geo
