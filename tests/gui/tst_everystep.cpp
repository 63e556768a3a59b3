// Every step of every lesson, both versions, walked in the real window as a person does: its net opens, its page is not
// empty, its answers move the picture, no exercise is met before anything is done, and each is met by what it shows.
#include <QPushButton>
#include <QtTest>
#include <algorithm>

#include "gui/app/mainwindow.h"
#include "gui/lesson/cards/exercisecard.h"
#include "gui/lesson/lessonpanel.h"
#include "gui/pages/page.h"
#include "gui/studio/visibletexts.h"
#include "gui/widgets/messagebar.h"
#include "lessons/catalog.h"

class TestEveryStep : public QObject {
    Q_OBJECT

    struct Fixture {
        gui::Bridge bridge;
        gui::MainWindow window{bridge};
        Fixture(const std::string& lesson, const std::string& version) {
            window.resize(1280, 720);
            window.show();
            gui::Selection selection;
            selection.lesson = lesson;
            selection.version = version;
            bridge.openNow(selection);
        }
        [[nodiscard]] gui::LessonPanel& panel() { return *window.findChild<gui::LessonPanel*>(); }
        [[nodiscard]] const lessons::Snapshot* snapshot() {
            bridge.poll();
            return bridge.snapshot().get();
        }
        /// The net of the step is there, and what it asks to be held or edited.
        [[nodiscard]] bool arrives() {
            const auto state = panel().state();
            const auto isThere = [&] {
                const lessons::Snapshot* shown = snapshot();
                if (!shown || !shown->status.settled) return false;
                if (!state) return true;
                const auto open = bridge.selection().overrides;
                const auto isSet = [&](const auto& each) {
                    return std::find(open.begin(), open.end(), each) != open.end();
                };
                return std::all_of(state->settings.begin(), state->settings.end(), isSet);
            };
            return QTest::qWaitFor(isThere, 60000);
        }
        [[nodiscard]] gui::Page* page() {
            for (auto* page : window.findChildren<gui::Page*>())
                if (page->isVisible()) return page;
            return nullptr;
        }
        /// The texts of the page that is shown, pictures included.
        [[nodiscard]] int textCount() {
            const gui::Page* shown = page();
            if (!shown) return 0;
            const QRectF area(shown->mapTo(&window, QPoint()), shown->size());
            int count = 0;
            for (const gui::VisibleText& text : gui::visibleTexts(window)) count += area.contains(text.rect.center());
            return count;
        }
        [[nodiscard]] QString fault() { return window.findChild<gui::MessageBar*>()->text(); }
        [[nodiscard]] QList<gui::ExerciseCard*> exercises() {
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            return panel().findChildren<gui::ExerciseCard*>();
        }
        void press(const QWidget& in, const char* text) {
            for (auto* button : in.findChildren<QPushButton*>())
                if (button->text() == QLatin1String(text)) return button->click();
            qFatal("no such button");
        }
    };

 private Q_SLOTS:
    void isWhole_data() {
        QTest::addColumn<QString>("lesson");
        QTest::addColumn<QString>("version");
        for (const lessons::Lesson& lesson : lessons::readCatalog().lessons)
            for (const std::string& version : lesson.versions)
                QTest::addRow("%s, %s", lesson.id.c_str(), version.c_str())
                    << QString::fromStdString(lesson.id) << QString::fromStdString(version);
    }

    void isWhole() {
        QFETCH(QString, lesson);
        QFETCH(QString, version);
        Fixture f(lesson.toStdString(), version.toStdString());
        QVERIFY(QTest::qWaitFor([&] { return f.snapshot() && f.snapshot()->status.settled; }, 60000));
        std::vector<lessons::LessonPage> pages;
        for (const lessons::Lesson& one : lessons::readCatalog().lessons)
            if (one.id == lesson.toStdString()) pages = one.pagesOf(version.toStdString());
        QVERIFY(!pages.empty());
        // The first one is open already: it is gone to from another.
        f.panel().goToPage(int(pages.size()) - 1);
        QVERIFY(f.arrives());
        for (std::size_t k = 0; k < pages.size(); ++k) {
            const QByteArray here = "step " + QByteArray::number(int(k + 1)) + ", " + pages[k].title.c_str();
            f.panel().goToPage(int(k));
            QVERIFY2(f.arrives(), here);
            QTest::qWait(30);
            QCOMPARE(f.panel().page(), int(k));
            QVERIFY2(f.fault().isEmpty(), here + ": " + f.fault().toUtf8());
            QVERIFY2(f.textCount() >= 12, here + ": texts: " + QByteArray::number(f.textCount()));
            const auto count = std::count_if(pages[k].parts.begin(), pages[k].parts.end(), [](const auto& part) {
                return std::holds_alternative<lessons::Exercise>(part);
            });
            QCOMPARE(f.exercises().size(), count);
            for (const gui::ExerciseCard* card : f.exercises())
                QVERIFY2(!card->isMet(), here + ": is met before anything is done");
            meetExercises(f, here);
            if (QTest::currentTestFailed()) return;
            revealAnswers(f, pages[k], here);
            if (QTest::currentTestFailed()) return;
        }
    }

 private:
    /// A card may be made anew meanwhile, when another net opens.
    static void meetExercises(Fixture& f, const QByteArray& here) {
        for (qsizetype k = 0; k < f.exercises().size(); ++k) {
            const auto isMet = [&] {
                static_cast<void>(f.snapshot());
                const auto cards = f.exercises();
                return k < cards.size() && cards[k]->isMet();
            };
            const QByteArray task = f.exercises()[k]->exercise().task.c_str();
            if (!isMet()) f.press(*f.exercises()[k], "Show me");
            const bool met = QTest::qWaitFor(isMet, 240000);
            QVERIFY2(met, here + ": cannot be met: " + task + " " + f.fault().toUtf8());
            QVERIFY2(f.fault().isEmpty(), here + ": " + f.fault().toUtf8());
        }
    }

    static void revealAnswers(Fixture& f, const lessons::LessonPage& page, const QByteArray& here) {
        for (const lessons::PagePart& part : page.parts) {
            const auto* question = std::get_if<lessons::PageQuestion>(&part);
            if (!question) continue;
            for (const std::string& link : question->reveal) {
                if (link.starts_with("train:")) continue;  // the exercises train
                Q_EMIT f.panel().linkActivated(QString::fromStdString(link));
                const auto isThere = [&] { return f.snapshot() && f.snapshot()->status.settled; };
                QVERIFY2(QTest::qWaitFor(isThere, 60000), here);
                QTest::qWait(20);
                QVERIFY2(f.fault().isEmpty(), here + ": " + link.c_str() + ": " + f.fault().toUtf8());
                QVERIFY2(f.textCount() >= 12, here + ": " + link.c_str());
            }
        }
    }
};

QTEST_MAIN(TestEveryStep)
#include "tst_everystep.moc"
