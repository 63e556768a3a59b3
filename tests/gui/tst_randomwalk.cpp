// A long walk of random hands over the real window: nothing warns, hangs, draws without end or loses its place.
// GATEWISE_WALK_STEPS and GATEWISE_WALK_SEED make it longer or another one; a failure prints the last steps.
#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QDialog>
#include <QFile>
#include <QMenu>
#include <QMouseEvent>
#include <QTimer>
#include <QWheelEvent>
#include <QtTest>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "engine/core/error.h"
#include "engine/core/random.h"
#include "gui/app/mainwindow.h"
#include "gui/pages/step/steppage.h"
#include "lessons/catalog.h"
#include "lessons/session/placecheck.h"

using gui::Bridge;
using gui::MainWindow;
using lessons::RunState;

namespace {

/// What one action and the events after it may cost. The largest seen in good walks is 1,600 events, a few hundred of
/// them sizes.
constexpr int kMostEvents = 20000, kMostResizes = 1500;
constexpr auto kMostTime = std::chrono::seconds(300);  // the engine goes after everybody else on a busy machine
constexpr double kMostMegabytes = 2000;                // nets that were left are kept up to 1 GB

int numberOf(const char* variable, int otherwise) {
    const QByteArray text = qgetenv(variable);
    return text.isEmpty() ? otherwise : text.toInt();
}

QStringList lastSteps;
QStringList warnings;

[[noreturn]] void giveUp(const QString& why) {
    std::fprintf(stderr, "%s\nthe last steps:\n%s\n", qPrintable(why), qPrintable(lastSteps.join(u'\n')));
    std::fflush(stderr);
    std::abort();
}

void noteWarning(QtMsgType type, const QMessageLogContext&, const QString& text) {
    // The platform without a screen has no windows to raise.
    if (text.startsWith(QLatin1String("This plugin does not support "))) return;
    if (type != QtDebugMsg && type != QtInfoMsg) warnings += text;
}

double megabytes() {
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly)) return 0;
    return file.readAll().split(' ').value(1).toDouble() * 4096 / 1e6;
}

/// Ends what would not end: counts the events of drawing and layout, and watches the clock from another thread.
class Watch : public QObject {
 public:
    Watch() {
        qApp->installEventFilter(this);
        m_thread = std::jthread([this](const std::stop_token& stop) {
            while (!stop.stop_requested()) {
                std::this_thread::sleep_for(std::chrono::milliseconds(200));
                if (std::chrono::steady_clock::now() - m_since.load() > kMostTime)
                    giveUp(QStringLiteral("an action does not end"));
            }
        });
    }
    void begin() {
        m_most = std::max(m_most, m_events);
        m_events = m_resizes = 0;
        m_since = std::chrono::steady_clock::now();
    }
    [[nodiscard]] int most() const { return m_most; }

    bool eventFilter(QObject*, QEvent* event) override {
        switch (event->type()) {
            case QEvent::Resize:
                // Those that cause one another come before the stack ends.
                if (++m_resizes > kMostResizes) giveUp(QStringLiteral("a size causes a size without end"));
                [[fallthrough]];
            case QEvent::Paint:
            case QEvent::UpdateRequest:
            case QEvent::LayoutRequest:
                if (++m_events > kMostEvents) giveUp(QStringLiteral("drawing does not end"));
                break;
            default:
                break;
        }
        return false;
    }

 private:
    int m_events = 0, m_resizes = 0, m_most = 0;
    std::atomic<std::chrono::steady_clock::time_point> m_since{std::chrono::steady_clock::now()};
    std::jthread m_thread;
};

constexpr std::pair<int, Qt::KeyboardModifiers::Int> kKeys[] = {{Qt::Key_Right, 0},
                                                                {Qt::Key_Left, 0},
                                                                {Qt::Key_Down, 0},
                                                                {Qt::Key_Up, 0},
                                                                {Qt::Key_Space, 0},
                                                                {Qt::Key_B, 0},
                                                                {Qt::Key_S, 0},
                                                                {Qt::Key_I, 0},
                                                                {Qt::Key_PageDown, 0},
                                                                {Qt::Key_PageUp, 0},
                                                                {Qt::Key_T, 0},
                                                                {Qt::Key_1, 0},
                                                                {Qt::Key_2, 0},
                                                                {Qt::Key_2, 0},
                                                                {Qt::Key_1, 0},
                                                                {Qt::Key_L, 0},
                                                                {Qt::Key_F5, 0},
                                                                {Qt::Key_Period, 0},
                                                                {Qt::Key_F1, 0},
                                                                {Qt::Key_Escape, 0},
                                                                {Qt::Key_Escape, 0},
                                                                {Qt::Key_Return, 0},
                                                                {Qt::Key_Tab, 0},
                                                                {Qt::Key_Backtab, 0},
                                                                {Qt::Key_Home, 0},
                                                                {Qt::Key_End, 0},
                                                                {Qt::Key_3, 0},
                                                                {Qt::Key_Minus, 0},
                                                                {Qt::Key_A, 0},
                                                                {Qt::Key_Delete, 0},
                                                                {Qt::Key_Menu, 0},
                                                                {Qt::Key_Right, Qt::ShiftModifier},
                                                                {Qt::Key_Left, Qt::ShiftModifier},
                                                                {Qt::Key_Equal, Qt::ControlModifier},
                                                                {Qt::Key_Minus, Qt::ControlModifier},
                                                                {Qt::Key_0, Qt::ControlModifier},
                                                                {Qt::Key_Z, Qt::ControlModifier},
                                                                {Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier},
                                                                {Qt::Key_R, Qt::ControlModifier},
                                                                {Qt::Key_C, Qt::ControlModifier},
                                                                {Qt::Key_V, Qt::ControlModifier}};

constexpr std::pair<int, int> kSizes[] = {{1440, 900}, {1366, 768}, {1280, 720}, {1024, 768},
                                          {800, 747},  {800, 560},  {1320, 560}, {640, 480}};

constexpr const char* kPlaces[] = {"t=3,op=f,unit=1",
                                   "zoom=sequence",
                                   "zoom=number,unit=2",
                                   "pass=backward,t=2",
                                   "t=1,op=c,zoom=cell",
                                   "pin=c:1",
                                   "clamp=f:0=0.5",
                                   "edit=kernel:1,1=0.25",
                                   "t=99999",
                                   "t=nonsense",
                                   "op=no_such_gate",
                                   "weight=recurrent_kernel:1,1",
                                   "weight=recurrent_kernel:900,7",
                                   "lesson=gru,t=2",
                                   "lesson=classification/tutorial,epoch=1,seed=11,t=2",
                                   "lesson=no-such-lesson",
                                   "seed=-1",
                                   "epoch=2",
                                   "",
                                   "what is this?"};

/// Draws actions; the same seed gives the same ones.
class Walker {
 public:
    Walker(Bridge& bridge, MainWindow& window, std::uint64_t seed)
        : m_bridge(bridge), m_window(window), m_random(seed) {
        for (const lessons::Lesson& lesson : lessons::readCatalog().lessons)
            for (const std::string& version : lesson.versions) m_lessons.emplace_back(lesson.id, version);
        // What opens a loop of its own, a menu or a list, is answered from outside.
        QObject::connect(&m_answer, &QTimer::timeout, [this] { answer(); });
        m_answer.start(15);
    }
    [[nodiscard]] std::size_t lessons() const { return m_lessons.size(); }

    void act() {
        switch (const int kind = below(100); kind < 46 ? 0 : kind < 64 ? 1 : kind < 72 ? 2 : kind < 78 ? 3 : kind / 3) {
            case 0:
                return key();
            case 1:
                return click();
            case 2:
                return drag();
            case 3:
                return wheel();
            case 26:
                return size();
            case 27:
                return theme();
            case 28:
                return lesson();
            case 29:
                return place();
            case 30:
                return train();
            case 31:
                return presenter();
            case 32:
                return zoomAndTurn();
            default:
                return move();
        }
    }

 private:
    int below(int count) { return int(m_random.below(engine::Index(count))); }
    template <typename T, std::size_t N>
    const T& oneOf(const T (&all)[N]) {
        return all[std::size_t(below(int(N)))];
    }
    static void note(const QString& step) {
        lastSteps += step;
        if (lastSteps.size() > 40) lastSteps.removeFirst();
    }
    [[nodiscard]] QWidget* focused() const {
        QWidget* widget = QApplication::focusWidget();
        return widget && widget->window() == &m_window ? widget : &m_window;
    }
    std::pair<QWidget*, QPoint> somewhere() {
        const QPoint at(below(m_window.width()), below(m_window.height()));
        QWidget* widget = m_window.childAt(at);
        if (!widget) widget = &m_window;
        return {widget, widget->mapFrom(&m_window, at)};
    }

    void key() {
        const auto [key, modifiers] = oneOf(kKeys);
        const QKeySequence shown(QKeyCombination(Qt::KeyboardModifiers::fromInt(modifiers), Qt::Key(key)));
        note(QStringLiteral("key ") + shown.toString());
        QTest::keyClick(focused(), Qt::Key(key), Qt::KeyboardModifiers::fromInt(modifiers));
    }
    void click() {
        const auto [widget, at] = somewhere();
        const bool right = below(8) == 0, twice = below(8) == 0;
        note(QStringLiteral("click on %1 \"%2\" at %3,%4%5%6")
                 .arg(QLatin1String(widget->metaObject()->className()), widget->accessibleName())
                 .arg(at.x())
                 .arg(at.y())
                 .arg(right ? QStringLiteral(", right") : QString(), twice ? QStringLiteral(", twice") : QString()));
        const QPointer<QWidget> there = widget;
        if (right) {
            QContextMenuEvent event(QContextMenuEvent::Mouse, at, widget->mapToGlobal(at));
            QCoreApplication::sendEvent(widget, &event);
            return;
        }
        QTest::mouseClick(widget, Qt::LeftButton, {}, at);
        if (twice && there) QTest::mouseDClick(there, Qt::LeftButton, {}, at);
    }
    void drag() {
        const auto [widget, from] = somewhere();
        const QPoint by(below(240) - 120, below(160) - 80);
        const bool kept = below(4) > 0;
        note(QStringLiteral("drag on %1 from %2,%3 by %4,%5")
                 .arg(QLatin1String(widget->metaObject()->className()))
                 .arg(from.x())
                 .arg(from.y())
                 .arg(by.x())
                 .arg(by.y()));
        const QPointer<QWidget> there = widget;
        const auto send = [&](QEvent::Type type, QPoint at, Qt::MouseButton button, Qt::MouseButtons held) {
            if (!there) return;
            QMouseEvent event(type, at, there->mapToGlobal(at), button, held, {});
            QCoreApplication::sendEvent(there, &event);
        };
        send(QEvent::MouseButtonPress, from, Qt::LeftButton, Qt::LeftButton);
        for (int k = 1; k <= 5; ++k) send(QEvent::MouseMove, from + by * k / 5, Qt::NoButton, Qt::LeftButton);
        if (!kept) QTest::keyClick(focused(), Qt::Key_Escape);
        send(QEvent::MouseButtonRelease, from + by, Qt::LeftButton, Qt::NoButton);
    }
    void move() {
        const auto [widget, at] = somewhere();
        note(QStringLiteral("pointer on %1").arg(QLatin1String(widget->metaObject()->className())));
        QTest::mouseMove(widget, at);
    }
    void wheel() {
        const auto [widget, at] = somewhere();
        const int by = 120 * (below(7) - 3);
        note(QStringLiteral("wheel %1 on %2").arg(by).arg(QLatin1String(widget->metaObject()->className())));
        QWheelEvent event(at, widget->mapToGlobal(at), {}, {0, by}, Qt::NoButton, {}, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(widget, &event);
    }
    void size() {
        const auto [width, height] = oneOf(kSizes);
        note(QStringLiteral("size %1x%2").arg(width).arg(height));
        m_window.resize(width, height);
    }
    void theme() {
        const int kind = below(3);
        note(QStringLiteral("theme %1").arg(kind));
        m_window.setThemeKind(gui::Theme::Kind(kind));
    }
    void lesson() {
        // Each of them in its turn, whatever the dice say.
        const auto [id, version] = m_lessons[m_next++ % m_lessons.size()];
        note(QStringLiteral("lesson %1, %2").arg(QString::fromStdString(id), QString::fromStdString(version)));
        m_bridge.openLesson(id, version);
        // Now and then it may open in peace, and is left while it opens at others.
        if (below(4) > 0) {
            const auto there = [&] { return m_bridge.wanted() == m_bridge.selection() && m_bridge.snapshot(); };
            static_cast<void>(QTest::qWaitFor(there, 20000));
        }
    }
    void place() {
        const QString text = QLatin1String(oneOf(kPlaces));
        note(QStringLiteral("pasted \"%1\"").arg(text));
        QGuiApplication::clipboard()->setText(text);
        m_window.findChild<gui::StepPage*>()->pasteState();
    }
    void train() {
        const int what = below(5);
        note(QStringLiteral("train %1").arg(what));
        if (what == 0) m_bridge.train();
        if (what == 1) m_bridge.pause();
        if (what == 2) m_bridge.stepEpoch();
        if (what == 3) m_bridge.stepBatch();
        if (what == 4) m_bridge.goToEpoch(below(3));
    }
    void presenter() {
        const bool on = below(2) == 0;
        note(on ? QStringLiteral("presenter") : QStringLiteral("no presenter"));
        m_window.setPresenter(on, false);
    }
    /// A zoom's motion goes on while its page is hidden and drawn anew: once it was a freeze.
    void zoomAndTurn() {
        const QString zoom = below(2) == 0 ? QStringLiteral("number") : QStringLiteral("cell");
        const bool bySize = below(2) == 0;
        note(QStringLiteral("zoom=%1, Esc, 2, %2, 1")
                 .arg(zoom, bySize ? QStringLiteral("Ctrl+minus, F5") : QStringLiteral("theme")));
        m_window.follow(QStringLiteral("step:zoom=") + zoom);
        QTest::qWait(20);
        QTest::keyClick(focused(), Qt::Key_Escape);
        QTest::keyClick(focused(), Qt::Key_2);
        if (bySize) {
            QTest::keyClick(focused(), Qt::Key_Minus, Qt::ControlModifier);
            m_window.setPresenter(true, false);
            m_window.setPresenter(false, false);
        } else {
            theme();
        }
        QTest::keyClick(focused(), Qt::Key_1);
    }
    void answer() {
        for (QWidget* top : QApplication::topLevelWidgets())
            if (auto* dialog = qobject_cast<QDialog*>(top); dialog && dialog->isVisible()) dialog->reject();
        QWidget* popup = QApplication::activePopupWidget();
        if (!popup) return;
        if (m_answers++ % 2 == 0) {
            QTest::keyClick(popup, Qt::Key_Down);
            QTest::keyClick(popup, Qt::Key_Return);
        }
        if (QApplication::activePopupWidget() == popup) popup->close();
    }

    Bridge& m_bridge;
    MainWindow& m_window;
    engine::Random m_random;
    std::vector<std::pair<std::string, std::string>> m_lessons;
    std::size_t m_next = 0;
    int m_answers = 0;
    QTimer m_answer;
};

}  // namespace

/// Links to the world stay here.
class NoBrowser : public QObject {
    Q_OBJECT

 public Q_SLOTS:
    void open(const QUrl&) {}
};

class TestRandomWalk : public QObject {
    Q_OBJECT

    /// What the window looks at is there: the engine itself says so.
    static QString placeFault(Bridge& bridge, MainWindow& window) {
        bridge.pause();
        const auto isCalm = [&] {
            bridge.poll();
            return bridge.wanted() == bridge.selection() && bridge.snapshot() && bridge.snapshot()->status.settled;
        };
        if (!QTest::qWaitFor(isCalm, 150000)) return QStringLiteral("the window does not come to rest");
        const lessons::Snapshot& snapshot = *bridge.snapshot();
        const gui::Cursor& cursor = window.cursorState();
        try {
            // A checkpoint may have been dropped since; what is shown then is the live net.
            gui::Cursor there = cursor;
            there.epoch = -1;
            lessons::checkPlace(there, snapshot);
        } catch (const engine::Error& error) {
            return QString::fromUtf8(error.what());
        }
        if (snapshot.shown.trace && (cursor.t < 1 || cursor.t > int(snapshot.shown.trace->cell.steps)))
            return QStringLiteral("t = %1 of %2").arg(cursor.t).arg(snapshot.shown.trace->cell.steps);
        return {};
    }

 private Q_SLOTS:
    void initTestCase() { gui::Theme::loadFonts(); }

    void walks() {
        const int steps = numberOf("GATEWISE_WALK_STEPS", 1200);
        NoBrowser browser;
        QDesktopServices::setUrlHandler(QStringLiteral("https"), &browser, "open");
        Bridge bridge;
        MainWindow window(bridge);
        window.resize(1280, 720);
        window.show();
        gui::Selection first;
        first.lesson = "forecasting";
        first.version = "tutorial";
        bridge.openNow(first);
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        Walker walker(bridge, window, std::uint64_t(numberOf("GATEWISE_WALK_SEED", 9)));
        QVERIFY(walker.lessons() >= 15);
        Watch watch;
        const QtMessageHandler before = qInstallMessageHandler(noteWarning);
        QElapsedTimer clock;
        clock.start();
        QString fault;
        double most = 0;
        for (int step = 0; step < steps && fault.isEmpty(); ++step) {
            watch.begin();
            walker.act();
            // Often the next comes before this one is drawn.
            if (step % 3 != 0) QTest::qWait(step % 7);
            if (step % 40 == 39) fault = placeFault(bridge, window);
            if (!warnings.isEmpty()) fault = warnings.join(QStringLiteral(" | "));
            most = std::max(most, megabytes());
            if (most > kMostMegabytes) fault = QStringLiteral("%1 MB").arg(most);
        }
        qInstallMessageHandler(before);
        QDesktopServices::unsetUrlHandler(QStringLiteral("https"));
        qInfo("%d steps in %.1f s; at most %d events of drawing after one, %.0f MB", steps,
              double(clock.elapsed()) / 1e3, watch.most(), most);
        QVERIFY2(fault.isEmpty(), qPrintable(fault + QStringLiteral("\n") + lastSteps.join(u'\n')));
        // It still draws.
        window.setPage("step");
        QVERIFY(!window.grab().isNull());
    }
};

QTEST_MAIN(TestRandomWalk)
#include "tst_randomwalk.moc"
