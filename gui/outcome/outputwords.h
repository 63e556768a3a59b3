// A short table in words: the first rows of a task's output, each on its lines.
#pragma once

#include <QWidget>

#include "gui/outcome/table.h"
#include "gui/theme/theme.h"
#include "gui/widgets/paintedtexts.h"

namespace gui {

class OutputWords : public QWidget, public PaintedTexts {
    Q_OBJECT

 public:
    explicit OutputWords(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void setTable(const Table& table);
    [[nodiscard]] std::vector<DrawnText> paintedTexts() const override;

 protected:
    void paintEvent(QPaintEvent* event) override;

 private:
    /// A line a cell; a sequence goes on one.
    [[nodiscard]] QStringList linesOf(const Table::Row& row) const;

    Theme m_theme;
    Table m_table;
};

}  // namespace gui
