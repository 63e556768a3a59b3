// A short table in words: the first rows of a task's output, each on its lines.
#pragma once

#include <QWidget>

#include "gui/theme/theme.h"
#include "gui/widgets/paintedtexts.h"
#include "lessons/tasks/task.h"

namespace gui {

class OutputWords : public QWidget, public PaintedTexts {
    Q_OBJECT

 public:
    explicit OutputWords(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void setTable(const lessons::TableView& table);
    [[nodiscard]] std::vector<DrawnText> paintedTexts() const override;

 protected:
    void paintEvent(QPaintEvent* event) override;

 private:
    [[nodiscard]] QString cellText(const lessons::TableView::Row& row, std::size_t cell) const;

    Theme m_theme;
    lessons::TableView m_table;
};

}  // namespace gui
