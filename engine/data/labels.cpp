// Class numbers and their one-hot rows.
#include "engine/data/labels.h"

#include <algorithm>

#include "engine/core/error.h"

namespace engine {
namespace {

/// The common length of the sequences.
Index commonSteps(const std::vector<std::vector<Index>>& sequences, const std::string& who) {
    if (sequences.empty()) throw Error(who + ": expected sequences, got none");
    const std::size_t steps = sequences.front().size();
    for (std::size_t i = 0; i < sequences.size(); ++i)
        if (sequences[i].size() != steps || steps == 0)
            throw Error(who + ": expected sequences of one length above 0 (pad them first), got " +
                        std::to_string(steps) + " and " + std::to_string(sequences[i].size()) + " at sequence " +
                        std::to_string(i));
    return Index(steps);
}

}  // namespace

void checkLabels(const std::vector<Index>& labels, Index classes, const std::string& who) {
    for (std::size_t i = 0; i < labels.size(); ++i)
        if (labels[i] < 0 || labels[i] >= classes)
            throw Error(who + ": expected labels from 0 to " + std::to_string(classes - 1) + ", got " +
                        std::to_string(labels[i]) + " at " + std::to_string(i));
}

Matrix oneHot(const std::vector<Index>& labels, Index classes) {
    if (classes == 0 && !labels.empty()) classes = *std::max_element(labels.begin(), labels.end()) + 1;
    checkLabels(labels, classes, "one-hot");
    Matrix rows = Matrix::Zero(Index(labels.size()), classes);
    for (std::size_t i = 0; i < labels.size(); ++i) rows(Index(i), labels[i]) = 1;
    return rows;
}

Tensor oneHotSequences(const std::vector<std::vector<Index>>& sequences, Index classes) {
    const Index steps = commonSteps(sequences, "one-hot"), batch = Index(sequences.size());
    Matrix values = Matrix::Zero(steps * batch, classes);
    for (Index b = 0; b < batch; ++b) {
        const std::vector<Index>& sequence = sequences[std::size_t(b)];
        checkLabels(sequence, classes, "one-hot, sequence " + std::to_string(b));
        for (Index t = 0; t < steps; ++t) values(t * batch + b, sequence[std::size_t(t)]) = 1;
    }
    return Tensor::sequences(std::move(values), batch, steps);
}

Tensor labelTensor(const std::vector<Index>& labels) {
    Matrix values(Index(labels.size()), 1);
    for (std::size_t i = 0; i < labels.size(); ++i) values(Index(i), 0) = Scalar(labels[i]);
    return Tensor::vectors(std::move(values));
}

Tensor labelSequences(const std::vector<std::vector<Index>>& sequences) {
    const Index steps = commonSteps(sequences, "labels"), batch = Index(sequences.size());
    Matrix values(steps * batch, 1);
    for (Index b = 0; b < batch; ++b)
        for (Index t = 0; t < steps; ++t) values(t * batch + b, 0) = Scalar(sequences[std::size_t(b)][std::size_t(t)]);
    return Tensor::sequences(std::move(values), batch, steps);
}

std::vector<Index> argmaxRows(const Matrix& values) {
    std::vector<Index> result;
    result.reserve(std::size_t(values.rows()));
    for (Index r = 0; r < values.rows(); ++r) {
        Index best = 0;
        for (Index c = 1; c < values.cols(); ++c)
            if (values(r, c) > values(r, best)) best = c;
        result.push_back(best);
    }
    return result;
}

}  // namespace engine
