// SPDX-License-Identifier: MIT
// host/conform/drive/open_files.cpp - each number below the limit is asked: a folder of /proc would need a descriptor.
#include "host/conform/drive/open_files.hpp"
#include <algorithm>
#include <fcntl.h>
#include <sys/resource.h>

namespace qiki::conform {
namespace {
int64_t limit() {
    rlimit most{};
    return getrlimit(RLIMIT_NOFILE, &most) == 0 ? static_cast<int64_t>(std::min<rlim_t>(most.rlim_cur, 4096)) : 256;
}
} // namespace

int64_t open_files() {
    int64_t n = 0;
    const auto most = static_cast<int>(limit());
    for (int fd = 0; fd < most; ++fd) n += fcntl(fd, F_GETFD) != -1;
    return n;
}
bool out_of_files() { return open_files() + 8 > limit(); }
} // namespace qiki::conform
