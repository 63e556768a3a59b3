// What the cards of a lesson have in common: a frame with a heading, and texts that wrap.
#pragma once

#include <QFrame>

#include "gui/theme/theme.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace gui {

class Card : public QFrame {
    Q_OBJECT

 public:
    /// heading: what it is, "Predict".
    Card(const QString& heading, const Theme& theme, QWidget* parent);

 Q_SIGNALS:
    void linkActivated(const QString& target);

 protected:
    [[nodiscard]] const Theme& theme() const { return m_theme; }
    [[nodiscard]] QVBoxLayout* column() const { return m_column; }
    void setHeading(const QString& heading);
    void addMarkdown(const QString& markdown);
    /// Plain text that wraps; kind: of the stylesheet, or null.
    QLabel* addLabel(const QString& text, const char* kind = nullptr);
    QPushButton* makeButton(const QString& text, const QString& name);

 private:
    Theme m_theme;
    QVBoxLayout* m_column;
    QLabel* m_heading;
};

}  // namespace gui
