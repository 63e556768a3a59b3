// A link of a lesson as a button, as wide as the panel: longer words go on in the next line.
#pragma once

#include <QPushButton>

namespace gui {

class LinkButton : public QPushButton {
    Q_OBJECT

 public:
    LinkButton(const QString& words, QWidget* parent);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

 protected:
    void resizeEvent(QResizeEvent* event) override;

 private:
    /// Broken where a line of a button so wide ends.
    [[nodiscard]] QString brokenFor(int width) const;
    /// What a button of this font and style has around its words.
    [[nodiscard]] QSize margins() const;

    QString m_words;
};

}  // namespace gui
