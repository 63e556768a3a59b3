// Reads and changes hyperparameters.
#include "gui/pages/train/settingspanel.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <limits>

#include "gui/bridge/bridge.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/valuefield.h"

namespace gui {
namespace {

QString jsonText(const lessons::Json& value) {
    return QString::fromStdString(value.is_string() ? value.get<std::string>() : value.dump());
}

}  // namespace

SettingsPanel::SettingsPanel(Bridge& bridge, QWidget* parent) : QWidget(parent), m_bridge(bridge) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    m_grid = new QGridLayout;
    m_grid->setHorizontalSpacing(10);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(1, 1);
    column->addLayout(m_grid);

    m_version = new QComboBox(this);
    m_version->setAccessibleName(tr("Version of the lesson"));
    addRow(tr("Version"), m_version);
    m_data = new QComboBox(this);
    m_data->setAccessibleName(tr("Data"));
    addRow(tr("Data"), m_data);
    m_optimizer = new QComboBox(this);
    m_optimizer->setAccessibleName(tr("Optimizer"));
    for (const char* name : {"sgd", "rmsprop", "adam", "adamw", "nadam", "adagrad"})
        m_optimizer->addItem(QLatin1String(name));
    addRow(tr("Optimizer"), m_optimizer);
    m_learningRate = addField(tr("Learning rate"), tr("Learning rate, changes while training"),
                              QStringLiteral("training.learning_rate"));
    m_batchSize = addField(tr("Batch size"), tr("Batch size"), QStringLiteral("training.batch_size"));
    m_epochs = addField(tr("Epochs"), tr("Epochs"), QStringLiteral("training.epochs"));
    auto* seedRow = new QWidget(this);
    auto* seedLayout = new QHBoxLayout(seedRow);
    seedLayout->setContentsMargins(0, 0, 0, 0);
    seedLayout->setSpacing(6);
    m_seed = new ValueField([this](const QString& text) { return takeSeed(text); }, seedRow);
    m_seed->setMinimumWidth(50);
    m_seed->setAccessibleName(tr("Seed"));
    m_newSeed = new QPushButton(tr(" New"), seedRow);
    m_newSeed->setAccessibleName(tr("New seed: other initial weights"));
    seedLayout->addWidget(m_seed, 1);
    seedLayout->addWidget(m_newSeed);
    addRow(tr("Seed"), seedRow);
    m_reset = new QPushButton(tr(" Reset to initial weights"), this);
    for (QPushButton* button : {m_newSeed, m_reset}) button->setFocusPolicy(Qt::TabFocus);
    column->addWidget(m_reset);
    m_note = new QLabel(this);
    m_note->setProperty("kind", "caption");
    m_note->setWordWrap(true);
    column->addWidget(m_note);

    connect(m_version, &QComboBox::activated, this, [this] {
        const std::string version = m_version->currentData().toString().toStdString();
        if (version != m_bridge.selection().version) m_bridge.openLesson(m_bridge.selection().lesson, version);
    });
    connect(m_data, &QComboBox::activated, this, [this] { choose("data.series", m_data->currentData().toString()); });
    connect(m_optimizer, &QComboBox::activated, this,
            [this] { choose("training.optimizer", m_optimizer->currentText()); });
    // What only the lesson's own thread found wrong.
    connect(&m_bridge, &Bridge::failed, this, &SettingsPanel::refresh);
    connect(m_newSeed, &QPushButton::clicked, this, [this] { m_bridge.newSeed(m_bridge.wanted().seed + 1); });
    connect(m_reset, &QPushButton::clicked, this, [this] { m_bridge.reset(); });
}

void SettingsPanel::addRow(const QString& label, QWidget* field) {
    const int row = m_grid->rowCount();
    auto* name = new QLabel(label, this);
    if (auto* combo = qobject_cast<QComboBox*>(field)) {
        combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);  // the panel is as wide as its longest choice
    }
    name->setProperty("kind", "field");
    name->setBuddy(field);
    m_grid->addWidget(name, row, 0);
    m_grid->addWidget(field, row, 1);
    m_labels[field] = name;
}

ValueField* SettingsPanel::addField(const QString& label, const QString& name, const QString& path) {
    auto* field = new ValueField([this, path](const QString& text) { return take(path, text); }, this);
    field->setMinimumWidth(50);
    field->setAccessibleName(name);
    addRow(label, field);
    return field;
}

/// Why the value was not taken, which the message bar says too; empty where it was.
QString SettingsPanel::take(const QString& path, const QString& text) {
    try {
        m_bridge.set((path + u'=' + text).toStdString());
    } catch (const lessons::SettingError& error) {
        m_bridge.report(faultText(error));
        return settingReason(error.fault());
    } catch (const std::exception& error) {
        m_bridge.report(faultText(error));
        return faultText(error);
    }
    return {};
}

QString SettingsPanel::takeSeed(const QString& text) {
    bool good = false;
    const quint64 seed = text.toULongLong(&good);
    if (good) {
        m_bridge.newSeed(seed);
        return {};
    }
    const QString reason = tr("expected a whole number from 0 to %1, got \u201C%2\u201D")
                               .arg(std::numeric_limits<quint64>::max())
                               .arg(text);
    m_bridge.report(tr("%1: %2", "setting, what is wrong with it").arg(settingName("seed"), reason));
    return reason;
}

/// A choice that cannot be goes back to the one in force.
void SettingsPanel::choose(const std::string& path, const QString& choice) {
    if (!take(QString::fromStdString(path), choice).isEmpty()) refresh();
}

void SettingsPanel::setTheme(const Theme& theme) {
    m_newSeed->setIcon(makeIcon(Icon::Dice, theme.ink, 14));
    m_reset->setIcon(makeIcon(Icon::Reset, theme.ink, 14));
}

void SettingsPanel::setLearningRate(double rate) {
    if (rate == m_shownRate) return;
    m_shownRate = rate;
    m_learningRate->setValue(QString::number(rate, 'g', 4));
}

void SettingsPanel::setEpochs(int epochs) {
    if (epochs == m_shownEpochs) return;
    m_shownEpochs = epochs;
    m_epochs->setValue(QString::number(epochs));
}

void SettingsPanel::setRowVisible(QWidget* field, bool visible) {
    field->setVisible(visible);
    m_labels[field]->setVisible(visible);
}

void SettingsPanel::fillChoices() {
    const QSignalBlocker blockVersion(m_version), blockData(m_data);
    m_version->clear();
    for (const std::string& version : m_bridge.lesson().versions) {
        const QString name = QString::fromStdString(version);
        m_version->addItem(version == "real"       ? tr("real data")
                           : version == "tutorial" ? tr("tutorial version")
                                                   : name,
                           name);
    }
    const auto& snapshot = m_bridge.snapshot();
    if (!snapshot) return;
    const lessons::Spec& spec = snapshot->task->spec();
    m_version->setCurrentIndex(m_version->findData(QString::fromStdString(spec.version)));
    m_version->setEnabled(m_version->count() > 1);
    m_data->clear();
    if (const auto choices = spec.data.find("choices"); choices != spec.data.end() && choices->is_object()) {
        for (const auto& [key, choice] : choices->items()) {
            const QString name = QString::fromStdString(key);
            const auto title = choice.find("title");
            m_data->addItem(name, name);
            if (title != choice.end())
                m_data->setItemData(m_data->count() - 1, jsonText(*title), Qt::AccessibleTextRole);
        }
        if (const auto series = spec.data.find("series"); series != spec.data.end())
            m_data->setCurrentIndex(m_data->findData(jsonText(*series)));
    }
    setRowVisible(m_data, m_data->count() > 1);
}

void SettingsPanel::refresh() {
    fillChoices();
    const auto& snapshot = m_bridge.snapshot();
    if (!snapshot) return;
    const engine::TrainerOptions options = snapshot->task->trainerOptions();
    // "adam(global_clipnorm=1)": the name in its field, the rest in words below.
    const QString call = QString::fromStdString(options.optimizer), optimizer = call.section('(', 0, 0);
    const QString arguments = call.section('(', 1).chopped(call.contains('(') ? 1 : 0);
    const bool trains = snapshot->task->isTrainable();
    const lessons::Json& data = snapshot->task->spec().data;
    const bool isGiven = data.value("kind", "") == "given";
    m_note->setText(
        !trains && isGiven
            ? tr("Nothing is trained here: the net has inputs but no targets. Its weights stand in the lesson.")
        : !trains ? tr("Nothing is trained here: the net has inputs but no targets. Another seed draws other weights.")
                  : tr("Learning rate and epochs change while training. The others start a new run from the initial "
                       "weights.") +
                        (arguments.isEmpty() ? QString() : tr(" Optimizer with %1.").arg(arguments)));
    if (m_optimizer->findText(optimizer) < 0) m_optimizer->addItem(optimizer);
    m_optimizer->setCurrentIndex(m_optimizer->findText(optimizer));
    m_batchSize->setValue(QString::number(options.batchSize));
    m_seed->setValue(QString::number(snapshot->status.seed));
    m_shownEpochs = -1;
    setEpochs(snapshot->status.epochs);
    m_shownRate = -1;
    setLearningRate(snapshot->status.learningRate);
    for (QWidget* field : {static_cast<QWidget*>(m_optimizer), static_cast<QWidget*>(m_learningRate),
                           static_cast<QWidget*>(m_batchSize), static_cast<QWidget*>(m_epochs)})
        setRowVisible(field, trains);
    m_reset->setVisible(trains);
}

}  // namespace gui
