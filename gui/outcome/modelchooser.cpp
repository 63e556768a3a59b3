// Names and chooses the shown model.
#include "gui/outcome/modelchooser.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>

namespace gui {

ModelChooser::ModelChooser(QWidget* parent)
    : QWidget(parent), m_label(new QLabel(tr("Model"), this)), m_models(new QComboBox(this)) {
    m_label->setProperty("kind", "field");
    m_label->setBuddy(m_models);
    m_models->setAccessibleName(tr("Model that is shown"));
    m_models->setMinimumWidth(60);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_label);
    row->addWidget(m_models, 1);
    hide();
    connect(m_models, &QComboBox::activated, this, [this](int index) { Q_EMIT taskRunPicked(index - 1); });
}

void ModelChooser::setSnapshot(const lessons::Snapshot& snapshot, int chosen) {
    const QSignalBlocker block(m_models);
    const std::size_t count = snapshot.task->runCount();
    if (snapshot.task != m_task) {
        m_task = snapshot.task;
        m_models->clear();
        m_models->addItem({});
        for (std::size_t run = 0; run < count; ++run) m_models->addItem(QString::fromStdString(m_task->runName(run)));
    }
    // What follows training says what it shows now: it turns into another model by itself.
    const QString following = tr("%1 (live)").arg(QString::fromStdString(m_task->runName(snapshot.status.taskRun)));
    if (m_models->itemText(0) != following) m_models->setItemText(0, following);
    const int index = chosen < int(count) ? chosen + 1 : 0;
    if (m_models->currentIndex() != index) m_models->setCurrentIndex(index);
    setVisible(count > 1);
}

}  // namespace gui
