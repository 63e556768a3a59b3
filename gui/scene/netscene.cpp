// A card for each part of the net, in the order of the graph, in one row or two.
#include "gui/scene/netscene.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "gui/place/cellnames.h"
#include "gui/place/reading.h"
#include "gui/place/words.h"
#include "gui/scene/cellfit.h"
#include "gui/scene/vectors.h"
#include "gui/widgets/sketch.h"

namespace gui {

using engine::Index;
using engine::NetPart;

namespace {

class NetPicture {
    Q_DECLARE_TR_FUNCTIONS(gui::NetScene)

 public:
    NetPicture(const engine::Trace& trace, const SequenceInfo& info, const Cursor& cursor, const Theme& theme,
               QSizeF size)
        : m_trace(trace),
          m_info(info),
          m_cursor(Reading(trace).fitted(cursor)),
          m_theme(enlarged(theme, size)),
          m_metrics(cellMetrics(m_theme, 99)),
          m_sketch(m_theme, size),
          m_size(size),
          m_backward(cursor.pass == Cursor::Pass::Backward) {}

    Drawing draw() {
        m_sketch.box(QRectF(1, 1, m_size.width() - 2, m_size.height() - 2), m_theme.card, m_theme.border, 1.5, 8);
        m_sketch.text(QRectF(18, 8, m_size.width() - 36, m_metrics.caption), titles(), Theme::Text::Caption,
                      m_theme.mutedInk, Qt::AlignLeft | Qt::AlignVCenter);
        place();
        for (std::size_t k = 0; k < m_cards.size(); ++k)
            for (const std::size_t from : m_trace.net[k].from) drawArrow(from, k);
        for (std::size_t k = 0; k < m_cards.size(); ++k) drawPart(m_trace.net[k], m_cards[k]);
        return m_sketch.take();
    }

 private:
    [[nodiscard]] QStringList titles() const {
        const QString what =
            m_backward ? tr("what each part hands back: \u2202L/\u2202 of its numbers") : tr("what each part hands on");
        return {tr("The whole net") + QStringLiteral(" \u00B7 ") + what + QStringLiteral(" \u00B7 ") +
                    tr("open a part to step through it"),
                tr("The whole net") + QStringLiteral(" \u00B7 ") + what, tr("The whole net")};
    }

    void place() {
        const std::size_t count = m_trace.net.size();
        if (count == 0) return;
        const QRectF area(18, m_metrics.caption + 26, m_size.width() - 36, m_size.height() - m_metrics.caption - 42);
        m_gap = std::clamp(area.width() * 0.025, 16.0, 34.0);
        qreal least = m_metrics.value + m_metrics.index + 34;
        for (const NetPart& part : m_trace.net)
            least = std::max(least, m_sketch.width(titleOfPart(part), Theme::Text::Caption) + 22);
        const auto fitting =
            static_cast<std::size_t>(std::max(1.0, std::floor((area.width() + m_gap) / (least + m_gap))));
        const std::size_t rows = (count + fitting - 1) / fitting, each = (count + rows - 1) / rows;
        const qreal width = std::min(260.0, (area.width() - m_gap * qreal(each - 1)) / qreal(each));
        const qreal between = 26, height = (area.height() - between * qreal(rows - 1)) / qreal(rows);
        for (std::size_t k = 0; k < count; ++k) {
            const std::size_t row = k / each, column = k % each, inRow = std::min(each, count - row * each);
            const qreal used = width * qreal(inRow) + m_gap * qreal(inRow - 1);
            const qreal left = rows > 1 ? area.left() : area.center().x() - used / 2;
            m_cards.emplace_back(left + qreal(column) * (width + m_gap), area.top() + qreal(row) * (height + between),
                                 width, height);
        }
    }

    /// To a neighbour straight, over what lies between in the gap above the row, to the next row in the gap between.
    void drawArrow(std::size_t source, std::size_t reader) {
        const QRectF &from = m_cards[source], &to = m_cards[reader];
        const bool reached = !m_backward || m_trace.net[source].gradients.size() > 0;
        const QColor colour = reached ? m_theme.hidden : m_theme.faded(m_theme.hidden);
        QPolygonF way;
        if (from.top() == to.top() && to.left() - from.right() > m_gap * 1.5) {
            const qreal over = from.top() - 8;
            way << QPointF(from.center().x(), from.top()) << QPointF(from.center().x(), over)
                << QPointF(to.center().x(), over) << QPointF(to.center().x(), to.top());
        } else if (to.left() > from.right() && from.top() == to.top()) {
            way << QPointF(from.right(), from.center().y()) << QPointF(to.left(), to.center().y());
        } else {
            const qreal middle = (from.bottom() + to.top()) / 2 + (source % 2 == 0 ? 3 : -3);
            way << QPointF(from.center().x(), from.bottom()) << QPointF(from.center().x(), middle)
                << QPointF(to.center().x(), middle) << QPointF(to.center().x(), to.top());
        }
        if (m_backward) std::reverse(way.begin(), way.end());
        const QPointF tip = way.back(), before = way[way.size() - 2];
        way.back() = tip - (tip - before) / QLineF(before, tip).length() * 8;
        m_sketch.line(way, colour, 3.5);
        m_sketch.arrow(before, tip, colour, 10);
    }

    [[nodiscard]] static QString titleOfPart(const NetPart& part) {
        switch (part.kind) {
            case NetPart::Kind::Input:
                return tr("input");
            case NetPart::Kind::Result:
                return tr("result");
            case NetPart::Kind::Loss:
                return tr("loss");
            case NetPart::Kind::Layer:
                break;
        }
        return QString::fromStdString(part.className);
    }

    /// Two inputs may be in two languages.
    [[nodiscard]] const lessons::InputDescription& descriptionOf(const NetPart& part) const {
        const auto found = m_info.others.find(part.name);
        return found == m_info.others.end() ? m_info.input : found->second;
    }

    [[nodiscard]] QStringList shapeOf(const NetPart& part) const {
        const Index units = part.values.cols(), steps = part.values.rows();
        if (part.kind == NetPart::Kind::Loss) return {tr("of this sample"), QStringLiteral("L")};
        if (part.tokens)
            return {QStringLiteral("%1 %2").arg(steps).arg(stepsWord(descriptionOf(part).stepName)),
                    QString::number(steps)};
        if (part.sequence)
            return {steps == 1 ? tr("1 step \u00D7 %1").arg(units) : tr("%1 steps \u00D7 %2").arg(steps).arg(units),
                    QStringLiteral("%1 \u00D7 %2").arg(steps).arg(units)};
        return {units == 1 ? tr("1 number") : tr("%1 numbers").arg(units), QString::number(units)};
    }

    /// The step that is shown of a part.
    [[nodiscard]] Index stepOf(const NetPart& part) const {
        const Index steps = part.values.rows();
        return steps == m_trace.cell.steps ? std::min<Index>(m_cursor.t - 1, steps - 1) : steps - 1;
    }

    void drawPart(const NetPart& part, const QRectF& card) {
        const bool open = part.name == m_trace.layer;
        const QColor hue = part.kind == NetPart::Kind::Input  ? m_theme.input
                           : part.kind == NetPart::Kind::Loss ? m_theme.accent
                                                              : m_theme.hidden;
        QColor soft = hue;
        soft.setAlphaF(0.09F);
        m_sketch.box(card, m_theme.card, Qt::transparent, 0, 7);
        m_sketch.box(card, open ? soft : QColor(Qt::transparent), open ? hue : m_theme.border, open ? 2.5 : 1.5, 7);
        const QRectF inner = card.adjusted(10, 8, -10, -8);
        const QString name = titleOfPart(part);
        const bool isWide = m_sketch.width(name, Theme::Text::Strong) <= inner.width();
        m_sketch.text(QRectF(inner.left(), inner.top(), inner.width(), m_metrics.caption + 4), name,
                      isWide ? Theme::Text::Strong : Theme::Text::Caption, m_theme.ink,
                      Qt::AlignLeft | Qt::AlignVCenter);
        qreal y = inner.top() + m_metrics.caption + 6;
        const QString layer = QString::fromStdString(part.name);
        for (const QStringList& line :
             {part.kind == NetPart::Kind::Layer ? QStringList{layer} : QStringList(), shapeOf(part)}) {
            if (line.isEmpty() || m_sketch.width(line.back(), Theme::Text::Caption) > inner.width()) continue;
            m_sketch.text(QRectF(inner.left(), y, inner.width(), m_metrics.caption), line, Theme::Text::Caption,
                          m_theme.mutedInk, Qt::AlignLeft | Qt::AlignVCenter);
            y += m_metrics.caption;
        }
        drawNumbers(part, QRectF(inner.left(), y + 6, inner.width(), inner.bottom() - y - 6), hue);
        if (part.program)
            m_sketch.target(card, QStringLiteral("layer=%1,direction=0,zoom=cell").arg(layer),
                            part.kind == NetPart::Kind::Layer ? name + QStringLiteral(" ") + layer : name);
    }

    void drawNumbers(const NetPart& part, const QRectF& area, const QColor& hue) {
        if (part.kind == NetPart::Kind::Loss || (part.kind == NetPart::Kind::Result && !m_backward)) {
            drawLarge(part, area, hue);
            return;
        }
        const engine::Matrix& shown = m_backward ? part.gradients : part.values;
        if (shown.size() == 0) {
            m_sketch.text(QRectF(area.left(), area.top(), area.width(), 3 * m_metrics.caption),
                          QStringList{tr("no gradient comes here"), tr("no gradient"), QStringLiteral("\u2013")},
                          Theme::Text::Caption, m_theme.mutedInk, Qt::AlignLeft | Qt::AlignTop);
            return;
        }
        const Index step = stepOf(part);
        QRectF list = area;
        if (part.sequence) {
            m_sketch.text(QRectF(area.left(), area.top(), area.width(), m_metrics.caption),
                          QStringLiteral("t = %1").arg(step + 1), Theme::Text::Caption, m_theme.ink,
                          Qt::AlignLeft | Qt::AlignVCenter);
            list.setTop(area.top() + m_metrics.caption + 2);
        }
        if (part.tokens) {
            drawWords(part, list, step);
            return;
        }
        const auto rows = static_cast<Index>(std::floor(list.height() / m_metrics.row));
        double full = 0;
        for (Index unit = 0; unit < shown.cols(); ++unit) full = std::max(full, std::abs(double(shown(step, unit))));
        const bool isCut = shown.cols() > rows;
        const Index count = isCut ? std::max<Index>(1, rows - 1) : shown.cols();
        for (Index k = 0; k < count; ++k) {
            const QRectF line(list.left(), list.top() + qreal(k) * m_metrics.row, list.width(), m_metrics.row);
            m_sketch.text(QRectF(line.left(), line.top(), m_metrics.index, line.height()), QString::number(k + 1),
                          Theme::Text::Caption, m_theme.mutedInk, Qt::AlignRight | Qt::AlignVCenter);
            ValueRow row;
            row.rect = line.adjusted(m_metrics.index + 5, 0, 0, 0);
            row.value = double(shown(step, k));
            row.full = full > 0 ? full : 1;
            row.bar = m_backward ? Bar::Gradient : Bar::Signed;
            row.colour = hue;
            row.name = tr("%1, number %2").arg(titleOfPart(part)).arg(k + 1);
            drawValue(m_sketch, m_metrics, row);
        }
        if (isCut)
            m_sketch.text(QRectF(list.left(), list.top() + qreal(count) * m_metrics.row, list.width(), m_metrics.row),
                          QStringList{tr("and %1 more").arg(shown.cols() - count),
                                      QStringLiteral("+%1").arg(shown.cols() - count)},
                          Theme::Text::Caption, m_theme.mutedInk, Qt::AlignLeft | Qt::AlignVCenter);
    }

    /// The words around the step, the one that is read in ink.
    void drawWords(const NetPart& part, const QRectF& area, Index step) {
        const std::vector<std::string>& tokens = descriptionOf(part).tokens;
        const auto rows = std::max<Index>(1, static_cast<Index>(std::floor(area.height() / (m_metrics.caption + 3))));
        const Index steps = part.values.rows();
        const Index from = std::clamp<Index>(step - rows / 2, 0, std::max<Index>(0, steps - rows));
        for (Index t = from; t < std::min(steps, from + rows); ++t) {
            const auto token = static_cast<std::size_t>(part.values(t, 0));
            const QString word = token < tokens.size() ? QString::fromStdString(tokens[token]) : QString::number(token);
            const QRectF line(area.left(), area.top() + qreal(t - from) * (m_metrics.caption + 3), area.width(),
                              m_metrics.caption + 2);
            if (t == step) m_sketch.box(line, m_theme.accentSoft, m_theme.ink, 1.5, 4);
            m_sketch.text(line.adjusted(6, 0, -4, 0), word.isEmpty() ? tr("(padding)") : word, Theme::Text::Caption,
                          t == step ? m_theme.ink : m_theme.mutedInk, Qt::AlignLeft | Qt::AlignVCenter);
        }
    }

    void drawLarge(const NetPart& part, const QRectF& area, const QColor& hue) {
        const bool isLoss = part.kind == NetPart::Kind::Loss;
        const double value = double(part.values(part.values.rows() - 1, 0));
        QStringList texts{isLoss ? gradientNumber(value) : significant(value)};
        if (!isLoss && m_info.answer) texts.prepend(sayingText(*m_info.answer));
        m_sketch.number(QRectF(area.left(), area.top(), area.width(), std::min(area.height(), m_metrics.symbol * 1.6)),
                        texts, Theme::Text::NumberLarge, hue, Qt::AlignLeft | Qt::AlignVCenter,
                        titleOfPart(part) + QStringLiteral(", ") + texts.front());
    }

    const engine::Trace& m_trace;
    const SequenceInfo& m_info;
    Cursor m_cursor;
    const Theme m_theme;
    CellMetrics m_metrics;
    Sketch m_sketch;
    QSizeF m_size;
    bool m_backward;
    qreal m_gap = 20;
    std::vector<QRectF> m_cards;
};

}  // namespace

Drawing drawNet(const engine::Trace& trace, const SequenceInfo& info, const Cursor& cursor, const Theme& theme,
                QSizeF size) {
    return NetPicture(trace, info, cursor, theme, size).draw();
}

}  // namespace gui
