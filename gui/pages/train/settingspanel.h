// The hyperparameters of the open run: the learning rate changes in flight, the others start a new run.
#pragma once

#include <QWidget>
#include <map>

#include "gui/theme/theme.h"

class QComboBox;
class QGridLayout;
class QLabel;
class QPushButton;

namespace gui {

class Bridge;
class ValueField;

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

 private:
    ValueField* addField(const QString& label, const QString& name, const QString& path);
    void addRow(const QString& label, QWidget* field);
    [[nodiscard]] QString take(const QString& path, const QString& text);
    [[nodiscard]] QString takeSeed(const QString& text);
    void choose(const std::string& path, const QString& choice);
    void setRowVisible(QWidget* field, bool visible);
    void fillChoices();

    Bridge& m_bridge;
    QGridLayout* m_grid;
    QComboBox* m_version;
    QComboBox* m_data;
    QComboBox* m_optimizer;
    std::map<QWidget*, QLabel*> m_labels;  ///< by field
    ValueField* m_learningRate;
    ValueField* m_batchSize;
    ValueField* m_epochs;
    ValueField* m_seed;
    QPushButton* m_newSeed;
    QPushButton* m_reset;
    QLabel* m_note;
    double m_shownRate = -1;
    int m_shownEpochs = -1;
};

}  // namespace gui
