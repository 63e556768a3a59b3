// The pages of the window, in the order of their tabs and of the keys 1, 2, ...
#pragma once

#include <QString>
#include <string>
#include <vector>

namespace gui {

class Bridge;
class Page;

struct PageEntry {
    std::string id;  ///< of --page and of the settings
    QString title;
    Page* (*make)(Bridge& bridge);
};

[[nodiscard]] std::vector<PageEntry> pageEntries();
/// "step", "train"
[[nodiscard]] std::vector<std::string> pageIds();

}  // namespace gui
