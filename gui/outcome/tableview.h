// A table on the screen: columns as wide as their words, numbers at the right, each header over its cells.
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

 protected:
    void resizeEvent(QResizeEvent* event) override;

 private:
    void fitColumns();
    [[nodiscard]] std::vector<int> leastWidths() const;

    Theme m_theme;
    Table m_table;
};

}  // namespace gui
