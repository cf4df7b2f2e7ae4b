// SPDX-License-Identifier: MIT
// host/gate/seal.cpp - the canonical form and its digest.
#include "host/gate/seal.hpp"
#include <array>
#include <charconv>
#include <openssl/evp.h>
#include <stdexcept>

namespace qiki::gate {
namespace {
constexpr char digits[] = "0123456789abcdef";

void quote(std::string& out, const std::string& text) {
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') out += '\\', out += c;
        else if (byte < 0x20) out += "\\u00", out += digits[byte >> 4], out += digits[byte & 15];
        else out += c;
    }
    out += '"';
}

void show(std::string& out, const parameter& p) {
    if (const auto* b = std::get_if<bool>(&p)) out += *b ? "true" : "false";
    else if (const auto* text = std::get_if<std::string>(&p)) quote(out, *text);
    else {
        char number[32];
        out.append(number, std::to_chars(number, number + sizeof number, std::get<double>(p) + 0.0).ptr);
    }
}
} // namespace

std::string canonical(const approved& a) {
    std::string out = "{\"kind\":";
    quote(out, a.kind);
    out += ",\"name\":";
    quote(out, a.name);
    out += ",\"parameters\":{";
    bool first = true;
    for (const auto& [key, value] : a.parameters) {
        if (!first) out += ',';
        first = false;
        quote(out, key);
        out += ':';
        show(out, value);
    }
    out += "},\"subject\":";
    quote(out, a.subject);
    return out + "}";
}

std::string seal(const approved& a) {
    const std::string text = canonical(a);
    std::array<unsigned char, EVP_MAX_MD_SIZE> sum{};
    unsigned size = 0;
    if (!EVP_Digest(text.data(), text.size(), sum.data(), &size, EVP_sha256(), nullptr) || size != 32)
        throw std::runtime_error("libcrypto gives no SHA-256; is this system restricted to other digests?");
    std::string out;
    for (unsigned i = 0; i < size; ++i) out += digits[sum[i] >> 4], out += digits[sum[i] & 15];
    return out;
}

} // namespace qiki::gate
