// Puts the strip into words.
#include "gui/scene/stripwords.h"

#include <QCoreApplication>
#include <algorithm>

#include "gui/place/words.h"
#include "gui/scene/cellfacts.h"

namespace gui {

using engine::Index;
using lessons::InputDescription;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gui::SequenceStrip)
};

}  // namespace

bool StripWords::areWords() const {
    const auto kind = m_info.input.kind;
    const bool hasLabels = m_info.sample.steps.size() >= static_cast<std::size_t>(m_reading.steps());
    return kind == InputDescription::Kind::Tokens || kind == InputDescription::Kind::Phonemes ||
           (kind == InputDescription::Kind::Notes && hasLabels);
}

bool StripWords::areVectors() const {
    return !areWords() && m_reading.trace().cell.input.cols() > 2;
}

bool StripWords::areFrames() const {
    const auto& inputs = m_reading.trace().inputs;
    const Index pixels = m_info.input.width * m_info.input.height;
    return m_info.input.kind == InputDescription::Kind::Frames && pixels > 0 && !inputs.empty() && inputs[0].sequence &&
           inputs[0].values.cols() == pixels && inputs[0].values.rows() == m_reading.steps();
}

QString StripWords::at(Index t) const {
    if (isPadding(t)) return Words::tr("padding");
    // An edited word is no longer the sample's.
    const QString label = stepLabel(m_info.sample, static_cast<std::size_t>(t));
    if (!isEdited(m_cursor, place(t)) && !label.isEmpty()) return label;
    const int token = tokenAt(t);
    if (token < 0) return QString::number(t + 1);
    const auto word = static_cast<std::size_t>(token);
    if (word < m_info.input.tokens.size()) return QString::fromStdString(m_info.input.tokens[word]);
    return QString::number(token);
}

bool StripWords::isPadding(Index t) const {
    return m_info.input.padding >= 0 && tokenAt(t) == m_info.input.padding;
}

QString StripWords::stepName(Index t) const {
    const QString label = isPadding(t) ? Words::tr("padding") : stepLabel(m_info.sample, static_cast<std::size_t>(t));
    return QStringLiteral("t = %1").arg(t + 1) + (label.isEmpty() ? label : QStringLiteral(", ") + label);
}

QString StripWords::featureName(Index f) const {
    const auto k = static_cast<std::size_t>(f);
    const QString number = Words::tr("feature %1").arg(f + 1);
    return m_reading.readsSample() && k < m_info.input.features.size()
               ? number + QStringLiteral(", ") + QString::fromStdString(m_info.input.features[k])
               : number;
}

QStringList StripWords::titles() const {
    const auto steps = m_reading.steps();
    const QString count = steps == 1 ? Words::tr("1 step") : Words::tr("%1 steps").arg(steps);
    const std::string& step = m_info.input.stepName;
    const QString whole =
        step.empty() || steps == 1 || step == "step" ? count : Words::tr("%1, one %2 each").arg(count, stepWord(step));
    QString title = sampleName(m_info.sample);
    if (isEditedText()) {
        QStringList words;
        for (Index t = 0; t < steps; ++t)
            if (!isPadding(t)) words << at(t);
        title = Words::tr("edited: %1").arg(words.join(QLatin1Char(' ')));
    }
    const QString turned = m_reading.trace().cell.backwards ? Words::tr("read from right to left") : QString();
    // The direction matters most, then where the sample lies, then how long it is.
    QStringList wordings;
    for (const QStringList& parts : {QStringList{whole, title, turned}, QStringList{count, title, turned},
                                     QStringList{title, turned}, QStringList{count, turned}, QStringList{turned}}) {
        QStringList told = parts;
        told.removeAll(QString());
        wordings << told.join(QStringLiteral(" \u00B7 "));
    }
    return wordings;
}

int StripWords::tokenAt(Index t) const {
    const auto& inputs = m_reading.trace().inputs;
    if (inputs.empty() || inputs[0].sequence || t >= inputs[0].values.cols()) return -1;
    return static_cast<int>(std::max(0.0, double(inputs[0].values(0, t))));
}

bool StripWords::isEditedText() const {
    if (tokenAt(0) < 0) return false;
    return std::any_of(m_cursor.edits.begin(), m_cursor.edits.end(),
                       [](const CursorEdit& edit) { return edit.target == "input"; });
}

std::vector<lessons::Saying> saidByFrames(const lessons::ClipsView& view, std::size_t sample) {
    std::vector<lessons::Saying> said;
    for (const lessons::ClipsView::Clip& clip : view.clips) {
        if (clip.sample != sample) continue;
        for (Index t = 0; t < clip.afterEachFrame.rows(); ++t)
            said.emplace_back(lessons::Choice{clip.label, view.all.names.at(std::size_t(clip.label)),
                                              double(clip.afterEachFrame(t, clip.label))});
    }
    return said;
}

}  // namespace gui
