// One run in the list: its line, its name, its numbers.
#pragma once

#include <QAbstractButton>
#include <QStringList>

#include "gui/theme/theme.h"
#include "gui/widgets/paintedtexts.h"

namespace gui {

class RunRow : public QAbstractButton, public PaintedTexts {
    Q_OBJECT

 public:
    explicit RunRow(QWidget* parent = nullptr);
    struct Texts {
        QString name, moment;
        QStringList numbers;
        int lines = 1;  ///< of numbers that there is room for: the rows of a list are of one height
        bool operator==(const Texts&) const = default;
    };
    /// place: of its colour and line; front: drawn in full ink.
    void show(const Theme& theme, const Texts& texts, std::size_t place, bool front);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] std::vector<DrawnText> paintedTexts() const override;

 protected:
    void paintEvent(QPaintEvent* event) override;

 private:
    [[nodiscard]] QFont nameFont() const;
    [[nodiscard]] QFont numberFont() const;

    Theme m_theme;
    Texts m_texts;
    std::size_t m_place = 0;
    bool m_front = false;
};

}  // namespace gui
