// SPDX-License-Identifier: MIT
// host/observe/log.cpp - the only file that knows spdlog.
#include "host/observe/log.hpp"
#include <memory>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

namespace qiki::observe {
namespace {

spdlog::level::level_enum as_spdlog(level l) {
    switch (l) {
    case level::debug: return spdlog::level::debug;
    case level::info: return spdlog::level::info;
    case level::warn: return spdlog::level::warn;
    case level::error: break;
    }
    return spdlog::level::err;
}

std::shared_ptr<spdlog::logger>& logger() {
    static std::shared_ptr<spdlog::logger> one;
    return one;
}
} // namespace

void open_log(level least) {
    const bool plain = std::getenv("NO_COLOR") != nullptr;
    auto sink = std::make_shared<spdlog::sinks::stderr_color_sink_mt>(plain ? spdlog::color_mode::never
                                                                            : spdlog::color_mode::automatic);
    auto made = std::make_shared<spdlog::logger>("qiki", std::move(sink));
    made->set_pattern("%^%-7l%$ %v"); // no wall time: two runs of one scenario log the same
    made->set_level(as_spdlog(least));
    made->flush_on(spdlog::level::debug);
    logger() = std::move(made);
}

void log(level l, std::string_view who, int64_t t, std::string_view text) {
    if (!logger()) open_log(level::info);
    if (t < 0) logger()->log(as_spdlog(l), "{}{}{}", who, who.empty() ? "" : ": ", text);
    else logger()->log(as_spdlog(l), "{:10.3f} s  {}: {}", static_cast<double>(t) * 1e-9, who, text);
}
} // namespace qiki::observe
