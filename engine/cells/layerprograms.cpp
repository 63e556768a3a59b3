// Layers without states, losses and results, written operation by operation.
#include "engine/cells/layerprograms.h"

#include <utility>

namespace engine {
namespace {

using Kind = Operation::Kind;

class Writer {
 public:
    Writer(std::string name, Index features, Index units) : m_program(std::make_shared<CellProgram>()) {
        m_program->name = std::move(name);
        m_program->features = features;
        m_program->units = units;
    }

    int parameter(std::string path, std::vector<Index> shape, ParameterUse::Kind kind) {
        Parameter parameter;
        parameter.path = std::move(path);
        parameter.shape = std::move(shape);
        m_program->parameters.push_back(std::move(parameter));
        m_program->uses.push_back({kind, {""}, {}});
        return static_cast<int>(m_program->parameters.size()) - 1;
    }

    /// name: the key of places and traces; symbol: how it is written, as a letter of its own.
    Operation& operation(std::string name, std::string symbol, Kind kind, Role role,
                         const std::vector<int>& reads = {}) {
        Operation one;
        one.name = std::move(name);
        one.symbol = symbol;
        one.letter = std::move(symbol);
        one.writing = Writing::Letter;
        one.kind = kind;
        one.role = role;
        for (const int read : reads) one.operands.push_back({Operand::From::Now, read});
        m_program->operations.push_back(std::move(one));
        return m_program->operations.back();
    }

    void term(Term::Kind kind, int parameter, int gate = 0) {
        m_program->operations.back().terms.push_back({kind, {Operand::From::Input, -1}, parameter, gate, 0});
    }

    /// Columns block * units .. of the input.
    int block(const std::string& name, const std::string& symbol, int block, Role role) {
        operation(name, symbol, Kind::Affine, role);
        term(Term::Kind::Identity, -1, block);
        return last();
    }

    int step(const std::string& name, const std::string& symbol, Kind kind, const std::vector<int>& reads) {
        operation(name, symbol, kind, Role::Loss, reads);
        return last();
    }

    /// sign * a / count
    int share(int a, double sign, double count) {
        operation("l", "\u2113", Kind::Rescale, Role::Loss, {a}).factor = sign / count;
        return last();
    }

    [[nodiscard]] int last() const { return static_cast<int>(m_program->operations.size()) - 1; }
    CellProgram& program() { return *m_program; }

    std::shared_ptr<const CellProgram> finish() {
        m_program->output = last();
        return std::move(m_program);
    }

 private:
    std::shared_ptr<CellProgram> m_program;
};

}  // namespace

std::shared_ptr<const CellProgram> denseProgram(Index features, Index units, Activation activation, bool useBias) {
    Writer writer("dense", features, units);
    writer.program().activation = activation;
    const bool bare = activation == Activation::Linear;
    const int kernel = writer.parameter("kernel", {features, units}, ParameterUse::Kind::Input);
    writer.operation(bare ? "y" : "z_y", bare ? "y" : "z", Kind::Affine, Role::Hidden);
    writer.term(Term::Kind::Kernel, kernel);
    if (useBias) writer.term(Term::Kind::Bias, writer.parameter("bias", {units}, ParameterUse::Kind::Bias));
    if (!bare) writer.operation("y", "y", Kind::Activate, Role::Hidden, {0}).activation = activation;
    return writer.finish();
}

std::shared_ptr<const CellProgram> embeddingProgram(Index tokens, Index units) {
    Writer writer("embedding", 1, units);
    const int table = writer.parameter("embeddings", {tokens, units}, ParameterUse::Kind::Table);
    writer.operation("y", "y", Kind::Affine, Role::Hidden);
    writer.term(Term::Kind::Row, table);
    return writer.finish();
}

std::shared_ptr<const CellProgram> lossProgram(LossForm form, Index units, double rows) {
    if (form == LossForm::Other) return nullptr;
    const char* names[] = {"", "mean_squared_error", "binary_crossentropy", "categorical_crossentropy"};
    Writer writer(names[static_cast<std::size_t>(form)], 2 * units, units);
    const bool entropy = form != LossForm::Squared;
    const int out = writer.block("out", entropy ? "p" : "\u0177", 0, Role::Hidden);
    const int target = writer.block("target", "y", 1, Role::Input);
    const auto count = static_cast<double>(units) * rows;
    switch (form) {
        case LossForm::Other:
            break;
        case LossForm::Squared: {
            const int error = writer.step("e", "e", Kind::Subtract, {out, target});
            writer.share(writer.step("e*e", "e\u00B2", Kind::Multiply, {error, error}), 1.0, count);
            break;
        }
        case LossForm::CategoricalCrossEntropy: {
            const int share = writer.step("q", "q", Kind::Normalize, {out});
            const int ln = writer.step("ln(q)", "ln q", Kind::Logarithm, {share});
            writer.share(writer.step("y*ln(q)", "a", Kind::Multiply, {target, ln}), -1.0, rows);
            break;
        }
        case LossForm::BinaryCrossEntropy: {
            const int ln = writer.step("ln(p)", "ln p", Kind::Logarithm, {out});
            const int yes = writer.step("y*ln(p)", "a", Kind::Multiply, {target, ln});
            const int other = writer.step("1-y", "1\u2212y", Kind::Complement, {target});
            const int rest = writer.step("1-p", "1\u2212p", Kind::Complement, {out});
            const int lnRest = writer.step("ln(1-p)", "ln(1\u2212p)", Kind::Logarithm, {rest});
            const int no = writer.step("(1-y)*ln(1-p)", "b", Kind::Multiply, {other, lnRest});
            writer.share(writer.step("s", "s", Kind::Add, {yes, no}), -1.0, count);
            break;
        }
    }
    return writer.finish();
}

std::shared_ptr<const CellProgram> resultProgram(Index units, const OutputScale& scale) {
    Writer writer("result", units, units);
    const int out = writer.block("out", "\u0177", 0, Role::Hidden);
    Operation& result = writer.operation("result", "r", Kind::Rescale, Role::Hidden, {out});
    result.factor = scale.factor;
    result.offset = scale.offset;
    return writer.finish();
}

}  // namespace engine
