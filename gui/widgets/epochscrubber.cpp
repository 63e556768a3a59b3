// Paints and drags the epoch scrubber.
#include "gui/widgets/epochscrubber.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace gui {

EpochScrubber::EpochScrubber(QWidget* parent) : QWidget(parent), m_theme(Theme::make(Theme::Kind::Light)) {
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Epoch scrubber"));
}

void EpochScrubber::setTheme(const Theme& theme) {
    m_theme = theme;
    update();
}

void EpochScrubber::setEpochs(std::vector<int> checkpoints, int trained, int planned, int shown) {
    planned = std::max({1, planned, trained});
    if (checkpoints == m_checkpoints && trained == m_trained && planned == m_planned && shown == m_shown) return;
    m_checkpoints = std::move(checkpoints);
    m_trained = trained;
    m_planned = planned;
    m_shown = shown;
    tellAccessibility();
    update();
}

void EpochScrubber::tellAccessibility() {
    setAccessibleDescription(tr("shows epoch %1; trained %2 of %3").arg(m_shown).arg(m_trained).arg(m_planned));
}

double EpochScrubber::xOf(double epoch) const {
    return 14 + (width() - 28) * epoch / m_planned;
}

void EpochScrubber::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double y = height() / 2.0;
    // A tick an epoch, fewer where they would merge.
    int every = 1;
    while (xOf(every) - xOf(0) < 7) every *= every % 2 == 0 && every % 5 != 0 ? 5 : 2;
    painter.setPen(QPen(m_theme.border, 1));
    for (int e = 0; e <= m_planned; e += every) painter.drawLine(QPointF(xOf(e), y - 8), QPointF(xOf(e), y + 8));
    const auto lane = [&](double from, double to, const QColor& colour) {
        painter.setPen(QPen(colour, 4, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(QPointF(xOf(from), y), QPointF(xOf(to), y));
    };
    lane(0, m_planned, m_theme.border);
    if (m_trained > 0) lane(0, m_trained, m_theme.faded(m_theme.accent));
    if (m_shown > 0) lane(0, m_shown, m_theme.accent);
    const QPointF knob(xOf(m_shown), y);
    painter.setPen(QPen(m_theme.ground, 2));
    painter.setBrush(m_theme.accent);
    painter.drawEllipse(knob, 9, 9);
    if (hasFocus()) {
        painter.setPen(QPen(m_theme.ink, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(knob, 12, 12);
    }
}

void EpochScrubber::pick(int epoch) {
    if (m_checkpoints.empty()) return;
    const int wanted = std::clamp(epoch, 0, m_trained);
    const auto nearest = std::min_element(m_checkpoints.begin(), m_checkpoints.end(),
                                          [&](int a, int b) { return std::abs(a - wanted) < std::abs(b - wanted); });
    Q_EMIT epochPicked(wanted >= m_trained ? -1 : *nearest);
}

void EpochScrubber::pickAt(double x) {
    pick(int(std::lround((x - 14) / std::max(1, width() - 28) * m_planned)));
}

void EpochScrubber::mousePressEvent(QMouseEvent* event) {
    pickAt(event->position().x());
}

void EpochScrubber::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton) pickAt(event->position().x());
}

/// The window's own arrow keys step the cell; here they scrub.
bool EpochScrubber::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Home || key == Qt::Key_End) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void EpochScrubber::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Left:
            pick(m_shown - 1);
            return;
        case Qt::Key_Right:
            pick(m_shown + 1);
            return;
        case Qt::Key_Home:
            pick(0);
            return;
        case Qt::Key_End:
            pick(m_trained);
            return;
        default:
            QWidget::keyPressEvent(event);
    }
}

void EpochScrubber::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

}  // namespace gui
