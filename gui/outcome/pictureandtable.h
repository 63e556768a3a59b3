// An outcome's picture above its table; each of them alone where there is no other.
#pragma once

#include <QWidget>
#include <optional>

#include "gui/outcome/pictures.h"
#include "gui/outcome/table.h"

namespace gui {

class DrawingView;
class TableView;

class PictureAndTable : public QWidget {
    Q_OBJECT

 public:
    explicit PictureAndTable(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void setTableName(const QString& name);  ///< for screen readers
    void display(std::optional<Picture> picture, const Table& table);

 Q_SIGNALS:
    /// "sample=12,t=5"
    void placePicked(const QString& place);

 protected:
    void resizeEvent(QResizeEvent* event) override;

 private:
    void arrange();
    void draw();

    Theme m_theme;
    std::optional<Picture> m_picture;
    bool m_hasTable = false;
    DrawingView* m_view;
    TableView* m_table;
};

}  // namespace gui
