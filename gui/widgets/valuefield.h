// A line that holds a value in force: what is typed is taken, or marked and given up again.
#pragma once

#include <QLineEdit>
#include <functional>

namespace gui {

class ValueField : public QLineEdit {
    Q_OBJECT

 public:
    /// Takes what was typed, numbers as "0.01" whatever the locale; returns why not, or nothing.
    using Taker = std::function<QString(const QString& text)>;
    explicit ValueField(Taker taker, QWidget* parent = nullptr);

    /// The value in force; what is being typed stays.
    void setValue(const QString& text);

 protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

 private:
    /// True where there was nothing to take, or it was taken.
    bool take();
    void giveUp();

    Taker m_taker;
    QString m_value;
};

}  // namespace gui
