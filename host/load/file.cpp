// SPDX-License-Identifier: MIT
// host/load/file.cpp - opening without blocking, reading without mapping.
#include "host/load/file.hpp"
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace qiki::load {
namespace {

constexpr int64_t second = 1'000'000'000;

const char* kind_of_file(mode_t m) {
    return S_ISDIR(m)    ? "a folder"
           : S_ISFIFO(m) ? "a fifo"
           : S_ISCHR(m)  ? "a character device"
           : S_ISBLK(m)  ? "a block device"
           : S_ISSOCK(m) ? "a socket"
                         : "something else";
}

[[noreturn]] void cannot_open(const std::filesystem::path& path, int why) {
    struct stat link {};
    if (why == ENOENT && lstat(path.c_str(), &link) == 0 && S_ISLNK(link.st_mode))
        throw refused("expected a file, found a link that leads nowhere; remove or correct the link");
    if (why == ENOENT) throw refused("expected a file or folder, found nothing; check the path");
    if (why == EACCES || why == EPERM)
        throw refused("cannot be read: permission denied; give read permission (chmod +r)");
    if (why == ENXIO) throw refused("expected a file, found a socket or device; name a plugin's .so file");
    if (why == ELOOP) throw refused("expected a file, found links that lead in a circle; correct the link");
    throw refused(std::string("cannot be opened: ") + std::strerror(why) + "; put that right and try again");
}
} // namespace

bool loads_by_path() {
#ifdef QIKI_SANITIZED
    return true;
#else
    return std::getenv("QIKI_LOAD_BY_PATH") != nullptr;
#endif
}

file::file(const std::filesystem::path& path) : path_(path) {
    struct stat s {};
    if (stat(path.c_str(), &s) != 0) cannot_open(path, errno);
    if (!S_ISREG(s.st_mode)) // before open(): opening some devices does things
        throw refused(std::string("expected a file, found ") + kind_of_file(s.st_mode) + "; name a plugin's .so file");
    descriptor_ = open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (descriptor_ < 0) cannot_open(path, errno);
    if (fstat(descriptor_, &s) != 0 || !S_ISREG(s.st_mode)) { // exchanged in between
        close(descriptor_);
        throw refused("expected a file, found it exchanged while it was opened; try again");
    }
    size_ = static_cast<uint64_t>(s.st_size);
    changed_ = s.st_mtim.tv_sec * second + s.st_mtim.tv_nsec;
}

file::~file() {
    if (descriptor_ >= 0) close(descriptor_);
}

file::file(file&& o) noexcept
    : path_(std::move(o.path_)), descriptor_(std::exchange(o.descriptor_, -1)), size_(o.size_), changed_(o.changed_) {}

bytes file::content() const {
    return {size_, [fd = descriptor_](uint64_t at, void* to, size_t n) {
                for (size_t done = 0; done < n;) {
                    const ssize_t got =
                        pread(fd, static_cast<char*>(to) + done, n - done, static_cast<off_t>(at + done));
                    if (got < 0 && errno == EINTR) continue;
                    if (got <= 0) return false;
                    done += static_cast<size_t>(got);
                }
                return true;
            }};
}

std::string file::name_for_loader() const {
    if (loads_by_path()) return std::filesystem::absolute(path_).string();
    static std::atomic<unsigned> count{0};
    std::string name = "/proc/self/fd/";
    for (unsigned n = ++count; n; n /= 2) name += n % 2 ? "./" : "/"; // a number, written as a way round
    return name + std::to_string(descriptor_);
}
} // namespace qiki::load
