// Shares the height between picture and table.
#include "gui/outcome/pictureandtable.h"

#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <utility>

#include "gui/outcome/tableview.h"
#include "gui/widgets/drawingview.h"

namespace gui {

PictureAndTable::PictureAndTable(QWidget* parent)
    : QWidget(parent), m_theme(Theme::make(Theme::Kind::Light)), m_view(new DrawingView), m_table(new TableView) {
    m_table->setAccessibleName(tr("Output of the task"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto* frame = new QVBoxLayout;
    frame->setContentsMargins(12, 8, 12, 0);
    frame->addWidget(m_view);
    column->addLayout(frame);
    column->addWidget(m_table);
    m_view->hide();
    connect(m_view, &DrawingView::resized, this, &PictureAndTable::draw);
    connect(m_view, &DrawingView::activated, this, &PictureAndTable::placePicked);
    connect(m_table, &TableView::placePicked, this, &PictureAndTable::placePicked);
}

void PictureAndTable::setTheme(const Theme& theme) {
    m_theme = theme;
    m_view->setTheme(theme);
    m_table->setTheme(theme);
    draw();
}

void PictureAndTable::setTableName(const QString& name) {
    m_table->setAccessibleName(name);
}

void PictureAndTable::display(std::optional<Picture> picture, const Table& table) {
    m_picture = std::move(picture);
    m_hasTable = !table.columns.empty();
    m_table->setTable(table);
    if (m_picture) m_view->setAccessibleName(m_picture->name);
    arrange();
    draw();
}

void PictureAndTable::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

void PictureAndTable::arrange() {
    const int line = m_theme.pixels(Theme::Text::Caption) + 5;
    constexpr int kTableRows = 5;
    const int needed = m_picture ? line * m_picture->rows : 0;
    const bool fitsBoth = !m_picture || height() >= needed + kTableRows * line;
    const double share = !m_picture ? 0 : std::max(m_picture->share, double(needed) / std::max(1, height()));
    auto* column = static_cast<QVBoxLayout*>(layout());
    column->setStretch(0, int(std::lround(share * 100)));
    column->setStretch(1, int(std::lround((1 - share) * 100)));
    m_view->setVisible(m_picture.has_value());
    m_table->setVisible(m_hasTable && fitsBoth);
}

void PictureAndTable::draw() {
    if (m_picture) m_view->setDrawing(m_picture->draw(m_theme, QSizeF(m_view->size())));
}

}  // namespace gui
