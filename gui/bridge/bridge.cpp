// Carries snapshots one way and commands the other.
#include "gui/bridge/bridge.h"

#include <algorithm>
#include <utility>

#include "engine/core/error.h"
#include "lessons/format/training.h"

namespace gui {
namespace {

constexpr auto kPatience = std::chrono::minutes(30);

}  // namespace

Bridge::Bridge(QObject* parent) : QObject(parent) {
    m_timer.setInterval(16);
    connect(&m_timer, &QTimer::timeout, this, &Bridge::poll);
}

Bridge::~Bridge() {
    m_timer.stop();
    m_workers.finish();  // a worker may still post to this object
}

void Bridge::poll() {
    m_workers.reap();
    if (!m_session) return;
    const std::vector<lessons::CurvePoint> points = m_session->takeCurvePoints();
    for (const lessons::CurvePoint& point : points) m_history->add(point);
    const std::shared_ptr<const lessons::Snapshot> snapshot = m_session->snapshot();
    const bool isNew = snapshot != m_snapshot;
    if (isNew) {
        const bool hasMessage = !snapshot->status.message.empty() &&
                                (!m_snapshot || m_snapshot->status.message != snapshot->status.message);
        m_snapshot = snapshot;
        m_history->update(*snapshot);
        if (hasMessage) Q_EMIT failed(messageText(snapshot->status.message));
    }
    if (!points.empty()) Q_EMIT curvesChanged();
    if (isNew) Q_EMIT snapshotChanged(m_snapshot);
    for (const lessons::Answer& answer : m_session->takeAnswers()) tell(answer);
}

void Bridge::tell(const lessons::Answer& answer) {
    auto asker = m_askers.extract(answer.number);
    if (asker && asker.mapped().whose) asker.mapped().then(answer);
}

void Bridge::train() {
    if (!m_session) return;
    if (m_snapshot && m_snapshot->status.isDone && m_snapshot->status.epochs > 0)
        Q_EMIT trainOnAsked();
    else
        m_session->train();
}
void Bridge::trainOn(int epochs) {
    if (m_session) m_session->trainOn(epochs);
}
void Bridge::pause() {
    if (m_session) m_session->pause();
}
void Bridge::stepBatch() {
    if (m_session) m_session->stepBatch();
}
void Bridge::stepEpoch() {
    if (m_session) m_session->stepEpoch();
}
void Bridge::stop() {
    if (m_session) m_session->stop();
}
void Bridge::reset() {
    if (m_session) m_session->reset();
}
void Bridge::goToEpoch(int epoch) {
    if (m_session) m_session->goToEpoch(epoch);
}
void Bridge::setLearningRate(double rate) {
    if (m_session) m_session->setLearningRate(rate);
}

void Bridge::toggleTraining() {
    if (m_snapshot && m_snapshot->status.state == lessons::RunState::Training)
        pause();
    else
        train();
}

void Bridge::perform(const QString& verb) {
    // "Take this series, then train" means the net that is on its way.
    if (m_wanted != m_selection) return m_verbsLater.push_back(verb);
    if (verb == QLatin1String("start"))
        train();
    else if (verb == QLatin1String("pause"))
        pause();
    else if (verb == QLatin1String("batch"))
        stepBatch();
    else if (verb == QLatin1String("epoch"))
        stepEpoch();
    else if (verb == QLatin1String("stop"))
        stop();
    else if (verb == QLatin1String("reset"))
        reset();
    else
        throw engine::Error("train: expected start, pause, batch, epoch, stop or reset, got " + verb.toStdString());
}

void Bridge::newSeed(std::uint64_t seed) {
    if (!m_session) return;
    if (seed == m_selection.seed && m_wanted == m_selection) return reset();
    Selection next = m_wanted;
    next.seed = seed;
    open(std::move(next));
}

void Bridge::look(lessons::View view) {
    // A place in a layer that only another model has shows that model from now on.
    if (view.taskRun >= 0) m_chosenTaskRun = view.taskRun;
    view.taskRun = m_chosenTaskRun;
    view.tune = m_tune;
    m_view = view;
    if (m_session) m_lookNumber = m_session->look(std::move(view));
}

void Bridge::readTune() {
    const lessons::Composer* composer = m_session->snapshot()->task->composer();
    m_tune.reset();
    if (composer) m_tune = composer->read(m_lesson.spec(m_selection.version, m_selection.overrides));
}

void Bridge::ask(lessons::Question question, QObject* whose, std::function<void(const lessons::Answer&)> then) {
    if (!m_session) return;
    m_questionNumber = m_session->ask(std::move(question));
    m_askers.emplace(m_questionNumber, Asker{whose, std::move(then)});
}

void Bridge::set(const std::string& override) {
    const std::size_t equals = override.find('=');
    if (equals == std::string::npos) throw engine::Error("set: expected PATH=VALUE, got " + override);
    Selection next = m_wanted;
    std::erase_if(next.overrides,
                  [&](const std::string& old) { return old.compare(0, equals + 1, override, 0, equals + 1) == 0; });
    next.overrides.push_back(override);
    // Checks path and value; while another lesson opens, that is its worker's to do.
    const bool settled = m_session && m_wanted == m_selection;
    if (settled) static_cast<void>(m_lesson.spec(next.version, next.overrides));
    // Some keys change in flight; the checked value is what the next opening starts from.
    if (settled && lessons::changesTune(override) && m_session->snapshot()->task->composer()) {
        const lessons::Spec spec = m_lesson.spec(next.version, next.overrides);
        m_tune = m_session->snapshot()->task->composer()->read(spec);
        m_selection.overrides = m_wanted.overrides = std::move(next.overrides);
        return look(m_view);
    }
    if (settled && lessons::changesInFlight(override) && !lessons::changesTune(override)) {
        const lessons::TrainingSettings settings = lessons::readTraining(m_lesson.spec(next.version, next.overrides));
        m_selection.overrides = m_wanted.overrides = std::move(next.overrides);
        if (override.starts_with("training.epochs"))
            m_session->setEpochs(settings.epochs);
        else
            m_session->setLearningRate(settings.options.learningRate);
        return;
    }
    open(std::move(next));
}

void Bridge::report(const QString& message) {
    Q_EMIT failed(message);
}

void Bridge::trainTo(int epoch) {
    if (!m_session) throw engine::Error("trainTo: no lesson is open");
    for (int next = m_session->snapshot()->status.epoch + 1; next <= epoch; ++next) {
        m_session->stepEpoch();
        const bool there = m_session->waitFor(
            [&](const lessons::Snapshot& p) {
                return p.status.settled && (p.status.epoch >= next || p.status.state == lessons::RunState::Finished ||
                                            !p.status.message.empty());
            },
            kPatience);
        poll();
        if (!there || m_snapshot->status.epoch < next)
            throw engine::Error("epoch=" + std::to_string(epoch) + ": training ended after epoch " +
                                std::to_string(m_snapshot->status.epoch) + " (" +
                                lessons::stopReasonName(m_snapshot->status.stopReason) + ")");
    }
}

void Bridge::trainAll() {
    if (!m_session) throw engine::Error("trainAll: no lesson is open");
    if (m_session->snapshot()->status.isDone) return;
    m_session->train();
    const bool there = m_session->waitFor(
        [](const lessons::Snapshot& p) { return p.status.settled && (p.status.isDone || !p.status.message.empty()); },
        std::chrono::minutes(10));
    poll();
    if (!there) throw engine::Error("training did not come to its end");
}

void Bridge::settle() {
    if (!m_session) return;
    // An answer may bring the next look.
    std::uint64_t look = 0, question = 0;
    const auto answered = [&](const lessons::Snapshot& p) {
        return p.shown.viewNumber >= look && p.status.answered >= question && p.status.settled;
    };
    do {
        look = m_lookNumber;
        question = m_questionNumber;
        if (!m_session->waitFor(answered, kPatience)) throw engine::Error("the engine did not answer");
        poll();
    } while (look != m_lookNumber || question != m_questionNumber);
}

}  // namespace gui
