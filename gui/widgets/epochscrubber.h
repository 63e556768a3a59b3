// A line of epochs: trained ones filled, the shown one under the knob.
#pragma once

#include <QWidget>
#include <vector>

#include "gui/theme/theme.h"

namespace gui {

class EpochScrubber : public QWidget {
    Q_OBJECT

 public:
    explicit EpochScrubber(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    /// checkpoints: what can be shown; trained: finished epochs; planned: the whole line; shown: where the knob is.
    void setEpochs(std::vector<int> checkpoints, int trained, int planned, int shown);
    [[nodiscard]] QSize sizeHint() const override { return {400, 36}; }

 Q_SIGNALS:
    /// -1: the live net (dragged to its end).
    void epochPicked(int epoch);

 protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

 private:
    [[nodiscard]] double xOf(double epoch) const;
    void pickAt(double x);
    void pick(int epoch);
    void tellAccessibility();

    Theme m_theme;
    std::vector<int> m_checkpoints;
    int m_trained = 0, m_planned = 1, m_shown = 0;
};

}  // namespace gui
