// Every LSTM, GRU and RNN case of the ONNX backend suite, through the cell programs. The suite's LSTM weights are all
// one constant, so a green run says little about gate order (tests/parity does); it says that the equations are those
// of ONNX.
#include <onnx/onnx_pb.h>

#include <QDir>
#include <QtTest>

#include <fstream>

#include "engine/cells/interpreter.h"

using namespace engine;

namespace {

const QString kSuite = "/usr/share/libonnx-testdata/data/node/";

struct Array {
    std::vector<Index> shape;
    std::vector<float> values;
    [[nodiscard]] bool empty() const { return values.empty(); }
    /// The last two dimensions of entry `first`, [rows x columns].
    [[nodiscard]] Matrix matrix(Index first = 0) const {
        const Index columns = shape.back(), rows = shape.size() < 2 ? 1 : shape[shape.size() - 2];
        Matrix m(rows, columns);
        for (Index i = 0; i < m.size(); ++i) m.data()[i] = values[static_cast<std::size_t>(first * m.size() + i)];
        return m;
    }
};

Array readTensor(const QString& path) {
    onnx::TensorProto proto;
    std::ifstream file(path.toStdString(), std::ios::binary);
    if (!file || !proto.ParseFromIstream(&file)) qFatal("cannot read %s", qPrintable(path));
    Array array;
    array.shape.assign(proto.dims().begin(), proto.dims().end());
    if (proto.data_type() != onnx::TensorProto::FLOAT) return array;
    if (proto.has_raw_data()) {
        array.values.resize(proto.raw_data().size() / sizeof(float));
        std::memcpy(array.values.data(), proto.raw_data().data(), proto.raw_data().size());
    } else {
        array.values.assign(proto.float_data().begin(), proto.float_data().end());
    }
    return array;
}

/// One node with its inputs and expected outputs by position, absent ones empty.
struct Case {
    onnx::NodeProto node;
    std::vector<Array> inputs, outputs;
    [[nodiscard]] Array input(std::size_t i) const { return i < inputs.size() ? inputs[i] : Array{}; }
    [[nodiscard]] Index attribute(const char* name, Index otherwise) const {
        for (const auto& a : node.attribute())
            if (a.name() == name) return static_cast<Index>(a.i());
        return otherwise;
    }
};

Case readCase(const QString& name) {
    const QString folder = kSuite + name + "/";
    onnx::ModelProto model;
    std::ifstream file((folder + "model.onnx").toStdString(), std::ios::binary);
    if (!file || !model.ParseFromIstream(&file)) qFatal("cannot read %s", qPrintable(folder));
    Case result{model.graph().node(0), {}, {}};
    int next = 0;
    for (const auto& input : result.node.input())
        result.inputs.push_back(
            input.empty() ? Array{} : readTensor(folder + QString("test_data_set_0/input_%1.pb").arg(next++)));
    next = 0;
    for (const auto& output : result.node.output())
        result.outputs.push_back(
            output.empty() ? Array{} : readTensor(folder + QString("test_data_set_0/output_%1.pb").arg(next++)));
    return result;
}

/// ONNX's [gates*units x n] in its gate order -> ours [n x gates*units].
Matrix kernel(const Matrix& onnxKernel, const std::vector<int>& order, Index units) {
    Matrix result(onnxKernel.cols(), onnxKernel.rows());
    for (std::size_t gate = 0; gate < order.size(); ++gate)
        result.middleCols(static_cast<Index>(gate) * units, units) =
            onnxKernel.middleRows(order[gate] * units, units).transpose();
    return result;
}

Matrix blocks(const Matrix& row, const std::vector<int>& order, Index units) {
    Matrix result(1, static_cast<Index>(order.size()) * units);
    for (std::size_t gate = 0; gate < order.size(); ++gate)
        result.middleCols(static_cast<Index>(gate) * units, units) = row.middleCols(order[gate] * units, units);
    return result;
}

}  // namespace

class OnnxTest : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void equalsTheSuite_data() {
        QTest::addColumn<QString>("name");
        const QStringList names =
            QDir(kSuite).entryList({"test_lstm_*", "test_gru_*", "test_rnn_*", "test_simple_rnn_*"}, QDir::Dirs);
        for (const QString& name : names) QTest::newRow(qPrintable(name)) << name;
        QVERIFY2(names.size() >= 12, "install libonnx-testdata");
    }

    void equalsTheSuite() {
        QFETCH(QString, name);
        const Case c = readCase(name);
        const bool lstm = c.node.op_type() == "LSTM", gru = c.node.op_type() == "GRU";
        const bool batchFirst = c.attribute("layout", 0) == 1;
        const Index units = c.attribute("hidden_size", 0);
        const Array x = c.input(0), peepholes = c.input(7);
        const Index steps = x.shape[batchFirst ? 1 : 0], batch = x.shape[batchFirst ? 0 : 1], features = x.shape[2];
        const bool resetAfter = c.attribute("linear_before_reset", 0) == 1;

        // ours from ONNX's: i,f,g,o from i,o,f,c; z,r,h is the same in both; peepholes i,f,o from i,o,f.
        const std::vector<int> order = lstm  ? std::vector<int>{0, 2, 3, 1}
                                       : gru ? std::vector<int>{0, 1, 2}
                                             : std::vector<int>{0};
        const std::string programName = lstm  ? (peepholes.empty() ? "lstm" : "lstm_peephole")
                                        : gru ? (resetAfter ? "gru" : "gru_reset_before")
                                              : "simple_rnn";
        CellOptions options;
        options.units = units;
        options.resetAfter = resetAfter;
        const auto program = makeCellProgram(programName, features, options);

        InterpreterInput input;
        input.steps = steps;
        input.batch = batch;
        Matrix rows(steps * batch, features);
        for (Index t = 0; t < steps; ++t)
            for (Index b = 0; b < batch; ++b)
                for (Index f = 0; f < features; ++f)
                    rows(t * batch + b, f) =
                        x.values[static_cast<std::size_t>((batchFirst ? b * steps + t : t * batch + b) * features + f)];
        input.input = &rows;
        const Index width = static_cast<Index>(order.size()) * units;
        Matrix bias = Matrix::Zero(2, width);
        if (const Array b = c.input(3); !b.empty()) {
            bias.row(0) = blocks(b.matrix().leftCols(width), order, units);
            bias.row(1) = blocks(b.matrix().rightCols(width), order, units);
        }
        input.parameters = {kernel(c.input(1).matrix(), order, units), kernel(c.input(2).matrix(), order, units),
                            resetAfter ? bias : Matrix(bias.colwise().sum())};
        if (!peepholes.empty()) {
            Matrix p(3, units);
            const Matrix packed = peepholes.matrix();
            p << packed.middleCols(0, units), packed.middleCols(2 * units, units), packed.middleCols(units, units);
            input.parameters.push_back(Matrix(
                Eigen::Map<Matrix>(p.data(), program->parameters.back().rows(), program->parameters.back().columns())));
        }
        const CellRecord record = interpret(program, input);
        const Matrix& h = record.values[static_cast<std::size_t>(program->output)];

        bool compared = false;
        if (const Array& y = c.outputs[0]; !y.empty()) {  // [T,1,B,H], or [B,T,1,H]
            for (Index t = 0; t < steps; ++t)
                for (Index b = 0; b < batch; ++b)
                    for (Index u = 0; u < units; ++u) {
                        const Index row = batchFirst ? b * steps + t : t * batch + b;
                        QVERIFY(std::abs(h(t * batch + b, u) - y.values[static_cast<std::size_t>(row * units + u)]) <
                                1e-6);
                        compared = true;
                    }
        }
        if (c.outputs.size() > 1 && !c.outputs[1].empty()) {  // [1,B,H], or [B,1,H]
            for (Index b = 0; b < batch; ++b)
                for (Index u = 0; u < units; ++u) {
                    QVERIFY(std::abs(h((steps - 1) * batch + b, u) -
                                     c.outputs[1].values[static_cast<std::size_t>(b * units + u)]) < 1e-6);
                    compared = true;
                }
        }
        QVERIFY(compared);
    }
};

QTEST_GUILESS_MAIN(OnnxTest)
#include "tst_onnx.moc"
