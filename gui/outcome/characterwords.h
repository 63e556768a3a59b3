// What can be told of every character of a text, in words.
#pragma once

#include <QString>

#include <string>

namespace gui {

[[nodiscard]] QString propertyName(const std::string& id);  ///< "inside quotation marks"

}  // namespace gui
