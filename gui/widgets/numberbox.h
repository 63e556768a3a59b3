// A box for one number of a range that reads numbers as they are typed and says why one is refused.
#pragma once

#include <QDoubleSpinBox>

namespace gui {

/// With 0 decimals it takes whole numbers only. The value in force is value().
class NumberBox : public QDoubleSpinBox {
    Q_OBJECT

 public:
    explicit NumberBox(QWidget* parent = nullptr);

    [[nodiscard]] QString textFromValue(double value) const override;
    [[nodiscard]] double valueFromText(const QString& text) const override;
    /// Anything may be typed; what is no number of the range is not taken.
    QValidator::State validate(QString& text, int& position) const override;

 Q_SIGNALS:
    /// Why the typed text was not taken; empty once that is over.
    void refused(const QString& reason);

 protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

 private:
    [[nodiscard]] QString typed(const QString& text) const;
    /// Of the text that stands there now; empty where it can be taken.
    [[nodiscard]] QString fault() const;
    void mark(const QString& reason);
    void giveUp();
};

}  // namespace gui
