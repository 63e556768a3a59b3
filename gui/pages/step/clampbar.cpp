// Slider, span and buttons of a clamp.
#include "gui/pages/step/clampbar.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <algorithm>

#include "gui/place/cellnames.h"
#include "gui/place/reading.h"
#include "gui/theme/theme.h"
#include "gui/widgets/numberbox.h"

namespace gui {

namespace {
constexpr int kTicks = 100;  ///< slider positions per 1.0
}

ClampBar::ClampBar(QWidget* parent)
    : QFrame(parent),
      m_what(new QLabel),
      m_low(new QLabel),
      m_slider(new QSlider(Qt::Horizontal)),
      m_high(new QLabel),
      m_value(new QLabel),
      m_first(new NumberBox),
      m_last(new NumberBox),
      m_everyUnit(new QCheckBox(tr("every unit"))),
      m_hold(new QPushButton(tr("Hold"))),
      m_release(new QPushButton(tr("Release"))) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    m_what->setProperty("kind", "strong");
    for (QLabel* label : {m_low, m_high, m_value}) label->setProperty("kind", "caption");
    m_slider->setAccessibleName(tr("Value to hold"));
    m_first->setAccessibleName(tr("First step held"));
    m_last->setAccessibleName(tr("Last step held"));
    m_slider->setMinimumWidth(80);
    for (NumberBox* box : {m_first, m_last}) {
        box->setDecimals(0);
        connect(box, &NumberBox::refused, this, &ClampBar::refused);
    }
    m_first->setPrefix(tr("t "));
    m_last->setPrefix(tr("to "));
    row->addWidget(m_what);
    row->addWidget(m_low);
    row->addWidget(m_slider, 1);
    row->addWidget(m_high);
    row->addWidget(m_value);
    row->addWidget(m_first);
    row->addWidget(m_last);
    row->addWidget(m_everyUnit);
    row->addWidget(m_hold);
    row->addWidget(m_release);
    connect(m_slider, &QSlider::valueChanged, this, [this](int value) {
        m_value->setText(number(value / double(kTicks)));
        // While something is held the forecast follows the slider.
        if (!m_setting && m_release->isEnabled()) hold();
    });
    connect(m_slider, &QSlider::sliderReleased, this, &ClampBar::slideEnded);
    connect(m_hold, &QPushButton::clicked, this, &ClampBar::hold);
    connect(m_release, &QPushButton::clicked, this, &ClampBar::release);
}

void ClampBar::setPlace(const engine::Trace* trace, const Cursor& given) {
    setEnabled(trace != nullptr);
    if (!trace) return;
    m_setting = true;
    const Reading reading(*trace);
    m_cursor = reading.fitted(given);
    int operation = reading.program().find(m_cursor.operation);
    if (operation < 0) operation = reading.program().output;
    const auto& op = reading.program().operations[static_cast<std::size_t>(operation)];
    m_operation = op.name;
    m_gate = op.isGate;
    const QString letter = QString::fromStdString(op.symbol).replace(QLatin1Char('_'), QLatin1Char(' '));
    m_what->setText(letter);
    m_what->setAccessibleName(labelOf(op));
    const bool keeps = op.name == "f";
    m_low->setText(m_gate ? keeps ? tr("0 erase") : tr("0 shut") : QStringLiteral("\u22122"));
    m_high->setText(m_gate ? keeps ? tr("1 keep") : tr("1 open") : QStringLiteral("2"));
    m_slider->setRange(m_gate ? 0 : -2 * kTicks, m_gate ? kTicks : 2 * kTicks);
    const int steps = static_cast<int>(reading.steps());
    for (NumberBox* box : {m_first, m_last}) box->setRange(1, steps);
    const auto held = std::find_if(m_cursor.clamps.begin(), m_cursor.clamps.end(),
                                   [&](const CursorClamp& clamp) { return clamp.operation == m_operation; });
    const bool any = held != m_cursor.clamps.end();
    m_release->setEnabled(any);
    if (any) {
        m_slider->setValue(static_cast<int>(std::lround(held->value * kTicks)));
        m_first->setValue(held->firstStep);
        m_last->setValue(held->lastStep > 0 ? held->lastStep : steps);
        m_everyUnit->setChecked(held->unit == 0);
    } else {
        m_slider->setValue(
            static_cast<int>(std::lround(reading.value(operation, m_cursor.t - 1, m_cursor.unit - 1) * kTicks)));
        m_first->setValue(m_cursor.t);
        m_last->setValue(steps);
    }
    m_value->setText(number(m_slider->value() / double(kTicks)));
    m_setting = false;
}

void ClampBar::hold() {
    auto clamps = m_cursor.clamps;
    clamps.erase(std::remove_if(clamps.begin(), clamps.end(),
                                [this](const CursorClamp& clamp) { return clamp.operation == m_operation; }),
                 clamps.end());
    CursorClamp clamp;
    clamp.operation = m_operation;
    clamp.unit = m_everyUnit->isChecked() ? 0 : m_cursor.unit;
    clamp.firstStep = static_cast<int>(std::min(m_first->value(), m_last->value()));
    clamp.lastStep = static_cast<int>(std::max(m_first->value(), m_last->value()));
    clamp.value = m_slider->value() / double(kTicks);
    clamps.push_back(clamp);
    Q_EMIT clampsChanged(clamps, m_slider->isSliderDown());
}

void ClampBar::release() {
    auto clamps = m_cursor.clamps;
    clamps.erase(std::remove_if(clamps.begin(), clamps.end(),
                                [this](const CursorClamp& clamp) { return clamp.operation == m_operation; }),
                 clamps.end());
    Q_EMIT clampsChanged(clamps, m_slider->isSliderDown());
}

}  // namespace gui
