// SPDX-License-Identifier: MIT
// host/cli/run/keys.hpp - single keys from the terminal while a run goes, and the terminal as it was after it.
#pragma once
#include <string>

namespace qiki::cli {

// One at a time. Works where standard input and standard error are a terminal and this process is in its foreground:
// then keys come at once and unseen; Ctrl-C and its like stay signals. The mode is put back when it ends, when the
// process is suspended, crashes, or is ended by a signal that can be caught.
class keys {
public:
    explicit keys(bool wanted);
    ~keys();
    keys(const keys&) = delete;
    keys& operator=(const keys&) = delete;

    bool wanted() const { return wanted_; }
    bool live();                     // in the foreground now; sets the mode if it is not
    std::string read();              // what was typed since; does not wait
    void lost() { wanted_ = false; } // the terminal has gone

private:
    bool wanted_;
};

// The terminal as it was; may be called from a signal handler and more than once.
void terminal_back() noexcept;
} // namespace qiki::cli
