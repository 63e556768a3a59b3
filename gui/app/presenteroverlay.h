// Over everything in presenter mode: a halo around the mouse pointer, or a blank picture. Takes no clicks.
#pragma once

#include <QWidget>

#include "gui/theme/theme.h"

namespace gui {

class PresenterOverlay : public QWidget {
    Q_OBJECT

 public:
    explicit PresenterOverlay(QWidget* parent);
    void setTheme(const Theme& theme);
    void setPresenting(bool presenting);
    void toggleBlank();
    [[nodiscard]] bool isBlank() const { return m_blank; }

 protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

 private:
    void moveHalo(const QPointF& to);

    Theme m_theme;
    bool m_presenting = false, m_blank = false;
    QPointF m_pointer{-1000, -1000};
};

}  // namespace gui
