// The LSTM, with peepholes, and its eight ablations (Greff et al. 2017, "LSTM: A Search Space Odyssey").
#include "engine/cells/programs/builder.h"

namespace engine {
namespace {

/// Each ablation changes one thing of the peephole LSTM.
struct Variant {
    std::string name;
    bool peepholes = true;
    bool inputGate = true, forgetGate = true, outputGate = true;
    bool candidateActivation = true, outputActivation = true;
    bool coupled = false;         ///< f = 1 - i
    bool gateRecurrence = false;  ///< every gate also reads the three gates of t-1
};

std::vector<Variant> variants() {
    std::vector<Variant> all(10);
    all[0] = {.name = "lstm", .peepholes = false};
    all[1] = {.name = "lstm_peephole"};
    all[2] = {.name = "lstm_nig", .inputGate = false};
    all[3] = {.name = "lstm_nfg", .forgetGate = false};
    all[4] = {.name = "lstm_nog", .outputGate = false};
    all[5] = {.name = "lstm_niaf", .candidateActivation = false};
    all[6] = {.name = "lstm_noaf", .outputActivation = false};
    all[7] = {.name = "lstm_cifg", .coupled = true};
    all[8] = {.name = "lstm_np", .peepholes = false};
    all[9] = {.name = "lstm_fgr", .gateRecurrence = true};
    return all;
}

/// One LSTM program; the order of operations is the order of the trace.
class LstmWriter {
 public:
    LstmWriter(const CellEntry& entry, const Variant& variant, Index features, const CellOptions& options)
        : m_variant(variant), m_options(options), m_builder(entry, features, options) {
        std::vector<std::string> gates;
        for (const char* gate : {"i", "f", "g", "o"})
            if (hasAffine(gate)) gates.emplace_back(gate);
        m_builder.standardParameters(gates);
        if (hasAffine("f")) m_builder.unitForgetBias("f");
        for (const char* gate : {"i", "f", "o"})
            if (hasAffine(gate)) m_gates.emplace_back(gate);
        using Kind = ParameterUse::Kind;
        if (variant.peepholes)
            m_peephole = m_builder.parameter("peephole_kernel", 0, {Kind::Peephole, m_gates, {}}, {"glorot_uniform"});
        if (!variant.gateRecurrence) return;
        const std::pair<const char*, const char*> kernels[] = {
            {"input_gate_kernel", "i"}, {"forget_gate_kernel", "f"}, {"output_gate_kernel", "o"}};
        for (const auto& [path, reads] : kernels)
            m_gateKernels.push_back(m_builder.parameter(path, options.units, {Kind::Gate, m_gates, reads},
                                                        options.recurrentInitializer, options.recurrentRegularizer));
    }

    std::shared_ptr<const CellProgram> write() {
        using Kind = Operation::Kind;
        const auto now = NamedOperand::now;
        const auto previous = NamedOperand::previous;
        if (m_variant.inputGate) gate("i", Role::Write, previous("c"));
        if (m_variant.coupled)
            m_builder.combine(Kind::Complement, Appearance::of("f", Role::Forget, true), {now("i")});
        else if (m_variant.forgetGate)
            gate("f", Role::Forget, previous("c"));

        affine("g", Role::Candidate);
        m_builder.activate(Appearance::of("g", Role::Candidate), now("z_g"),
                           m_variant.candidateActivation ? m_options.activation : Activation::Linear);

        // With peepholes the output gate reads the new cell state, so it comes after it.
        const bool outputGateLast = m_variant.peepholes;
        if (m_variant.outputGate && !outputGateLast) gate("o", Role::Read, {});

        if (m_variant.forgetGate)
            m_builder.combine(Kind::Multiply, {"f*c", "f⊙c", Role::Cell}, {now("f"), previous("c")});
        if (m_variant.inputGate) m_builder.combine(Kind::Multiply, {"i*g", "i⊙g", Role::Cell}, {now("i"), now("g")});
        m_builder.combine(Kind::Add, Appearance::of("c", Role::Cell),
                          {m_variant.forgetGate ? now("f*c") : previous("c"), now(m_variant.inputGate ? "i*g" : "g")});

        if (m_variant.outputGate && outputGateLast) gate("o", Role::Read, now("c"));
        const Activation activation = m_variant.outputActivation ? m_options.activation : Activation::Linear;
        if (m_variant.outputGate) {
            const std::string symbol = activation == Activation::Linear ? "c" : activationName(activation) + " c";
            m_builder.activate({"act(c)", symbol, Role::Cell}, now("c"), activation);
            m_builder.combine(Kind::Multiply, Appearance::of("h", Role::Hidden), {now("o"), now("act(c)")});
        } else {
            m_builder.activate(Appearance::of("h", Role::Hidden), now("c"), activation);
        }
        m_builder.state("h", "h");
        m_builder.state("c", "c");
        if (m_variant.gateRecurrence)
            for (const std::string& name : m_gates) m_builder.state(name, name);
        return m_builder.finish();
    }

 private:
    [[nodiscard]] bool hasAffine(const std::string& gate) const {
        return gate == "g" || (gate == "i" && m_variant.inputGate) || (gate == "o" && m_variant.outputGate) ||
               (gate == "f" && m_variant.forgetGate && !m_variant.coupled);
    }

    /// z = x K + h_{t-1} U + b
    void affine(const std::string& name, Role role) {
        m_builder.beginAffine(Appearance::preActivation(name, role));
        m_builder.inputTerm(name);
        m_builder.recurrentTerm(name, NamedOperand::previous("h"));
        m_builder.biasTerm(name);
    }

    void gate(const std::string& name, Role role, const NamedOperand& peephole) {
        affine(name, role);
        int place = 0;
        while (m_gates[static_cast<std::size_t>(place)] != name) ++place;
        if (m_peephole >= 0) m_builder.peepholeTerm(m_peephole, peephole, place);
        for (std::size_t k = 0; k < m_gateKernels.size(); ++k)
            m_builder.kernelTerm(m_gateKernels[k], NamedOperand::previous(m_gates[k]), place);
        m_builder.activate(Appearance::of(name, role, true), NamedOperand::now("z_" + name),
                           m_options.recurrentActivation);
    }

    Variant m_variant;
    CellOptions m_options;
    ProgramBuilder m_builder;
    std::vector<std::string> m_gates;  ///< with weights of their own, of i, f, o: the blocks of the peepholes
    std::vector<int> m_gateKernels;    ///< reading i, f, o of t-1
    int m_peephole = -1;
};

}  // namespace

CellLetters lstmLetters() {
    CellLetters all;
    all[static_cast<std::size_t>(Dialect::Keras)] = {{{"g", "c̃", "c"}}, {}};
    all[static_cast<std::size_t>(Dialect::Onnx)] = {{{"g", "c̃", "c"}}, {"i", "o", "f", "g"}};
    all[static_cast<std::size_t>(Dialect::Papers)] = {{{"g", "z", {}}, {"h", "y", {}}}, {"g", "i", "f", "o"}};
    return all;
}

std::vector<CellEntry> lstmCells() {
    std::vector<CellEntry> all;
    for (const Variant& variant : variants())
        all.push_back({variant.name, variant.name + "_cell", lstmLetters(),
                       [variant](const CellEntry& entry, Index features, const CellOptions& options) {
                           return LstmWriter(entry, variant, features, options).write();
                       }});
    return all;
}

}  // namespace engine
