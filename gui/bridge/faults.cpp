// Words for messages.
#include "gui/bridge/faults.h"

#include <QCoreApplication>
#include <QStringList>
#include <array>

#include "gui/widgets/typed.h"

namespace gui {
namespace {

struct Faults {
    Q_DECLARE_TR_FUNCTIONS(gui::Faults)
};

struct Setting {
    const char* path;
    const char* name;
};

/// As the fields of the Train page are called.
constexpr std::array kSettings{Setting{"training.learning_rate", QT_TRANSLATE_NOOP("gui::Faults", "Learning rate")},
                               Setting{"training.batch_size", QT_TRANSLATE_NOOP("gui::Faults", "Batch size")},
                               Setting{"training.epochs", QT_TRANSLATE_NOOP("gui::Faults", "Epochs")},
                               Setting{"training.optimizer", QT_TRANSLATE_NOOP("gui::Faults", "Optimizer")},
                               Setting{"data.series", QT_TRANSLATE_NOOP("gui::Faults", "Data")},
                               Setting{"seed", QT_TRANSLATE_NOOP("gui::Faults", "Seed")}};

struct Words {
    QString operator()(std::monostate) const { return {}; }
    QString operator()(const lessons::NotTrained&) const {
        return Faults::tr("This net is not trained: it has inputs but no targets.");
    }
    QString operator()(const lessons::AllEpochsDone& message) const {
        return message.epochs == 1
                   ? Faults::tr("The one planned epoch is done: ask for more, go back, or reset.")
                   : Faults::tr("All %1 epochs are done: ask for more of them, go back to one, or reset.")
                         .arg(message.epochs);
    }
    QString operator()(const lessons::LossDiverged& message) const {
        return Faults::tr(
                   "%1: the loss is no longer a number at step %2 (epoch %3, batch %4); back to the weights after "
                   "epoch %5")
            .arg(QString::fromStdString(message.model))
            .arg(message.step)
            .arg(message.epoch)
            .arg(message.batch)
            .arg(message.backTo);
    }
    QString operator()(const lessons::EpochNotKept& message) const {
        QStringList kept;
        for (const int epoch : message.kept) kept += QString::number(epoch);
        return Faults::tr("Epoch %1 is not kept; those that are: %2")
            .arg(message.asked)
            .arg(kept.join(QStringLiteral(", ")));
    }
    QString operator()(const lessons::OutOfMemory&) const { return Faults::tr("There is not enough memory for this."); }
    QString operator()(const lessons::SettingFault& fault) const {
        return Faults::tr("%1: %2", "setting, what is wrong with it")
            .arg(settingName(fault.path), settingReason(fault));
    }
    QString operator()(const lessons::EngineFault& fault) const { return QString::fromStdString(fault.line); }
};

}  // namespace

QString settingName(const std::string& path) {
    for (const Setting& setting : kSettings)
        if (path == setting.path) return Faults::tr(setting.name);
    return QString::fromStdString(path);
}

QString settingReason(const lessons::SettingFault& fault) {
    return fault.wanted ? wantedText(*fault.wanted) : QString::fromStdString(fault.reason);
}

QString messageText(const lessons::Message& message) {
    return std::visit(Words{}, message.what);
}

QString faultText(const std::exception& error) {
    return messageText(lessons::messageOf(error));
}

}  // namespace gui
