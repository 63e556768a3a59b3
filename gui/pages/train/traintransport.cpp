// Steps training by batches and epochs.
#include "gui/pages/train/traintransport.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "gui/bridge/bridge.h"
#include "gui/widgets/epochscrubber.h"
#include "gui/widgets/icons.h"

namespace gui {
namespace {

QString stateText(const lessons::Snapshot& snapshot, bool still) {
    using lessons::RunState;
    using lessons::StopReason;
    switch (snapshot.status.state) {
        case RunState::Ready:
            return TrainTransport::tr("ready, initial weights");
        case RunState::Training: {
            const QString text = TrainTransport::tr("training at epoch %1").arg(snapshot.status.epoch + 1);
            return still || snapshot.status.epochsPerSecond <= 0
                       ? text
                       : text +
                             TrainTransport::tr(" \u00B7 %1 epochs/s").arg(snapshot.status.epochsPerSecond, 0, 'f', 1);
        }
        case RunState::Paused:
            return snapshot.status.batch > 0 ? TrainTransport::tr("paused at batch %1 of %2")
                                                   .arg(snapshot.status.batch)
                                                   .arg(snapshot.status.batches)
                                             : TrainTransport::tr("paused after epoch %1").arg(snapshot.status.epoch);
        case RunState::Finished:
            break;
    }
    switch (snapshot.status.stopReason) {
        case StopReason::EarlyStopped:
            return TrainTransport::tr("stopped early: no better");
        case StopReason::Diverged:
            return TrainTransport::tr("diverged: the loss is not finite");
        case StopReason::Stopped:
            return TrainTransport::tr("stopped");
        default:
            return TrainTransport::tr("all epochs trained");
    }
}

}  // namespace

TrainTransport::TrainTransport(Bridge& bridge, QWidget* parent)
    : QFrame(parent),
      m_bridge(bridge),
      m_theme(Theme::make(Theme::Kind::Light)),
      m_scrubber(new EpochScrubber(this)),
      m_where(new QLabel(this)),
      m_state(new QLabel(this)) {
    setObjectName(QStringLiteral("transport"));
    setAttribute(Qt::WA_StyledBackground);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(20, 12, 20, 12);
    row->setSpacing(6);
    m_first = addButton({}, tr("First epoch: the initial weights"));
    m_back = addButton(tr(" epoch"), tr("Back one epoch"));
    m_play = addButton({}, tr("Train"));
    m_play->setProperty("kind", "primary");
    m_batch = addButton(tr("batch "), tr("Train one batch"));
    m_epoch = addButton(tr("epoch "), tr("Train one epoch"));
    m_batch->setLayoutDirection(Qt::RightToLeft);  // the icon after the word
    m_epoch->setLayoutDirection(Qt::RightToLeft);
    m_stop = addButton({}, tr("Stop the run"));
    m_branch = addButton(tr("Branch from here"), tr("Branch: go on from the shown epoch"));
    row->addSpacing(10);
    row->addWidget(m_scrubber, 1);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(0);
    m_where->setProperty("kind", "strong");
    m_state->setProperty("kind", "caption");
    texts->addStretch(1);
    texts->addWidget(m_where);
    texts->addWidget(m_state);
    texts->addStretch(1);
    row->addSpacing(6);
    row->addLayout(texts);

    connect(m_first, &QPushButton::clicked, this, [this] { Q_EMIT epochPicked(0); });
    connect(m_back, &QPushButton::clicked, this, [this] {
        const auto above = std::lower_bound(m_checkpoints.begin(), m_checkpoints.end(), m_shown);
        if (above != m_checkpoints.begin()) Q_EMIT epochPicked(*std::prev(above));
    });
    connect(m_play, &QPushButton::clicked, this, [this] { m_bridge.toggleTraining(); });
    connect(m_batch, &QPushButton::clicked, this, [this] {
        Q_EMIT epochPicked(-1);
        m_bridge.stepBatch();
    });
    connect(m_epoch, &QPushButton::clicked, this, [this] {
        Q_EMIT epochPicked(-1);
        m_bridge.stepEpoch();
    });
    connect(m_stop, &QPushButton::clicked, this, [this] { m_bridge.stop(); });
    connect(m_branch, &QPushButton::clicked, this, [this] {
        m_bridge.goToEpoch(m_shown);
        Q_EMIT epochPicked(-1);
    });
    connect(m_scrubber, &EpochScrubber::epochPicked, this, &TrainTransport::epochPicked);
}

QPushButton* TrainTransport::addButton(const QString& text, const QString& name) {
    auto* button = new QPushButton(text, this);
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setFocusPolicy(Qt::TabFocus);
    static_cast<QHBoxLayout*>(layout())->addWidget(button);
    return button;
}

void TrainTransport::setTheme(const Theme& theme) {
    m_theme = theme;
    m_scrubber->setTheme(theme);
    const int size = theme.presenter ? 18 : 13;
    for (QPushButton* button : {m_first, m_back, m_play, m_batch, m_epoch, m_stop})
        button->setIconSize(QSize(size, size));
    m_first->setIcon(makeIcon(Icon::First, theme.ink, size));
    m_back->setIcon(makeIcon(Icon::Back, theme.ink, size));
    m_batch->setIcon(makeIcon(Icon::Forward, theme.ink, size));
    m_epoch->setIcon(makeIcon(Icon::Forward, theme.ink, size));
    m_stop->setIcon(makeIcon(Icon::Stop, theme.ink, size));
    m_play->setIcon(makeIcon(m_training ? Icon::Pause : Icon::Play, theme.accentInk, size));
    arrange();
}

/// As wide as the longest state, so that the scrubber does not jump while numbers change.
void TrainTransport::arrange() {
    const QFontMetrics metrics(m_theme.font(Theme::Text::Caption));
    const double room = double(width()) / metrics.height();
    m_isWide = room > 80;
    // What cannot be trained shows no controls: the one sentence stands alone.
    for (QWidget* control :
         {static_cast<QWidget*>(m_back), static_cast<QWidget*>(m_play), static_cast<QWidget*>(m_batch),
          static_cast<QWidget*>(m_epoch), static_cast<QWidget*>(m_stop), static_cast<QWidget*>(m_scrubber),
          static_cast<QWidget*>(m_where)})
        control->setVisible(m_isTrainable);
    m_state->setVisible(!m_isTrainable || room > 56);
    m_branch->setVisible(m_isTrainable && room > 50);
    m_first->setVisible(m_isTrainable && room > 44);
    m_state->setMinimumWidth(metrics.horizontalAdvance(m_isWide ? tr("training at epoch 100 \u00B7 100.0 epochs/s")
                                                                : tr("training at epoch 100")));
    m_branch->setText(m_isWide ? tr("Branch from here") : tr("Branch"));
}

void TrainTransport::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    arrange();
}

void TrainTransport::setSnapshot(const lessons::Snapshot& snapshot, bool still) {
    const bool training = snapshot.status.state == lessons::RunState::Training;
    if (training != m_training) {
        m_training = training;
        m_play->setAccessibleName(training ? tr("Pause training") : tr("Train"));
        m_play->setIcon(makeIcon(training ? Icon::Pause : Icon::Play, m_theme.accentInk, m_theme.presenter ? 18 : 13));
    }
    if (const bool trainable = snapshot.task->isTrainable(); trainable != m_isTrainable) {
        m_isTrainable = trainable;
        arrange();
    }
    m_shown = snapshot.shown.epoch;
    m_checkpoints = snapshot.status.checkpoints;
    std::sort(m_checkpoints.begin(), m_checkpoints.end());
    m_scrubber->setEpochs(m_checkpoints, snapshot.status.epoch, snapshot.status.epochs, snapshot.shown.epoch);
    const bool trains = snapshot.status.epochs > 0, finished = snapshot.status.isDone;
    m_play->setEnabled(trains);
    m_batch->setEnabled(trains && !training && !finished);
    m_epoch->setEnabled(trains && !training && !finished);
    m_stop->setEnabled(training || snapshot.status.state == lessons::RunState::Paused);
    m_first->setEnabled(m_shown > 0);
    m_back->setEnabled(!m_checkpoints.empty() && m_checkpoints.front() < m_shown);
    m_branch->setEnabled(m_shown < snapshot.status.epoch);
    m_where->setText(tr("epoch %1 / %2").arg(snapshot.shown.epoch).arg(snapshot.status.epochs));
    m_state->setText(m_isTrainable ? stateText(snapshot, still || !m_isWide)
                                   : tr("Not trained: this net has inputs but no targets to learn from."));
}

}  // namespace gui
