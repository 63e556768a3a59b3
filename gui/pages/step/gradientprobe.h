// A learner presses Check: the gradient that is lit, once more by a central difference, on the engine's thread.
#pragma once

#include <QObject>
#include <QString>
#include <functional>
#include <memory>

#include "gui/place/cursor.h"
#include "lessons/session/question.h"
#include "lessons/session/snapshot.h"

namespace gui {

class GradientProbe : public QObject {
    Q_OBJECT

 public:
    using QObject::QObject;

    /// How a question reaches the engine: Bridge::ask.
    using Ask = std::function<void(lessons::Question, std::function<void(const lessons::Answer&)>)>;
    void setAsk(Ask ask) { m_ask = std::move(ask); }
    /// All that is held or edited stays as it is.
    void check(const std::shared_ptr<const lessons::Snapshot>& snapshot, const Cursor& cursor);
    /// Another number is lit: an answer that is still to come is not its own.
    void forget();
    /// "central difference -0.00143"; empty until there is an answer.
    [[nodiscard]] const QString& result() const { return m_result; }

 Q_SIGNALS:
    void answered();
    void failed(const QString& message);

 private:
    void take(const lessons::Answer& answer, bool isWeight);

    Ask m_ask;
    QString m_result;
    int m_round = 0;
};

}  // namespace gui
