// "Which input mattered?": keeps the answer for what is shown, asked of the engine while the row is in view.
#pragma once

#include <QObject>
#include <QTimer>
#include <functional>
#include <memory>
#include <optional>

#include "gui/place/cursor.h"
#include "lessons/session/question.h"

namespace gui {

class InfluenceProbe : public QObject {
    Q_OBJECT

 public:
    explicit InfluenceProbe(QObject* parent = nullptr);

    /// How a question reaches the engine: Bridge::ask.
    using Ask = std::function<void(lessons::Question, std::function<void(const lessons::Answer&)>)>;
    void setAsk(Ask ask) { m_ask = std::move(ask); }
    void setShown(bool shown);
    [[nodiscard]] bool isShown() const { return m_shown; }
    /// Asks where this snapshot and place have another answer than the one that is kept. One question is on its way at
    /// a time, and while training not more than three a second: what a person cannot read need not hold training up.
    void setPlace(std::shared_ptr<const lessons::Snapshot> snapshot, const Cursor& cursor);
    /// Of the last answer; empty before it, and where the shown layer does not read the sample.
    [[nodiscard]] const std::optional<engine::InputInfluence>& influence() const { return m_influence; }
    /// Why there is none, in one line; empty where there is one or it is on its way.
    [[nodiscard]] const QString& fault() const { return m_fault; }

 Q_SIGNALS:
    void answered();

 private:
    void ask();
    void take(const lessons::Answer& answer);

    Ask m_ask;
    bool m_shown = false, m_underWay = false;
    int m_round = 0;  ///< grows with every other lesson: an answer to an older round is of another net
    std::shared_ptr<const lessons::Snapshot> m_snapshot;
    Cursor m_cursor;
    std::shared_ptr<const engine::Trace> m_answered;  ///< what the answer is of
    engine::Index m_answeredStep = -1;
    std::optional<engine::InputInfluence> m_influence;
    QString m_fault;
    QTimer m_pause;
};

}  // namespace gui
