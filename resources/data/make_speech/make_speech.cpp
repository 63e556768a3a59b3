// Makes resources/data/speech: the sentences of sentences.txt, said by espeak-ng in five voices, with the time of every
// sound. Not a part of the program: run once, its product is committed. Needs libespeak-ng-dev and libsndfile1-dev
// (1.51 and 1.2.0 were used).
//   g++ -std=c++20 -O2 make_speech.cpp -lespeak-ng -lsndfile -o /tmp/make_speech && /tmp/make_speech sentences.txt
//   ../speech
#include <espeak-ng/speak_lib.h>
#include <sndfile.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

constexpr int kRate = 16000;

struct Sound {
    double from;  // seconds
    std::string mnemonic;
};
struct Said {
    std::vector<short> samples;
    std::vector<Sound> sounds;
};
Said* g_said = nullptr;
int g_rate = 0;

int take(short* samples, int count, espeak_EVENT* events) {
    if (samples && count > 0) g_said->samples.insert(g_said->samples.end(), samples, samples + count);
    for (; events->type != espeakEVENT_LIST_TERMINATED; ++events)
        if (events->type == espeakEVENT_PHONEME) {
            char name[9] = {};
            std::memcpy(name, events->id.string, 8);
            g_said->sounds.push_back({double(events->audio_position) / 1000, name});
        }
    return 0;
}

// espeak-ng's mnemonics to 39 classes, named as in the CMU dictionary: a long and a short form of one sound, a sound
// and its variant before r or at a word's end, the vowels of "cup" and "about", and the two of "ship" and "measure" are
// one.
const std::map<std::string, std::string> kClasses{
    {"_", "sil"}, {"_:", "sil"}, {"p", "P"},    {"b", "B"},    {"t", "T"},    {"t2", "T"},  {"t#", "D"},   {"d", "D"},
    {"d#", "D"},  {"k", "K"},    {"g", "G"},    {"f", "F"},    {"v", "V"},    {"T", "TH"},  {"D", "DH"},   {"s", "S"},
    {"z", "Z"},   {"z/2", "Z"},  {"S", "SH"},   {"Z", "SH"},   {"h", "HH"},   {"tS", "CH"}, {"dZ", "JH"},  {"m", "M"},
    {"n", "N"},   {"N", "NG"},   {"l", "L"},    {"l/", "L"},   {"l^", "L"},   {"L", "L"},   {"r", "R"},    {"r/", "R"},
    {"r-", "R"},  {"w", "W"},    {"j", "Y"},    {"i:", "IY"},  {"i", "IY"},   {"I", "IH"},  {"I2", "IH"},  {"E", "EH"},
    {"E2", "EH"}, {"a", "AE"},   {"aa", "AE"},  {"A:", "AA"},  {"A~", "AA"},  {"0", "AA"},  {"O", "AO"},   {"O:", "AO"},
    {"O2", "AO"}, {"V", "AH"},   {"@", "AH"},   {"@2", "AH"},  {"@5", "AH"},  {"a#", "AH"}, {"I#", "IH"},  {"U", "UH"},
    {"u:", "UW"}, {"u", "UW"},   {"3", "ER"},   {"3:", "ER"},  {"eI", "EY"},  {"aI", "AY"}, {"OI", "OY"},  {"aU", "AW"},
    {"oU", "OW"}, {"oU#", "OW"}, {"U@", "UH"},  {"A@", "AA"},  {"e@", "EH"},  {"i@", "IY"}, {"i@3", "IY"}, {"o@", "AO"},
    {"O@", "AO"}, {"@L", "L"},   {"aI@", "AY"}, {"aI3", "AY"}, {"aU@", "AW"}, {"n-", "N"},  {"m-", "M"},   {"?", "sil"},
    {";", "Y"},   {"VR", "AH"},  {"o", "AO"}};

std::vector<short> resampled(const std::vector<short>& from, int rate) {
    // A windowed sinc, cut off a little below the lower Nyquist frequency.
    constexpr int kReach = 24;
    const double ratio = double(rate) / kRate, cut = 0.95 / ratio;
    std::vector<short> to(std::size_t(double(from.size()) / ratio));
    for (std::size_t k = 0; k < to.size(); ++k) {
        const double at = double(k) * ratio;
        double sum = 0;
        for (long j = long(at) - kReach; j <= long(at) + kReach + 1; ++j) {
            if (j < 0 || j >= long(from.size())) continue;
            const double x = double(j) - at, w = std::cos(M_PI * x / (2 * (kReach + 2)));
            sum += from[std::size_t(j)] * (x == 0 ? cut : std::sin(M_PI * cut * x) / (M_PI * x)) * w * w;
        }
        to[k] = short(std::lround(std::fmax(-32767, std::fmin(32767, sum))));
    }
    return to;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 3) return std::cerr << "usage: make_speech SENTENCES FOLDER\n", 2;
    g_rate = espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 200, nullptr, espeakINITIALIZE_PHONEME_EVENTS);
    if (g_rate <= 0) return std::cerr << "espeak-ng could not start\n", 1;
    espeak_SetSynthCallback(take);
    std::ofstream times(std::string(arguments[2]) + "/speech.txt");
    times << "# Made by resources/data/make_speech from sentences.txt. voice NAME AUDIO; sentence FROM TO TEXT, in "
             "seconds of\n"
             "# the audio; then a line a sound: when it begins, and its class.\n";
    std::set<std::string> unknown;
    for (const std::string voice : {"en-us", "en-us+m3", "en-us+m7", "en-us+f4", "en-us+f2"}) {
        if (espeak_SetVoiceByName(voice.c_str()) != EE_OK) return std::cerr << "no voice " << voice << '\n', 1;
        const std::string name = voice == "en-us" ? "m1" : voice.substr(6), audio = name + ".ogg";
        times << "voice " << name << ' ' << audio << '\n';
        std::vector<short> all;
        std::ifstream sentences(arguments[1]);
        for (std::string text; std::getline(sentences, text);) {
            if (text.empty()) continue;
            Said said;
            g_said = &said;
            espeak_Synth(text.c_str(), text.size() + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, nullptr, nullptr);
            const std::vector<short> samples = resampled(said.samples, g_rate);
            const double start = double(all.size()) / kRate, end = start + double(samples.size()) / kRate;
            char line[64];
            std::snprintf(line, sizeof line, "sentence %.3f %.3f ", start, end);
            times << line << text << '\n';
            std::string before = "sil";
            double last = -1;
            for (std::size_t k = 0; k < said.sounds.size(); ++k) {
                Sound sound = said.sounds[k];
                if (sound.mnemonic.empty()) continue;
                const auto found = kClasses.find(sound.mnemonic);
                if (found == kClasses.end()) unknown.insert(sound.mnemonic);
                const std::string kind = found == kClasses.end() ? "?" : found->second;
                // A sound of no length is an l that has melted into the vowel before it: it gets the vowel's second
                // half.
                const bool isMelted = k + 1 < said.sounds.size() && said.sounds[k + 1].from <= sound.from && last >= 0;
                const double from = isMelted ? (last + sound.from) / 2 : sound.from;
                last = sound.from;
                if (kind == before && kind == "sil") continue;
                before = kind;
                std::snprintf(line, sizeof line, "%.3f ", start + from);
                times << line << kind << '\n';
            }
            all.insert(all.end(), samples.begin(), samples.end());
        }
        SF_INFO info{};
        info.samplerate = kRate;
        info.channels = 1;
        info.format = SF_FORMAT_OGG | SF_FORMAT_VORBIS;
        SNDFILE* file = sf_open((std::string(arguments[2]) + '/' + audio).c_str(), SFM_WRITE, &info);
        if (!file) return std::cerr << sf_strerror(nullptr) << '\n', 1;
        double quality = 0.1;
        sf_command(file, SFC_SET_VBR_ENCODING_QUALITY, &quality, sizeof quality);
        // In small parts: libsndfile's Vorbis writer puts what it is given on the stack.
        for (std::size_t k = 0; k < all.size(); k += 4096)
            sf_write_short(file, all.data() + k, sf_count_t(std::min<std::size_t>(4096, all.size() - k)));
        sf_close(file);
        std::cerr << name << ' ' << double(all.size()) / kRate << " s\n";
    }
    for (const std::string& each : unknown) std::cerr << "no class for " << each << '\n';
    return unknown.empty() ? 0 : 1;
}
