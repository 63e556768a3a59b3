// Draws the sequence strip and the unrolled view.
#include "gui/scene/sequencestrip.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <algorithm>
#include <cmath>
#include <functional>

#include "gui/place/cellnames.h"
#include "gui/place/letters.h"
#include "gui/place/reading.h"
#include "gui/place/stepping.h"
#include "gui/place/words.h"
#include "gui/scene/anatomy.h"
#include "gui/scene/cellfacts.h"
#include "gui/scene/sharedweight.h"
#include "gui/scene/stripwords.h"
#include "gui/scene/units.h"
#include "gui/scene/vectors.h"
#include "gui/widgets/greyframe.h"
#include "gui/widgets/sketch.h"

namespace gui {

using engine::Index;
using lessons::InputDescription;

namespace {

class Strip {
    Q_DECLARE_TR_FUNCTIONS(gui::SequenceStrip)

 public:
    Strip(const engine::Trace& trace, const SequenceInfo& info, const Cursor& cursor, const Theme& theme, QSizeF size)
        : m_reading(trace),
          m_info(info),
          m_cursor(m_reading.fitted(cursor)),
          m_theme(theme),
          m_sketch(theme, size),
          m_size(size),
          m_caption(cellMetrics(theme, 1).caption),
          m_t(m_cursor.t - 1),
          m_words(m_reading, m_info, m_cursor) {}

    Drawing strip() {
        // A low page keeps the curve and the map, without their words.
        const bool words = m_size.height() > 2 * m_caption + 48;
        const qreal above = words ? m_caption + 4 : 0, below = words ? m_caption : 2;
        // Four rows with their numbers, then a higher curve, then higher rows.
        const qreal room = m_size.height() - above - 8 - below, rows = kRows * rowHeight(),
                    spare = std::max(0.0, room - rows - kBand);
        const qreal band = std::max(kLeastBand, std::min(room - rows, kBand) + 0.6 * spare), states = room - band;
        m_left = labelWidth();
        if (words) drawTitle();
        drawInput(QRectF(m_left, above, m_size.width() - m_left, band));
        const int state = stripState();
        m_full = backward() ? m_reading.usualGradient(state) : m_reading.usual(state);
        const auto units = shownUnits(
            m_reading, m_cursor, static_cast<std::size_t>(std::clamp(std::floor(states / rowHeight()), 1.0, kRows)));
        const QRectF map(m_left + 1, above + band + 5, m_size.width() - m_left - 2, states);
        drawMap(map, state, units);
        const QString symbol = QString::fromStdString(letterOf(m_reading.program(), state, m_cursor.letters).text);
        const QString what = backward() ? QStringLiteral("\u2202L/\u2202") + symbol : symbol;
        if (words) {
            const qreal right = drawKey(QPointF(m_left, map.bottom() + 1), tr("%1:").arg(what)) + 14;
            m_sketch.text(QRectF(right, map.bottom() + 1, m_size.width() - right, m_caption),
                          QStringList{tr("%1 by unit").arg(what) + unitWords(units), tr("%1 by unit").arg(what)},
                          Theme::Text::Caption, m_theme.mutedInk, Qt::AlignRight | Qt::AlignVCenter);
        }
        for (Index t = 0; t < m_reading.steps(); ++t)
            m_sketch.target({.rect = QRectF(xOf(t) - columnWidth() / 2, above, columnWidth(), map.bottom() - above),
                             .id = QStringLiteral("t=%1").arg(t + 1),
                             .name = m_words.areFrames() && std::size_t(t) < m_info.said.size()
                                         ? tr("%1, so far %2", "step, what the net says")
                                               .arg(m_words.stepName(t), sayingText(m_info.said[std::size_t(t)]))
                                         : m_words.stepName(t),
                             .group = QStringLiteral("t"),
                             .isCurrent = t == m_t});
        return m_sketch.take();
    }

    Drawing unrolled() {
        drawTitle();
        const qreal letters = cellMetrics(m_theme, 1).symbol + 14;
        m_left = letters + labelWidth() - 6;
        std::vector<int> shown;
        const Anatomy anatomy(m_reading.program());
        if (m_cursor.letters) {
            for (const engine::GateBlock& block : engine::gateBlocks(*m_cursor.letters, m_reading.program()))
                if (const int o = m_reading.program().find(block.gate); o >= 0) shown.push_back(o);
        }
        for (const auto& column : anatomy.columns)
            if (std::find(shown.begin(), shown.end(), column.operation) == shown.end())
                shown.push_back(column.operation);
        for (const auto& state : m_reading.program().states)
            if (std::find(shown.begin(), shown.end(), state.operation) == shown.end()) shown.push_back(state.operation);
        const qreal band = std::min(90.0, m_size.height() * 0.2);
        drawInput(QRectF(m_left, m_caption + 4, m_size.width() - m_left, band));
        qreal top = m_caption + band + 14;
        const auto lit = m_cursor.weight ? weightUse(m_reading.program(), *m_cursor.weight) : std::nullopt;
        if (lit) {
            const qreal height = sharedWeightHeight(m_theme);
            drawSharedWeight(
                m_sketch, m_reading, m_cursor, *lit, QRectF(m_left, top, m_size.width() - m_left - 1, height),
                {[this](Index t) { return xOf(t); }, columnWidth(), [&](Index t) { return known(lit->operation, t); }});
            top += height + 6;
        }
        const qreal each = (m_size.height() - top - m_caption - 4) / qreal(shown.size());
        const auto rows = static_cast<std::size_t>(std::clamp(std::floor((each - 8) / rowHeight()), 1.0, 16.0));
        m_full = commonScale(shown);
        const auto units = shownUnits(m_reading, m_cursor, rows);
        for (std::size_t k = 0; k < shown.size(); ++k) {
            const QRectF map(m_left, top + qreal(k) * each, m_size.width() - m_left - 1, each - 8);
            drawMap(map, shown[k], units);
            const auto& op = operation(shown[k]);
            const engine::Letter letter = letterOf(m_reading.program(), shown[k], m_cursor.letters);
            if (each >= letters - 14) {
                m_sketch.symbol(QPointF(6, map.center().y() + m_theme.pixels(Theme::Text::Math) * 0.35),
                                QString::fromStdString(letter.text), QString::fromStdString(letter.subscript),
                                m_theme.role(op.role), labelOf(op));
            } else {
                // On a low page the rows are lower than a formula's letter.
                m_sketch.text(QRectF(6, map.center().y() - m_caption / 2, letters - 6, m_caption),
                              QString::fromStdString(letter.text + letter.subscript), Theme::Text::Caption,
                              m_theme.role(op.role), Qt::AlignLeft | Qt::AlignVCenter, labelOf(op));
            }
            for (Index t = 0; t < m_reading.steps(); ++t)
                m_sketch.target(
                    {.rect = QRectF(xOf(t) - columnWidth() / 2, map.top(), columnWidth(), map.height()),
                     .id = QStringLiteral("t=%1,op=%2,zoom=cell").arg(t + 1).arg(QString::fromStdString(op.name)),
                     .name = labelOf(op) + QStringLiteral(", ") + m_words.stepName(t),
                     .group = QString::fromStdString(op.name),
                     .isCurrent = t == m_t});
        }
        const qreal right =
            drawKey(QPointF(m_left, m_size.height() - m_caption),
                    backward() ? tr("gradients:") : tr("gates: their hue from 0 to 1; others:"), tr("others:")) +
            14;
        const QString note =
            (m_cursor.letters ? tr("letters and order of %1: no number changes").arg(titleOf(*m_cursor.letters))
                              : tr("the same weights at every step"));
        m_sketch.text(
            QRectF(right, m_size.height() - m_caption, m_size.width() - right, m_caption),
            QStringList{note + unitWords(units), note, tr("%1 of %2 units").arg(units.size()).arg(m_reading.units())},
            Theme::Text::Caption, m_theme.mutedInk, Qt::AlignRight | Qt::AlignVCenter);
        return m_sketch.take();
    }

 private:
    static constexpr Index kMostFeatures = 24;
    static constexpr qreal kRows = 4, kBand = 46, kLeastBand = 28;

    /// A row of a map is as high as the number beside it.
    [[nodiscard]] qreal rowHeight() const { return m_sketch.digitHeight(Theme::Text::Caption) + 3.5; }
    [[nodiscard]] qreal labelWidth() const {
        return std::ceil(m_sketch.width(QString::number(m_reading.units()), Theme::Text::Caption)) + 8;
    }
    [[nodiscard]] double commonScale(const std::vector<int>& operations) const {
        double most = 0;
        for (const int o : operations) {
            if (backward())
                most = std::max(most, m_reading.usualGradient(o));
            else if (!operation(o).isGate)
                most = std::max(most, m_reading.usual(o));
        }
        return most > 0 ? most : 1;
    }

    /// What the colours stand for, from the left; returns where it ends.
    qreal drawKey(QPointF corner, const QString& words, const QString& brief = {}) {
        constexpr int kSwatches = 9;
        const qreal swatch = 9, high = std::round(m_sketch.digitHeight(Theme::Text::Caption)) + 1;
        const QString low = QString(QChar(0x2212)) + scaleNumber(m_full), full = scaleNumber(m_full);
        const qreal scale = m_sketch.width(low, Theme::Text::Caption) + m_sketch.width(full, Theme::Text::Caption) +
                            kSwatches * swatch + 12;
        qreal x = corner.x();
        // Half of the line belongs to what stands at its end.
        for (const QString& said : {words, brief}) {
            const qreal width = m_sketch.width(said, Theme::Text::Caption);
            if (said.isEmpty() || width + scale > m_size.width() * 0.5) continue;
            m_sketch.text(QRectF(x, corner.y(), width + 1, m_caption), said, Theme::Text::Caption, m_theme.mutedInk,
                          Qt::AlignLeft | Qt::AlignVCenter);
            x += width + 8;
            break;
        }
        const auto put = [&](const QString& text) {
            const qreal width = m_sketch.width(text, Theme::Text::Caption) + 1;
            m_sketch.text(QRectF(x, corner.y(), width, m_caption), text, Theme::Text::Caption, m_theme.mutedInk,
                          Qt::AlignLeft | Qt::AlignVCenter);
            x += width + 5;
        };
        put(low);
        const qreal top = corner.y() + (m_caption - high) / 2;
        for (int k = 0; k < kSwatches; ++k)
            m_sketch.box(QRectF(x + k * swatch, top, swatch, high),
                         m_theme.signedColour(2.0 * k / (kSwatches - 1) - 1));
        m_sketch.box(QRectF(x, top, kSwatches * swatch, high), Qt::transparent, m_theme.border, 1);
        x += kSwatches * swatch + 5;
        put(full);
        return x;
    }

    [[nodiscard]] const engine::Operation& operation(int o) const {
        return m_reading.program().operations[static_cast<std::size_t>(o)];
    }
    [[nodiscard]] bool backward() const { return m_cursor.pass == Cursor::Pass::Backward; }
    [[nodiscard]] qreal columnWidth() const { return (m_size.width() - m_left - 2) / qreal(m_reading.steps()); }
    [[nodiscard]] qreal xOf(Index t) const { return m_left + 1 + (qreal(t) + 0.5) * columnWidth(); }
    [[nodiscard]] QString unitWords(const std::vector<Index>& units) const {
        if (static_cast<Index>(units.size()) == m_reading.units()) return {};
        return QStringLiteral(" \u00B7 ") + tr("%1 of %2 units shown").arg(units.size()).arg(m_reading.units());
    }
    /// The state whose strip is shown: the cell's, else the output.
    [[nodiscard]] int stripState() const {
        for (const auto& state : m_reading.program().states)
            if (operation(state.operation).role == engine::Role::Cell) return state.operation;
        return m_reading.program().output;
    }

    void drawTitle() {
        const QRectF heading = m_sketch.text(QRectF(0, 0, m_size.width(), m_caption), tr("Sequence"),
                                             Theme::Text::Caption, m_theme.ink, Qt::AlignLeft | Qt::AlignVCenter);
        const qreal right = m_size.width() - (m_cursor.zoom == Cursor::Zoom::Sequence ? 0 : drawInfluenceButton());
        m_sketch.text(QRectF(heading.right() + 10, 0, right - heading.right() - 10, m_caption), m_words.titles(),
                      Theme::Text::Caption, m_theme.mutedInk, Qt::AlignLeft | Qt::AlignVCenter);
    }

    /// What shows the row of bars below; returns the width it takes.
    qreal drawInfluenceButton() {
        const QString word = m_info.withInfluence ? tr("hide what mattered") : tr("which input mattered?");
        const qreal width = m_sketch.width(word, Theme::Text::Caption) + 16;
        if (width > m_size.width() * 0.4) return 0;
        const QRectF box(m_size.width() - width - 1, 0.5, width, m_caption);
        m_sketch.box(box, m_info.withInfluence ? m_theme.accentSoft : m_theme.card, m_theme.border, 1, 4);
        m_sketch.text(box, word, Theme::Text::Caption, m_theme.accent, Qt::AlignCenter, word);
        m_sketch.target(box, QStringLiteral("influence"), word);
        return width + 8;
    }

    void drawInput(const QRectF& band) {
        const Index features = m_reading.trace().cell.input.cols();
        const qreal each = (band.height() - 8) / qreal(features);
        // A feature a row where every row has room for its number.
        const bool rows =
            m_words.areVectors() && !m_words.areFrames() && features <= kMostFeatures && each >= rowHeight();
        for (Index f = 0; f < (rows ? features : 1); ++f)
            m_sketch.number(rows ? QRectF(band.left() - m_left, band.top() + 4 + qreal(f) * each, m_left - 5, each)
                                 : QRectF(band.left() - m_left, band.top(), m_left - 5, band.height()),
                            {rows ? QStringLiteral("x%1").arg(f + 1) : QStringLiteral("x")}, Theme::Text::Caption,
                            m_theme.mutedInk, Qt::AlignRight | Qt::AlignVCenter,
                            rows ? m_words.featureName(f) : tr("input"));
        m_sketch.box(band.adjusted(0.5, 0.5, -0.5, -0.5), m_theme.card, m_theme.border, 1.5, 5);
        if (m_words.areFrames())
            drawFrames(band);
        else if (m_words.areWords())
            drawWords(band);
        else if (m_words.areVectors())
            drawVectors(band);
        else
            drawCurve(band);
    }
    /// The word at step t; padding is a dot where its name has no room.
    [[nodiscard]] QString wordAt(Index t) const {
        const QString word = m_words.at(t);
        if (!m_words.isPadding(t)) return word;
        return m_sketch.width(word, Theme::Text::Caption) + 10 <= columnWidth() ? word : QStringLiteral("\u00B7");
    }

    /// An edit is of the first input: where the net reads several, the shown layer may read another.
    [[nodiscard]] bool readsFirstInput() const {
        for (const engine::NetPart& part : m_reading.trace().net)
            if (const auto found = m_info.others.find(part.name); found != m_info.others.end())
                return found->second.tokens == m_info.input.tokens;
        return true;
    }

    /// The word under the cursor can be exchanged for another of the vocabulary.
    void drawWordEdit(const QRectF& box) {
        const auto& inputs = m_reading.trace().inputs;
        if (inputs.empty() || inputs[0].sequence || inputs[0].values.cols() != m_reading.steps() ||
            m_info.input.tokens.empty() || !readsFirstInput())
            return;
        const QString place = StripWords::place(m_t);
        drawEditMark(m_sketch, box, isEdited(m_cursor, place));
        m_sketch.target({.rect = box,
                         .id = QStringLiteral("t=%1").arg(m_t + 1),
                         .name = tr("%1, can be changed").arg(wordAt(m_t)),
                         .edit = place,
                         .value = double(inputs[0].values(0, m_t)),
                         .grain = 0.1,
                         .choices = static_cast<int>(m_info.input.tokens.size())});
    }

    /// `clearance`: how far a place for the label is from what is drawn in the band.
    void drawMark(const QRectF& band, const std::function<qreal(const QRectF&)>& clearance = {}) {
        const qreal x = xOf(m_t);
        m_sketch.line({QPointF(x, band.top() + 2), QPointF(x, band.bottom() - 2)}, m_theme.ink, 2);
        // Rows of numbers say nothing by themselves: what stands at the step is told beside its number.
        const QString text = m_words.areVectors() ? m_words.stepName(m_t) : QStringLiteral("t = %1").arg(m_t + 1);
        const qreal width = m_sketch.width(text, Theme::Text::Caption) + 10;
        QRectF label(x + 5 + width > band.right() ? x - 5 - width : x + 5, band.top() + 3, width, m_caption);
        qreal best = clearance ? clearance(label) : 0;
        for (const qreal left : {x + 8, x - 8 - width})
            for (const qreal top : {band.top() + 3, band.bottom() - 3 - m_caption}) {
                const QRectF other(left, top, width, m_caption);
                if (!clearance || left < band.left() + 2 || other.right() > band.right() - 2) continue;
                if (const qreal room = clearance(other); room > best + 1) {
                    best = room;
                    label = other;
                }
            }
        m_sketch.box(label, m_theme.card, Qt::transparent, 0, 3);
        m_sketch.text(label, text, Theme::Text::Caption, m_theme.ink, Qt::AlignCenter, m_words.stepName(m_t));
    }

    void drawCurve(const QRectF& band) {
        const auto& input = m_reading.trace().cell.input;
        const double low = double(input.minCoeff()), high = std::max(double(input.maxCoeff()), low + 1e-9);
        const qreal inset = std::min(9.0, band.height() * 0.2);
        const QRectF plot = band.adjusted(0, inset, 0, -inset);
        const auto y = [&](double value) { return plot.bottom() - (value - low) / (high - low) * plot.height(); };
        for (Index f = 0; f < input.cols(); ++f) {
            QPolygonF line;
            for (Index t = 0; t < m_reading.steps(); ++t) line << QPointF(xOf(t), y(double(input(t, f))));
            m_sketch.line(line, f == 0 ? m_theme.input : m_theme.faded(m_theme.input), 2.5,
                          f == 0 ? Qt::SolidLine : Qt::DashLine);
        }
        // Above or below the curves, whichever leaves the label more air.
        drawMark(band, [&](const QRectF& label) {
            qreal least = 1e9;
            for (Index t = 0; t < m_reading.steps(); ++t)
                for (Index f = 0; f < input.cols(); ++f) {
                    if (xOf(t) < label.left() - columnWidth() || xOf(t) > label.right() + columnWidth()) continue;
                    const qreal at = y(double(input(t, f)));
                    least = std::min(least, std::max(label.top() - at, at - label.bottom()));
                }
            return least;
        });
        m_sketch.disc(QPointF(xOf(m_t), y(double(input(m_t, 0)))), 5, m_theme.ink, m_theme.card, 1.5);
    }

    /// Features by step: frames, one-hot letters, embeddings.
    void drawVectors(const QRectF& band) {
        const auto& input = m_reading.trace().cell.input;
        const Index rows = std::min(input.cols(), kMostFeatures);
        const double full = m_reading.usualInput();
        const QRectF plot = band.adjusted(1, 4, -1, -4);
        for (Index t = 0; t < m_reading.steps(); ++t) {
            for (Index r = 0; r < rows; ++r) {
                // Wide inputs are shown by their largest feature in each of 24 groups.
                double value = 0;
                for (Index f = r * input.cols() / rows; f < (r + 1) * input.cols() / rows; ++f)
                    if (std::abs(double(input(t, f))) > std::abs(value)) value = double(input(t, f));
                if (value == 0) continue;
                m_sketch.box(QRectF(xOf(t) - columnWidth() / 2, plot.top() + plot.height() * qreal(r) / qreal(rows),
                                    columnWidth(), plot.height() / qreal(rows)),
                             m_theme.signedColour(value / full));
            }
        }
        drawMark(band);
    }

    /// A film: the frames that have room, the one of the cursor with a rim. Frames that are not read yet are paler.
    void drawFrames(const QRectF& band) {
        const auto& pixels = m_reading.trace().inputs.front().values;
        const qreal side = band.height() - 4;
        const Index every = std::max<Index>(1, Index(std::ceil((side + 1) / columnWidth())));
        for (Index t = 0; t < m_reading.steps(); ++t) {
            const qreal room = columnWidth() * qreal(every) - 1;
            if (std::abs(t - m_t) % every != 0) continue;
            const QRectF frame(xOf(t) - std::min(side, room) / 2, band.center().y() - std::min(side, room) / 2,
                               std::min(side, room), std::min(side, room));
            if (frame.left() < band.left() || frame.right() > band.right() + 1) continue;
            m_sketch.picture(frame, greyFrame(pixels, t, int(m_info.input.width), int(m_info.input.height)));
            if (t <= m_t) drawProbability(frame, t);
            if (t == m_t)
                m_sketch.box(frame.adjusted(-1, -1, 1, 1), Qt::transparent, m_theme.ink, 2, 1);
            else if (t > m_t)
                m_sketch.box(frame, QColor(m_theme.card.red(), m_theme.card.green(), m_theme.card.blue(), 120));
        }
        m_sketch.line({QPointF(xOf(m_t), band.bottom() - 3), QPointF(xOf(m_t), band.bottom())}, m_theme.ink, 2);
    }

    /// What the net gives the right answer if the film ends here: a bar at the frame's right, full where it is sure.
    void drawProbability(const QRectF& frame, Index t) {
        constexpr qreal kWide = 5;
        const auto k = static_cast<std::size_t>(t);
        const auto* choice = k < m_info.said.size() ? std::get_if<lessons::Choice>(&m_info.said[k]) : nullptr;
        if (!choice || !choice->probability || frame.width() < 2 * kWide) return;
        const QRectF bar(frame.right() - kWide, frame.top(), kWide, frame.height());
        m_sketch.box(bar, m_theme.card, m_theme.border, 1);
        m_sketch.box(bar.adjusted(0, bar.height() * (1 - *choice->probability), 0, 0), m_theme.accent);
    }

    /// Where every word fits above its own step it stands there; notes stand on a staff by their pitch.
    bool drawAligned(const QRectF& band) {
        for (Index t = 0; t < m_reading.steps(); ++t)
            if (m_sketch.width(wordAt(t), Theme::Text::Caption) + 10 > columnWidth()) return false;
        const bool notes =
            m_info.input.kind == InputDescription::Kind::Notes && m_reading.trace().cell.input.cols() == 1;
        const auto& input = m_reading.trace().cell.input;
        const double low = double(input.minCoeff()), range = std::max(1e-9, double(input.maxCoeff()) - low);
        const qreal radius = m_caption / 2 + 2, room = std::max(0.0, band.height() / 2 - radius - 2);
        if (notes)
            for (int k = -2; k <= 2; ++k)
                m_sketch.line({QPointF(band.left() + 6, band.center().y() + k * room / 2),
                               QPointF(band.right() - 6, band.center().y() + k * room / 2)},
                              m_theme.border, 1);
        const bool written =
            m_info.said.size() == static_cast<std::size_t>(m_reading.steps()) && band.height() > 2 * radius + m_caption;
        for (Index t = 0; t < m_reading.steps(); ++t) {
            const qreal lift = written ? m_caption / 2
                               : notes ? ((double(input(t, 0)) - low) / range - 0.5) * 2 * room
                                       : 0;
            const QPointF centre(xOf(t), band.center().y() - lift);
            const qreal width = std::max(2 * radius, m_sketch.width(wordAt(t), Theme::Text::Caption) + 8);
            const QRectF box(centre.x() - width / 2, centre.y() - radius, width, 2 * radius);
            const bool read = m_reading.trace().cell.backwards ? t >= m_t : t <= m_t;
            if (notes || t == m_t)
                m_sketch.box(box, t == m_t ? m_theme.accentSoft : m_theme.card, t == m_t ? m_theme.ink : m_theme.border,
                             t == m_t ? 2 : 1, radius);
            m_sketch.text(box, wordAt(t), Theme::Text::Caption,
                          t == m_t ? m_theme.ink
                          : read   ? m_theme.mutedInk
                                   : m_theme.faded(m_theme.mutedInk),
                          Qt::AlignCenter, m_words.stepName(t));
            if (t == m_t) drawWordEdit(box);
            if (!written) continue;
            lessons::Saying saying = m_info.said[static_cast<std::size_t>(t)];
            const QString answer = sayingText(saying);
            if (auto* choice = std::get_if<lessons::Choice>(&saying)) choice->probability.reset();
            m_sketch.text(QRectF(xOf(t) - columnWidth() / 2, box.bottom(), columnWidth(), m_caption),
                          QStringList{tr("writes %1").arg(answer), answer, sayingText(saying)}, Theme::Text::Caption,
                          t == m_t ? m_theme.ink : m_theme.mutedInk, Qt::AlignCenter);
        }
        return true;
    }

    /// Words, phonemes or note names: as many around t as fit, the current one boxed.
    void drawWords(const QRectF& band) {
        if (drawAligned(band)) return;
        const bool isWritten =
            m_info.said.size() == static_cast<std::size_t>(m_reading.steps()) && band.height() > 3 * m_caption + 12;
        const QRectF line(band.left() + 8, band.center().y() - m_caption / 2 - 3 - (isWritten ? m_caption / 2 : 0),
                          band.width() - 16, m_caption + 6);
        const auto widthOf = [&](Index t) {
            return std::min(m_sketch.width(wordAt(t), Theme::Text::Caption) + 16, line.width() / 2);
        };
        Index from = m_t, to = m_t;
        qreal used = widthOf(m_t);
        for (bool grown = true; grown;) {
            grown = false;
            if (to + 1 < m_reading.steps() && used + widthOf(to + 1) <= line.width())
                used += widthOf(++to), grown = true;
            if (from > 0 && used + widthOf(from - 1) <= line.width()) used += widthOf(--from), grown = true;
        }
        qreal x = line.left() + (line.width() - used) / 2;
        for (Index t = from; t <= to; ++t) {
            const QRectF box(x, line.top(), widthOf(t), line.height());
            if (t == m_t) m_sketch.box(box.adjusted(2, 0, -2, 0), m_theme.accentSoft, m_theme.ink, 2, 5);
            const bool read = m_reading.trace().cell.backwards ? t >= m_t : t <= m_t;
            m_sketch.text(box.adjusted(6, 0, -6, 0), wordAt(t), Theme::Text::Caption,
                          t == m_t ? m_theme.ink
                          : read   ? m_theme.mutedInk
                                   : m_theme.faded(m_theme.mutedInk),
                          Qt::AlignCenter, m_words.stepName(t));
            if (t == m_t) drawWordEdit(box.adjusted(2, 0, -2, 0));
            if (t == m_t && isWritten) drawWritten(box, band);
            x += box.width();
        }
        // Where this stretch lies in the whole.
        const QRectF rail(band.left() + 8, band.bottom() - 7, band.width() - 16, 3);
        m_sketch.box(rail, m_theme.border, Qt::transparent, 0, 1.5);
        m_sketch.box(QRectF(xOf(m_t) - std::max(2.0, columnWidth() / 2), rail.top(), std::max(4.0, columnWidth()), 3),
                     m_theme.ink, Qt::transparent, 0, 1.5);
    }

    /// What the net says at the step under the cursor, below its word.
    void drawWritten(const QRectF& word, const QRectF& band) {
        const QString answer = sayingText(m_info.said[static_cast<std::size_t>(m_t)]);
        const QString text = tr("writes %1").arg(answer);
        const qreal width = m_sketch.width(text, Theme::Text::Caption) + 4;
        const qreal left = std::clamp(word.center().x() - width / 2, band.left() + 4,
                                      std::max(band.left() + 4, band.right() - 4 - width));
        m_sketch.text(QRectF(left, word.bottom() + 2, width, m_caption), text, Theme::Text::Caption, m_theme.ink,
                      Qt::AlignCenter);
    }

    /// Whether the walk has come to an operation's value at step t.
    [[nodiscard]] bool known(int o, Index t) const {
        if (t == m_t) return reached(m_reading.program(), m_cursor, o);
        const bool later = m_reading.trace().cell.backwards ? t < m_t : t > m_t;
        return backward() ? later : !later;
    }

    void drawMap(const QRectF& map, int o, const std::vector<Index>& units) {
        for (std::size_t r = 0; r < units.size(); ++r)
            m_sketch.number(QRectF(map.left() - labelWidth(), map.top() + qreal(r) * map.height() / qreal(units.size()),
                                   labelWidth() - 5, map.height() / qreal(units.size())),
                            {QString::number(units[r] + 1)}, Theme::Text::Caption,
                            units[r] == m_cursor.unit - 1 ? m_theme.ink : m_theme.mutedInk,
                            Qt::AlignRight | Qt::AlignVCenter, tr("unit %1").arg(units[r] + 1));
        const qreal height = map.height() / qreal(units.size()), gap = columnWidth() > 6 ? 1 : 0;
        const auto& op = operation(o);
        for (Index t = 0; t < m_reading.steps(); ++t) {
            const bool there = known(o, t);
            for (std::size_t r = 0; r < units.size(); ++r) {
                const QRectF cell(xOf(t) - columnWidth() / 2 + gap / 2, map.top() + qreal(r) * height + 0.5,
                                  columnWidth() - gap, height - 1);
                QColor colour = m_theme.panel;
                if (there && op.isGate && !backward()) {
                    // A gate is never on the signed map: its own hue, deeper where it is open.
                    const QColor hue = m_theme.role(op.role);
                    const double share = std::clamp(m_reading.value(o, t, units[r]), 0.0, 1.0);
                    colour =
                        QColor::fromRgbF(float(m_theme.card.redF() + (hue.redF() - m_theme.card.redF()) * share),
                                         float(m_theme.card.greenF() + (hue.greenF() - m_theme.card.greenF()) * share),
                                         float(m_theme.card.blueF() + (hue.blueF() - m_theme.card.blueF()) * share));
                } else if (there) {
                    const double value =
                        backward() ? m_reading.gradient(o, t, units[r]) : m_reading.value(o, t, units[r]);
                    colour = m_theme.signedColour(value / m_full);
                    m_sketch.box(cell, colour);
                    if (std::abs(value) > m_full * 1.0001) markClipped(cell);
                    continue;
                }
                m_sketch.box(cell, colour);
            }
        }
        m_sketch.box(QRectF(xOf(m_t) - columnWidth() / 2 - 1, map.top() - 1, columnWidth() + 2, map.height() + 2),
                     Qt::transparent, m_theme.ink, 2, 2);
    }

    /// More than the key's end: a corner tells.
    void markClipped(const QRectF& cell) {
        const qreal size = std::min({5.0, cell.width() - 2, cell.height() - 2});
        if (size < 2.5) return;
        QPainterPath corner(cell.topRight());
        corner.lineTo(cell.topRight() - QPointF(size, 0));
        corner.lineTo(cell.topRight() + QPointF(0, size));
        corner.closeSubpath();
        m_sketch.path(corner, Qt::transparent, 0, m_theme.ink);
    }

    Reading m_reading;
    const SequenceInfo& m_info;
    Cursor m_cursor;
    const Theme& m_theme;
    Sketch m_sketch;
    QSizeF m_size;
    qreal m_caption, m_left = 0;
    double m_full = 1;  ///< what full colour stands for
    Index m_t;
    StripWords m_words;
};

}  // namespace

std::vector<lessons::Saying> saidBySteps(const lessons::Task& task, const engine::Trace& trace,
                                         const InputDescription& input) {
    const bool eachStep =
        !trace.outputs.empty() && trace.outputs[0].sequence && trace.outputs[0].values.rows() == trace.cell.steps;
    if (!eachStep || input.kind != InputDescription::Kind::Tokens) return {};
    return task.tell(trace.outputs[0]);
}

Drawing drawSequence(const engine::Trace& trace, const SequenceInfo& info, const Cursor& cursor, const Theme& theme,
                     QSizeF size) {
    return Strip(trace, info, cursor, theme, size).strip();
}

Drawing drawUnrolled(const engine::Trace& trace, const SequenceInfo& info, const Cursor& cursor, const Theme& theme,
                     QSizeF size) {
    return Strip(trace, info, cursor, theme, size).unrolled();
}

int sequenceHeight(const Theme& theme) {
    const CellMetrics metrics = cellMetrics(theme, 1);
    const qreal digit = QFontMetricsF(theme.font(Theme::Text::Caption)).capHeight();
    return static_cast<int>(std::ceil(2 * metrics.caption + 12 + 46 + 4 * (digit + 3.5)));
}

}  // namespace gui
