// Which of several models is shown: the one in training, or one that stays while another trains.
#pragma once

#include <QWidget>

#include "lessons/session/snapshot.h"

class QComboBox;
class QLabel;

namespace gui {

class Bridge;

class ModelChooser : public QWidget {
    Q_OBJECT

 public:
    explicit ModelChooser(QWidget* parent = nullptr);
    /// Hidden where the task has one model. chosen: by the person, -1: the one in training.
    void setSnapshot(const lessons::Snapshot& snapshot, int chosen);

 Q_SIGNALS:
    /// -1: the one in training.
    void taskRunPicked(int taskRun);

 private:
    QLabel* m_label;
    QComboBox* m_models;
    std::shared_ptr<const lessons::Task> m_task;
};

}  // namespace gui
