// One dot a page of the lesson, filled up to the present one.
#pragma once

#include <QWidget>

#include "gui/theme/theme.h"

namespace gui {

class StepDots : public QWidget {
    Q_OBJECT

 public:
    explicit StepDots(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void setPages(int count, int page);
    [[nodiscard]] QSize sizeHint() const override { return {100, 20}; }

 Q_SIGNALS:
    void picked(int page);

 protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

 private:
    Theme m_theme;
    int m_count = 0, m_page = 0;
};

}  // namespace gui
