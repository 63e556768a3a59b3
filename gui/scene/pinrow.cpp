// Draws the pinned values.
#include "gui/scene/pinrow.h"

#include <QCoreApplication>

#include "gui/place/cellnames.h"
#include "gui/place/letters.h"
#include "gui/place/stepping.h"
#include "gui/scene/vectors.h"
#include "gui/widgets/sketch.h"

namespace gui {

using engine::Index;

namespace {

class PinRow {
    Q_DECLARE_TR_FUNCTIONS(gui::PinRow)

 public:
    PinRow(const engine::Trace& trace, const Cursor& cursor, const Theme& theme, qreal width, int rows)
        : m_reading(trace),
          m_program(m_reading.program()),
          m_cursor(m_reading.fitted(cursor)),
          m_theme(theme),
          m_sketch(theme, QSizeF(width, 0)),
          m_width(width),
          m_rows(rows),
          m_height(std::max(cellMetrics(theme, 1).symbol, cellMetrics(theme, 1).row) + 4) {}

    Drawing draw() {
        std::vector<Chip> chips;
        for (const CursorPin& pin : m_cursor.pins)
            if (auto chip = chipOf(pin); chip.operation >= 0) chips.push_back(std::move(chip));
        qreal x = 0;
        int row = 0;
        for (std::size_t k = 0; k < chips.size(); ++k) {
            const std::size_t left = chips.size() - k - 1;
            const QString more = tr("+%1 more").arg(left + 1);
            const qreal wide = widthOf(chips[k]);
            // The last row keeps room for the count of those that follow.
            const qreal reserve =
                row + 1 == m_rows && left > 0 ? m_sketch.width(tr("+%1 more").arg(left), Theme::Text::Caption) + 14 : 0;
            if (x > 0 && x + wide + reserve > m_width) {
                if (row + 1 == m_rows) {
                    m_sketch.text(QRectF(x + 2, top(row), m_width - x - 2, m_height), more, Theme::Text::Caption,
                                  m_theme.mutedInk, Qt::AlignLeft | Qt::AlignVCenter);
                    break;
                }
                ++row;
                x = 0;
            }
            drawChip(chips[k], QRectF(x, top(row), std::min(wide, m_width), m_height));
            x += wide + kGap;
        }
        Drawing drawing = m_sketch.take();
        drawing.size = QSizeF(m_width, chips.empty() ? 0 : top(row) + m_height + 1);
        return drawing;
    }

 private:
    static constexpr qreal kGap = 6, kPad = 7, kCross = 20;

    struct Chip {
        CursorPin pin;
        int operation = -1;
        QString letter, index, place, value, gradient, name;
    };

    [[nodiscard]] qreal top(int row) const { return 0.5 + row * (m_height + 4); }
    [[nodiscard]] bool backward() const { return m_cursor.pass == Cursor::Pass::Backward; }

    /// In the backward pass every value is known, and a gradient where the walk has come to it.
    [[nodiscard]] bool isWalked(int operation, Index t) const {
        if (t == m_cursor.t - 1) return reached(m_program, m_cursor, operation);
        const bool later = m_reading.trace().cell.backwards ? t < m_cursor.t - 1 : t > m_cursor.t - 1;
        return backward() ? later : !later;
    }

    [[nodiscard]] Chip chipOf(const CursorPin& pin) const {
        Chip chip;
        chip.pin = pin;
        const int operation = pin.operation.empty() ? m_program.output : m_program.find(pin.operation);
        const Index t = (pin.t > 0 ? pin.t : m_cursor.t) - 1, unit = pin.unit - 1;
        if (operation < 0 || unit >= m_reading.units() || t >= m_reading.steps()) return chip;
        chip.operation = operation;
        const engine::Letter letter = letterOf(m_program, operation, m_cursor.letters);
        chip.letter = QString::fromStdString(letter.text);
        chip.index = QString::fromStdString(letter.subscript);
        chip.place = QString::number(pin.unit) + (pin.t > 0 ? tr(" at t = %1").arg(pin.t) : QString());
        const bool walked = isWalked(operation, t);
        chip.value = backward() || walked ? shortNumber(m_reading.value(operation, t, unit)) : QStringLiteral("?");
        if (backward()) {
            const QStringList wordings = gradientWordings(m_reading.gradient(operation, t, unit));
            chip.gradient = QStringLiteral("?");
            for (auto wording = wordings.rbegin(); walked && wording != wordings.rend(); ++wording)
                if (m_sketch.width(*wording, Theme::Text::Number) <= gradientWidth() + 0.5) chip.gradient = *wording;
        }
        chip.name = tr("%1, unit %2").arg(labelOf(m_program, operation)).arg(pin.unit);
        if (pin.t > 0) chip.name += tr(", t = %1").arg(pin.t);
        return chip;
    }

    [[nodiscard]] static QString mark() { return QStringLiteral("\u2202"); }

    [[nodiscard]] qreal widthOf(const Chip& chip) const {
        qreal width = 2 * kPad + m_sketch.symbolWidth(chip.letter, chip.index) + 5 +
                      m_sketch.width(chip.place, Theme::Text::Caption) + 10 + numberWidth() + kCross;
        if (!chip.gradient.isEmpty()) width += 10 + m_sketch.width(mark(), Theme::Text::Caption) + 3 + gradientWidth();
        return width;
    }
    /// Room for the widest, so that chips stay where they are while one steps.
    [[nodiscard]] qreal numberWidth() const {
        return m_sketch.width(QStringLiteral("\u22120.00"), Theme::Text::Number);
    }

    [[nodiscard]] qreal gradientWidth() const {
        return m_sketch.width(QStringLiteral("\u22120.00e\u22120"), Theme::Text::Number);
    }

    void drawChip(const Chip& chip, const QRectF& box) {
        const QColor hue = m_theme.role(m_program.operations[static_cast<std::size_t>(chip.operation)].role);
        m_sketch.box(box.adjusted(0.5, 0.5, -0.5, -0.5), m_theme.card, hue, 1.5, 6);
        qreal x = box.left() + kPad;
        const qreal baseline = box.center().y() + m_theme.pixels(Theme::Text::Math) * 0.3;
        x = m_sketch.symbol(QPointF(x, baseline), chip.letter, chip.index, hue).right() + 5;
        const auto put = [&](const QString& text, Theme::Text type, const QColor& colour, qreal width,
                             Qt::Alignment side, const QString& name) {
            m_sketch.text(QRectF(x, box.top(), width + 0.5, box.height()), text, type, colour, side | Qt::AlignVCenter,
                          name);
            x += width;
        };
        put(chip.place, Theme::Text::Caption, m_theme.mutedInk, m_sketch.width(chip.place, Theme::Text::Caption),
            Qt::AlignLeft, {});
        x += 10;
        put(chip.value, Theme::Text::Number, m_theme.ink, numberWidth(), Qt::AlignRight,
            chip.name + QStringLiteral(", ") + chip.value);
        if (!chip.gradient.isEmpty()) {
            x += 10;
            put(mark(), Theme::Text::Caption, m_theme.mutedInk, m_sketch.width(mark(), Theme::Text::Caption),
                Qt::AlignLeft, {});
            x += 3;
            put(chip.gradient, Theme::Text::Number, m_theme.ink, gradientWidth(), Qt::AlignRight,
                tr("gradient of the %1, %2").arg(chip.name, chip.gradient));
        }
        const QString name = tr("pinned: %1, %2").arg(chip.name, chip.value);
        QString id =
            QStringLiteral("op=%1,unit=%2")
                .arg(QString::fromStdString(m_program.operations[static_cast<std::size_t>(chip.operation)].name))
                .arg(chip.pin.unit);
        if (chip.pin.t > 0) id += QStringLiteral(",t=%1").arg(chip.pin.t);
        m_sketch.target(box.adjusted(0, 0, -kCross, 0), id, name);
        if (m_theme.presenter) return;
        const QPointF cross(box.right() - kCross / 2 - 1, box.center().y());
        for (const qreal side : {-1.0, 1.0})
            m_sketch.line({cross + QPointF(-4, -4 * side), cross + QPointF(4, 4 * side)}, m_theme.mutedInk, 1.5);
        m_sketch.target(QRectF(box.right() - kCross, box.top(), kCross, box.height()),
                        QStringLiteral("unpin=") + pinPlace(chip.pin), tr("unpin %1").arg(chip.name));
    }

    Reading m_reading;
    const engine::CellProgram& m_program;
    Cursor m_cursor;
    const Theme& m_theme;
    Sketch m_sketch;
    qreal m_width;
    int m_rows;
    qreal m_height;
};

}  // namespace

Drawing drawPins(const engine::Trace& trace, const Cursor& cursor, const Theme& theme, qreal width, int rows) {
    return PinRow(trace, cursor, theme, width, rows).draw();
}

}  // namespace gui
