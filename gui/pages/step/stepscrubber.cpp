// Draws the rail, its ticks and the stations.
#include "gui/pages/step/stepscrubber.h"

#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "gui/widgets/sketch.h"

namespace gui {

namespace {
constexpr qreal kMargin = 12;
}

StepScrubber::StepScrubber(QWidget* parent) : QWidget(parent), m_theme(Theme::make(Theme::Kind::Light)) {
    setAccessibleName(tr("Time step"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StepScrubber::setTheme(const Theme& theme) {
    m_theme = theme;
    updateGeometry();
    update();
}

void StepScrubber::setPlace(int t, int steps, std::vector<Station> stations, int station) {
    m_t = t;
    m_steps = std::max(1, steps);
    m_stations = std::move(stations);
    m_station = station;
    setAccessibleDescription(tr("t %1 of %2").arg(t).arg(m_steps));
    update();
}

QSize StepScrubber::sizeHint() const {
    return {400, m_theme.pixels(Theme::Text::Caption) + 32};
}
QSize StepScrubber::minimumSizeHint() const {
    return {120, m_theme.pixels(Theme::Text::Caption) + 32};
}

qreal StepScrubber::xOf(int t) const {
    return m_steps == 1 ? width() / 2.0 : kMargin + (t - 1) * (width() - 2 * kMargin) / (m_steps - 1);
}

Drawing StepScrubber::draw() const {
    Sketch sketch(m_theme, size());
    const qreal rail = height() - 12, radius = m_theme.pixels(Theme::Text::Caption) * 0.5 + 5;
    sketch.line({QPointF(kMargin, rail), QPointF(width() - kMargin, rail)}, m_theme.border, 4);
    const int every = std::max(1, static_cast<int>(std::ceil(m_steps / std::max(1.0, (width() - 2 * kMargin) / 9.0))));
    for (int t = 1; t <= m_steps; t += every)
        sketch.line({QPointF(xOf(t), rail - 6), QPointF(xOf(t), rail + 6)}, m_theme.border, 1.5);
    const qreal x = xOf(m_t);
    sketch.disc(QPointF(x, rail), 7, m_theme.accent, m_theme.card, 1.5);

    // As many stations around the current one as fit.
    const qreal each = 2 * radius + 2;
    const int count = static_cast<int>(m_stations.size());
    const int room = std::clamp(static_cast<int>((width() - 4) / each), 1, std::max(1, count));
    const int first = std::clamp(m_station - room / 2, 0, std::max(0, count - room));
    const qreal used = room * each;
    const qreal left = std::clamp(x - used / 2, 2.0, std::max(2.0, width() - 2 - used));
    for (int k = 0; k < room && first + k < count; ++k) {
        const Station& station = m_stations[static_cast<std::size_t>(first + k)];
        const bool current = first + k == m_station;
        const QPointF centre(left + (k + 0.5) * each, radius + 2);
        sketch.disc(centre, radius, current ? m_theme.accentSoft : m_theme.card,
                    current ? m_theme.accent : m_theme.border, current ? 2.5 : 1.2);
        const QString symbol = station.symbol.section(QLatin1Char('_'), 0, 0);
        // A composed operation is marked by its operator alone.
        QString shown = symbol.size() <= 2                            ? symbol
                        : station.name.find('*') != std::string::npos ? QStringLiteral("\u00D7")
                        : station.name.starts_with("1-")              ? QStringLiteral("1\u2212")
                        : symbol.startsWith(QLatin1String("ln"))      ? QStringLiteral("ln")
                                                                      : symbol.left(1);
        if (station.kind == Station::Kind::Operation && station.name.starts_with("act(")) shown = QStringLiteral("a");
        // Four sums called z are told apart by the gate they are for.
        const QString index = station.symbol.section(QLatin1Char('_'), 1).left(shown == symbol ? 1 : 0);
        const qreal wide = sketch.width(shown, Theme::Text::Caption),
                    narrow = index.isEmpty() ? 0 : sketch.width(index, Theme::Text::Caption);
        const QColor ink = current ? m_theme.accent : m_theme.mutedInk;
        const QRectF letters(centre.x() - (wide + narrow) / 2, centre.y() - radius, wide + narrow, 2 * radius);
        sketch.text(letters, shown, Theme::Text::Caption, ink, Qt::AlignLeft | Qt::AlignVCenter, station.label);
        if (!index.isEmpty())
            sketch.text(letters.translated(0, radius * 0.2), index, Theme::Text::Caption, ink,
                        Qt::AlignRight | Qt::AlignVCenter);
        sketch.target(QRectF(centre - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius)), station.id(),
                      station.label);
    }
    return sketch.take();
}

void StepScrubber::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    draw().paint(painter);
}

void StepScrubber::pick(QPointF point, bool press) {
    if (press) {
        const Drawing drawing = draw();
        for (const DrawnTarget& target : drawing.targets) {
            if (!target.rect.contains(point)) continue;
            Q_EMIT stationPicked(target.id);
            return;
        }
    }
    const qreal share = (point.x() - kMargin) / std::max(1.0, width() - 2 * kMargin);
    const int t = std::clamp(static_cast<int>(std::lround(share * (m_steps - 1))) + 1, 1, m_steps);
    if (t != m_t) Q_EMIT stepPicked(t);
}

void StepScrubber::mousePressEvent(QMouseEvent* event) {
    pick(event->position(), true);
}
void StepScrubber::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons().testFlag(Qt::LeftButton)) pick(event->position(), false);
}

}  // namespace gui
