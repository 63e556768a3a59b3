// Carries snapshots one way and commands the other.
#include "gui/bridge/bridge.h"

#include <algorithm>
#include <utility>

#include "engine/core/error.h"
#include "lessons/catalog.h"
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
    m_workers.clear();  // joins: a worker may still post to this object
}

Bridge::Opened Bridge::build(Selection selection) {
    Opened result;
    result.lesson = lessons::findLesson(selection.lesson);
    const lessons::Spec spec = result.lesson.spec(selection.version, selection.overrides);
    selection.version = spec.version;
    lessons::SessionOptions options;
    options.threads = selection.threads;
    result.session = std::make_unique<lessons::Session>(lessons::makeTask(spec, selection.seed), options);
    result.selection = std::move(selection);
    return result;
}

void Bridge::open(Selection selection) {
    const int number = ++m_openings;
    Q_EMIT opening(QString::fromStdString(selection.lesson));
    m_workers.emplace_back([this, number, selection = std::move(selection)]() mutable {
        // shared_ptr: a queued call must be copyable.
        auto result = std::make_shared<Opened>();
        QString fault;
        try {
            *result = build(std::move(selection));
        } catch (const std::exception& error) {
            fault = QString::fromUtf8(error.what());
        }
        QMetaObject::invokeMethod(
            this,
            [this, number, result, fault] {
                if (number != m_openings) return;
                if (fault.isEmpty())
                    take(std::move(*result));
                else
                    Q_EMIT failed(fault);
            },
            Qt::QueuedConnection);
    });
}

void Bridge::openNow(Selection selection) {
    ++m_openings;
    take(build(std::move(selection)));
    settle();
}

void Bridge::take(Opened fresh) {
    const bool sameData =
        m_session && fresh.selection.lesson == m_selection.lesson && fresh.selection.version == m_selection.version;
    m_history.beginSession(settingsText(fresh.selection), sameData);
    // Ending a session waits for its batch; that wait is not the window's.
    if (m_session) m_workers.emplace_back([old = std::move(m_session)]() mutable { old.reset(); });
    m_selection = std::move(fresh.selection);
    m_lesson = std::move(fresh.lesson);
    m_session = std::move(fresh.session);
    m_snapshot.reset();
    m_lookNumber = m_questionNumber = 0;
    m_askers.clear();
    Q_EMIT opened();
    poll();
    m_timer.start();
}

QString Bridge::settingsText(const Selection& selection) const {
    QStringList parts;
    for (const std::string& text : selection.overrides) {
        const QString part = QString::fromStdString(text);
        parts += part.section(u'=', 0, 0).section(u'.', -1) + u' ' + part.section(u'=', 1);
    }
    return parts.join(QStringLiteral(", "));
}

void Bridge::poll() {
    if (!m_session) return;
    const std::vector<lessons::CurvePoint> points = m_session->takeCurvePoints();
    for (const lessons::CurvePoint& point : points) m_history.add(point);
    const std::shared_ptr<const lessons::Snapshot> snapshot = m_session->snapshot();
    const bool isNew = snapshot != m_snapshot;
    if (isNew) {
        const bool hasMessage = !snapshot->status.message.empty() &&
                                (!m_snapshot || m_snapshot->status.message != snapshot->status.message);
        m_snapshot = snapshot;
        m_history.update(*snapshot);
        if (hasMessage) Q_EMIT failed(QString::fromStdString(snapshot->status.message));
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
    if (m_session) m_session->train();
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
    m_selection.seed = seed;
    m_session->newSeed(seed);
}

void Bridge::look(lessons::View view) {
    if (m_session) m_lookNumber = m_session->look(std::move(view));
}

void Bridge::ask(lessons::Question question, QObject* whose, std::function<void(const lessons::Answer&)> then) {
    if (!m_session) return;
    m_questionNumber = m_session->ask(std::move(question));
    m_askers.emplace(m_questionNumber, Asker{whose, std::move(then)});
}

void Bridge::set(const std::string& override) {
    const std::size_t equals = override.find('=');
    if (equals == std::string::npos) throw engine::Error("set: expected PATH=VALUE, got " + override);
    const std::string path = override.substr(0, equals);
    Selection next = m_selection;
    std::erase_if(next.overrides,
                  [&](const std::string& old) { return old.compare(0, equals + 1, override, 0, equals + 1) == 0; });
    next.overrides.push_back(override);
    const lessons::Spec spec = m_lesson.spec(next.version, next.overrides);  // checks path and value
    // Two keys change in flight; the checked value is what the next opening starts from.
    if (m_session && (path == "training.learning_rate" || path == "training.epochs")) {
        const lessons::TrainingSettings settings = lessons::readTraining(spec);
        m_selection.overrides = std::move(next.overrides);
        if (path == "training.epochs")
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

void Bridge::settle() {
    if (!m_session) return;
    const std::uint64_t look = m_lookNumber, question = m_questionNumber;
    const auto answered = [&](const lessons::Snapshot& p) {
        return p.shown.viewNumber >= look && p.status.answered >= question && p.status.settled;
    };
    if (!m_session->waitFor(answered, kPatience)) throw engine::Error("the engine did not answer");
    poll();
}

}  // namespace gui
