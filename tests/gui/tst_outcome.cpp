// Outcomes: what each kind of task describes, says and results in, the words for it, and the figures of a run.
#include <QChart>
#include <QHeaderView>
#include <QtTest>
#include <algorithm>
#include <cmath>

#include "gui/bridge/runhistory.h"
#include "gui/charts/curvechart.h"
#include "gui/charts/gradientchart.h"
#include "gui/outcome/classwords.h"
#include "gui/outcome/outputwords.h"
#include "gui/outcome/pictureandtable.h"
#include "gui/outcome/tables.h"
#include "gui/outcome/tableview.h"
#include "gui/pages/train/runlist.h"
#include "gui/place/words.h"
#include "gui/scene/sequencestrip.h"
#include "gui/studio/studio.h"
#include "gui/widgets/drawingview.h"
#include "lessons/catalog.h"
#include "lessons/session/session.h"
#include "lessons/tasks/calendar.h"
#include "tests/support/tinytask.h"

using lessons::Snapshot;

namespace {

constexpr auto kPatience = std::chrono::minutes(2);

std::shared_ptr<const lessons::Task> taskOf(const char* lesson, const std::vector<std::string>& changes = {}) {
    return lessons::makeTask(lessons::findLesson(lesson).spec("tutorial", changes), 7);
}

template <typename View>
View outcomeOf(const lessons::Task& task) {
    return std::get<View>(task.output(task.initialWeights()));
}

/// A session of a tiny net and the history that a window would keep of it.
struct Watched {
    lessons::Session session;
    gui::RunHistory history;

    explicit Watched(tests::TinyOptions options = {})
        : session(std::make_shared<tests::TinyTask>(7, options), lessons::SessionOptions()) {
        history.beginSession({});
    }
    /// Waits until nothing moves and takes over what there is.
    std::shared_ptr<const Snapshot> settle(const std::function<bool(const Snapshot&)>& there) {
        session.waitFor([&](const Snapshot& s) { return s.status.settled && there(s); }, kPatience);
        for (const auto& point : session.takeCurvePoints()) history.add(point);
        const auto snapshot = session.snapshot();
        history.update(*snapshot);
        return snapshot;
    }
};

}  // namespace

class TestOutcome : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void initTestCase() { gui::Theme::loadFonts(); }

    void wordsOfTimes() {
        using lessons::Calendar;
        QCOMPARE(gui::longTime(Calendar("2000-06-05 00:00", "30 minutes").at(49)), "Tuesday 6 June 2000 00:30");
        QCOMPARE(gui::shortTime(Calendar("2000-06-05 00:00", "30 minutes").at(49)), "Tue 00:30");
        QCOMPARE(gui::longTime(Calendar("1999-12-31", "1 day").at(60)), "29 February 2000");
        QCOMPARE(gui::shortTime(Calendar("1949-01", "1 month").at(143)), "Dec 1960");
        QCOMPARE(gui::longTime(Calendar("1749-01", "1 month").at(0)), "January 1749");
        QCOMPARE(gui::longTime(Calendar("1700", "1 year").at(308)), "2008");
    }

    void wordsOfFiguresAreLabelledAndHeldOutFirst() {
        const lessons::Figures figures{
            {"loss", 7.97, 11, true}, {"accuracy", 0.15, 11, true}, {"accuracy", 1.0, 11, false}};
        const QStringList lines = gui::figureLines(figures);
        QCOMPARE(lines.join(QStringLiteral(" \u00B7 ")),
                 QStringLiteral("held-out loss 7.97, accuracy 0.15 \u00B7 training accuracy 1.00"));
        QCOMPARE(gui::momentText(11), "epoch 11");
        QCOMPARE(gui::momentText(11, 6), "epoch 11 and 6 batches");
        QCOMPARE(gui::momentText(0), "untrained");
    }

    void forecastingTells() {
        const auto task = lessons::makeTask(lessons::findLesson("forecasting").spec("real"), 7);
        QCOMPARE(gui::sampleName(task->describe(0)), "Monday 5 June 2000 00:00 to Tuesday 6 June 2000 00:30");
        QCOMPARE(gui::stepLabel(task->describe(0), 0), "Mon 00:00");
        QVERIFY(gui::sayingText(task->describe(0).target.at(0)).endsWith(QLatin1String(" MW")));
        QCOMPARE(gui::sampleName(taskOf("forecasting")->describe(119)), "steps 120 to 169");
        const auto view = std::get<lessons::ForecastView>(task->output(task->initialWeights()));
        const lessons::Figures figures = lessons::figuresOf(view, 3);
        QVERIFY((figures.at(0) == lessons::Figure{"rmse", view.rmse, 3, true}));
        QVERIFY(!lessons::figuresOf(outcomeOf<lessons::ForecastView>(*taskOf("forecasting")), 0).at(0).isHeldOut);
    }

    void classificationTells() {
        const auto task = taskOf("classification");
        QCOMPARE(gui::sampleName(task->describe(4)), "random sequence 5");
        QVERIFY(std::holds_alternative<lessons::Choice>(task->describe(4).target.at(0)));
        const auto view = outcomeOf<lessons::ClassificationView>(*task);
        QVERIFY(view.isHeldOut && view.labels.size() == 20 && view.said.size() == 20);
        QCOMPARE(view.figures().at(0).value, double(view.right()) / 20.0);
        QVERIFY(view.figures().at(0).isHeldOut);
        const gui::Table table = gui::tableOf(view);
        QCOMPARE(table.rows.size(), std::size_t(20));
        QVERIFY(table.note.contains(QLatin1String("held out")));
        const auto steps = outcomeOf<lessons::ClassificationView>(*taskOf("phonemes", {"data.samples=10"}));
        QVERIFY(steps.isEachStep && steps.figures().empty() && gui::tableOf(steps).rows.size() == 20);
    }

    void sentencesTell() {
        const auto task = taskOf("sentiment");
        QCOMPARE(gui::sampleName(task->describe(0)), "This movie was great");
        QCOMPARE(gui::stepLabel(task->describe(0), 9), "great");
        QCOMPARE(gui::sayingText(task->describe(0).target.at(0)), "positive");
        const gui::Table table = gui::tableOf(outcomeOf<lessons::SentencesView>(*task));
        QCOMPARE(table.rows.size(), std::size_t(6));
        QCOMPARE(table.rows[4].cells[1], "i this movie");
        QVERIFY(table.rows[4].mark == gui::Table::Mark::None && table.rows[0].mark != gui::Table::Mark::None);
        const auto result = task->result({task->initialWeights()}, {lessons::RunFacts{}});
        QCOMPARE(result.at("sentences").at(0).at("known_words").get<std::string>(), std::string("i this movie"));
    }

    void taggingTells() {
        const auto task = taskOf("entities");
        const auto sample = task->describe(0);
        QCOMPARE(sample.steps.size(), std::size_t(5));
        QCOMPARE(sample.target.size(), std::size_t(5));
        const auto view = outcomeOf<lessons::TaggingView>(*task);
        const auto isNew = [](const auto& word) { return word.sentence == 0; };
        QCOMPARE(std::count_if(view.words.begin(), view.words.end(), isNew), std::ptrdiff_t(5));
        QVERIFY(!view.words.back().tag && view.words.back().word == "in" && view.words.back().isKnown);
        const auto result = task->result({task->initialWeights()}, {lessons::RunFacts{}});
        QCOMPARE(result.at("tags").at(0).at("word").get<std::string>(), std::string("Schmidt"));
    }

    void translationTellsByLayer() {
        const auto task = taskOf("translation");
        const auto source = task->describe(0, "encoder"), written = task->describe(0, "decoder");
        QCOMPARE(gui::stepLabel(source, 0), "hello");
        QCOMPARE(gui::stepLabel(written, 0), "<start>");
        QCOMPARE(gui::stepLabel(written, 1), "hola");
        QCOMPARE(task->input("encoder").tokens.front(), std::string("hello"));
        QCOMPARE(task->input("decoder").tokens.back(), std::string("<end>"));
        QStringList pairs;
        for (const auto& row : outcomeOf<lessons::TranslationView>(*task).rows)
            pairs += QString::fromStdString(row.source + ' ' + row.wanted);
        QCOMPARE(pairs.join(QStringLiteral(", ")), "hello hola, world mundo, how como, are estas, you tu");
    }

    void anEmptyTranslationSaysNothing() {
        lessons::TranslationView view;
        view.end = "<end>";
        view.rows = {{"hello", "hola", {}}, {"you", "tu", {"tu"}}, {"how", "como", {"como", "como"}}};
        const gui::Table table = gui::tableOf(view);
        QCOMPARE(table.columns[0].name + table.columns[1].name + table.columns[2].name, "sourcewantedgot");
        QCOMPARE(table.rows[0].cells[2], "(nothing)");
        QVERIFY(table.rows[0].mark == gui::Table::Mark::Wrong && table.rows[1].mark == gui::Table::Mark::Right &&
                table.rows[2].mark == gui::Table::Mark::Wrong);
        QCOMPARE(view.figures().at(0).value, 1.0 / 3.0);
        // A wrong one opens where it goes wrong, a right one at its beginning, one that nobody numbered nowhere.
        view.decoder = "decoder";
        view.rows[1].sample = 4;
        view.rows[2].sample = 5;
        const gui::Table places = gui::tableOf(view);
        QVERIFY(places.rows[0].places.isEmpty());
        QCOMPARE(places.rows[1].places, QStringList{"sample=4,t=1"});
        QCOMPARE(places.rows[2].places, QStringList{"sample=5,layer=decoder,t=2,zoom=sequence"});
    }

    void notesTellInLittleRoom() {
        const auto task = taskOf("music");
        QCOMPARE(gui::sampleName(task->describe(0)), "notes 1 to 10");
        QCOMPARE(task->describe(0).steps.size(), std::size_t(10));
        const auto view = outcomeOf<lessons::NotesView>(*task);
        QCOMPARE(view.written.size(), std::size_t(50));
        // Beside the cell: five lines of ten notes, not an empty card.
        gui::OutputWords words;
        words.resize(250, 160);
        words.setTable(gui::tableOf(view));
        QCOMPARE(words.paintedTexts().size(), std::size_t(5));
        QVERIFY(words.paintedTexts()[0].text.startsWith(QLatin1String("1 to 10: ")));
    }

    void wordsAreNeverAnEmptyCard() {
        gui::OutputWords words;
        words.resize(120, 60);
        words.setTable(gui::tableOf(outcomeOf<lessons::SentencesView>(*taskOf("sentiment"))));
        QVERIFY(!words.paintedTexts().empty());
    }

    void sumsScoresAndValuesTell() {
        const auto sums = taskOf("papers");
        QCOMPARE(gui::sampleName(sums->describe(2)), "sequence 3");
        const auto view = outcomeOf<lessons::SumsView>(*sums);
        QVERIFY(view.isHeldOut && view.sums.size() == 200);
        QCOMPARE(view.figures().at(0).value, std::sqrt(view.meanSquaredError));
        QCOMPARE(gui::tableOf(view).rows.size(), std::size_t(20));

        const auto windows = taskOf(
            "anomaly", {"data.samples=20", "data.sine.points=1000", "data.damaged.first=10", "data.damaged.last=11"});
        QCOMPARE(gui::sampleName(windows->describe(3)), "window 3, undamaged");
        const auto scores = outcomeOf<lessons::ScoreView>(*windows);
        QCOMPARE(scores.figures().at(0).value, 1.0);  // the 95th percentile of twenty leaves one above it
        QCOMPARE(windows->result({windows->initialWeights()}, {lessons::RunFacts{}}).at("anomalies").get<int>(), 1);

        const auto untrained = taskOf("introduction");
        QVERIFY(!untrained->isTrainable() && sums->isTrainable());
        const gui::Table values = gui::tableOf(outcomeOf<lessons::ValuesView>(*untrained));
        QVERIFY2(values.rows.at(0).cells.at(1) != QLatin1String("0.000"), "a small output is not none");
    }

    void everyModelIsInListAndTable() {
        const auto task = std::make_shared<tests::TinyTask>(7, tests::TinyOptions{.runs = 9, .epochs = 1});
        lessons::Session session(task, {});
        gui::RunHistory history;
        history.beginSession({});
        session.train();
        session.waitFor(
            [](const Snapshot& s) { return s.status.settled && s.status.state == lessons::RunState::Finished; },
            kPatience);
        for (const auto& point : session.takeCurvePoints()) history.add(point);
        history.update(*session.snapshot());
        gui::RunList list;
        QCOMPARE(list.order(history, 4).size(), std::size_t(9));
        const gui::Table table = gui::runsTable(*session.snapshot());
        QCOMPARE(table.rows.size(), std::size_t(9));
        for (const auto& row : table.rows) QVERIFY2(row.cells[2] != QChar(0x2014), qPrintable(row.cells.join(u' ')));
        QVERIFY(table.columns[1].isNumber && table.columns[2].name.startsWith(QLatin1String("held-out")));
    }

    void aRowShowsFiguresOfOneMoment() {
        Watched watched({.epochs = 6});
        watched.session.stepEpoch();
        watched.settle([](const Snapshot& s) { return s.status.epoch == 1 && s.shown.outputMoment.epoch == 1; });
        const lessons::Figures before = watched.history.runs().at(0).figures();
        QVERIFY(std::any_of(before.begin(), before.end(), [](const auto& figure) { return figure.id == "rmse"; }));
        for (const auto& figure : before) QCOMPARE(figure.epoch, 1);
        // Two batches into the next epoch: another net, but the row stays as it was measured.
        for (int batch = 1; batch <= 2; ++batch) {
            watched.session.stepBatch();
            const auto snapshot = watched.settle([&](const Snapshot& s) { return s.status.batch == batch; });
            QCOMPARE(snapshot->shown.outputMoment.epoch, 1);
            QCOMPARE(snapshot->shown.outputMoment.batch, engine::Index(batch));
        }
        QVERIFY(watched.history.runs().at(0).figures() == before);
    }

    void aBranchKeepsStrangersOut() {
        Watched watched({.epochs = 6});
        for (int epoch = 1; epoch <= 3; ++epoch) {
            watched.session.stepEpoch();
            watched.settle([&](const Snapshot& s) { return s.status.epoch == epoch && s.status.batch == 0; });
        }
        const lessons::Figures old = watched.history.runs().at(0).figures();
        watched.session.goToEpoch(1);
        watched.settle([](const Snapshot& s) { return s.status.epoch == 1; });
        QVERIFY(watched.history.runs().at(0).figures() == old);
        // The first batch of the branch: a row of its own, with what it shares.
        watched.session.stepBatch();
        watched.settle([](const Snapshot& s) { return s.status.batch == 1; });
        QCOMPARE(watched.history.runs().size(), std::size_t(2));
        QCOMPARE(watched.history.runs().at(1).branchedAt, 1);
        QCOMPARE(watched.history.runs().at(1).epoch(), 1);
        QVERIFY(gui::RunList::label(watched.history.runs().at(1)).contains(QLatin1String("branch at 1")));
        watched.session.stepEpoch();
        watched.settle([](const Snapshot& s) { return s.status.epoch == 2 && s.status.batch == 0; });
        QVERIFY(watched.history.runs().at(0).figures() == old);
        for (const auto& figure : watched.history.runs().at(1).figures()) QCOMPARE(figure.epoch, 2);
    }

    void noCurveEndsBelowTheBadge() {
        gui::CurveChart chart(false);
        chart.resize(300, 200);
        chart.setRuns({{QStringLiteral("LSTM"), {{1, 0.1}, {10, 1.0}}, {}, true}}, 10, 10);
        bool found = false;
        for (const gui::DrawnText& text : chart.paintedTexts()) {
            if (text.text != QLatin1String("epoch 10")) continue;
            found = true;
            QVERIFY(text.rect.bottom() + 2 <= chart.chart()->plotArea().top());
            QVERIFY(text.rect.top() >= 0 && text.rect.right() + 8 <= 300);
        }
        QVERIFY(found);
    }

    void oneStepHasNoEmptyFrame() {
        gui::GradientChart chart;
        chart.resize(300, 200);
        chart.setNorms({0.0125}, {0.031}, 1);
        const auto texts = chart.paintedTexts();
        QCOMPARE(texts.size(), std::size_t(1));
        QVERIFY(texts[0].text.contains(QLatin1String("one step")) && texts[0].text.contains(QLatin1String("0.0125")));
    }

    void aWrongAnswerLeadsToItsStep() {
        lessons::ClassificationView view;
        view.isMeasure = view.isEachStep = true;
        view.classes = 2;
        view.steps = 3;
        view.firstSample = 40;
        view.labels = {0, 0, 1, 0, 1, 1};
        view.said = {0, 0, 1, 0, 0, 0};
        QCOMPARE(gui::firstTaken(view, 1, 0), "sample=41,t=2");
        QCOMPARE(gui::firstTaken(view, 1, 1), "sample=40,t=3");
        QCOMPARE(gui::firstTaken(view, 0, 1), QString());  // that never happened
        const gui::Table mistakes = gui::tableOf(view);
        QCOMPARE(mistakes.rows.size(), std::size_t(2));
        QCOMPARE(mistakes.rows[0].cells, (QStringList{"2", "2", "1", "0"}));
        QCOMPARE(gui::placeOf(mistakes.rows[1], 3), "sample=41,t=3");
        const auto theme = gui::Theme::make(gui::Theme::Kind::Light);
        const gui::Drawing matrix = gui::pictureOf(view, 0)->draw(theme, {400, 200});
        QStringList numbers;
        for (const gui::DrawnText& text : matrix.texts)
            if (text.name.contains(QLatin1String("taken for"))) numbers += text.text;
        QCOMPARE(numbers, (QStringList{"3", "2", "1"}));
        QCOMPARE(matrix.targets.size(), std::size_t(3));
        QCOMPARE(matrix.targets[1].id, "sample=41,t=2");

        // Cells may lead to places of their own.
        gui::Table table;
        table.columns = {{"a"}, {"b"}, {"c"}};
        table.rows = {{{"x", "0", "0"}},
                      {{"y", "1", "2"}, gui::Table::Mark::None, {"", "sample=41,t=2", "sample=40,t=3"}}};

        gui::TableView shown;
        shown.resize(500, 200);
        shown.setTable(table);
        QSignalSpy picked(&shown, &gui::TableView::placePicked);
        const QPoint at = shown.visualItemRect(shown.item(1, 1)).center();
        QTest::mouseClick(shown.viewport(), Qt::LeftButton, {}, at);
        QTest::mouseClick(shown.viewport(), Qt::LeftButton, {}, shown.visualItemRect(shown.item(0, 2)).center());
        QCOMPARE(picked.count(), 1);
        QCOMPARE(picked.at(0).at(0).toString(), "sample=41,t=2");
        // By keys, also after the table was filled anew under them.
        shown.setCurrentCell(1, 1);
        QTest::keyClick(&shown, Qt::Key_Right);
        shown.setTable(table);
        QTest::keyClick(&shown, Qt::Key_Return);
        QCOMPARE(picked.count(), 2);
        QCOMPARE(picked.at(1).at(0).toString(), "sample=40,t=3");
    }

    void aPictureSharesItsRoomWithTheTable() {
        gui::PictureAndTable panel;
        panel.resize(400, 300);
        panel.show();
        gui::Table table;
        table.columns = {{"name"}};
        table.rows = {{{"a"}}};
        QSizeF drawn;
        const auto draw = [&](const gui::Theme&, QSizeF size) {
            drawn = size;
            gui::Drawing drawing;
            drawing.size = size;
            drawing.targets.push_back({QRectF(QPointF(), size), "sample=3,t=2", "the third"});
            return drawing;
        };
        panel.display(gui::Picture{"a picture", draw, 0.7}, table);
        QTRY_VERIFY(drawn.height() > 180 && drawn.height() < 230);
        auto* picture = panel.findChild<gui::DrawingView*>();
        auto* words = panel.findChild<gui::TableView*>();
        QVERIFY(picture->isVisible() && words->isVisible());
        QSignalSpy picked(&panel, &gui::PictureAndTable::placePicked);
        QTest::mouseClick(picture, Qt::LeftButton, {}, QPoint(20, 20));
        QCOMPARE(picked.count(), 1);
        QCOMPARE(picked.at(0).at(0).toString(), "sample=3,t=2");
        panel.display(gui::Picture{"a picture", draw}, {});
        QTRY_VERIFY(!words->isVisible() && drawn.height() > 290);
        panel.display({}, table);
        QTRY_VERIFY(!picture->isVisible() && words->height() > 290);
    }

    void headersStandOverTheirCells() {
        gui::TableView view;
        view.resize(500, 200);
        gui::Table table;
        table.columns = {{"name"}, {"value", true}};
        table.rows = {{{"a", "1.5"}}};
        view.setTable(table);
        for (int c = 0; c < 2; ++c)
            QCOMPARE(view.horizontalHeaderItem(c)->textAlignment() & ~int(Qt::TextWordWrap),
                     view.item(0, c)->textAlignment());
        QVERIFY(view.item(0, 1)->textAlignment() & Qt::AlignRight);
    }
};

QTEST_MAIN(TestOutcome)
#include "tst_outcome.moc"
