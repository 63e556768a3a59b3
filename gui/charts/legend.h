// What the lines of a chart are: a sample of each line with its word, wrapped to the width.
#pragma once

#include <QWidget>
#include <vector>

#include "gui/theme/theme.h"
#include "gui/widgets/paintedtexts.h"

namespace gui {

struct LegendEntry {
    QString text;
    QColor colour;
    Qt::PenStyle style = Qt::SolidLine;
    double width = 2.5;
    /// What stands for the series in its chart: a line, or its dots' shape.
    enum class Sample { Line, Circle, Square, Triangle, Diamond };
    Sample sample = Sample::Line;
    bool operator==(const LegendEntry&) const = default;
};

class Legend : public QWidget, public PaintedTexts {
    Q_OBJECT

 public:
    explicit Legend(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void setEntries(std::vector<LegendEntry> entries);
    [[nodiscard]] std::vector<DrawnText> paintedTexts() const override;
    [[nodiscard]] QSize sizeHint() const override;
    /// The widest entry whole.
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

 protected:
    void paintEvent(QPaintEvent* event) override;

 private:
    /// The rectangle of each entry, sample included.
    [[nodiscard]] std::vector<QRectF> places(int width) const;
    [[nodiscard]] double sampleWidth() const;

    Theme m_theme;
    std::vector<LegendEntry> m_entries;
};

}  // namespace gui
