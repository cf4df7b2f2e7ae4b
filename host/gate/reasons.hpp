// SPDX-License-Identifier: MIT
// host/gate/reasons.hpp - why the gate lets a command not through: one table, from which texts, receipts and log lines
// come.
#pragma once
#include <cstdint>
#include <span>

namespace qiki::gate {

// The order is that of the questions the gate asks; a row's number is the code of its receipt.
enum class reason : uint8_t {
    none,
    foreign_issuer,
    repeated,
    without_data,
    no_such_entity,
    deaf_entity,
    not_your_entity,
    claimed_authority,
    no_such_verb,
    low_authority,
    argument_count,
    argument_not_finite,
    argument_limits,
    expired,
    not_in_safe_mode,
    needs_word,
    outranked,
    spoofed,  // of what an operator approved; said before the questions above
    replayed, // likewise
    // Not refused: handed on in another form.
    limited,
    downgraded,
};

// What becomes of a command: each has one reason, of which allow's is none.
enum class ruling : uint8_t { allow, block, modify, downgrade };

struct reason_row {
    const char* name;     // text of the receipt
    uint8_t status;       // QIKI_RECEIPT_...
    const char* sentence; // for the log: what was wrong, and the remedy
};

ruling ruling_of(reason);
const char* ruling_word(ruling); // "ALLOW"

// Row k belongs to reason k; row 0 is not used.
std::span<const reason_row> reasons();
inline const reason_row& row_of(reason r) { return reasons()[static_cast<size_t>(r)]; }

} // namespace qiki::gate
