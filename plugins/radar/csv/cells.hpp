// SPDX-License-Identifier: MIT
// plugins/radar/csv/cells.hpp - one line of the file as a contact.
#pragma once
#include "parameters.hpp"
#include "qiki/radar.h"

namespace csv {

struct detection {
    qiki_ns t = 0; // of the file, or since 1970
    int64_t scan = 0;
    std::string_view run;
    qiki_contact what{}; // without id, t and frame
};

class cells {
public:
    // Both outlive this.
    cells(const parameters& p, const layout& l, const std::vector<std::string>& heading);

    // Throws as refuse() does. The views need only live as long as the call and its result.
    detection read(const std::vector<std::string_view>& row, size_t line) const;

private:
    struct place;
    bool number(const place&, quantity, double& out) const;
    void measured(const place&, qiki_contact&) const;
    void said(const place&, qiki_contact&) const;

    const parameters& p_;
    const layout& l_;
    const std::vector<std::string>& heading_;
    qiki_contact blank_{}; // with what is the same in all
};
} // namespace csv
