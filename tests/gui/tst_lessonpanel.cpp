// The lesson beside the picture: questions are answered and stay answered, exercises turn by themselves, the contents
// tell what was done, and a class sees the answer only when it is revealed.
#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

#include "gui/lesson/cards/exercisecard.h"
#include "gui/lesson/cards/foldedhint.h"
#include "gui/lesson/cards/questioncard.h"
#include "gui/lesson/contentsview.h"
#include "gui/lesson/lessonpanel.h"
#include "gui/lesson/progresskeeper.h"
#include "lessons/catalog.h"
#include "lessons/text/glossary.h"

class TestLessonPanel : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    lessons::Lesson m_lesson;

    template <typename Widget>
    static QList<Widget*> seen(const QWidget& in) {
        QCoreApplication::processEvents();  // what a layout took in a moment ago is shown with the next event
        QList<Widget*> found = in.findChildren<Widget*>();
        found.removeIf([&](Widget* each) { return !each->isVisibleTo(&in); });
        return found;
    }
    static QStringList textsOf(const QWidget& in) {
        QStringList texts;
        for (const QLabel* label : seen<QLabel>(in)) texts << label->text();
        return texts;
    }
    static QPushButton* buttonOf(const QWidget& in, const QString& text) {
        for (auto* button : seen<QPushButton>(in))
            if (button->text() == text) return button;
        return nullptr;
    }
    std::unique_ptr<gui::LessonPanel> panel(const char* file) {
        auto made = std::make_unique<gui::LessonPanel>();
        made->keeper().setFile(m_folder.filePath(QLatin1String(file)));
        made->setTheme(gui::Theme::make(gui::Theme::Kind::Light));
        made->setLesson(m_lesson, "real", 15);
        made->resize(330, 1400);
        made->show();
        return made;
    }
    /// To be looked at.
    static void picture(gui::LessonPanel& panel, const char* name) {
        const QString folder = qEnvironmentVariable("GATEWISE_PICTURES");
        if (folder.isEmpty()) return;
        panel.setStyleSheet(gui::Theme::make(gui::Theme::Kind::Light).styleSheet());
        QTest::qWait(50);
        QVERIFY(panel.grab().save(folder + '/' + QLatin1String(name) + ".png"));
    }

 private Q_SLOTS:
    void initTestCase() {
        gui::Theme::loadFonts();
        m_lesson = lessons::findLesson("forecasting");
    }

    void aPredictionStaysBesideItsExplanation() {
        {
            const auto shown = panel("a.json");
            QSignalSpy links(shown.get(), &gui::LessonPanel::linkActivated);
            auto* card = shown->findChild<gui::QuestionCard*>();
            QVERIFY(card && card->isOpen());
            QPushButton* answer = buttonOf(*card, "Answer");
            QVERIFY(answer && !answer->isEnabled());
            QVERIFY(!textsOf(*card).join(' ').contains("scaler has put"));  // nothing is given away
            seen<QRadioButton>(*card)[1]->click();
            QVERIFY(answer->isEnabled());
            answer->click();
            QVERIFY(!card->isOpen());
            const QString told = textsOf(*card).join('\n');
            QVERIFY2(told.contains("Your answer: not so") && told.contains("This is right") &&
                         told.contains("scaler has put"),
                     qPrintable(told));
            QCOMPARE(links.size(), 1);
            QCOMPARE(links[0][0].toString(), QString("step:t=50,op=h"));
            picture(*shown, "answered");
        }
        // The next day it is still there, and is not asked again.
        const auto again = panel("a.json");
        auto* card = again->findChild<gui::QuestionCard*>();
        QVERIFY(card && !card->isOpen());
        QVERIFY(textsOf(*card).join('\n').contains("Your answer: not so"));
        const auto* kept = again->keeper().progress().answerTo("forecasting/real", card->question().ask);
        QVERIFY(kept && !kept->isRight);
    }

    void aNumberIsReadWithPointOrComma() {
        const auto shown = panel("b.json");
        shown->setPage(1);
        const auto cards = seen<gui::QuestionCard>(*shown);
        QCOMPARE(cards.size(), 2);
        auto* field = cards[0]->findChild<QLineEdit*>();
        QPushButton* answer = buttonOf(*cards[0], "Answer");
        field->setText("about a half");
        QVERIFY(!answer->isEnabled());
        field->setText("0,6");
        answer->click();
        QVERIFY(textsOf(*cards[0]).join('\n').contains("Right: 0.6"));
        QVERIFY(shown->keeper().progress().answerTo("forecasting/real", cards[0]->question().ask)->isRight);
        picture(*shown, "number");
    }

    void anExerciseTurnsByItself() {
        const auto shown = panel("c.json");
        shown->setPage(1);
        auto* card = shown->findChild<gui::ExerciseCard*>();
        QVERIFY(card && !card->isMet());
        const auto snapshot = [&](double skill) {
            auto made = std::make_shared<lessons::Snapshot>();
            made->task = lessons::makeTask(m_lesson.spec(), 7);
            lessons::ForecastView forecast;
            forecast.skill = skill;
            made->shown.output = std::make_shared<const lessons::OutputView>(forecast);
            return made;
        };
        shown->setSnapshot(snapshot(0.2));
        QVERIFY(!card->isMet());
        QVERIFY(textsOf(*card).join('\n').contains("skill = 0.200"));
        shown->setSnapshot(snapshot(0.6));
        QVERIFY(card->isMet());
        QVERIFY(card->accessibleName().contains("done"));
        QVERIFY(shown->keeper().progress().meeting("forecasting/real", card->exercise().task));
        shown->setSnapshot(snapshot(0.1));
        QVERIFY(card->accessibleName().contains("done before"));
        QSignalSpy links(shown.get(), &gui::LessonPanel::linkActivated);
        buttonOf(*card, "Show me")->click();
        buttonOf(*card, "Reset")->click();
        QCOMPARE(links.size(), 2);
        QCOMPARE(links[0][0].toString(), QString("train:start"));
        QCOMPARE(links[1][0].toString(), QString("train:reset"));
        auto* hint = card->findChild<gui::FoldedHint*>();
        QVERIFY(!hint->isUnfolded());
        hint->findChild<QToolButton*>()->click();
        QVERIFY(hint->isUnfolded());
        picture(*shown, "exercise");
    }

    void contentsTellWhatWasDone() {
        const auto shown = panel("d.json");
        QSignalSpy states(shown.get(), &gui::LessonPanel::stateWanted);
        shown->goToPage(1);
        QCOMPARE(states.size(), 1);
        shown->findChild<QToolButton*>()->click();
        auto* list = shown->findChild<QListWidget*>();
        QVERIFY(list && list->isVisibleTo(shown.get()));
        QCOMPARE(list->count(), int(m_lesson.pagesOf("real").size()));
        QVERIFY2(list->item(1)->text().contains("0 of 3 done"), qPrintable(list->item(1)->text()));
        picture(*shown, "contents");
        shown->contents().setCatalog([] { return lessons::readCatalog().lessons; });
        QSignalSpy hits(&shown->contents(), &gui::ContentsView::hitPicked);
        seen<QLineEdit>(*shown)[0]->setText("PEEPHOLES");
        QCOMPARE(list->count(), 2);
        Q_EMIT list->itemClicked(list->item(0));
        QCOMPARE(hits.size(), 1);
        QCOMPARE(hits[0][0].toString(), QString("papers"));
        seen<QLineEdit>(*shown)[0]->clear();
        Q_EMIT list->itemClicked(list->item(3));
        QCOMPARE(shown->page(), 3);
        QVERIFY(!list->isVisibleTo(shown.get()));
    }

    void aClassVotesAndTheKeyReveals() {
        const auto shown = panel("e.json");
        shown->setTheme(gui::Theme::make(gui::Theme::Kind::Light, true));
        auto card = [&] { return shown->findChild<gui::QuestionCard*>(); };
        QVERIFY(seen<QRadioButton>(*card()).isEmpty());
        const auto counts = seen<QSpinBox>(*card());
        QCOMPARE(counts.size(), 3);
        counts[1]->setValue(17);
        QVERIFY(shown->revealNext());
        QVERIFY(textsOf(*card()).join('\n').contains("This is right"));
        QVERIFY(!shown->revealNext());
        shown->setPage(1);
        shown->setPage(0);
        QVERIFY(!card()->isOpen());
        QCOMPARE(seen<QSpinBox>(*card())[1]->value(), 17);
        // The class's votes are nobody's answer.
        QVERIFY(!shown->keeper().progress().answerTo("forecasting/real", card()->question().ask));
        QStringList hints;
        for (auto* hint : seen<gui::FoldedHint>(*shown)) hints << hint->findChild<QToolButton*>()->text();
        QVERIFY(hints.contains("Note for the presenter"));
        shown->setTheme(gui::Theme::make(gui::Theme::Kind::Light));
        QVERIFY(card()->isOpen());
        QVERIFY(seen<gui::FoldedHint>(*shown).isEmpty());
    }

    void theGlossaryIsRead() {
        const auto terms = lessons::readGlossary(GATEWISE_SOURCE_DIR "/lessons/content/en/glossary.yaml");
        QVERIFY(terms.size() >= 15);
        for (const auto& term : terms) QVERIFY2(term.text.ends_with("."), term.term.c_str());
    }
};

QTEST_MAIN(TestLessonPanel)
#include "tst_lessonpanel.moc"
