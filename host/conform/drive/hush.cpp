// SPDX-License-Identifier: MIT
// host/conform/drive/hush.cpp - two descriptors are turned aside and back.
#include "host/conform/drive/hush.hpp"
#include <cstdio>
#include <fcntl.h>
#include <stdexcept>
#include <sys/mman.h>
#include <unistd.h>

namespace qiki::conform {

hush::hush() : file_(memfd_create("said", MFD_CLOEXEC)) {
    if (file_ < 0) throw std::runtime_error("no file in memory to listen with");
    std::fflush(nullptr);
    out_ = fcntl(1, F_DUPFD_CLOEXEC, 64), err_ = fcntl(2, F_DUPFD_CLOEXEC, 64);
    dup2(file_, 1), dup2(file_, 2);
}
hush::~hush() {
    std::fflush(nullptr);
    dup2(out_, 1), dup2(err_, 2);
    close(out_), close(err_), close(file_);
}
std::string hush::heard() const {
    std::fflush(nullptr);
    char some[1024];
    const ssize_t n = pread(file_, some, sizeof some, 0);
    return n > 0 ? std::string(some, static_cast<size_t>(n)) : "";
}
} // namespace qiki::conform
