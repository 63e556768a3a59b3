// Draws the piano roll.
#include "gui/outcome/tune/roll.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "gui/widgets/sketch.h"

namespace gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gui::TuneRoll)
};

constexpr qreal kEdge = 8;

QColor colourOf(const lessons::WrittenTune& tune, std::size_t note, const Theme& theme) {
    return note < tune.openingNotes ? theme.mutedInk : theme.accent;
}

/// Where time and pitch lie on the picture.
class Roll {
 public:
    Roll(const lessons::WrittenTune& tune, const Theme& theme, QSizeF size)
        : m_tune(tune), m_theme(theme), m_sketch(theme, size) {
        for (const lessons::TuneNote& note : tune.notes) {
            if (!note.pitch) continue;
            m_low = std::min(m_low, *note.pitch);
            m_high = std::max(m_high, *note.pitch);
        }
        if (m_low > m_high) m_low = m_high = 60;
        const qreal names = m_sketch.width(QStringLiteral("F#4"), Theme::Text::Caption) + 2 * kEdge;
        const qreal head = m_sketch.height(Theme::Text::Caption) + 6;
        m_plot = QRectF(names, head, std::max(1.0, size.width() - names - kEdge),
                        std::max(1.0, size.height() - head - kEdge));
    }

    Drawing draw(double at) {
        drawPitches();
        drawBars();
        for (std::size_t i = 0; i < m_tune.notes.size(); ++i) drawNote(i);
        if (at >= 0) {
            const qreal x = xOf(std::min(at, m_tune.length()));
            m_sketch.line({QPointF(x, m_plot.top() - 4), QPointF(x, m_plot.bottom())}, m_theme.ink, 2);
        }
        return m_sketch.take();
    }

 private:
    [[nodiscard]] qreal xOf(double quarter) const {
        return m_plot.left() + m_plot.width() * quarter / std::max(1e-9, m_tune.length());
    }
    [[nodiscard]] qreal rowHeight() const { return m_plot.height() / (m_high - m_low + 1); }
    [[nodiscard]] QRectF row(int pitch) const {
        return {m_plot.left(), m_plot.top() + (m_high - pitch) * rowHeight(), m_plot.width(), rowHeight()};
    }

    /// The rows of black keys are darker. Names stand where a line of text has room, white keys before black ones.
    void drawPitches() {
        m_sketch.box(m_plot, m_theme.card, m_theme.border, 1);
        std::vector<int> whites, blacks;
        for (int pitch = m_low; pitch <= m_high; ++pitch) {
            const bool isBlack = lessons::pitchName(pitch).size() > 2;
            if (isBlack) m_sketch.box(row(pitch), m_theme.panel);
            (isBlack ? blacks : whites).push_back(pitch);
        }
        const qreal line = m_sketch.digitHeight(Theme::Text::Caption) + 4;
        std::vector<qreal> taken;
        const auto name = [&](int pitch) {
            const qreal y = row(pitch).center().y();
            for (const qreal other : taken)
                if (std::abs(other - y) < line) return;
            taken.push_back(y);
            const QString text = QString::fromStdString(lessons::pitchName(pitch));
            m_sketch.text(QRectF(0, y - line, m_plot.left() - kEdge, 2 * line), text, Theme::Text::Caption,
                          m_theme.mutedInk, Qt::AlignRight | Qt::AlignVCenter, text);
        };
        for (const int pitch : whites)
            if (pitch % 12 == 0) name(pitch);
        for (const int pitch : whites) name(pitch);
        for (const int pitch : blacks) name(pitch);
    }

    void drawBars() {
        const qreal wide = m_tune.bar * m_plot.width() / std::max(1e-9, m_tune.length());
        const qreal room = m_sketch.width(QStringLiteral("00"), Theme::Text::Caption) + 6;
        const int every = std::max(1, int(std::ceil(room / std::max(1e-9, wide))));
        int number = 1;
        for (double from = m_tune.upbeat; from < m_tune.length() - 1e-9; from += m_tune.bar, ++number) {
            const qreal x = xOf(from);
            m_sketch.line({QPointF(x, m_plot.top()), QPointF(x, m_plot.bottom())}, m_theme.border, 1);
            if ((number - 1) % every == 0 && x + room < m_plot.right())
                m_sketch.text(QRectF(x + 2, 0, room, m_plot.top() - 2), QString::number(number), Theme::Text::Caption,
                              m_theme.mutedInk, Qt::AlignLeft | Qt::AlignVCenter, Words::tr("bar %1").arg(number));
        }
    }

    void drawNote(std::size_t index) {
        const lessons::TuneNote& note = m_tune.notes[index];
        QRectF box = note.pitch ? row(*note.pitch) : m_plot;
        box.setLeft(xOf(note.start));
        box.setRight(xOf(note.start + note.length));
        if (note.pitch) {
            const qreal gap = std::min(1.5, box.width() / 6);
            box.adjust(gap, std::min(1.0, box.height() / 8), -gap, -std::min(1.0, box.height() / 8));
            m_sketch.box(box, colourOf(m_tune, index, m_theme), Qt::transparent, 1, std::min(3.0, box.height() / 3));
        }
        DrawnTarget target;
        target.rect = box;
        target.id = QStringLiteral("note=%1").arg(index + 1);
        target.name = tuneNoteName(m_tune, index);
        target.group = QStringLiteral("notes");
        target.isCurrent = index == 0;
        m_sketch.target(target);
    }

    const lessons::WrittenTune& m_tune;
    const Theme& m_theme;
    Sketch m_sketch;
    QRectF m_plot;
    int m_low = 127, m_high = 0;
};

}  // namespace

QString tuneNoteName(const lessons::WrittenTune& tune, std::size_t index) {
    const lessons::TuneNote& note = tune.notes.at(index);
    const QString pitch = note.pitch ? QString::fromStdString(lessons::pitchName(note.pitch)) : Words::tr("rest");
    const QString length = Words::tr("%1 of a quarter note", "length").arg(QString::number(note.length));
    const QString whose = note.probability ? Words::tr("written, probability %1").arg(number(*note.probability, 2))
                                           : Words::tr("opening");
    return Words::tr("note %1: %2, %3, %4").arg(index + 1).arg(pitch, length, whose);
}

Drawing tuneRoll(const lessons::WrittenTune& tune, const Theme& theme, QSizeF size, double at) {
    return Roll(tune, theme, size).draw(at);
}

std::vector<LegendEntry> tuneLegend(const Theme& theme) {
    return {{Words::tr("opening, given"), theme.mutedInk, Qt::SolidLine, 8},
            {Words::tr("written by the net"), theme.accent, Qt::SolidLine, 8}};
}

}  // namespace gui
