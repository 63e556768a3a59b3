// One line of news over the top of the page: a fault stays until it is dismissed, a note goes by itself.
#pragma once

#include <QFrame>
#include <QTimer>

#include "gui/theme/theme.h"

class QLabel;
class QToolButton;

namespace gui {

class MessageBar : public QFrame {
    Q_OBJECT

 public:
    /// Floats over the top of its parent, which keeps its layout.
    explicit MessageBar(QWidget* parent);
    void setTheme(const Theme& theme);
    void showError(const QString& text);
    /// What was done: "Copied: t=18,op=f". Does not take the place of a fault.
    void showNote(const QString& text);
    /// The fault that is shown; empty where there is none.
    [[nodiscard]] QString text() const;
    [[nodiscard]] QString note() const;

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

 private:
    void tell(const QString& text, bool isError);
    void place();

    QLabel* m_text;
    QToolButton* m_close;
    QTimer m_away;
    bool m_isError = false;
};

}  // namespace gui
