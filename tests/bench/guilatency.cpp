// How long the window keeps a person waiting while the engine trains: prints figures, passes no judgement.
// Wall-clock time counts what other programs took; processor time is this thread's own.
#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QImage>
#include <QPainter>
#include <QTimer>
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

#include "gui/app/mainwindow.h"
#include "gui/pages/step/steppage.h"
#include "gui/scene/cellscene.h"
#include "gui/scene/equationbar.h"
#include "gui/scene/sequencestrip.h"
#include "gui/studio/studio.h"
#include "gui/widgets/drawingview.h"
#include "lessons/catalog.h"

namespace {

double processorMilliseconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

struct Times {
    std::vector<double> wall, processor;
};

/// Notes how long each turn of the event loop keeps the thread.
class TimedApplication : public QApplication {
 public:
    using QApplication::QApplication;
    bool notify(QObject* receiver, QEvent* event) override {
        if (m_depth++ > 0) {
            const bool result = QApplication::notify(receiver, event);
            --m_depth;
            return result;
        }
        QElapsedTimer timer;
        timer.start();
        const double before = processorMilliseconds();
        const bool result = QApplication::notify(receiver, event);
        --m_depth;
        m_times.wall.push_back(double(timer.nsecsElapsed()) / 1e6);
        m_times.processor.push_back(processorMilliseconds() - before);
        return result;
    }
    Times take() { return std::exchange(m_times, {}); }

 private:
    int m_depth = 0;
    Times m_times;
};

/// Calls back after each paint of a widget.
class PaintWatch : public QObject {
 public:
    PaintWatch(QWidget* watched, std::function<void()> painted) : m_painted(std::move(painted)) {
        watched->installEventFilter(this);
    }
    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() == QEvent::Paint) QTimer::singleShot(0, this, m_painted);
        return false;
    }

 private:
    std::function<void()> m_painted;
};

void print(const char* what, const char* clock, std::vector<double> times) {
    // Only turns that did something are told; idle ones would flatter.
    std::erase_if(times, [](double t) { return t < 0.05; });
    if (times.empty()) return;
    std::sort(times.begin(), times.end());
    const auto at = [&](double share) {
        return times[std::min(times.size() - 1, std::size_t(share * double(times.size())))];
    };
    std::printf("%-34s %-9s %6zu  median %6.2f ms  99th percentile %6.2f ms  longest %6.2f ms\n", what, clock,
                times.size(), at(0.5), at(0.99), times.back());
    std::fflush(stdout);
}

void print(const QString& what, const Times& times) {
    print(qPrintable(what), "wall", times.wall);
    print("", "processor", times.processor);
}

void spin(int milliseconds) {
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

void measure(TimedApplication& application, int units) {
    gui::Bridge bridge;
    gui::MainWindow window(bridge);
    window.resize(1440, 900);
    window.show();
    bridge.openNow({.lesson = "forecasting",
                    .version = {},
                    .overrides = {"training.epochs=1000000", "model.0.LSTM.units=" + std::to_string(units)}});
    bridge.train();
    const QString net = QStringLiteral("LSTM(%1) x 50, ").arg(units);
    for (const auto& [name, page] : {std::pair{"Train, live", "train"}, std::pair{"Step, live", "step"}}) {
        window.setPage(page);
        spin(1000);
        application.take();
        spin(6000);
        print(net + QLatin1String(name), application.take());
    }
    // From the call that a key makes to the end of the paint.
    auto* step = window.findChild<gui::StepPage*>();
    QElapsedTimer timer;
    bool waiting = false;
    std::vector<double> waits;
    QWidget* cell = nullptr;
    for (auto* view : step->findChildren<gui::DrawingView*>())
        if (view->accessibleName() == QLatin1String("Cell")) cell = view;
    PaintWatch watch(cell, [&] {
        if (waiting) waits.push_back(double(timer.nsecsElapsed()) / 1e6);
        waiting = false;
    });
    application.take();
    for (int k = 0; k < 200; ++k) {
        waiting = true;
        timer.start();
        step->nextOperation();
        spin(30);
    }
    print(qPrintable(net + QLatin1String("cursor to painted")), "wall", waits);
    print(net + QLatin1String("Step, live and stepped"), application.take());
}

/// What a cursor move costs without a window: the drawings of an LSTM(256) over 50 steps, and their painting. 16 ms are
/// a frame.
void measureDrawing() {
    const auto task = lessons::makeTask(lessons::findLesson("forecasting").spec({}, {"model.lstm.units=256"}), 7);
    const engine::Trace trace =
        engine::traceSample(*task->model(0), task->initialWeights(0), task->sample(0), nullptr, {});
    const gui::Theme theme = gui::Theme::make(gui::Theme::Kind::Light);
    QImage image(766, 470, QImage::Format_ARGB32_Premultiplied);
    std::vector<double> whole, drawing;
    gui::Cursor cursor;
    cursor.operation = "c";
    for (int k = 0; k < 50; ++k) {
        cursor.t = 1 + k;
        QElapsedTimer timer;
        timer.start();
        const auto strip = gui::drawSequence(trace, {}, cursor, theme, QSizeF(766, 126));
        const auto cell = gui::drawCell(trace, cursor, theme, QSizeF(766, 470));
        const auto equation = gui::drawEquation(trace, cursor, theme, QSizeF(766, 72));
        drawing.push_back(double(timer.nsecsElapsed()) / 1e6);
        QPainter painter(&image);
        strip.paint(painter);
        cell.paint(painter);
        equation.paint(painter);
        whole.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    print("LSTM(256) x 50, a cursor move", "wall", whole);
    print("of it laying out", "wall", drawing);
}

}  // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QElapsedTimer timer;
    timer.start();
    TimedApplication application(argc, argv);
    gui::Theme::loadFonts();
    {
        gui::Bridge bridge;
        gui::MainWindow window(bridge);
        window.resize(1440, 900);
        window.show();
        bridge.open({});
        while (!bridge.snapshot() || !bridge.snapshot()->shown.trace)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
        window.repaint();
        std::printf("window up with the first trace in it: %.0f ms\n", double(timer.nsecsElapsed()) / 1e6);
    }
    measureDrawing();
    for (const int units : {50, 256}) measure(application, units);
    return 0;
}
