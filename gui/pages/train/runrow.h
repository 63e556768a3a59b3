// One run in the list: its line, its name, its numbers.
#pragma once

#include <QAbstractButton>

#include "gui/theme/theme.h"
#include "gui/widgets/paintedtexts.h"

namespace gui {

class RunRow : public QAbstractButton, public PaintedTexts {
    Q_OBJECT

 public:
    explicit RunRow(QWidget* parent = nullptr);
    /// place: of its colour and line; front: drawn in full ink.
    void show(const Theme& theme, const QString& name, const QString& numbers, std::size_t place, bool front);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] std::vector<DrawnText> paintedTexts() const override;

 protected:
    void paintEvent(QPaintEvent* event) override;

 private:
    Theme m_theme;
    QString m_name, m_numbers;
    std::size_t m_place = 0;
    bool m_front = false;
};

}  // namespace gui
