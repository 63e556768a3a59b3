// Pictures: the same state gives the same bytes, and no text overlaps, is cut or is too small.
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include "engine/core/error.h"
#include "gui/cli/studio.h"
#include "gui/cli/visibletexts.h"

using gui::MainWindow;
using gui::Theme;
using gui::cli::PictureState;
using gui::cli::Studio;

namespace {

gui::Selection small() {
    gui::Selection selection;
    selection.lesson = "forecasting";
    selection.version = "tutorial";
    selection.overrides = {"model.lstm.units=8", "data.look_back=12"};
    return selection;
}

QByteArray read(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class TestShot : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void initTestCase() { Theme::loadFonts(); }

    void sameStateSameBytes() {
        QTemporaryDir folder;
        for (const int page : {MainWindow::Step, MainWindow::Train}) {
            for (const char* name : {"a.png", "b.png"}) {
                Studio studio(small());
                studio.show({page, QStringLiteral("epoch=2,t=7,unit=3"), {1280, 720}, Theme::Kind::Light, false, 1.0, 1});
                studio.save(folder.filePath(QLatin1String(name)));
                studio.saveTexts(folder.filePath(QLatin1String(name) + QStringLiteral(".json")));
            }
            QVERIFY(read(folder.filePath("a.png")).size() > 20000);
            QCOMPARE(read(folder.filePath("a.png")), read(folder.filePath("b.png")));
            QCOMPARE(read(folder.filePath("a.png.json")), read(folder.filePath("b.png.json")));
        }
    }

    void textsKeepApart_data() {
        QTest::addColumn<int>("page");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<double>("scale");
        QTest::addColumn<bool>("presenter");
        for (const int page : {MainWindow::Step, MainWindow::Train}) {
            for (const QSize& size : {QSize(1440, 900), QSize(1280, 720), QSize(1024, 768)}) {
                for (const double scale : {1.0, 1.5}) {
                    for (const bool presenter : {false, true}) {
                        if (presenter && scale > 1) continue;
                        QTest::addRow("%s %dx%d scale %g%s", page == MainWindow::Step ? "step" : "train", size.width(), size.height(),
                                      scale, presenter ? " presenter" : "")
                            << page << size << scale << presenter;
                    }
                }
            }
        }
    }

    void textsKeepApart() {
        QFETCH(int, page);
        QFETCH(QSize, size);
        QFETCH(double, scale);
        QFETCH(bool, presenter);
        static Studio* studio = new Studio(small());
        studio->show({page, QStringLiteral("epoch=2,t=7,unit=3"), size, Theme::Kind::Light, presenter, scale, 2});
        const auto texts = gui::cli::visibleTexts(studio->window());
        QVERIFY(texts.size() > 20);
        QStringList faults;
        for (std::size_t a = 0; a < texts.size(); ++a) {
            if (texts[a].px < (presenter ? 20 : 12)) faults += QStringLiteral("%1 px: \"%2\"").arg(texts[a].px).arg(texts[a].text);
            for (std::size_t b = a + 1; b < texts.size(); ++b) {
                const QRectF common = texts[a].rect.intersected(texts[b].rect);
                if (common.width() > 2 && common.height() > 3)
                    faults += QStringLiteral("\"%1\" over \"%2\" at %3,%4").arg(texts[a].text, texts[b].text).arg(common.x()).arg(common.y());
            }
        }
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    }

    void refusesWhatCannotBeShown() {
        Studio studio(small());
        QVERIFY_EXCEPTION_THROWN(studio.show({MainWindow::Step, QStringLiteral("t=abc"), {1280, 720}, Theme::Kind::Light, false, 1.0, 1}), engine::Error);
        QVERIFY_EXCEPTION_THROWN(studio.save(QStringLiteral("/nowhere/at/all.png")), engine::Error);
        QVERIFY_EXCEPTION_THROWN(studio.save(QStringLiteral("picture.bmp")), engine::Error);
    }
};

int main(int argc, char** argv) {
    const auto application = gui::cli::makeOffscreenApplication();
    TestShot test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_shot.moc"
