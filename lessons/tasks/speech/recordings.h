// Sound files, and the text file that says what is heard in them and when.
#pragma once

#include <string>
#include <vector>

namespace lessons {

/// One channel: the mean of all that a file has. Brought to the rate. Throws engine::Error with the
/// name of the file where it cannot be read, has nothing in it, or lasts longer than `longest` seconds.
[[nodiscard]] std::vector<float> readSound(const std::string& path, int rate, double longest);

/// Samples at another rate, by a windowed sinc that lets nothing through above half of the lower rate.
[[nodiscard]] std::vector<float> resampled(const std::vector<float>& from, int rate, int wanted);

struct TimedSound {
    double from = 0;  ///< seconds in the voice's sound file; it lasts until the next begins
    std::string name;
};
struct TimedSentence {
    double from = 0, to = 0;
    std::string text;
    std::vector<TimedSound> sounds;
};
struct RecordedVoice {
    std::string name, audio;  ///< audio: the file's name, beside the text file
    std::vector<TimedSentence> sentences;
};

/// Lines "voice NAME AUDIO", "sentence FROM TO TEXT" and "FROM SOUND"; # begins a note. Throws engine::Error with file
/// and line for anything else.
[[nodiscard]] std::vector<RecordedVoice> readRecordings(const std::string& path);

}  // namespace lessons
