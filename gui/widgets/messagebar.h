// One line of news under the top bar, which stays until it is dismissed.
#pragma once

#include <QFrame>

#include "gui/theme/theme.h"

class QLabel;
class QToolButton;

namespace gui {

class MessageBar : public QFrame {
    Q_OBJECT

 public:
    explicit MessageBar(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void showError(const QString& text);
    [[nodiscard]] QString text() const;

 private:
    QLabel* m_text;
    QToolButton* m_close;
};

}  // namespace gui
