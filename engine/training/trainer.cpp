// The fit loop. A batch is cut into shards of a fixed size, whatever the number of threads, and their gradients are
// summed in the shards' order: so the bits of a run depend on its seed alone.
#include "engine/training/trainer.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/core/constraints.h"
#include "engine/core/error.h"
#include "engine/models/limits.h"
#include "engine/training/dataset.h"
#include "engine/training/parallel.h"
#include "engine/training/scorer.h"

namespace engine {

namespace {

constexpr Index kShardSamples = 16;

struct Shard {
    Index first = 0, count = 0;
    std::vector<Tensor> outputs;
    Pass pass;
    Gradients gradients;
};

/// 0 times a number is 0 unless it is infinite or none: whole registers at once, where a test of each is not.
bool allFinite(const Matrix& matrix) {
    return (matrix.array() * Scalar(0)).sum() == Scalar(0);
}

bool allFinite(const std::vector<Matrix>& matrices) {
    return std::all_of(matrices.begin(), matrices.end(), [](const Matrix& matrix) { return allFinite(matrix); });
}

/// Of finite numbers.
double largest(const Gradients& gradients) {
    double result = 0.0;
    const auto look = [&result](const Matrix& matrix) {
        if (matrix.size() != 0) result = std::max(result, static_cast<double>(matrix.cwiseAbs().maxCoeff()));
    };
    for (const Matrix& gradient : gradients) look(gradient);
    for (const RowReads& reads : gradients.reads) look(reads.slices);  // each may be large where their sum is not
    return result;
}

}  // namespace

struct Trainer::Private {
    std::shared_ptr<const Model> model;
    Dataset training, validation;
    TrainerOptions options;
    std::shared_ptr<const Optimizer> optimizer;
    std::unique_ptr<Scorer> scorer;
    std::unique_ptr<Parallel> parallel;
    TrainerState state;
    bool stateful = false;
    bool whole = false;  ///< a batch is one shard

    std::vector<Shard> shards;
    std::vector<Index> order;  ///< of the samples in this epoch
    int orderEpoch = -1;
    Logs logs;

    void setUpShards();
    void findStatefulLayers();
    const std::vector<Index>& epochOrder();
    void cut(Index samples);
    std::vector<Tensor> forward(const Dataset& data, const std::vector<Index>& samples, PassOptions passOptions);
    void backward(const std::vector<Tensor>& outputGradients);
    void runParts(Index count, const std::function<void(Index)>& task);
    bool update();
    Logs score(const Dataset& data, LayerStates& states);
};

/// A model with stateful layers is not cut into shards, nor one whose samples read each other.
void Trainer::Private::findStatefulLayers() {
    stateful = model->isStateful();
    whole = stateful || model->mixesSamples();
    model->checkBatchSize(options.batchSize, "batch size");
    for (const Dataset* data : {&training, &validation}) {
        if (stateful && data->size() % options.batchSize != 0)
            throw Error("stateful model: expected a multiple of " + std::to_string(options.batchSize) +
                        " samples, got " + std::to_string(data->size()));
    }
}

/// What all shards of a batch hold from forward to backward must fit.
void Trainer::Private::setUpShards() {
    const Index most = std::min(options.batchSize, std::max(training.size(), validation.size()));
    const double numbers = model->numbersOfSample(training.inputs);
    if (static_cast<double>(most) * numbers > kMostOfPass)
        throw Error("batch size: expected at most " + countText(std::max(1.0, std::floor(kMostOfPass / numbers))) +
                    ", since a sample takes " + countText(numbers) + " numbers through the model, got " +
                    std::to_string(most));
    const Index count = whole ? 1 : (most + kShardSamples - 1) / kShardSamples;
    shards.resize(static_cast<std::size_t>(count));
    for (Shard& shard : shards) shard.gradients = model->zeroGradients();
    parallel = std::make_unique<Parallel>(static_cast<int>(std::min<Index>(options.threads, count)));
}

/// Depends on seed and epoch alone, so that an epoch can be begun again or resumed in its middle.
const std::vector<Index>& Trainer::Private::epochOrder() {
    if (orderEpoch == state.epoch) return order;
    orderEpoch = state.epoch;
    if (options.shuffle) {
        order = Random(options.seed)
                    .stream("shuffle")
                    .stream(static_cast<std::uint64_t>(state.epoch))
                    .permutation(training.size());
    } else {
        order.resize(static_cast<std::size_t>(training.size()));
        std::iota(order.begin(), order.end(), Index{0});
    }
    return order;
}

void Trainer::Private::cut(Index samples) {
    const Index size = whole ? samples : kShardSamples;
    Index first = 0;
    for (Shard& shard : shards) {
        shard.first = first;
        shard.count = std::min(size, samples - first);
        first += shard.count;
    }
}

std::vector<Tensor> Trainer::Private::forward(const Dataset& data, const std::vector<Index>& samples,
                                              PassOptions passOptions) {
    const auto count = static_cast<Index>(samples.size());
    cut(count);
    const Index used = whole ? 1 : (count + kShardSamples - 1) / kShardSamples;
    parallel->run(used, [&](Index number) {
        Shard& shard = shards[static_cast<std::size_t>(number)];
        const auto begin = samples.begin() + shard.first;
        const std::vector<Index> own(begin, begin + shard.count);
        std::vector<Tensor> inputs;
        for (const Tensor& input : data.inputs) inputs.push_back(input.gather(own));
        PassOptions shardOptions = passOptions;
        shardOptions.firstSample = shard.first;
        shard.outputs = model->forward(std::move(inputs), state.weights, shard.pass, shardOptions);
    });
    std::vector<Tensor> outputs;
    for (std::size_t output = 0; output < shards.front().outputs.size(); ++output) {
        std::vector<Tensor> parts;
        for (Index number = 0; number < used; ++number)
            parts.push_back(shards[static_cast<std::size_t>(number)].outputs[output]);
        outputs.push_back(parts.size() == 1 ? std::move(parts.front()) : concatenateBatches(parts));
    }
    return outputs;
}

/// Each shard into its own gradients, then all into the first's.
void Trainer::Private::backward(const std::vector<Tensor>& outputGradients) {
    const Index count = outputGradients.front().batch;
    const Index used = whole ? 1 : (count + kShardSamples - 1) / kShardSamples;
    parallel->run(used, [&](Index number) {
        Shard& shard = shards[static_cast<std::size_t>(number)];
        std::vector<Tensor> own;
        for (const Tensor& gradient : outputGradients) own.push_back(gradient.samples(shard.first, shard.count));
        shard.gradients.setZero();
        model->backward(own, shard.pass, shard.gradients);
    });
    Gradients& sum = shards.front().gradients;
    if (used < 2) return;
    bool readByRow = false;  // their reads are appended shard by shard
    for (const Shard& shard : shards) readByRow = readByRow || !shard.gradients.reads.empty();
    if (readByRow) {
        for (Index number = 1; number < used; ++number) sum += shards[static_cast<std::size_t>(number)].gradients;
        return;
    }
    const std::vector<Part> parts = partsOf(sum);
    runParts(static_cast<Index>(parts.size()), [&](Index p) {
        const Part& part = parts[static_cast<std::size_t>(p)];
        for (Index number = 1; number < used; ++number)
            valuesOf(sum[part.matrix], part) +=
                valuesOf(std::as_const(shards[static_cast<std::size_t>(number)].gradients)[part.matrix], part);
    });
}

/// Parts of parameters, a share for each thread; few are done sooner than handed over.
void Trainer::Private::runParts(Index count, const std::function<void(Index)>& task) {
    constexpr Index kShare = 64;  // parts, of 1024 numbers
    parallel->run((count + kShare - 1) / kShare, [&](Index share) {
        const Index last = std::min(count, (share + 1) * kShare);
        for (Index part = share * kShare; part < last; ++part) task(part);
    });
}

/// False where a number is not finite, before or after; weights and optimizer are then as they were.
bool Trainer::Private::update() {
    Gradients& gradients = shards.front().gradients;
    model->addRegularizationGradient(state.weights, gradients);
    if (!allFinite(gradients)) return false;
    const std::vector<const Parameter*>& parameters = model->parameters();
    std::vector<Matrix> untrained(gradients.size());
    for (std::size_t i = 0; i < gradients.size(); ++i) {
        if (!parameters[i]->trainable) std::swap(gradients[i], untrained[i]);  // an empty gradient: left alone
    }
    // Far below overflow nothing can become infinite in one step; only near it is a copy worth its time.
    const double reach = largest(gradients) * std::max(1.0, state.learningRate);
    const bool risky = !(reach < 1e15);
    TrainerState before;
    if (risky) before = state;
    optimizer->apply(state.weights, gradients, state.optimizer, state.learningRate,
                     [this](Index count, const std::function<void(Index)>& task) { runParts(count, task); });
    for (std::size_t i = 0; i < gradients.size(); ++i) {
        if (!parameters[i]->trainable) std::swap(gradients[i], untrained[i]);
        if (parameters[i]->isStatistic) state.weights[i] += gradients[i];
        if (parameters[i]->trainable) constrain(*parameters[i], state.weights[i]);
    }
    if (!risky) return true;
    const auto finiteSlots = [](const std::vector<Matrix>& variables) { return allFinite(variables); };
    if (allFinite(state.weights) &&
        std::all_of(state.optimizer.variables.begin(), state.optimizer.variables.end(), finiteSlots))
        return true;
    state = std::move(before);
    return false;
}

Logs Trainer::Private::score(const Dataset& data, LayerStates& states) {
    Scorer own(*scorer);
    own.reset();
    for (Index first = 0; first < data.size(); first += options.batchSize) {
        const Index count = std::min(options.batchSize, data.size() - first);
        std::vector<Index> samples(static_cast<std::size_t>(count));
        std::iota(samples.begin(), samples.end(), first);
        const Dataset batch = gatherTargets(data, samples);
        PassOptions passOptions;
        if (stateful) passOptions.states = &states;
        const std::vector<Tensor> outputs = forward(data, samples, passOptions);
        (void)own.evaluate(outputs, batch, model->regularization(state.weights), false);
    }
    return own.logs();
}

Trainer::Trainer(std::shared_ptr<const Model> model, Dataset training, Dataset validation, TrainerOptions options)
    : d(std::make_unique<Private>()) {
    d->model = std::move(model);
    d->training = std::move(training);
    d->validation = std::move(validation);
    d->options = std::move(options);
    if (d->options.batchSize < 1)
        throw Error("batch size: expected 1 or more, got " + std::to_string(d->options.batchSize));
    for (const std::shared_ptr<const Layer>& layer : d->model->layers())
        if (!layer->whyUntrainable().empty())
            throw Error("layer " + layer->name() + ": " + layer->whyUntrainable() + " is not supported in training");
    for (const Shape& shape : d->model->outputShapes())
        if (shape.features == kVariable)
            throw Error(d->model->name() + ": expected outputs of known width to train, got shape " + shape.text());
    d->scorer = std::make_unique<Scorer>(*d->model, d->options.losses, d->options.lossWeights, d->options.metrics);
    checkDataset(d->training, *d->model, d->scorer->losses(), "training data");
    if (d->validation.size() > 0) checkDataset(d->validation, *d->model, d->scorer->losses(), "validation data");
    d->optimizer = makeOptimizer(d->options.optimizer);
    d->state = initialState(d->model->initialWeights(d->options.seed));
    d->findStatefulLayers();
    d->setUpShards();
}

Trainer::~Trainer() = default;

TrainerState Trainer::initialState(Weights weights) const {
    d->model->checkWeights(weights);
    TrainerState state;
    state.optimizer = d->optimizer->initialState(weights);
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (!d->model->parameters()[i]->trainable) state.optimizer.variables[i].clear();
    }
    state.weights = std::move(weights);
    state.learningRate = d->options.learningRate > 0.0 ? d->options.learningRate : d->optimizer->defaultLearningRate;
    if (d->options.schedule) state.learningRate = d->options.schedule->rate(0);
    state.metricState = Scorer(*d->scorer).metricState();
    return state;
}

const TrainerState& Trainer::state() const {
    return d->state;
}

void Trainer::restore(TrainerState state) {
    d->model->checkWeights(state.weights);
    const TrainerState fresh = initialState(state.weights);
    bool fits = state.optimizer.variables.size() == fresh.optimizer.variables.size() &&
                state.optimizer.globals.size() == fresh.optimizer.globals.size();
    for (std::size_t i = 0; fits && i < fresh.optimizer.variables.size(); ++i)
        fits = state.optimizer.variables[i].size() == fresh.optimizer.variables[i].size();
    if (!fits) throw Error("trainer: expected the state of optimizer " + d->optimizer->name() + ", got another one's");
    if (state.batch < 0 || state.batch >= batchesPerEpoch())
        throw Error("trainer: expected a batch from 0 to " + std::to_string(batchesPerEpoch() - 1) + ", got " +
                    std::to_string(state.batch));
    if (state.batch > 0) d->scorer->restore(state.lossSum, state.weightSum, state.metricState);
    d->state = std::move(state);
    d->logs.clear();
}

void Trainer::setLearningRate(double learningRate) {
    if (!(learningRate >= 0.0) || !std::isfinite(learningRate))
        throw Error("learning rate: expected 0 or more, got " + std::to_string(learningRate));
    d->state.learningRate = learningRate;
    d->state.learningRateByHand = true;
}

BatchOutcome Trainer::step() {
    const FlushDenormals flush;
    TrainerState& state = d->state;
    if (state.batch == 0) d->scorer->reset();
    if (d->options.schedule && !state.learningRateByHand)
        state.learningRate = d->options.schedule->rate(state.optimizer.iterations);

    const std::vector<Index>& order = d->epochOrder();
    const Index first = state.batch * d->options.batchSize;
    const Index last = std::min(first + d->options.batchSize, d->training.size());
    const std::vector<Index> samples(order.begin() + first, order.begin() + last);
    const Dataset batch = gatherTargets(d->training, samples);

    PassOptions passOptions;
    passOptions.training = true;
    const Random dropout = Random(d->options.seed).stream("dropout").stream(static_cast<std::uint64_t>(state.epoch));
    Random batchDropout = dropout.stream(static_cast<std::uint64_t>(state.batch));
    passOptions.dropoutSeed = (std::uint64_t{batchDropout.next()} << 32) | batchDropout.next();
    LayerStates statesBefore;
    if (d->stateful) {
        statesBefore = state.layerStates;
        passOptions.states = &state.layerStates;
    }
    const std::vector<Tensor> outputs = d->forward(d->training, samples, passOptions);

    const Score score = d->scorer->evaluate(outputs, batch, d->model->regularization(state.weights), true);
    bool finite =
        std::isfinite(static_cast<Scalar>(score.loss));  // sums are in double, but Keras's end at float32's largest
    if (finite) {
        d->backward(score.gradients);
        finite = d->update();
    }
    if (!finite) {
        if (state.batch > 0) d->scorer->restore(state.lossSum, state.weightSum, state.metricState);
        state.layerStates = std::move(statesBefore);
        return BatchOutcome::Diverged;
    }
    state.lossSum = d->scorer->lossSum();
    state.weightSum = d->scorer->sampleCount();
    state.metricState = d->scorer->metricState();
    if (++state.batch < batchesPerEpoch()) return BatchOutcome::Continues;

    d->logs = d->scorer->logs();
    if (d->validation.size() > 0) {
        for (auto& [name, value] : d->score(d->validation, state.layerStates))
            d->logs.emplace_back("val_" + name, value);
    }
    state.batch = 0;
    ++state.epoch;
    return BatchOutcome::EpochEnded;
}

Index Trainer::batchesPerEpoch() const {
    return (d->training.size() + d->options.batchSize - 1) / d->options.batchSize;
}

const Logs& Trainer::epochLogs() const {
    return d->logs;
}

double Trainer::runningLoss() const {
    return d->state.weightSum > 0.0 ? d->state.lossSum / d->state.weightSum : 0.0;
}

Logs Trainer::evaluate(const Dataset& data) const {
    const FlushDenormals flush;
    checkDataset(data, *d->model, d->scorer->losses(), "evaluation data");
    LayerStates states = d->state.layerStates;
    return d->score(data, states);
}

const Model& Trainer::model() const {
    return *d->model;
}
const Dataset& Trainer::training() const {
    return d->training;
}
const TrainerOptions& Trainer::options() const {
    return d->options;
}
const Loss& Trainer::loss(std::size_t output) const {
    return *d->scorer->losses().at(output);
}
bool Trainer::largerIsBetter(const std::string& log) const {
    return d->scorer->largerIsBetter(log);
}

}  // namespace engine
