// SPDX-License-Identifier: MIT
// host/conform/drive/hush.hpp - listens to standard output and error.
#pragma once
#include <string>

namespace qiki::conform {

// While this lives, what goes to descriptors 1 and 2 goes to a file in memory.
class hush {
public:
    hush();
    ~hush();
    hush(const hush&) = delete;
    hush& operator=(const hush&) = delete;
    std::string heard() const; // so far, the first KiB

private:
    int file_ = -1, out_ = -1, err_ = -1;
};
} // namespace qiki::conform
