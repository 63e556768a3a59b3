// Buttons, pass switch, speed and scrubber.
#include "gui/pages/step/transportbar.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <initializer_list>

#include "gui/pages/step/stepscrubber.h"
#include "gui/place/reading.h"
#include "gui/place/stepping.h"
#include "gui/widgets/icons.h"

namespace gui {

TransportBar::TransportBar(QWidget* parent)
    : QFrame(parent),
      m_theme(Theme::make(Theme::Kind::Light)),
      m_speed(new QComboBox),
      m_scrubber(new StepScrubber),
      m_where(new QLabel),
      m_what(new QLabel) {
    setObjectName(QStringLiteral("transport"));
    setAttribute(Qt::WA_StyledBackground);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 16, 8);
    row->setSpacing(6);
    const auto passButton = [&](const QString& text, const QString& name, Cursor::Pass pass) {
        auto* button = new QPushButton(text);
        button->setCheckable(true);
        button->setAccessibleName(name);
        button->setProperty("kind", "tab");
        button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        row->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, pass] { Q_EMIT passPicked(pass); });
        return button;
    };
    m_forward = passButton(tr("Forward"), tr("Forward pass (B)"), Cursor::Pass::Forward);
    m_backward = passButton(tr("Backward"), tr("Backward pass (B)"), Cursor::Pass::Backward);
    auto* group = new QButtonGroup(this);
    group->addButton(m_forward);
    group->addButton(m_backward);
    row->addSpacing(8);
    m_first = addButton({}, tr("First"), &TransportBar::firstClicked);
    addButton(tr("\u25C2 t"), tr("Previous time step (Up)"), &TransportBar::previousStepClicked);
    addButton(tr("\u25C2 op"), tr("Previous operation (Left)"), &TransportBar::previousOperationClicked);
    m_play = addButton({}, tr("Play (Space)"), &TransportBar::playClicked);
    m_play->setProperty("kind", "primary");
    addButton(tr("op \u25B8"), tr("Next operation (Right)"), &TransportBar::nextOperationClicked);
    addButton(tr("t \u25B8"), tr("Next time step (Down)"), &TransportBar::nextStepClicked);
    m_last = addButton({}, tr("Last"), &TransportBar::lastClicked);
    for (const double speed : {0.25, 0.5, 1.0, 2.0, 4.0, 8.0}) m_speed->addItem(tr("%1\u00D7").arg(speed), speed);
    m_speed->setCurrentIndex(2);
    m_speed->setAccessibleName(tr("Speed"));
    row->addWidget(m_speed);
    row->addSpacing(6);
    row->addWidget(m_scrubber, 1);
    row->addSpacing(6);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(0);
    m_where->setProperty("kind", "strong");
    m_what->setProperty("kind", "caption");
    texts->addStretch(1);
    texts->addWidget(m_where);
    texts->addWidget(m_what);
    texts->addStretch(1);
    row->addLayout(texts);
    connect(m_scrubber, &StepScrubber::stepPicked, this, &TransportBar::stepPicked);
    connect(m_scrubber, &StepScrubber::stationPicked, this, &TransportBar::stationPicked);
    updateIcons();
}

QPushButton* TransportBar::addButton(const QString& text, const QString& name, void (TransportBar::*signal)()) {
    auto* button = new QPushButton(text);
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    layout()->addWidget(button);
    connect(button, &QPushButton::clicked, this, signal);
    m_buttons.push_back(button);
    return button;
}

void TransportBar::updateIcons() {
    const int pixels = m_theme.pixels(Theme::Text::Body);
    m_first->setIcon(makeIcon(Icon::First, m_theme.ink, pixels));
    m_last->setIcon(makeIcon(Icon::Last, m_theme.ink, pixels));
    m_play->setIcon(makeIcon(m_playing ? Icon::Pause : Icon::Play, m_theme.accentInk, pixels));
    for (QPushButton* button : {m_first, m_last, m_play}) button->setIconSize(QSize(pixels, pixels));
}

void TransportBar::setTheme(const Theme& theme) {
    m_theme = theme;
    m_scrubber->setTheme(theme);
    updateIcons();
    arrange();
}

QSize TransportBar::minimumSizeHint() const {
    return {480, QFrame::minimumSizeHint().height()};
}

void TransportBar::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    arrange();
}

void TransportBar::arrange() {
    const auto widthOf = [](const QWidget* widget) { return widget->sizeHint().width() + 6; };
    m_backward->setText(m_hasLoss ? tr("Backward") : tr("Backward: no loss"));
    int needed = 32 + 28 + widthOf(m_forward) + widthOf(m_backward) + widthOf(m_speed) +
                 m_scrubber->minimumSizeHint().width() +
                 std::max({m_where->sizeHint().width(), m_what->sizeHint().width(), m_what->minimumWidth()});
    for (const QPushButton* button : m_buttons) needed += widthOf(button);
    if (!m_hasLoss && needed > width()) {
        needed -= widthOf(m_backward);
        m_backward->setText(tr("No loss"));
        needed += widthOf(m_backward);
    }
    for (QWidget* widget : std::initializer_list<QWidget*>{m_speed, m_last, m_first, m_scrubber}) {
        const bool fits = needed <= width();
        if (!fits) needed -= widthOf(widget);
        widget->setVisible(fits);
    }
}

void TransportBar::setPlaying(bool playing) {
    m_playing = playing;
    m_play->setAccessibleName(playing ? tr("Pause (Space)") : tr("Play (Space)"));
    updateIcons();
}

double TransportBar::speed() const {
    return m_speed->currentData().toDouble();
}

void TransportBar::setPlace(const engine::Trace* trace, const Cursor& given) {
    for (QPushButton* button : m_buttons) button->setEnabled(trace != nullptr);
    m_forward->setEnabled(trace != nullptr);
    const bool hasLoss = !trace || trace->hasGradients();
    m_backward->setEnabled(trace && hasLoss);
    m_hasLoss = hasLoss;
    m_backward->setAccessibleDescription(hasLoss ? QString() : tr("This net has no loss to walk back from."));
    if (!trace) {
        m_where->clear();
        m_what->clear();
        return;
    }
    const Reading reading(*trace);
    const Cursor cursor = reading.fitted(given);
    const auto stations = stationsOf(reading.program(), cursor);
    const int station = stationIndex(stations, cursor.operation);
    (cursor.pass == Cursor::Pass::Forward ? m_forward : m_backward)->setChecked(true);
    m_where->setText(tr("t %1 / %2").arg(cursor.t).arg(reading.steps()));
    const QString symbol = stations[static_cast<std::size_t>(station)].symbol;
    m_what->setText(tr("op %1 / %2: %3").arg(station + 1).arg(stations.size()).arg(symbol));
    // Room for the widest, so that the bar does not move while it plays.
    int widest = 0;
    for (const Station& one : stations)
        widest = std::max(widest, m_what->fontMetrics().horizontalAdvance(
                                      tr("op %1 / %2: %3").arg(stations.size()).arg(stations.size()).arg(one.symbol)));
    m_what->setMinimumWidth(widest + 4);
    m_where->setMinimumWidth(
        m_where->fontMetrics().horizontalAdvance(tr("t %1 / %2").arg(reading.steps()).arg(reading.steps())) + 4);
    arrange();
    m_scrubber->setPlace(cursor.t, static_cast<int>(reading.steps()), stations, station);
}

}  // namespace gui
