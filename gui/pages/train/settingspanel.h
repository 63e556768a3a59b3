// The hyperparameters of the open run: the learning rate changes in flight, the others start a new run.
#pragma once

#include <QWidget>

#include "gui/theme/theme.h"

class QComboBox;
class QFormLayout;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace gui {

class Bridge;

class SettingsPanel : public QWidget {
    Q_OBJECT

 public:
    explicit SettingsPanel(Bridge& bridge, QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    /// Reads the fields from the lesson that is open.
    void refresh();
    /// The learning rate of the live net.
    void setLearningRate(double rate);
    /// Of its plan; it grows where one trains on.
    void setEpochs(int epochs);

 Q_SIGNALS:
    /// Which of the task's models is shown; -1: the one in training.
    void modelPicked(int taskRun);

 private:
    QLineEdit* addField(const QString& label, const QString& name, const QString& path);
    void addRow(const QString& label, QWidget* field);
    void apply(QLineEdit* field, const QString& path);
    void fillChoices();

    Bridge& m_bridge;
    QGridLayout* m_grid;
    QComboBox* m_version;
    QComboBox* m_data;
    QComboBox* m_model;
    QComboBox* m_optimizer;
    QLabel* m_dataLabel = nullptr;
    QLabel* m_modelLabel = nullptr;
    QLineEdit* m_learningRate;
    QLineEdit* m_batchSize;
    QLineEdit* m_epochs;
    QLineEdit* m_seed;
    QPushButton* m_newSeed;
    QPushButton* m_reset;
    QLabel* m_note;
    double m_shownRate = -1;
    int m_shownEpochs = -1;
};

}  // namespace gui
