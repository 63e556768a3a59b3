// Where lessons and their data are installed.
#pragma once

#include <string>

namespace lessons {

/// The folder that holds lessons/content/ and resources/: $GATEWISE_HOME, else share/gatewise beside the folder of an
/// installed program, else the source tree the program was built from.
[[nodiscard]] std::string homeFolder();

}  // namespace lessons
