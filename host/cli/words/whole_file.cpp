// SPDX-License-Identifier: MIT
// host/cli/words/whole_file.cpp - written beside its name, then renamed.
#include "host/cli/words/whole_file.hpp"
#include "host/run/run.hpp"
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace qiki::cli {

// A place that cannot be written was badly chosen; one that fills up later is no fault of whoever chose it.
void whole_file::fail(const char* what, int code) const {
    throw run::error(option_ + ": " + file_.string() + " " + what +
                         (code ? std::string(": ") + std::strerror(code) : ""),
                     begun_ ? run::fault::run : run::fault::input);
}

whole_file::whole_file(std::string option, std::filesystem::path file)
    : option_(std::move(option)), file_(std::move(file)) {
    std::error_code unknown;
    if (std::filesystem::exists(file_, unknown) && !std::filesystem::is_regular_file(file_, unknown))
        fail("is there and is not a regular file; name another one", 0);
    // A name of its own: another process may write the same file, and a file of that name may be somebody's.
    int to = -1;
    for (unsigned n = 0; to < 0 && n < 1000; ++n) {
        part_ = file_;
        part_ += "." + std::to_string(getpid()) + (n ? "-" + std::to_string(n) : "") + ".part";
        to = open(part_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (to < 0 && errno != EEXIST) break;
    }
    if (to < 0 || !(out_ = fdopen(to, "wb"))) fail("cannot be written", errno);
    begun_ = true;
}

whole_file::~whole_file() {
    if (!out_) return;
    std::fclose(out_);
    std::error_code ignored;
    std::filesystem::remove(part_, ignored);
}

void whole_file::add(std::string_view text) {
    if (code_ == 0 && std::fwrite(text.data(), 1, text.size(), out_) != text.size()) code_ = errno;
}

void whole_file::complete(std::string_view text) {
    add(text);
    if (code_) fail("cannot be written", code_);
    if (std::fclose(std::exchange(out_, nullptr)) != 0) {
        const int code = errno;
        std::error_code ignored;
        std::filesystem::remove(part_, ignored);
        fail("cannot be written", code);
    }
    std::error_code code;
    std::filesystem::rename(part_, file_, code);
    if (code) fail("cannot be given its name", code.value());
}
} // namespace qiki::cli
