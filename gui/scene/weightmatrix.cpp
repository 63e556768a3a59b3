// Draws the kernels of an affine operation.
#include "gui/scene/weightmatrix.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "gui/place/letters.h"
#include "gui/place/stepping.h"
#include "gui/scene/cellfacts.h"
#include "gui/scene/vectors.h"

namespace gui {

using engine::Index;
using engine::Term;

namespace {

constexpr qreal kLeastCell = 9, kMostCell = 22;
constexpr qreal kGap = 4;  ///< between two kernels, and between inputs and weights

class WeightMatrix {
    Q_DECLARE_TR_FUNCTIONS(gui::NumberZoom)

 public:
    WeightMatrix(Sketch& sketch, const Reading& reading, const Cursor& cursor, int affine, const QRectF& area)
        : m_sketch(sketch),
          m_theme(sketch.theme()),
          m_reading(reading),
          m_program(reading.program()),
          m_cursor(cursor),
          m_affine(affine),
          m_area(area),
          m_caption(cellMetrics(m_theme, 1).caption) {
        for (const Term& term : m_program.operations[static_cast<std::size_t>(affine)].terms) {
            if (term.kind != Term::Kind::Kernel) continue;
            m_parts.push_back(
                {&term, m_rows, reading.trace().cell.parameters[static_cast<std::size_t>(term.parameter)].rows()});
            m_rows += m_parts.back().rows;
        }
        if (cursor.weight) m_lit = weightUse(m_program, *cursor.weight);
    }

    void draw() {
        if (m_parts.empty()) return;
        const qreal blocks = drawBlocks();
        const QRectF room = m_area.adjusted(0, blocks + m_caption + 6, 0, -m_caption - 6);
        const Index units = m_program.units;
        const qreal wide = room.width() - 2 * kGap, high = room.height() - kGap * qreal(m_parts.size() - 1);
        if (wide < 4 * kLeastCell || high < 3 * kLeastCell) return;
        // One column is the inputs' own.
        m_cell = std::clamp(std::min(wide / qreal(units + 1), high / qreal(m_rows)), kLeastCell, kMostCell);
        m_shownRows = std::min<Index>(m_rows, Index(high / m_cell));
        m_shownColumns = std::min<Index>(units, Index(wide / m_cell) - 1);
        const bool part = m_shownRows < m_rows || m_shownColumns < units;
        if (part) {
            // The map of the whole stands at the right of the window.
            m_map = std::min(72.0, room.width() * 0.22);
            m_shownColumns = std::min<Index>(units, Index((wide - m_map - 12) / m_cell) - 1);
            if (m_shownColumns < 2) return;
        }
        m_firstColumn = std::clamp<Index>(m_cursor.unit - 1 - m_shownColumns / 2, 0, units - m_shownColumns);
        m_firstRow = std::clamp<Index>(currentRow() - m_shownRows / 2, 0, m_rows - m_shownRows);
        const qreal used = qreal(m_shownColumns + 1) * m_cell + kGap + (part ? m_map + 12 : 0);
        m_corner = QPointF(room.left() + std::max(0.0, (room.width() - used) / 2), room.top());
        drawTitle(blocks);
        drawCells();
        if (part) drawMap(QPointF(m_corner.x() + used - m_map, room.top()));
        drawNote(QRectF(m_area.left(), yOf(m_firstRow + m_shownRows - 1) + m_cell + 5, m_area.width(), m_caption),
                 part);
    }

 private:
    struct Part {
        const Term* term;
        Index first, rows;  ///< in the rows of all kernels together
    };

    [[nodiscard]] const engine::Matrix& weights(const Part& part) const {
        return m_reading.trace().cell.parameters[static_cast<std::size_t>(part.term->parameter)];
    }
    [[nodiscard]] Index columnOf(const Part& part, Index unit) const {
        return part.term->gate * m_program.units + unit;
    }
    [[nodiscard]] std::size_t partOf(Index row) const {
        std::size_t p = 0;
        while (p + 1 < m_parts.size() && row >= m_parts[p + 1].first) ++p;
        return p;
    }
    [[nodiscard]] qreal yOf(Index row) const {
        return m_corner.y() + qreal(row - m_firstRow) * m_cell + kGap * qreal(partOf(row) - partOf(m_firstRow));
    }
    [[nodiscard]] qreal xOf(Index unit) const {
        return m_corner.x() + m_cell + kGap + qreal(unit - m_firstColumn) * m_cell;
    }
    [[nodiscard]] double operand(const Part& part, Index row) const {
        return m_reading.operand(part.term->operand, m_cursor.t - 1, row - part.first);
    }
    [[nodiscard]] QString operandWord(const Part& part) const {
        if (part.term->operand.from == engine::Operand::From::Input) return QStringLiteral("x");
        return QString::fromStdString(letterOf(m_program, part.term->operand.operation, m_cursor.letters).text);
    }
    [[nodiscard]] QString path(const Part& part) const {
        return QString::fromStdString(
            lastWord(m_program.parameters[static_cast<std::size_t>(part.term->parameter)].path));
    }
    [[nodiscard]] bool isLit(const Part& part) const {
        return m_lit && m_lit->parameter == part.term->parameter && m_lit->term.gate == part.term->gate;
    }

    /// The lit weight's row, else that of the largest product.
    [[nodiscard]] Index currentRow() const {
        Index best = 0;
        double most = -1;
        for (const Part& part : m_parts) {
            if (isLit(part)) return part.first + m_lit->row;
            for (Index r = 0; r < part.rows; ++r) {
                const double product = std::abs(double(weights(part)(r, columnOf(part, m_cursor.unit - 1))) *
                                                operand(part, part.first + r));
                if (product <= most) continue;
                most = product;
                best = part.first + r;
            }
        }
        return best;
    }

    /// How the kernel's columns are stored: a box a gate in the order of the letters, the current one lit.
    qreal drawBlocks() {
        const auto order = engine::gateBlocks(m_cursor.letters.value_or(engine::Dialect::Keras), m_program);
        if (order.size() < 2) return 0;
        const bool torch = m_cursor.letters == engine::Dialect::PyTorch;
        const QString word = torch ? tr("rows of W:") : tr("columns of W:");
        const qreal label = m_sketch.width(word, Theme::Text::Caption) + 8, box = m_caption + 14, high = m_caption + 4;
        const QString same = m_cursor.letters ? tr("no number changes") : QString();
        const qreal tail = same.isEmpty() ? 0 : m_sketch.width(same, Theme::Text::Caption) + 10;
        const qreal whole = label + box * qreal(order.size());
        if (whole > m_area.width()) return 0;
        const bool said = whole + tail <= m_area.width();
        qreal x = m_area.left() + (m_area.width() - whole - (said ? tail : 0)) / 2;
        m_sketch.text(QRectF(x, m_area.top(), label, high), word, Theme::Text::Caption, m_theme.mutedInk,
                      Qt::AlignLeft | Qt::AlignVCenter);
        x += label;
        for (const engine::GateBlock& block : order) {
            const bool current = block.block == m_parts.front().term->gate;
            const QColor hue = hueOf(block);
            QColor soft = hue;
            soft.setAlphaF(0.14F);
            const QRectF rect(x + 1, m_area.top(), box - 2, high);
            m_sketch.box(rect, current ? soft : m_theme.card, current ? hue : m_theme.border, current ? 2.5 : 1.2, 3);
            const QString letter =
                m_cursor.letters ? QString::fromStdString(block.letter) : QString::fromStdString(block.gate);
            m_sketch.text(rect, letter, Theme::Text::Caption, current ? hue : m_theme.mutedInk, Qt::AlignCenter,
                          tr("block of %1").arg(letter));
            x += box;
        }
        if (said && !same.isEmpty())
            m_sketch.text(QRectF(x + 10, m_area.top(), tail, high), same, Theme::Text::Caption, m_theme.mutedInk,
                          Qt::AlignLeft | Qt::AlignVCenter);
        return high + 6;
    }

    [[nodiscard]] QColor hueOf(const engine::GateBlock& block) const {
        const int o = m_program.find(block.gate);
        return o < 0 ? m_theme.ink : m_theme.role(m_program.operations[static_cast<std::size_t>(o)].role);
    }

    void drawTitle(qreal above) {
        QStringList words;
        for (const Part& part : m_parts) words << blockName(m_program, m_cursor, *part.term);
        m_sketch.text(QRectF(m_area.left(), m_area.top() + above, m_area.width(), m_caption),
                      tr("weights %1; unit %2 is lit").arg(words.join(tr(" and "))).arg(m_cursor.unit),
                      Theme::Text::Caption, m_theme.ink);
    }

    void drawCells() {
        double full = 1e-9, widest = 1e-9;
        for (const Part& part : m_parts) {
            full = std::max(full,
                            double(weights(part).middleCols(columnOf(part, 0), m_program.units).cwiseAbs().maxCoeff()));
            for (Index r = 0; r < part.rows; ++r) widest = std::max(widest, std::abs(operand(part, part.first + r)));
        }
        const Index lastRow = m_firstRow + m_shownRows;
        for (const Part& part : m_parts) {
            const Index from = std::max(part.first, m_firstRow), to = std::min(part.first + part.rows, lastRow);
            if (from >= to) continue;
            for (Index row = from; row < to; ++row) {
                m_sketch.box(QRectF(m_corner.x(), yOf(row), m_cell - 1, m_cell - 1),
                             m_theme.signedColour(operand(part, row) / widest), m_theme.border, 0.6);
                for (Index unit = m_firstColumn; unit < m_firstColumn + m_shownColumns; ++unit)
                    m_sketch.box(QRectF(xOf(unit), yOf(row), m_cell - 0.5, m_cell - 0.5),
                                 m_theme.signedColour(
                                     double(weights(part)(row - part.first, columnOf(part, unit))) / full, true));
            }
            DrawnTarget target;
            target.rect =
                QRectF(xOf(m_firstColumn), yOf(from), qreal(m_shownColumns) * m_cell, qreal(to - from) * m_cell);
            target.name = tr("weights of %1 by unit, %2 rows, %3 columns")
                              .arg(operandWord(part))
                              .arg(to - from)
                              .arg(m_shownColumns);
            target.grid = path(part);
            target.rows = static_cast<int>(to - from);
            target.columns = static_cast<int>(m_shownColumns);
            target.firstRow = static_cast<int>(from - part.first) + 1;
            target.firstColumn = static_cast<int>(columnOf(part, m_firstColumn)) + 1;
            m_sketch.target(target);
            m_sketch.box(
                QRectF(xOf(m_cursor.unit - 1) - 1.5, yOf(from) - 1.5, m_cell + 2.5, qreal(to - from) * m_cell + 2.5),
                Qt::transparent, m_theme.ink, 2, 2);
            if (isLit(part)) drawLit(part, from, to);
        }
    }

    void drawLit(const Part& part, Index from, Index to) {
        const Index row = part.first + m_lit->row;
        if (row < from || row >= to) return;
        m_sketch.box(QRectF(m_corner.x() - 1.5, yOf(row) - 1.5, m_cell + kGap + qreal(m_shownColumns) * m_cell + 2.5,
                            m_cell + 2.5),
                     Qt::transparent, m_theme.ink, 1.2, 2);
        if (m_lit->unit < m_firstColumn || m_lit->unit >= m_firstColumn + m_shownColumns) return;
        m_sketch.box(QRectF(xOf(m_lit->unit) - 3, yOf(row) - 3, m_cell + 5.5, m_cell + 5.5), Qt::transparent,
                     m_theme.accent, 3, 3);
    }

    /// The whole matrix in small, the window as a box in it.
    void drawMap(QPointF corner) {
        const qreal scale = std::min(m_map / qreal(m_program.units), 4 * m_map / qreal(m_rows)),
                    high = std::max(6.0, scale * qreal(m_rows)), wide = std::max(6.0, scale * qreal(m_program.units));
        m_sketch.box(QRectF(corner, QSizeF(wide, high)), m_theme.panel, m_theme.border, 1.2);
        m_sketch.box(QRectF(corner.x() + scale * qreal(m_firstColumn), corner.y() + scale * qreal(m_firstRow),
                            std::max(3.0, scale * qreal(m_shownColumns)), std::max(3.0, scale * qreal(m_shownRows))),
                     m_theme.accentSoft, m_theme.accent, 1.5);
    }

    void drawNote(const QRectF& line, bool part) {
        QString note;
        if (m_lit && m_lit->operation == m_affine) {
            const WeightProduct product = weightProduct(m_reading, *m_lit, m_cursor.t - 1);
            note = tr("lit: %1 \u00B7 %2 = %3")
                       .arg(shortNumber(product.weight), shortNumber(product.value), gradientNumber(product.product));
        } else {
            QStringList words;
            for (const Part& one : m_parts) words << operandWord(one);
            note = tr("left: %1 at this step").arg(words.join(tr(" above ")));
        }
        if (part) {
            const QString place = tr("rows %1\u2013%2 of %3, units %4\u2013%5 of %6")
                                      .arg(m_firstRow + 1)
                                      .arg(m_firstRow + m_shownRows)
                                      .arg(m_rows)
                                      .arg(m_firstColumn + 1)
                                      .arg(m_firstColumn + m_shownColumns)
                                      .arg(m_program.units);
            const QString both = place + QStringLiteral(" \u00B7 ") + note;
            note = m_sketch.width(both, Theme::Text::Caption) <= line.width() ? both : place;
        }
        m_sketch.text(line, note, Theme::Text::Caption, m_theme.mutedInk);
    }

    Sketch& m_sketch;
    const Theme& m_theme;
    const Reading& m_reading;
    const engine::CellProgram& m_program;
    const Cursor& m_cursor;
    int m_affine;
    QRectF m_area;
    qreal m_caption, m_cell = 0, m_map = 0;
    std::vector<Part> m_parts;
    std::optional<WeightUse> m_lit;
    Index m_rows = 0, m_shownRows = 0, m_shownColumns = 0, m_firstRow = 0, m_firstColumn = 0;
    QPointF m_corner;
};

}  // namespace

void drawWeightMatrix(Sketch& sketch, const Reading& reading, const Cursor& cursor, int affine, const QRectF& area) {
    WeightMatrix(sketch, reading, cursor, affine, area).draw();
}

}  // namespace gui
