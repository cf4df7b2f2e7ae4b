// SPDX-License-Identifier: MIT
// host/conform/page.hpp - what a check's process tells its parent: memory they share, which no closed descriptor, full
// disk or sudden death can silence.
#pragma once
#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

namespace qiki::conform {

enum class verdict : uint32_t { none, pass, warn, skip, fail, crash, timeout };
const char* word(verdict);

struct page {
    static constexpr uint64_t mark = UINT64_C(0x31434b4951);
    uint64_t magic = mark;
    std::atomic<uint32_t> said{0}; // a verdict, once the text is complete
    uint32_t signal = 0;
    std::atomic<uint64_t> queued{0}; // ns: see queueing.hpp, of the processes that it started and that ended
    char step[96] = {};              // what the process is doing: "tick()"
    std::atomic<uint64_t> count{0};  // of it: the tick's number
    char given[128] = {};            // what is special about it: "contact.z[0] is NaN"
    char mend[256] = {};             // and what to do when it dies of that, with the rule; "": what its step says
    int given_of = 0;                // the signal that shows it; 0: any end
    char lacked[48] = {};            // the service that this instance asked for last and did not get
    char text[4096] = {};
    char stack[4096] = {}; // of a crash, a frame a line
    char judge[64] = {};   // of a skip: the check that it is left to
    char flaw[256] = {};   // of a failure: what is wrong with a record, in the words of qiki/check.h
    char fault[160] = {};  // of who died in another process: see ending
    bool overflow = false; // of a crash: the stack was used up
    bool spared = false;   // of a skip: the check is not for this plugin
    uint32_t leaves = 0;   // of a pass: the exit code that the process ends with by itself
    char unset[256] = {};  // of a skip: the parameters without a default that are missing, with blanks between them
};

// Text that is cut at the end of its field.
void put(char* field, size_t size, std::string_view text) noexcept;
std::string text_of(const char* field, size_t size);

// The page of this process: a private one until a child takes its parent's.
page& mine() noexcept;
void take_page(int descriptor); // throws std::runtime_error

// Says what is about to be done, for whoever finds the body.
void doing(const char* step, uint64_t count = 0) noexcept;

// And with what, until the next time; "" for nothing special. mend: what to do when it dies of that, with the rule.
// signal: it shows in a death of that one alone.
void giving(std::string_view what, std::string_view mend = {}, int signal = 0) noexcept;

class shared_page {
public:
    shared_page();
    ~shared_page();
    shared_page(const shared_page&) = delete;
    shared_page& operator=(const shared_page&) = delete;
    int descriptor() const { return descriptor_; }
    const page& operator*() const { return *at_; }

private:
    int descriptor_ = -1;
    page* at_ = nullptr;
};
} // namespace qiki::conform
