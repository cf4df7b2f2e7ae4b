// SPDX-License-Identifier: MIT
// host/anatomy/declared.hpp - the tables that a plugin declares, rebuilt from its file: they are constants, only the
// pointers between them wait for the loader.
#pragma once
#include "host/anatomy/image.hpp"
#include "qiki/plugin.h"
#include <deque>
#include <memory>
#include <string>

namespace qiki::anatomy {

// What descriptors point to, kept together; pointers into it stay valid when it is moved.
class store {
public:
    const char* keep(std::string); // throws refused when all texts together are too long
    void* rows(size_t bytes);      // zeroed, aligned to 8 bytes

private:
    std::deque<std::string> texts_;
    std::deque<std::unique_ptr<uint64_t[]>> rows_;
    uint64_t bytes_ = 0;
};

// The exported table; its functions are not to be called: NULL where the file has none, else something. Throws refused.
qiki_entry read_entry(const image&, uint64_t address);

// Every constant descriptor of the file, in the order of addresses: where pointers to an id and a kind lie behind a
// size. One that is built while the plugin runs cannot be found. Throws refused.
std::vector<qiki_descriptor> find_descriptors(const image&, store&);
} // namespace qiki::anatomy
