// The files that a lesson names: beside it, or below the program's resources/, and nowhere else; the person may name
// others.
#pragma once

#include <string>

#include "lessons/format/fields.h"

namespace lessons {

/// A data file by the name that the key gives it: below the lesson's folder, or "resources/..." below homeFolder().
/// Throws engine::Error with the key's place where there is none, or where the name, or a symbolic link on the way,
/// leads out of the folder. Who runs the program may name any file: --set data.file=PATH.
[[nodiscard]] std::string findDataFile(const Spec& spec, const Fields& fields, const std::string& key);

}  // namespace lessons
