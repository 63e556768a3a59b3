// The tutorial's programs that train against Keras: the same data, the same initial weights, no shuffle, five epochs.
// Both sides read what this program makes from the lesson files: with PROGRAMS_EXPORT=FOLDER it writes data and initial
// models there instead of testing, and make_programs.py trains Keras on them. The fixture holds nothing but Keras's
// logs. All agree to 1e-6 but lessons 12 (4e-6) and 13, an autoencoder of relu LSTMs: 7e-5 in the fifth epoch's
// val_loss. That is the net's own sensitivity: in float64 Keras, initial weights moved by half a float32 digit (6e-8)
// move the same number by up to 4e-5. No program has dropout. Of lesson 15's variants only NP, the LSTM without
// peepholes, is a layer of Keras; the others have no twin.
#include <QDir>

#include "engine/files/arrays.h"
#include "engine/files/keras.h"
#include "engine/files/npy.h"
#include "engine/layers/dense.h"
#include "engine/layers/lstm.h"
#include "lessons/catalog.h"
#include "lessons/tasks/task.h"
#include "tests/support/parity.h"

using namespace engine;
using lessons::Task;

namespace {

constexpr std::uint64_t kSeed = 7;
constexpr std::size_t kEpochs = 5;

struct Program {
    std::string name;  ///< "classification", "gru LSTM"
    std::shared_ptr<const Task> task;
    std::size_t run = 0;
};

std::vector<Program> programs() {
    std::vector<Program> all;
    for (const char* id : {"classification", "bidirectional", "forecasting", "sentiment", "music", "entities",
                           "translation", "phonemes", "actions", "anomaly", "gru", "papers"}) {
        const auto task = lessons::makeTask(lessons::findLesson(id).spec("tutorial"), kSeed);
        for (std::size_t run = 0; run < task->runCount(); ++run) {
            std::string name;
            if (task->runCount() > 1) name.append(" ").append(task->runName(run));
            if (std::string(id) == "papers" && name != " NP") continue;
            all.push_back({id + name, task, run});
        }
    }
    return all;
}

TrainerOptions optionsOf(const Task& task) {
    TrainerOptions options = task.trainerOptions();
    options.shuffle = false;
    options.threads = 2;
    return options;
}

/// lstm_np trains through the interpreter and is no class of Keras; a Keras LSTM with the same numbers is the same net.
std::shared_ptr<const Model> kerasTwin(const Program& program) {
    const auto model = program.task->model(program.run);
    if (program.name != "papers NP") return model;
    RecurrentOptions lstm;
    lstm.units = 12;
    auto twin = std::make_shared<Model>();
    twin->addInput("input", model->inputShapes().front());
    twin->append(std::make_shared<LSTM>("lstm", lstm));
    twin->append(std::make_shared<Dense>("dense", DenseOptions{}));
    twin->finish();
    return twin;
}

void writeArrays(const QDir& folder, const QString& prefix, const std::vector<Tensor>& tensors) {
    for (std::size_t i = 0; i < tensors.size(); ++i)
        writeNpy(folder.filePath(prefix + QString::number(i) + ".npy").toStdString(), arrayFromTensor(tensors[i]));
}

void exportTo(const QString& path) {
    for (const Program& program : programs()) {
        QDir folder(path + "/" + QString::fromStdString(program.name));
        if (!folder.mkpath(".")) qFatal("cannot make %s", qPrintable(folder.path()));
        const TrainerOptions options = optionsOf(*program.task);
        KerasFile file;
        file.model = kerasTwin(program);
        file.weights = program.task->initialWeights(program.run);
        file.losses = options.losses;
        file.metrics = options.metrics;
        file.optimizer = options.optimizer;
        file.learningRate =
            options.learningRate > 0 ? options.learningRate : makeOptimizer(options.optimizer)->defaultLearningRate;
        writeKeras(folder.filePath("model.keras").toStdString(), file);
        writeArrays(folder, "x", program.task->training().inputs);
        writeArrays(folder, "y", program.task->training().targets);
        writeArrays(folder, "val_x", program.task->validation().inputs);
        writeArrays(folder, "val_y", program.task->validation().targets);
        QFile facts(folder.filePath("batch_size"));
        if (!facts.open(QIODevice::WriteOnly)) qFatal("cannot write %s", qPrintable(facts.fileName()));
        facts.write(QByteArray::number(static_cast<qlonglong>(options.batchSize)));
    }
}

}  // namespace

class TestPrograms : public QObject {
    Q_OBJECT

    parity::Json m_fixture;
    std::vector<Program> m_programs;

 private slots:
    void initTestCase() {
        m_fixture = parity::readFixture("programs.json");
        m_programs = programs();
        QCOMPARE(m_fixture["programs"].size(), m_programs.size());
    }

    void equalsKeras_data() {
        QTest::addColumn<int>("number");
        for (std::size_t i = 0; i < m_programs.size(); ++i)
            QTest::addRow("%s", m_programs[i].name.c_str()) << static_cast<int>(i);
    }

    void equalsKeras() {
        QFETCH(int, number);
        const Program& program = m_programs[static_cast<std::size_t>(number)];
        const parity::Json& wanted = m_fixture["programs"][program.name];
        const TrainerOptions options = optionsOf(*program.task);
        Trainer trainer(program.task->model(program.run), program.task->training(), program.task->validation(),
                        options);
        trainer.restore(trainer.initialState(program.task->initialWeights(program.run)));
        QCOMPARE(static_cast<int>(wanted["loss"].size()), static_cast<int>(kEpochs));
        for (std::size_t epoch = 0; epoch < kEpochs; ++epoch) {
            while (trainer.step() == BatchOutcome::Continues) {
            }
            QCOMPARE(trainer.epochLogs().size(), wanted.size());
            for (const auto& [name, value] : trainer.epochLogs()) {
                const double expected = wanted.at(name).at(epoch).get<double>();
                QVERIFY2(std::abs(value - expected) <= 1e-4 * std::abs(expected),
                         qPrintable(QString("epoch %1, %2: %3, Keras %4")
                                        .arg(epoch + 1)
                                        .arg(name.c_str())
                                        .arg(value, 0, 'g', 9)
                                        .arg(expected, 0, 'g', 9)));
            }
        }
    }
};

int main(int argc, char** argv) {
    const QString folder = qEnvironmentVariable("PROGRAMS_EXPORT");
    if (!folder.isEmpty()) {
        exportTo(folder);
        return 0;
    }
    TestPrograms test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_programs.moc"
