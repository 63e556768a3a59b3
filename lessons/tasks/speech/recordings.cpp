// Reads sound with libsndfile and times line by line.
#include "lessons/tasks/speech/recordings.h"

#include <sndfile.h>

#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <memory>
#include <numbers>

#include "engine/core/error.h"

namespace lessons {
namespace {

class Reader {
 public:
    explicit Reader(const std::string& path)
        : m_name(std::filesystem::path(path).filename().string()), m_file(path, std::ios::binary) {
        if (!m_file) throw engine::Error(m_name + ": cannot be opened");
    }

    std::vector<RecordedVoice> read() {
        for (std::string line; std::getline(m_file, line);) {
            ++m_line;
            if (!line.empty() && line.back() == '\r') line.pop_back();
            if (line.empty() || line.front() == '#') continue;
            m_rest = line;
            const std::string first = word();
            if (first == "voice")
                voice();
            else if (first == "sentence")
                sentence();
            else
                sound(first);
        }
        if (m_voices.empty()) throw engine::Error(m_name + ": expected at least one voice, got none");
        return std::move(m_voices);
    }

 private:
    [[noreturn]] void fail(const std::string& expected) const {
        throw engine::Error(m_name + ":" + std::to_string(m_line) + ": expected " + expected);
    }
    std::string word() {
        const std::size_t end = std::min(m_rest.find(' '), m_rest.size());
        std::string word = m_rest.substr(0, end);
        m_rest.erase(0, std::min(end + 1, m_rest.size()));
        return word;
    }
    [[nodiscard]] double seconds(const std::string& text) const {
        double value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error != std::errc() || end != text.data() + text.size() || !(value >= 0 && value < 1e5))
            fail("\"voice NAME AUDIO\", \"sentence FROM TO TEXT\" or \"SECONDS SOUND\", got \"" + text + "\"");
        return value;
    }
    void voice() {
        RecordedVoice voice;
        voice.name = word();
        voice.audio = word();
        if (voice.name.empty() || voice.audio.empty()) fail("a name and a sound file after \"voice\"");
        if (std::filesystem::path(voice.audio).filename() != voice.audio)
            fail("a sound file beside this one, got \"" + voice.audio + "\"");
        m_voices.push_back(std::move(voice));
    }
    void sentence() {
        if (m_voices.empty()) fail("a voice before its sentences");
        TimedSentence sentence;
        sentence.from = seconds(word());
        sentence.to = seconds(word());
        sentence.text = m_rest;
        if (sentence.to <= sentence.from) fail("a sentence that ends after it begins");
        m_voices.back().sentences.push_back(std::move(sentence));
    }
    void sound(const std::string& first) {
        const double from = seconds(first);
        if (m_voices.empty() || m_voices.back().sentences.empty()) fail("a sentence before its sounds");
        TimedSentence& sentence = m_voices.back().sentences.back();
        if (m_rest.empty() || m_rest.find(' ') != std::string::npos)
            fail("one sound after its time, got \"" + m_rest + "\"");
        const double before = sentence.sounds.empty() ? sentence.from : sentence.sounds.back().from;
        if (from < before || from > sentence.to) fail("times in order and within the sentence, got " + first);
        sentence.sounds.push_back({from, m_rest});
    }

    std::string m_name, m_rest;
    std::ifstream m_file;
    std::size_t m_line = 0;
    std::vector<RecordedVoice> m_voices;
};

}  // namespace

std::vector<float> resampled(const std::vector<float>& from, int rate, int wanted) {
    constexpr double kReach = 16;  // periods of the lower rate to each side
    const double ratio = double(rate) / wanted, cut = std::min(1.0, 0.95 / ratio), reach = kReach / cut;
    std::vector<float> to(std::size_t(double(from.size()) / ratio));
    for (std::size_t k = 0; k < to.size(); ++k) {
        const double at = double(k) * ratio;
        const auto first = std::max(0L, long(std::ceil(at - reach))),
                   last = std::min(long(from.size()) - 1, long(std::floor(at + reach)));
        double sum = 0;
        for (long j = first; j <= last; ++j) {
            const double x = double(j) - at, window = std::cos(std::numbers::pi * x / (2 * reach));
            const double angle = std::numbers::pi * cut * x;
            sum += double(from[std::size_t(j)]) * cut * (x == 0 ? 1.0 : std::sin(angle) / angle) * window * window;
        }
        to[k] = float(sum);
    }
    return to;
}

std::vector<float> readSound(const std::string& path, int rate, double longest) {
    const std::string name = std::filesystem::path(path).filename().string();
    SF_INFO info{};
    const std::unique_ptr<SNDFILE, int (*)(SNDFILE*)> file(sf_open(path.c_str(), SFM_READ, &info), sf_close);
    if (!file) throw engine::Error(name + ": expected a sound file (WAV, FLAC, Ogg): " + sf_strerror(nullptr));
    // The header's own count is not to be trusted before so much is there.
    if (info.samplerate < 4000 || info.samplerate > 200000 || info.channels < 1 || info.channels > 16)
        throw engine::Error(name + ": expected 4000 to 200000 samples a second in 1 to 16 channels, got " +
                            std::to_string(info.samplerate) + " in " + std::to_string(info.channels));
    const auto most = std::size_t(longest * info.samplerate);
    constexpr std::size_t kBlock = 4096;
    std::vector<float> block(kBlock * std::size_t(info.channels)), samples;
    for (sf_count_t got = 0; (got = sf_readf_float(file.get(), block.data(), sf_count_t(kBlock))) > 0;) {
        for (std::size_t k = 0; k < std::size_t(got); ++k) {
            float sum = 0;
            for (int c = 0; c < info.channels; ++c) sum += block[k * std::size_t(info.channels) + std::size_t(c)];
            samples.push_back(std::isfinite(sum) ? sum / float(info.channels) : 0.0f);
        }
        if (samples.size() > most)
            throw engine::Error(name + ": expected at most " + std::to_string(int(longest)) + " seconds of sound");
    }
    if (samples.empty()) throw engine::Error(name + ": expected sound, got a file without any");
    return info.samplerate == rate ? samples : resampled(samples, info.samplerate, rate);
}

std::vector<RecordedVoice> readRecordings(const std::string& path) {
    return Reader(path).read();
}

}  // namespace lessons
