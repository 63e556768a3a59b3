// The way of the Tab key: it comes by everything that can be used, and where it is can be seen, in every theme.
#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QScrollArea>
#include <QtTest>
#include <cmath>

#include "gui/app/mainwindow.h"
#include "gui/widgets/drawingview.h"
#include "tests/support/contrast.h"

using gui::MainWindow;
using gui::Theme;

namespace {

/// Pixels that tell two pictures apart by a contrast of 2 or more.
int telling(const QImage& a, const QImage& b) {
    int count = 0;
    for (int y = 0; y < std::min(a.height(), b.height()); ++y)
        for (int x = 0; x < std::min(a.width(), b.width()); ++x) {
            if (support::contrast(a.pixel(x, y), b.pixel(x, y)) >= 2) ++count;
        }
    return count;
}

QString nameOf(const QWidget& widget) {
    const auto* button = qobject_cast<const QAbstractButton*>(&widget);
    return QStringLiteral("%1 \"%2\"")
        .arg(QLatin1String(widget.metaObject()->className()),
             widget.accessibleName().isEmpty() && button ? button->text() : widget.accessibleName());
}

}  // namespace

class Focus : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void initTestCase() { Theme::loadFonts(); }

    void tabComesByEverything_data() {
        QTest::addColumn<QString>("page");
        QTest::addColumn<int>("kind");
        for (const char* page : {"step", "train"})
            for (const auto kind : {Theme::Kind::Light, Theme::Kind::Dark, Theme::Kind::HighContrast})
                QTest::addRow("%s, %s", page, qPrintable(Theme::make(kind).name())) << QString(page) << int(kind);
    }

    void tabComesByEverything() {
        QFETCH(QString, page);
        QFETCH(int, kind);
        gui::Selection selection;
        selection.lesson = "forecasting";
        selection.version = "tutorial";
        selection.overrides = {"model.lstm.units=4", "data.look_back=6"};
        gui::Bridge bridge;
        MainWindow window(bridge);
        window.setStill(true);
        window.resize(1440, 900);
        window.show();
        bridge.openNow(selection);
        window.setThemeKind(Theme::Kind(kind));
        window.setPage(page.toStdString());
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::qWait(100);

        QSet<QWidget*> seen;
        QStringList unseen;
        QWidget* first = nullptr;
        for (int k = 0; k < 400; ++k) {
            QWidget* from = QApplication::focusWidget();
            QTest::keyClick(from ? from : &window, Qt::Key_Tab);
            QWidget* now = QApplication::focusWidget();
            QVERIFY2(now, "Tab lost the focus");
            if (!first)
                first = now;
            else if (now == first && from != first)
                break;
            if (seen.contains(now)) continue;
            seen.insert(now);
            // Far enough around it for a ring outside of it; a picture's focus is somewhere inside.
            QRect around = QRect(now->mapTo(&window, QPoint(0, 0)), now->size()).adjusted(-4, -4, 4, 4) & window.rect();
            const QImage with = window.grab(around).toImage();
            now->clearFocus();
            const QImage without = window.grab(around).toImage();
            now->setFocus(Qt::OtherFocusReason);
            const int pixels = telling(with, without);
            if (pixels < 30) unseen += QStringLiteral("%1 tells its focus by %2 pixels").arg(nameOf(*now)).arg(pixels);
        }
        QStringList missed;
        for (QWidget* widget : window.findChildren<QWidget*>()) {
            if (!widget->isVisible() || !widget->isEnabled() || !(widget->focusPolicy() & Qt::TabFocus) ||
                widget->focusProxy())
                continue;
            if (qobject_cast<QScrollArea*>(widget) || widget->visibleRegion().isEmpty()) continue;
            if (widget->objectName().startsWith(QLatin1String("qt_")))
                continue;  // inside of a control that is walked to
            if (!seen.contains(widget)) missed += nameOf(*widget);
        }
        QVERIFY2(missed.isEmpty(),
                 qPrintable(QStringLiteral("Tab never comes to ") + missed.join(QStringLiteral(", "))));
        QVERIFY2(unseen.isEmpty(), qPrintable(unseen.join(u'\n')));
        QVERIFY(seen.size() > 12);
    }

    void timeStepsAreOneStop_data() {
        QTest::addColumn<QString>("place");
        QTest::addColumn<int>("most");
        QTest::newRow("strip") << "t=9,op=f" << 1;
        // A row an operation.
        QTest::newRow("unrolled") << "t=9,op=f,zoom=sequence" << 20;
    }

    /// Fifty time steps are one stop of Tab, where the cursor is; the arrows go along it, Return goes there.
    void timeStepsAreOneStop() {
        QFETCH(QString, place);
        QFETCH(int, most);
        gui::Selection selection;
        selection.lesson = "forecasting";
        selection.version = "tutorial";
        selection.overrides = {"model.lstm.units=4", "data.look_back=50"};
        gui::Bridge bridge;
        MainWindow window(bridge);
        window.setStill(true);
        window.resize(1440, 900);
        window.show();
        bridge.openNow(selection);
        window.goTo(gui::parseCursor(place));
        bridge.settle();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::qWait(100);
        int stops = 0, presses = 0, target = -1;
        gui::DrawingView* strip = nullptr;
        QWidget* first = nullptr;
        for (; presses < 400; ++presses) {
            QWidget* from = QApplication::focusWidget();
            QTest::keyClick(from ? from : &window, Qt::Key_Tab);
            QWidget* now = QApplication::focusWidget();
            QVERIFY(now);
            if (!first)
                first = now;
            else if (now == first && from != first)
                break;
            auto* view = qobject_cast<gui::DrawingView*>(now);
            if (!view || view->focusedTarget() < 0) continue;
            const auto& one = view->drawing().targets.at(std::size_t(view->focusedTarget()));
            if (one.group.isEmpty()) continue;
            ++stops;
            QVERIFY2(one.isCurrent && one.id.startsWith(QLatin1String("t=9")), qPrintable(one.id));
            strip = view;
            target = view->focusedTarget();
        }
        QVERIFY2(presses < 200, qPrintable(QString::number(presses)));
        QVERIFY2(stops >= 1 && stops <= most, qPrintable(QString::number(stops)));
        // Once more to the last of them, and along it.
        for (int k = 0; k < 400 && !(strip->hasFocus() && strip->focusedTarget() == target); ++k)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        const std::string operation = window.cursorState().operation;
        const auto focused = [&] { return strip->drawing().targets.at(std::size_t(strip->focusedTarget())).id; };
        for (int k = 0; k < 3; ++k) QTest::keyClick(strip, Qt::Key_Right);
        QVERIFY2(focused().startsWith(QLatin1String("t=12")), qPrintable(focused()));
        for (int k = 0; k < 60; ++k) QTest::keyClick(strip, Qt::Key_Left);
        QVERIFY2(focused().section(u',', 0, 0) == QLatin1String("t=1"), qPrintable(focused()));
        QCOMPARE(window.cursorState().t, 9);
        QCOMPARE(window.cursorState().operation, operation);
        QTest::keyClick(strip, Qt::Key_Return);
        QTRY_COMPARE(window.cursorState().t, 1);
    }
};

QTEST_MAIN(Focus)
#include "tst_focus.moc"
