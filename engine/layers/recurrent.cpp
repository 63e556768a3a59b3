// The loop over time that every recurrent layer shares.
#include "engine/layers/recurrent.h"

#include "engine/cells/record.h"
#include "engine/core/random.h"
#include "engine/layers/kernels/interpreterkernel.h"
#include "engine/layers/recurrentoutput.h"
#include "engine/layers/states.h"

namespace engine {
namespace {

struct RecurrentCache : Cache {
    RecurrentInput input;
    std::unique_ptr<RecurrentRun> run;
    std::unique_ptr<InterpreterKernel> interpreter;  ///< where this call was recorded or probed
    bool givenStates = false;
};

}  // namespace

Recurrent::Recurrent(std::string name, std::string cell, RecurrentOptions options)
    : Layer(std::move(name)), m_cell(std::move(cell)), m_options(std::move(options)) {
    if (m_options.units < 1)
        throw Error(this->name() + ": expected units of at least 1, got " + std::to_string(m_options.units));
    for (const double rate : {m_options.dropout, m_options.recurrentDropout})
        if (!(rate >= 0.0 && rate < 1.0))
            throw Error(this->name() + ": expected a dropout rate from 0 to below 1, got " + std::to_string(rate));
    (void)makeCellProgram(m_cell, 1, m_options);  // refuses an unknown cell now rather than at build
}

std::size_t Recurrent::stateCount() const {
    return (m_program ? m_program : makeCellProgram(m_cell, 1, m_options))->states.size();
}

std::vector<Shape> Recurrent::outputShapes(const std::vector<Shape>& inputs) const {
    if (inputs.empty() || !inputs[0].sequence)
        throw Error(name() + ": expected a sequence (None, steps, features), got " +
                    (inputs.empty() ? "nothing" : inputs[0].text()));
    if (m_program && inputs[0].features != m_program->features)
        throw Error(name() + ": expected " + std::to_string(m_program->features) + " input features, got " +
                    std::to_string(inputs[0].features));
    const std::size_t states = stateCount();
    if (inputs.size() != 1 && inputs.size() != 1 + states)
        throw Error(name() + ": expected " + std::to_string(states) + " initial states, got " +
                    std::to_string(inputs.size() - 1));
    for (std::size_t k = 1; k < inputs.size(); ++k)
        if (inputs[k].sequence || inputs[k].features != m_options.units)
            throw Error(name() + ": expected an initial state (None, " + std::to_string(m_options.units) + "), got " +
                        inputs[k].text());
    std::vector<Shape> shapes;
    shapes.push_back(m_options.returnSequences ? Shape::sequenceOf(inputs[0].steps, m_options.units)
                                               : Shape::vector(m_options.units));
    if (m_options.returnState) shapes.insert(shapes.end(), states, Shape::vector(m_options.units));
    return shapes;
}

// Every operation of every step, as the interpreter keeps them; a kernel keeps fewer. Masks of dropout come on top.
double Recurrent::numbersKept(const std::vector<Shape>& inputs) const {
    const auto program = m_program ? m_program : makeCellProgram(m_cell, 1, m_options);
    const double steps = Shape{true, inputs[0].steps, 1}.size(), units = static_cast<double>(m_options.units);
    const auto gates = static_cast<double>(program->gateOrder.size());
    double kept = steps * units * static_cast<double>(program->operations.size());
    if (m_options.dropout > 0.0)
        kept += static_cast<double>(inputs[0].features) * (m_options.recurrentDropout > 0.0 ? gates : 1.0);
    if (m_options.recurrentDropout > 0.0) kept += gates * units;
    return kept;
}

void Recurrent::build(const std::vector<Shape>& inputs) {
    (void)outputShapes(inputs);
    if (built()) return;
    m_program = makeCellProgram(m_cell, inputs[0].features, m_options);
    m_parameters = m_program->parameters;
    for (Parameter& parameter : m_parameters) {
        if (parameter.path == "kernel") parameter.constraint = m_options.kernelConstraint;
        if (parameter.path == "recurrent_kernel") parameter.constraint = m_options.recurrentConstraint;
        if (parameter.path == "bias") parameter.constraint = m_options.biasConstraint;
        parameter.path = (ofCell() ? m_options.cellName : m_program->path) + "/" + parameter.path;
    }
    m_kernel = makeKernel();
    markBuilt();
}

std::shared_ptr<const CellProgram> Recurrent::program(int) const {
    return m_program;
}

std::vector<Parameter*> Recurrent::parameters() {
    std::vector<Parameter*> result;
    for (Parameter& parameter : m_parameters) result.push_back(&parameter);
    return result;
}

Matrix Recurrent::dropoutFactors(double rate, const char* stream, Index batch, Index columns, const Call& call) const {
    if (rate == 0.0 || !call.training) return {};
    const Random random = Random(call.dropoutSeed).stream(name()).stream(stream);
    Matrix factors(batch, columns);
    for (Index b = 0; b < batch; ++b) {
        Random own = random.stream(static_cast<std::uint64_t>(call.firstSample + b));
        for (Index k = 0; k < columns; ++k)
            factors(b, k) = own.uniform() < rate ? Scalar(0) : static_cast<Scalar>(1.0 / (1.0 - rate));
    }
    return factors;
}

RecurrentInput Recurrent::prepare(const std::vector<Tensor>& inputs, const Call& call) const {
    const Tensor& sequence = inputs[0];
    if (sequence.steps < 1 || sequence.batch < 1)
        throw Error(name() + ": expected at least one step and one sample, got " + std::to_string(sequence.steps) +
                    " and " + std::to_string(sequence.batch));
    RecurrentInput input;
    input.input = &sequence.values;  // the caller keeps it until backward
    input.steps = sequence.steps;
    input.batch = sequence.batch;
    input.backwards = m_options.goBackwards;
    // As Keras 3, which hands a mask on by itself only to a layer that is called with one tensor: beside initial states
    // the padded steps are read like any others. The output still carries the mask.
    if (inputs.size() == 1) input.mask = sequence.mask;
    input.initialStates.resize(m_program->states.size());
    for (std::size_t k = 1; k < inputs.size(); ++k) input.initialStates[k - 1] = inputs[k].values;
    if (inputs.size() == 1 && m_options.stateful) readStates(input, call);
    for (const Parameter& parameter : m_parameters)
        input.parameters.push_back(&call.weights[static_cast<std::size_t>(parameter.index)]);
    // As Keras: recurrent dropout makes its cells go gate by gate, and then every gate has masks of its own, of the
    // input, too.
    const auto gates = static_cast<Index>(m_program->gateOrder.size());
    const Index inputMasks = m_options.recurrentDropout > 0.0 ? gates : 1;
    input.inputDropout =
        dropoutFactors(m_options.dropout, "input", input.batch, inputMasks * sequence.features(), call);
    input.recurrentDropout =
        dropoutFactors(m_options.recurrentDropout, "recurrent", input.batch, gates * m_options.units, call);
    return input;
}

void Recurrent::readStates(RecurrentInput& input, const Call& call) const {
    if (!call.states) return;
    const auto found = call.states->byLayer.find(name());
    if (found == call.states->byLayer.end()) return;
    for (std::size_t k = 0; k < found->second.size(); ++k)
        if (found->second[k].rows() >= call.firstSample + input.batch)
            input.initialStates[k] = found->second[k].middleRows(call.firstSample, input.batch);
}

void Recurrent::writeStates(const RecurrentRun& run, Index batch, const Call& call) const {
    if (!m_options.stateful || !call.states) return;
    std::vector<Matrix>& kept = call.states->byLayer[name()];
    kept.resize(run.finalStates.size());
    for (std::size_t k = 0; k < kept.size(); ++k) {
        const Index rows = kept[k].rows(), needed = call.firstSample + batch;
        if (rows < needed) {
            kept[k].conservativeResize(needed, m_options.units);
            kept[k].bottomRows(needed - rows).setZero();
        }
        kept[k].middleRows(call.firstSample, batch) = run.finalStates[k];
    }
}

std::vector<Tensor> Recurrent::forward(const std::vector<Tensor>& inputs, Call& call) const {
    std::vector<Shape> shapes;
    for (const Tensor& input : inputs) shapes.push_back(input.shape());
    (void)outputShapes(shapes);
    auto cache = std::make_unique<RecurrentCache>();
    if (auto* before = dynamic_cast<RecurrentCache*>(call.cache.get())) cache->run = std::move(before->run);
    cache->input = prepare(inputs, call);
    cache->givenStates = inputs.size() > 1;
    const bool probed = call.probe && !call.probe->empty();
    if (call.record || probed || !m_kernel)
        cache->interpreter = std::make_unique<InterpreterKernel>(m_program, probed ? call.probe : nullptr, call.record);
    const RecurrentKernel& kernel = cache->interpreter ? *cache->interpreter : *m_kernel;
    cache->run = kernel.forward(cache->input, std::move(cache->run));
    writeStates(*cache->run, cache->input.batch, call);

    std::vector<Tensor> outputs{
        recurrentOutput(cache->input, cache->run->hidden, m_options.returnSequences, m_options.zeroOutputForMask)};
    if (m_options.returnSequences) outputs[0].mask = inputs[0].mask;
    if (m_options.returnState)
        for (const Matrix& state : cache->run->finalStates) outputs.push_back(Tensor::vectors(state));
    call.cache = std::move(cache);
    return outputs;
}

std::vector<Tensor> Recurrent::backward(const std::vector<Tensor>& outputGradients, Call& call) const {
    auto& cache = static_cast<RecurrentCache&>(*call.cache);
    const Matrix hiddenGradient =
        recurrentOutputBackward(cache.input, outputGradients.empty() ? Matrix() : outputGradients[0].values,
                                m_options.units, m_options.returnSequences, m_options.zeroOutputForMask);
    std::vector<Matrix> finalStates;
    for (std::size_t k = 1; k < outputGradients.size(); ++k) finalStates.push_back(outputGradients[k].values);
    const RecurrentKernel& kernel = cache.interpreter ? *cache.interpreter : *m_kernel;
    RecurrentGradients gradients =
        kernel.backward(cache.input, *cache.run, hiddenGradient, finalStates, call.wantsInputGradients);
    if (call.gradients)
        for (std::size_t k = 0; k < m_parameters.size(); ++k)
            (*call.gradients)[static_cast<std::size_t>(m_parameters[k].index)] += gradients.parameters[k];

    std::vector<Tensor> result(1);
    if (call.wantsInputGradients)
        result[0] = Tensor::sequences(std::move(gradients.input), cache.input.batch, cache.input.steps);
    if (cache.givenStates)
        for (Matrix& state : gradients.initialStates) result.push_back(Tensor::vectors(std::move(state)));
    return result;
}

}  // namespace engine
