// One line of news over the top of the page: a fault stays until it is dismissed, a note goes by itself.
#pragma once

#include <QTimer>

#include "gui/theme/theme.h"
#include "gui/widgets/floatingbar.h"

class QLabel;
class QToolButton;

namespace gui {

class MessageBar : public FloatingBar {
    Q_OBJECT

 public:
    explicit MessageBar(QWidget* parent);
    void setTheme(const Theme& theme);
    void showError(const QString& text);
    /// What was done: "Copied: t=18,op=f". Does not take the place of a fault.
    void showNote(const QString& text);
    /// The fault that is shown; empty where there is none.
    [[nodiscard]] QString text() const;
    [[nodiscard]] QString note() const;

 private:
    void tell(const QString& text, bool isError);

    QLabel* m_text;
    QToolButton* m_close;
    QTimer m_away;
    bool m_isError = false;
};

}  // namespace gui
