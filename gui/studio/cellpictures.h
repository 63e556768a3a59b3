// Pictures of every cell: what someone has to look at before a change to the scenes is done.
#pragma once

#include <QString>
#include <functional>

#include "gui/theme/theme.h"
#include "gui/widgets/drawing.h"

namespace gui {

struct CellPicture {
    QString name;  ///< "lstm-backward-cell-z_f-dark"
    Drawing drawing;
    Theme theme;
};

/// Every cell, both passes, the three zooms, light and dark; the cell at an early operation and at its last.
void forEachCellPicture(const std::function<void(const CellPicture&)>& take);
/// One PNG each. Throws engine::Error where the folder or a file cannot be written.
void saveCellPictures(const QString& folder);

}  // namespace gui
