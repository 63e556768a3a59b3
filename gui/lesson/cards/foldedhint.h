// A hint that is folded until it is asked for.
#pragma once

#include <QWidget>

#include "gui/theme/theme.h"

class QToolButton;

namespace gui {

class PageText;

class FoldedHint : public QWidget {
    Q_OBJECT

 public:
    FoldedHint(const QString& title, const QString& markdown, const Theme& theme, QWidget* parent);
    [[nodiscard]] bool isUnfolded() const;

 Q_SIGNALS:
    void linkActivated(const QString& target);

 private:
    QToolButton* m_button;
    PageText* m_text;
};

}  // namespace gui
