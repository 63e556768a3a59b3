// Writes through libsmf, which knows files by name only: so aside first.
#include "gui/outcome/tune/midi.h"

#include <QTemporaryDir>
#include <cmath>
#include <memory>
#include <vector>

#include <smf.h>

#include "engine/core/error.h"
#include "engine/files/bytes.h"

namespace gui {
namespace {

constexpr int kTicks = 480, kVelocity = 88;

using File = std::unique_ptr<smf_t, decltype(&smf_delete)>;

int ticksOf(double quarters) {
    return int(std::lround(quarters * kTicks));
}

void need(bool isGood, const std::string& path) {
    if (!isGood) throw engine::Error(path + ": cannot be written: libsmf refused it");
}

smf_track_t* addTrack(smf_t* file, const std::string& path) {
    smf_track_t* track = smf_track_new();
    need(track != nullptr, path);
    smf_add_track(file, track);
    return track;
}

void add(smf_track_t* track, std::vector<unsigned char> bytes, int tick, const std::string& path) {
    smf_event_t* event = smf_event_new_from_pointer(bytes.data(), int(bytes.size()));
    need(event != nullptr, path);
    smf_track_add_event_pulses(track, event, tick);
}

void addTempo(smf_track_t* track, double tempo, const std::string& path) {
    const auto microseconds = unsigned(std::lround(60e6 / tempo));
    add(track,
        {0xFF, 0x51, 3, (unsigned char)(microseconds >> 16), (unsigned char)(microseconds >> 8),
         (unsigned char)microseconds},
        0, path);
}

/// At most 127 bytes, so that the length is one byte; never a part of a character.
void addTitle(smf_track_t* track, std::string title, const std::string& path) {
    while (title.size() > 127 || (!title.empty() && (title.back() & 0x80) != 0 && title.size() > 120)) title.pop_back();
    if (title.empty()) return;
    std::vector<unsigned char> bytes{0xFF, 0x03, (unsigned char)title.size()};
    bytes.insert(bytes.end(), title.begin(), title.end());
    add(track, bytes, 0, path);
}

}  // namespace

void saveMidi(const std::string& path, const lessons::WrittenTune& tune) {
    const File file(smf_new(), &smf_delete);
    need(file && smf_set_ppqn(file.get(), kTicks) == 0, path);
    smf_track_t* head = addTrack(file.get(), path);
    addTempo(head, tune.tempo, path);
    addTitle(head, tune.title, path);
    smf_track_t* notes = addTrack(file.get(), path);
    for (std::size_t i = 0; i < tune.notes.size(); ++i) {
        const lessons::TuneNote& note = tune.notes[i];
        if (!note.pitch) continue;
        const unsigned char channel = i < tune.openingNotes ? 0 : 1, pitch = (unsigned char)*note.pitch;
        // A note ends before another of the same pitch begins: libsmf keeps the order of what falls on one tick.
        add(notes, {(unsigned char)(0x90 | channel), pitch, kVelocity}, ticksOf(note.start), path);
        add(notes, {(unsigned char)(0x80 | channel), pitch, 0}, ticksOf(note.start + note.length), path);
    }
    const QTemporaryDir aside;
    const std::string part = aside.filePath(QStringLiteral("tune.mid")).toStdString();
    need(aside.isValid() && smf_save(file.get(), part.c_str()) == 0, path);
    engine::writeBytes(path, engine::readBytes(part));
}

}  // namespace gui
