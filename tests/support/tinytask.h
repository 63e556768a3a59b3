// A task small enough to train in a moment: the next value of a noisy sine, with an LSTM of four units.
#pragma once

#include <cmath>
#include <memory>
#include <utility>
#include <vector>

#include "engine/layers/dense.h"
#include "engine/layers/lstm.h"
#include "lessons/tasks/task.h"

namespace tests {

struct TinyOptions {
    std::size_t runs = 1;
    int epochs = 6;
    int patience = 0;
    bool restoresBest = false;
    double learningRate = 0.01;
    engine::Index samples = 90;
    bool shuffle = true;
};

class TinyTask : public lessons::Task {
 public:
    explicit TinyTask(std::uint64_t seed = 7, TinyOptions options = {}) : Task({}, seed), m_options(options) {
        const engine::Index heldOut = 20;
        engine::Random noise = engine::Random(seed).stream("noise");
        std::vector<engine::Scalar> series;
        for (engine::Index i = 0; i < options.samples + heldOut + kSteps; ++i)
            series.push_back(
                static_cast<engine::Scalar>(std::sin(0.4 * static_cast<double>(i)) + noise.normal(0, 0.05)));
        m_training = windows(series, 0, options.samples);
        m_validation = windows(series, options.samples, heldOut);
        for (std::size_t run = 0; run < options.runs; ++run) {
            auto model = std::make_shared<engine::Model>();
            const engine::NodeOutput input = model->addInput("input", engine::Shape::sequenceOf(kSteps, 1));
            engine::RecurrentOptions lstm;
            lstm.units = 4 + static_cast<engine::Index>(run);
            engine::DenseOptions dense;
            dense.units = 1;
            const auto hidden = model->add(std::make_shared<engine::LSTM>("lstm", lstm), {input});
            model->setOutputs(model->add(std::make_shared<engine::Dense>("dense", dense), hidden));
            model->finish();
            m_models.push_back(std::move(model));
        }
    }

    static constexpr engine::Index kSteps = 8;

    std::size_t runCount() const override { return m_options.runs; }
    std::string runName(std::size_t run) const override { return "LSTM " + std::to_string(4 + run); }
    std::shared_ptr<const engine::Model> model(std::size_t run = 0) const override { return m_models.at(run); }
    const engine::Dataset& training() const override { return m_training; }
    const engine::Dataset& validation() const override { return m_validation; }
    engine::TrainerOptions trainerOptions() const override {
        engine::TrainerOptions options;
        options.losses = {"mse"};
        options.metrics = {"mae"};
        options.learningRate = m_options.learningRate;
        options.batchSize = 16;
        options.shuffle = m_options.shuffle;
        options.seed = seed();
        return options;
    }
    int epochs() const override { return m_options.epochs; }
    int earlyStoppingPatience() const override { return m_options.patience; }
    bool restoresBestWeights() const override { return m_options.restoresBest; }
    lessons::InputDescription input(const std::string&) const override { return {}; }
    lessons::SampleDescription describe(std::size_t sample, const std::string&) const override {
        return {lessons::NumberedSample{lessons::NumberedSample::Kind::Sequence, sample}, {}, {}};
    }
    lessons::OutputView output(const engine::Weights& weights, std::size_t run,
                               const engine::PassOptions& options) const override {
        lessons::ForecastView view;
        const engine::Tensor forecast = m_models.at(run)->predict(m_validation.inputs, weights, options).front();
        for (engine::Index i = 0; i < forecast.values.rows(); ++i) view.forecast.push_back(forecast.values(i, 0));
        return view;
    }
    lessons::Json result(const std::vector<engine::Weights>& weights,
                         const std::vector<lessons::RunFacts>&) const override {
        return {{"runs", weights.size()}};
    }

 private:
    static engine::Dataset windows(const std::vector<engine::Scalar>& series, engine::Index first,
                                   engine::Index count) {
        engine::Matrix inputs(kSteps * count, 1), targets(count, 1);
        for (engine::Index b = 0; b < count; ++b) {
            for (engine::Index t = 0; t < kSteps; ++t)
                inputs(t * count + b, 0) = series[static_cast<std::size_t>(first + b + t)];
            targets(b, 0) = series[static_cast<std::size_t>(first + b + kSteps)];
        }
        return {{engine::Tensor::sequences(std::move(inputs), count, kSteps)},
                {engine::Tensor::vectors(std::move(targets))},
                {}};
    }

    TinyOptions m_options;
    std::vector<std::shared_ptr<const engine::Model>> m_models;
    engine::Dataset m_training, m_validation;
};

}  // namespace tests
