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
};

QTEST_MAIN(Focus)
#include "tst_focus.moc"
