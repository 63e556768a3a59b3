// Tables from ids to words; tst_cellnames holds them to every program there is.
#include "gui/place/cellnames.h"

#include <QCoreApplication>

namespace gui {
namespace {

constexpr const char* kContext = "gui::CellNames";

QString translated(const char* text) {
    return QCoreApplication::translate(kContext, text);
}

struct Title {
    const char *name, *text;
};

constexpr Title kTitles[] = {
    {"lstm", QT_TRANSLATE_NOOP("gui::CellNames", "LSTM cell")},
    {"lstm_peephole", QT_TRANSLATE_NOOP("gui::CellNames", "LSTM cell with peepholes")},
    {"lstm_nig", QT_TRANSLATE_NOOP("gui::CellNames", "LSTM cell without input gate")},
    {"lstm_nfg", QT_TRANSLATE_NOOP("gui::CellNames", "LSTM cell without forget gate")},
    {"lstm_nog", QT_TRANSLATE_NOOP("gui::CellNames", "LSTM cell without output gate")},
    {"lstm_niaf", QT_TRANSLATE_NOOP("gui::CellNames", "LSTM cell without input activation")},
    {"lstm_noaf", QT_TRANSLATE_NOOP("gui::CellNames", "LSTM cell without output activation")},
    {"lstm_cifg", QT_TRANSLATE_NOOP("gui::CellNames", "LSTM cell with coupled input and forget gate")},
    {"lstm_np", QT_TRANSLATE_NOOP("gui::CellNames", "LSTM cell without peepholes")},
    {"lstm_fgr", QT_TRANSLATE_NOOP("gui::CellNames", "LSTM cell with full gate recurrence")},
    {"lstm_1997", QT_TRANSLATE_NOOP("gui::CellNames", "LSTM cell of 1997")},
    {"gru", QT_TRANSLATE_NOOP("gui::CellNames", "GRU cell")},
    {"gru_reset_before", QT_TRANSLATE_NOOP("gui::CellNames", "GRU cell, reset before the product")},
    {"min_gru", QT_TRANSLATE_NOOP("gui::CellNames", "minimal GRU cell")},
    {"simple_rnn", QT_TRANSLATE_NOOP("gui::CellNames", "simple RNN cell")},
    {"dense", QT_TRANSLATE_NOOP("gui::CellNames", "Dense layer")},
    {"embedding", QT_TRANSLATE_NOOP("gui::CellNames", "Embedding layer")},
    {"mean_squared_error", QT_TRANSLATE_NOOP("gui::CellNames", "loss: mean squared error")},
    {"binary_crossentropy", QT_TRANSLATE_NOOP("gui::CellNames", "loss: binary cross-entropy")},
    {"categorical_crossentropy", QT_TRANSLATE_NOOP("gui::CellNames", "loss: categorical cross-entropy")},
    {"result", QT_TRANSLATE_NOOP("gui::CellNames", "result in the unit of the data")},
};

struct Words {
    const char *name, *label;
    const char* verb = nullptr;
};

constexpr Words kWords[] = {
    {"i", QT_TRANSLATE_NOOP("gui::CellNames", "input gate"), QT_TRANSLATE_NOOP("gui::CellNames", "write")},
    {"f", QT_TRANSLATE_NOOP("gui::CellNames", "forget gate"), QT_TRANSLATE_NOOP("gui::CellNames", "keep")},
    {"o", QT_TRANSLATE_NOOP("gui::CellNames", "output gate"), QT_TRANSLATE_NOOP("gui::CellNames", "read")},
    {"z", QT_TRANSLATE_NOOP("gui::CellNames", "update gate"), QT_TRANSLATE_NOOP("gui::CellNames", "update")},
    {"r", QT_TRANSLATE_NOOP("gui::CellNames", "reset gate"), QT_TRANSLATE_NOOP("gui::CellNames", "reset")},
    {"g", QT_TRANSLATE_NOOP("gui::CellNames", "candidate"), QT_TRANSLATE_NOOP("gui::CellNames", "candidate")},
    {"h", QT_TRANSLATE_NOOP("gui::CellNames", "hidden state"), QT_TRANSLATE_NOOP("gui::CellNames", "hidden")},
    {"c", QT_TRANSLATE_NOOP("gui::CellNames", "cell state")},
    {"act(c)", QT_TRANSLATE_NOOP("gui::CellNames", "squashed cell state")},
    {"z_i", QT_TRANSLATE_NOOP("gui::CellNames", "pre-activation of the input gate")},
    {"z_f", QT_TRANSLATE_NOOP("gui::CellNames", "pre-activation of the forget gate")},
    {"z_o", QT_TRANSLATE_NOOP("gui::CellNames", "pre-activation of the output gate")},
    {"z_z", QT_TRANSLATE_NOOP("gui::CellNames", "pre-activation of the update gate")},
    {"z_r", QT_TRANSLATE_NOOP("gui::CellNames", "pre-activation of the reset gate")},
    {"z_g", QT_TRANSLATE_NOOP("gui::CellNames", "pre-activation of the candidate")},
    {"z_h", QT_TRANSLATE_NOOP("gui::CellNames", "pre-activation of the hidden state")},
    {"u_g", QT_TRANSLATE_NOOP("gui::CellNames", "hidden state seen by the candidate"),
     QT_TRANSLATE_NOOP("gui::CellNames", "hidden")},
    {"r*u_g", QT_TRANSLATE_NOOP("gui::CellNames", "what the reset gate lets through")},
    {"r*h", QT_TRANSLATE_NOOP("gui::CellNames", "what the reset gate lets through")},
    {"1-z", QT_TRANSLATE_NOOP("gui::CellNames", "complement of the update gate")},
    {"f*c", QT_TRANSLATE_NOOP("gui::CellNames", "what is kept of the cell")},
    {"i*g", QT_TRANSLATE_NOOP("gui::CellNames", "what is written to the cell")},
    {"z*h", QT_TRANSLATE_NOOP("gui::CellNames", "what is kept of the hidden state")},
    {"(1-z)*h", QT_TRANSLATE_NOOP("gui::CellNames", "what is kept of the hidden state")},
    {"(1-z)*g", QT_TRANSLATE_NOOP("gui::CellNames", "what is new")},
    {"z*g", QT_TRANSLATE_NOOP("gui::CellNames", "what is new")},
    {"z_y", QT_TRANSLATE_NOOP("gui::CellNames", "weighted sum")},
    {"y", QT_TRANSLATE_NOOP("gui::CellNames", "output of the layer")},
    {"out", QT_TRANSLATE_NOOP("gui::CellNames", "answer of the net")},
    {"target", QT_TRANSLATE_NOOP("gui::CellNames", "target value")},
    {"e", QT_TRANSLATE_NOOP("gui::CellNames", "error")},
    {"e*e", QT_TRANSLATE_NOOP("gui::CellNames", "squared error")},
    {"q", QT_TRANSLATE_NOOP("gui::CellNames", "answer, made to add up to 1")},
    {"ln(q)", QT_TRANSLATE_NOOP("gui::CellNames", "logarithm of the answer")},
    {"y*ln(q)", QT_TRANSLATE_NOOP("gui::CellNames", "where the target is yes")},
    {"ln(p)", QT_TRANSLATE_NOOP("gui::CellNames", "logarithm of the answer")},
    {"y*ln(p)", QT_TRANSLATE_NOOP("gui::CellNames", "where the target is yes")},
    {"1-y", QT_TRANSLATE_NOOP("gui::CellNames", "complement of the target")},
    {"1-p", QT_TRANSLATE_NOOP("gui::CellNames", "complement of the answer")},
    {"ln(1-p)", QT_TRANSLATE_NOOP("gui::CellNames", "logarithm of the complement")},
    {"(1-y)*ln(1-p)", QT_TRANSLATE_NOOP("gui::CellNames", "where the target is no")},
    {"s", QT_TRANSLATE_NOOP("gui::CellNames", "sum")},
    {"l", QT_TRANSLATE_NOOP("gui::CellNames", "share of the loss")},
    {"result", QT_TRANSLATE_NOOP("gui::CellNames", "answer in the unit of the data")},
};

const Words* wordsOf(const engine::Operation& operation) {
    for (const Words& words : kWords)
        if (operation.name == words.name) return &words;
    return nullptr;
}

}  // namespace

QString titleOf(const engine::CellProgram& program) {
    for (const Title& title : kTitles)
        if (program.name == title.name) return translated(title.text);
    return QString::fromStdString(program.name);
}

QString labelOf(const engine::Operation& operation) {
    const Words* words = wordsOf(operation);
    return words ? translated(words->label) : QString::fromStdString(operation.name);
}

QString verbOf(const engine::Operation& operation) {
    const Words* words = wordsOf(operation);
    return words && words->verb ? translated(words->verb) : QString();
}

QString titleOf(engine::Dialect dialect) {
    switch (dialect) {
        case engine::Dialect::Keras:
            return QStringLiteral("Keras");
        case engine::Dialect::PyTorch:
            return QStringLiteral("PyTorch");
        case engine::Dialect::Onnx:
            return QStringLiteral("ONNX");
        case engine::Dialect::Papers:
            return translated(QT_TRANSLATE_NOOP("gui::CellNames", "papers"));
    }
    return {};
}

QString lettersName(std::optional<engine::Dialect> letters) {
    return letters ? titleOf(*letters) : QStringLiteral("Gatewise");
}

}  // namespace gui
