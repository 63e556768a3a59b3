// Everything the commands print passes here: to standard output whole or with an error, to standard error in one line.
#pragma once

#include <string>

namespace cli {

/// printf into a string.
[[nodiscard]] __attribute__((format(printf, 1, 2))) std::string format(const char* pattern, ...);

/// Text for a person, on standard output, flushed; what a terminal would obey is escaped. Throws engine::Error where it
/// cannot be written, as on a full disk.
void printText(const std::string& text);

/// The same for what is JSON already.
void printBytes(const std::string& bytes);

/// "gatewise: MESSAGE" on one line of standard error, with the bytes of broken files escaped.
void tell(const std::string& message);

/// A stream that the caller closed would be the number of the next file that is opened, and be written into.
void holdStandardStreams();

}  // namespace cli
