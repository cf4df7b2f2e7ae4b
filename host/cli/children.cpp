// SPDX-License-Identifier: MIT
// host/cli/children.cpp - a queue, those that run, and their ends.
#include "host/cli/children.hpp"
#include <atomic>
#include <csignal>
#include <iostream>
#include <memory>
#include <poll.h>
#include <unistd.h>

namespace qiki::cli {
namespace {
std::atomic<int> ending_signal{0};
extern "C" void on_ending_signal(int signal) { ending_signal = signal; }

std::deque<task>* waiting_tasks = nullptr; // of the run_children() that runs

struct running_task {
    task what;
    std::unique_ptr<child> process;
};
} // namespace

void add_child(task t) { waiting_tasks->push_front(std::move(t)); }

int run_children(std::deque<task> waiting, unsigned at_a_time, double limit) {
    ending_signal = 0;
    std::signal(SIGINT, on_ending_signal);
    std::signal(SIGTERM, on_ending_signal);
    if (std::signal(SIGHUP, on_ending_signal) == SIG_IGN) std::signal(SIGHUP, SIG_IGN);
    waiting_tasks = &waiting;
    const bool terminal = isatty(STDERR_FILENO) == 1;
    std::vector<running_task> running;
    size_t done = 0;
    while ((!waiting.empty() || !running.empty()) && !ending_signal) {
        while (!waiting.empty() && running.size() < at_a_time) {
            task t = std::move(waiting.front());
            waiting.pop_front();
            auto process = std::make_unique<child>(t.arguments, std::chrono::duration<double>(limit));
            running.push_back({std::move(t), std::move(process)});
        }
        std::vector<pollfd> ears;
        for (const running_task& r : running) r.process->listen(ears);
        poll(ears.data(), ears.size(), ears.empty() ? 1 : 20);
        for (size_t i = 0; i < running.size();) {
            if (!running[i].process->look()) {
                ++i;
                continue;
            }
            const running_task gone = std::move(running[i]);
            running.erase(running.begin() + static_cast<std::ptrdiff_t>(i));
            ++done;
            gone.what.ended(*gone.process);
        }
        if (terminal) std::cerr << "\r\x1b[K" << done << " of " << done + running.size() + waiting.size() << std::flush;
    }
    if (terminal) std::cerr << "\r\x1b[K" << std::flush;
    for (const running_task& r : running) r.process->ask_to_end();
    for (const running_task& r : running)
        while (!r.process->look()) poll(nullptr, 0, 20);
    waiting_tasks = nullptr;
    return ending_signal;
}
} // namespace qiki::cli
