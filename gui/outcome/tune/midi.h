// A tune as a Standard MIDI File.
#pragma once

#include <string>

#include "lessons/tasks/tune.h"

namespace gui {

/// Two tracks: tempo and title; then the notes, those of the opening on channel 1, those that the net wrote on
/// channel 2, so that other programs can tell them apart. 480 ticks a quarter note. Written aside and put in its place
/// when it is whole. Throws engine::Error.
void saveMidi(const std::string& path, const lessons::WrittenTune& tune);

}  // namespace gui
