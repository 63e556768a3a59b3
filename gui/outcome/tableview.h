// A table on the screen: columns as wide as their words, numbers at the right, each header over its cells. A cell that
// leads to a place is opened by a click, or by Return where the arrows have gone to it.
#pragma once

#include <QTableWidget>

#include "gui/outcome/table.h"
#include "gui/theme/theme.h"

namespace gui {

class TableView : public QTableWidget {
    Q_OBJECT

 public:
    explicit TableView(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void setTable(const Table& table);

 Q_SIGNALS:
    /// "sample=12,t=5"
    void placePicked(const QString& place);

 protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

 private:
    /// Of a cell; empty: it leads nowhere.
    [[nodiscard]] QString placeAt(int row, int column) const;
    void pick(int row, int column);
    void fitColumns();
    [[nodiscard]] std::vector<int> leastWidths() const;

    Theme m_theme;
    Table m_table;
};

}  // namespace gui
