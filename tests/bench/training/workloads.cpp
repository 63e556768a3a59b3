// Models, data and the count of what they cost.
#include "tests/bench/training/workloads.h"

#include <map>

#include "engine/layers/bidirectional.h"
#include "engine/layers/dense.h"
#include "engine/layers/embedding.h"
#include "engine/layers/gru.h"
#include "engine/layers/lstm.h"
#include "engine/layers/reshaping/repeatvector.h"
#include "engine/layers/timedistributed.h"

namespace bench {
namespace {

using namespace engine;

/// Appends layers to a Sequential model and adds up what they cost.
class Builder {
 public:
    Builder(Index samples, Index steps, Index features, Index batch) : m_samples(samples), m_batch(batch) {
        m_work.model = m_model;
        m_model->addInput("x", Shape::sequenceOf(steps, features));
        m_steps = steps;
        m_features = features;
        Random random(7);
        Matrix values(samples * steps, features);
        for (Index i = 0; i < values.size(); ++i) values.data()[i] = static_cast<Scalar>(random.uniform() - 0.5);
        m_work.data.inputs.push_back(Tensor::sequences(std::move(values), samples, steps));
        keep(steps * features);
    }
    /// Token numbers, the first ones of each sample 0 (masked), as padded sentences are.
    Builder(Index samples, Index steps, Index vocabulary, Index features, Index batch)
        : m_samples(samples), m_batch(batch) {
        m_work.model = m_model;
        m_model->addInput("tokens", Shape::vector(steps));
        Random random(7);
        Matrix tokens = Matrix::Zero(samples, steps);
        for (Index s = 0; s < samples; ++s)
            for (Index t = random.below(steps); t < steps; ++t)
                tokens(s, t) = static_cast<Scalar>(1 + random.below(vocabulary - 1));
        m_work.data.inputs.push_back(Tensor::vectors(std::move(tokens)));
        EmbeddingOptions options;
        options.inputDim = vocabulary;
        options.outputDim = features;
        options.maskZero = true;
        m_model->append(std::make_shared<Embedding>("embedding", options));
        m_steps = steps;
        m_features = features;
        m_first = false;
        keep(steps * features);
    }

    Builder& recurrent(const std::string& cell, Index units, bool sequences, Activation activation = Activation::Tanh) {
        m_model->append(layer(cell, units, sequences, activation));
        count(cell, units);
        after(units, sequences);
        return *this;
    }
    Builder& bidirectional(Index units, bool sequences) {
        const auto inner = layer("LSTM", units, sequences, Activation::Tanh);
        m_model->append(std::make_shared<Bidirectional>(next("both"), *inner, MergeMode::Concat));
        count("LSTM", units);
        count("LSTM", units);
        after(2 * units, sequences);
        return *this;
    }
    Builder& repeat(Index steps) {
        m_model->append(std::make_shared<RepeatVector>(next("repeat"), RepeatVectorOptions{.n = steps}));
        m_steps = steps;
        m_repeated = true;
        return *this;
    }
    Builder& dense(Index units, Activation activation = Activation::Linear) {
        DenseOptions options;
        options.units = units;
        options.activation = activation;
        m_model->append(std::make_shared<Dense>(next("dense"), options));
        // forward, dKernel and dx
        add(3.0 * static_cast<double>((m_sequence ? m_steps : 1) * m_features * units));
        m_features = units;
        keep((m_sequence ? m_steps : 1) * units);
        return *this;
    }

    Workload finish(const std::string& loss) {
        m_model->finish();
        m_work.options.losses = {loss};
        m_work.options.batchSize = m_batch;
        m_work.options.seed = 1;
        const Index rows = m_samples * (m_sequence ? m_steps : 1);
        const bool classes = loss == "sparse_categorical_crossentropy";
        Random random(8);
        Matrix targets(rows, classes ? 1 : m_features);
        for (Index i = 0; i < targets.size(); ++i)
            targets.data()[i] =
                classes ? static_cast<Scalar>(random.below(m_features)) : static_cast<Scalar>(random.uniform() - 0.5);
        m_work.data.targets.push_back(m_sequence ? Tensor::sequences(std::move(targets), m_samples, m_steps)
                                                 : Tensor::vectors(std::move(targets)));
        return m_work;
    }

 private:
    std::string next(const std::string& name) { return name + std::to_string(m_layers++); }

    std::shared_ptr<Recurrent> layer(const std::string& cell, Index units, bool sequences, Activation activation) {
        RecurrentOptions options;
        options.units = units;
        options.activation = activation;
        options.returnSequences = sequences;
        if (cell == "GRU") return std::make_shared<GRU>(next("gru"), options);
        return std::make_shared<LSTM>(next("lstm"), options);
    }

    void count(const std::string& cell, Index units) {
        const Index gates = cell == "GRU" ? 3 : 4, width = gates * units;
        const auto input = static_cast<double>((m_repeated ? 1 : m_steps) * m_features * width);
        const auto recurrent = static_cast<double>((m_steps - 1) * units * width);
        add((m_first ? 2.0 : 3.0) * input + 3.0 * recurrent);
        keep(m_steps * (width + (cell == "GRU" ? 1 : 2) * units));
    }
    void after(Index features, bool sequences) {
        m_features = features;
        m_sequence = sequences;
        m_first = m_repeated = false;
    }
    void add(double products) { m_work.flops += 2.0 * products * static_cast<double>(m_samples); }
    void keep(Index numbers) {
        m_work.keptBytes += static_cast<double>(numbers * std::min(m_batch, m_samples)) * sizeof(Scalar);
    }

    Index m_samples, m_batch, m_steps = 1, m_features = 1;
    int m_layers = 0;
    bool m_sequence = true, m_first = true, m_repeated = false;
    std::shared_ptr<Model> m_model = std::make_shared<Model>();
    Workload m_work;
};

/// Lesson 10: the encoder's last states are the decoder's first.
Workload encoderDecoder() {
    constexpr Index kSamples = 512, kSteps = 10, kWords = 64, kUnits = 64;
    const auto model = std::make_shared<Model>("model", false);
    RecurrentOptions options;
    options.units = kUnits;
    options.returnState = true;
    const NodeOutput source = model->addInput("encoder", Shape::sequenceOf(kSteps, kWords));
    const NodeOutput target = model->addInput("decoder", Shape::sequenceOf(kSteps, kWords));
    const auto encoded = model->add(std::make_shared<LSTM>("lstm", options), {source});
    options.returnSequences = true;
    const auto decoded = model->add(std::make_shared<LSTM>("lstm_1", options), {target, encoded[1], encoded[2]}, 2);
    DenseOptions dense;
    dense.units = kWords;
    dense.activation = Activation::Softmax;
    model->setOutputs(model->add(std::make_shared<Dense>("dense", dense), {decoded[0]}));
    model->finish();

    Workload work;
    work.model = model;
    Random random(7);
    const auto oneHot = [&random] {
        Matrix values = Matrix::Zero(kSamples * kSteps, kWords);
        for (Index row = 0; row < values.rows(); ++row) values(row, random.below(kWords)) = 1;
        return Tensor::sequences(std::move(values), kSamples, kSteps);
    };
    work.data.inputs = {oneHot(), oneHot()};
    work.data.targets = {oneHot()};
    work.options.losses = {"categorical_crossentropy"};
    work.options.optimizer = "rmsprop";
    work.options.batchSize = 64;
    work.options.seed = 1;
    const double steps = kSteps, units = kUnits, words = kWords;
    work.flops = 2.0 * kSamples *
                 (2.0 * 2.0 * steps * words * 4 * units + 3.0 * (2.0 * steps - 1.0) * units * 4 * units +
                  3.0 * steps * units * words);
    work.keptBytes = 64.0 * steps * (3.0 * words + 2.0 * 6.0 * units) * sizeof(Scalar);
    return work;
}

struct Entry {
    std::string title;
    std::function<Workload()> make;
};

const std::vector<std::pair<std::string, Entry>>& table() {
    constexpr auto kRelu = Activation::Relu;
    constexpr auto kSoftmax = Activation::Softmax;
    static const std::string classes = "sparse_categorical_crossentropy", values = "mse";
    static const std::vector<std::pair<std::string, Entry>> all{
        {"A",
         {"lesson 6: 800 x T50 x 1, LSTM 50 relu",
          [] { return Builder(800, 50, 1, 32).recurrent("LSTM", 50, false, kRelu).dense(1).finish(values); }}},
        {"B",
         {"lesson 8: 990 x T10 x 1, LSTM 64",
          [] { return Builder(990, 10, 1, 32).recurrent("LSTM", 64, false).dense(7, kSoftmax).finish(classes); }}},
        {"C",
         {"lesson 11: 1000 x T20 x 13, LSTM 128 sequences",
          [] { return Builder(1000, 20, 13, 32).recurrent("LSTM", 128, true).dense(40, kSoftmax).finish(classes); }}},
        {"D",
         {"lesson 12: 500 x T30 x 2048, LSTM 256",
          [] { return Builder(500, 30, 2048, 32).recurrent("LSTM", 256, false).dense(10, kSoftmax).finish(classes); }}},
        {"E",
         {"lesson 13: 900 x T50 x 1, LSTM 32 relu autoencoder",
          [] {
              return Builder(900, 50, 1, 32)
                  .recurrent("LSTM", 32, false, kRelu)
                  .repeat(50)
                  .recurrent("LSTM", 32, true, kRelu)
                  .dense(1)
                  .finish(values);
          }}},
        {"F",
         {"lesson 14: 800 x T50 x 5, LSTM 64",
          [] { return Builder(800, 50, 5, 32).recurrent("LSTM", 64, false).dense(3, kSoftmax).finish(classes); }}},
        {"Fg",
         {"lesson 14: 800 x T50 x 5, GRU 64",
          [] { return Builder(800, 50, 5, 32).recurrent("GRU", 64, false).dense(3, kSoftmax).finish(classes); }}},
        {"S",
         {"92 x T1 x 1, LSTM 4, batch 1",
          [] { return Builder(92, 1, 1, 1).recurrent("LSTM", 4, false).dense(1).finish(values); }}},
        {"L1",
         {"lesson 1: 500 x T20 x 1, LSTM 64 and 32 stacked",
          [] {
              return Builder(500, 20, 1, 32)
                  .recurrent("LSTM", 64, true)
                  .recurrent("LSTM", 32, false)
                  .dense(1)
                  .finish(values);
          }}},
        {"L5",
         {"lesson 5: 500 x T20 x 5, bidirectional LSTM 32 and 16",
          [] {
              return Builder(500, 20, 5, 32)
                  .bidirectional(32, true)
                  .bidirectional(16, false)
                  .dense(3, kSoftmax)
                  .finish(classes);
          }}},
        {"L7",
         {"lesson 7: 1000 x T40 tokens, Embedding 16 masked, LSTM 32",
          [] {
              return Builder(1000, 40, 2000, 16, 32)
                  .recurrent("LSTM", 32, false)
                  .dense(1, Activation::Sigmoid)
                  .finish("binary_crossentropy");
          }}},
        {"L9",
         {"lesson 9: 500 x T20 tokens, Embedding 50 masked, bidirectional LSTM 100 sequences",
          [] { return Builder(500, 20, 2000, 50, 32).bidirectional(100, true).dense(7, kSoftmax).finish(classes); }}},
        {"L10", {"lesson 10: 512 x T10 x 64, LSTM 64 encoder and decoder, batch 64", encoderDecoder}},
    };
    return all;
}

}  // namespace

std::vector<std::string> workloadNames() {
    std::vector<std::string> names;
    for (const auto& [name, entry] : table()) names.push_back(name);
    return names;
}

Workload makeWorkload(const std::string& name) {
    for (const auto& [own, entry] : table()) {
        if (own != name) continue;
        Workload work = entry.make();
        work.name = name;
        work.title = entry.title;
        return work;
    }
    throw engine::Error("bench: unknown workload \"" + name + "\"");
}

Workload makeSized(engine::Index samples, engine::Index steps, engine::Index features, engine::Index units,
                   engine::Index batch) {
    return Builder(samples, steps, features, batch).recurrent("LSTM", units, false).dense(1).finish("mse");
}

}  // namespace bench
