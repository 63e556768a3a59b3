// Names classes and finds mistakes.
#include "gui/outcome/classwords.h"

namespace gui {

QString className(const lessons::ClassificationView& view, std::size_t label) {
    return label < view.names.size() ? QString::fromStdString(view.names[label]) : QString::number(label);
}

QString answerPlace(const lessons::ClassificationView& view, std::size_t answer) {
    const std::size_t steps = std::size_t(view.steps);
    const QString sample = QStringLiteral("sample=%1").arg(view.firstSample + answer / steps);
    return steps > 1 ? sample + QStringLiteral(",t=%1").arg(answer % steps + 1) : sample;
}

QString firstTaken(const lessons::ClassificationView& view, std::size_t label, std::size_t said) {
    for (std::size_t i = 0; i < view.said.size(); ++i)
        if (std::size_t(view.labels[i]) == label && std::size_t(view.said[i]) == said) return answerPlace(view, i);
    return {};
}

}  // namespace gui
