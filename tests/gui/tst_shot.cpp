// Pictures: the same state gives the same bytes. tst_layouts looks at their texts.
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include "engine/core/error.h"
#include "gui/studio/studio.h"

using gui::MainWindow;
using gui::PictureState;
using gui::Studio;
using gui::Theme;

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
        for (const char* page : {"step", "train"}) {
            for (const char* name : {"a.png", "b.png"}) {
                Studio studio(small());
                studio.show(
                    {page, QStringLiteral("epoch=2,t=7,unit=3"), {1280, 720}, Theme::Kind::Light, false, 1.0, 1});
                studio.save(folder.filePath(QLatin1String(name)));
                studio.saveTexts(folder.filePath(QLatin1String(name) + QStringLiteral(".json")));
            }
            QVERIFY(read(folder.filePath("a.png")).size() > 20000);
            QCOMPARE(read(folder.filePath("a.png")), read(folder.filePath("b.png")));
            QCOMPARE(read(folder.filePath("a.png.json")), read(folder.filePath("b.png.json")));
        }
    }

    void refusesWhatCannotBeShown() {
        Studio studio(small());
        QVERIFY_EXCEPTION_THROWN(
            studio.show({"step", QStringLiteral("t=abc"), {1280, 720}, Theme::Kind::Light, false, 1.0, 1}),
            engine::Error);
        QVERIFY_EXCEPTION_THROWN(studio.save(QStringLiteral("/nowhere/at/all.png")), engine::Error);
        QVERIFY_EXCEPTION_THROWN(studio.save(QStringLiteral("picture.bmp")), engine::Error);
    }
};

int main(int argc, char** argv) {
    const auto application = gui::makeOffscreenApplication();
    TestShot test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_shot.moc"
