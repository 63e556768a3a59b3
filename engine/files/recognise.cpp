// Signatures.
#include "engine/files/recognise.h"

#include <algorithm>
#include <cctype>
#include <fstream>

namespace engine {

namespace {

constexpr std::size_t kLooked = 512;

bool begins(const std::string& bytes, const std::string& with) {
    return bytes.compare(0, with.size(), with) == 0;
}

}  // namespace

bool isHdf5(const std::string& firstBytes) {
    return begins(firstBytes, "\x89HDF\r\n\x1a\n");
}

std::string otherFormat(const std::string& firstBytes) {
    if (begins(firstBytes, "version https://git-lfs"))
        return "a Git LFS pointer: fetch the file itself with git lfs pull";
    std::string text = firstBytes.substr(0, std::min<std::size_t>(firstBytes.size(), 64));
    text.erase(0, std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    if (begins(text, "<!doctype html") || begins(text, "<html"))
        return "an HTML page: download the file itself, not the page that shows it";
    if (begins(firstBytes, "\x80\x02") || begins(firstBytes, "\x80\x04"))
        return "a Python pickle or an old PyTorch checkpoint: save the model with Keras, or its weights as safetensors";
    // A protocol buffer whose first field is ONNX's ir_version, a small number, and whose second names the producer.
    if (firstBytes.size() > 4 && firstBytes[0] == '\x08' && firstBytes[1] > 0 && firstBytes[1] < 32 &&
        firstBytes[2] == '\x12')
        return "an ONNX model";
    if (firstBytes.size() > 9 && firstBytes[8] == '{' && firstBytes[7] == 0) return "a safetensors file";
    if (begins(text, "{")) return "a JSON text: a model's config without weights";
    return "";
}

std::string firstBytesOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string bytes(kLooked, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
    return bytes;
}

}  // namespace engine
