// How long the window keeps a person waiting while the engine trains: prints percentiles, passes no judgement.
#include <QApplication>
#include <QElapsedTimer>
#include <QTimer>
#include <algorithm>
#include <cstdio>
#include <vector>

#include "gui/app/mainwindow.h"
#include "gui/cli/studio.h"

namespace {

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
        const bool result = QApplication::notify(receiver, event);
        --m_depth;
        m_milliseconds.push_back(double(timer.nsecsElapsed()) / 1e6);
        return result;
    }
    std::vector<double> take() { return std::exchange(m_milliseconds, {}); }

 private:
    int m_depth = 0;
    std::vector<double> m_milliseconds;
};

void print(const char* page, std::vector<double> times) {
    std::sort(times.begin(), times.end());
    // Only turns that did something are told; idle ones would flatter.
    std::erase_if(times, [](double t) { return t < 0.05; });
    if (times.empty()) return;
    const auto at = [&](double share) { return times[std::min(times.size() - 1, std::size_t(share * double(times.size())))]; };
    std::printf("%-6s %6zu turns  median %6.2f ms  99th percentile %6.2f ms  longest %6.2f ms\n", page, times.size(), at(0.5),
                at(0.99), times.back());
}

}  // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    TimedApplication application(argc, argv);
    gui::Theme::loadFonts();
    gui::Bridge bridge;
    gui::MainWindow window(bridge);
    window.resize(1440, 900);
    window.show();
    bridge.openNow({});
    bridge.train();
    const auto spin = [&](int milliseconds) {
        QEventLoop loop;
        QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
        loop.exec();
    };
    const std::pair<const char*, int> pages[] = {{"train", gui::MainWindow::Train}, {"step", gui::MainWindow::Step}};
    for (const auto& [name, page] : pages) {
        window.setPage(page);
        spin(2000);
        application.take();
        spin(8000);
        print(name, application.take());
    }
    return 0;
}
