// The layers of the open model with shape and parameter count, as Keras's summary tells them.
#pragma once

#include <QWidget>

#include "engine/models/model.h"
#include "gui/theme/theme.h"
#include "gui/widgets/paintedtexts.h"

namespace gui {

class ModelTable : public QWidget, public PaintedTexts {
    Q_OBJECT

 public:
    explicit ModelTable(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void setModel(const engine::Model& model);
    [[nodiscard]] std::vector<DrawnText> paintedTexts() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

 protected:
    void paintEvent(QPaintEvent* event) override;

 private:
    struct Row {
        QString name, shape, count;
    };
    [[nodiscard]] QFont rowFont() const;
    [[nodiscard]] bool twoLines(int width) const;
    [[nodiscard]] double rowHeight(int width) const;

    Theme m_theme;
    std::vector<Row> m_rows;
};

/// "10 451": groups of three, thin spaces between.
[[nodiscard]] QString groupedCount(qint64 value);

}  // namespace gui
