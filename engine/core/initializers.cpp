// keras.initializers: fans, scales and the orthogonal matrix.
#include "engine/core/initializers.h"

#include <Eigen/QR>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "engine/core/error.h"

namespace engine {

namespace {

// glorot, he and lecun are variance_scaling with fixed arguments.
struct Scaling {
    std::string_view name;
    double scale;
    std::string_view mode;
    std::string_view distribution;
};
constexpr std::array<Scaling, 6> kScalings{{
    {"glorot_uniform", 1.0, "fan_avg", "uniform"},
    {"glorot_normal", 1.0, "fan_avg", "truncated_normal"},
    {"he_uniform", 2.0, "fan_in", "uniform"},
    {"he_normal", 2.0, "fan_in", "truncated_normal"},
    {"lecun_uniform", 1.0, "fan_in", "uniform"},
    {"lecun_normal", 1.0, "fan_in", "truncated_normal"},
}};
constexpr std::array<std::string_view, 11> kOthers{
    "zeros",          "ones",    "constant",         "random_normal",    "normal",
    "random_uniform", "uniform", "truncated_normal", "variance_scaling", "orthogonal",
    "identity"};

const Scaling* findScaling(std::string_view name) {
    const auto* found =
        std::find_if(kScalings.begin(), kScalings.end(), [&](const Scaling& s) { return s.name == name; });
    return found == kScalings.end() ? nullptr : found;
}

double fan(const Parameter& parameter, std::string_view mode) {
    const auto& shape = parameter.shape;
    // Of a convolution, (places, in, out): both fans count the places.
    double places = 1.0;
    for (std::size_t i = 0; i + 2 < shape.size(); ++i) places *= static_cast<double>(shape[i]);
    const auto in = shape.empty() ? 1.0 : places * static_cast<double>(shape[shape.size() < 2 ? 0 : shape.size() - 2]);
    const auto out = shape.empty() ? 1.0 : places * static_cast<double>(shape.back());
    if (mode == "fan_out") return out;
    if (mode == "fan_avg") return (in + out) / 2.0;
    return in;
}

template <typename Draw>
Matrix fill(const Parameter& parameter, Draw draw) {
    Matrix values(parameter.rows(), parameter.columns());
    for (Index r = 0; r < values.rows(); ++r) {
        for (Index c = 0; c < values.cols(); ++c) values(r, c) = static_cast<Scalar>(draw());
    }
    return values;
}

Matrix varianceScaling(const Parameter& parameter, const Scaling& scaling, Random& random) {
    const double variance = scaling.scale / std::max(1.0, fan(parameter, scaling.mode));
    if (scaling.distribution == "uniform") {
        const double limit = std::sqrt(3.0 * variance);
        return fill(parameter, [&] { return random.uniform(-limit, limit); });
    }
    if (scaling.distribution == "untruncated_normal") {
        return fill(parameter, [&] { return random.normal(0.0, std::sqrt(variance)); });
    }
    // The standard deviation of a standard normal cut at two is 0.8796...; dividing by it restores the variance.
    const double stddev = std::sqrt(variance) / 0.87962566103423978;
    return fill(parameter, [&] { return random.truncatedNormal(0.0, stddev); });
}

// Q of a normal matrix, its columns' signs fixed by R's diagonal so that Q is uniform over the orthogonal matrices.
// A kernel of all gates, n x 4n, is one such matrix, not four.
Matrix orthogonal(const Parameter& parameter, double gain, Random& random) {
    const Index rows = parameter.rows(), columns = parameter.columns();
    const Index tall = std::max(rows, columns), narrow = std::min(rows, columns);
    Eigen::MatrixXd normal(tall, narrow);
    for (Index r = 0; r < tall; ++r) {
        for (Index c = 0; c < narrow; ++c) normal(r, c) = random.normal();
    }
    const Eigen::HouseholderQR<Eigen::MatrixXd> qr(normal);
    Eigen::MatrixXd q = qr.householderQ() * Eigen::MatrixXd::Identity(tall, narrow);
    for (Index c = 0; c < narrow; ++c) q.col(c) *= qr.matrixQR()(c, c) < 0.0 ? -gain : gain;
    if (rows < columns) return q.transpose().cast<Scalar>();
    return q.cast<Scalar>();
}

Matrix drawn(const Parameter& parameter, Random& random) {
    const Initializer& own = parameter.initializer;
    const std::string& name = own.name;
    if (const Scaling* scaling = findScaling(name)) return varianceScaling(parameter, *scaling, random);
    if (name == "variance_scaling") {
        return varianceScaling(
            parameter,
            {name, own.a == 0.0 ? 1.0 : own.a, own.mode.empty() ? "fan_in" : std::string_view(own.mode),
             own.distribution.empty() ? "truncated_normal" : std::string_view(own.distribution)},
            random);
    }
    const double gain = own.a == 0.0 ? 1.0 : own.a;
    if (name == "orthogonal") return orthogonal(parameter, gain, random);
    if (name == "identity") return static_cast<Scalar>(gain) * Matrix::Identity(parameter.rows(), parameter.columns());
    if (name == "ones") return Matrix::Ones(parameter.rows(), parameter.columns());
    if (name == "constant") return Matrix::Constant(parameter.rows(), parameter.columns(), static_cast<Scalar>(own.a));
    const bool defaults = own.a == 0.0 && own.b == 0.0;
    if (name == "random_uniform" || name == "uniform") {
        return fill(parameter, [&] { return random.uniform(defaults ? -0.05 : own.a, defaults ? 0.05 : own.b); });
    }
    if (name == "random_normal" || name == "normal") {
        return fill(parameter, [&] { return random.normal(own.a, defaults ? 0.05 : own.b); });
    }
    if (name == "truncated_normal") {
        return fill(parameter, [&] { return random.truncatedNormal(own.a, defaults ? 0.05 : own.b); });
    }
    return Matrix::Zero(parameter.rows(), parameter.columns());
}

}  // namespace

Matrix initialValue(const Parameter& parameter, const Random& random) {
    checkInitializer(parameter.initializer, parameter.path);
    Random own = random.stream(parameter.path);
    Matrix values = drawn(parameter, own);
    if (parameter.unitForgetBias) {
        const Index units = values.cols() / parameter.blocks;
        values.middleCols(parameter.forgetBlock * units, units).setOnes();
    }
    return values;
}

void checkInitializer(const Initializer& initializer, const std::string& who) {
    const std::string& name = initializer.name;
    if (!findScaling(name) && std::find(kOthers.begin(), kOthers.end(), name) == kOthers.end()) {
        throw Error(who + ": expected one of Keras's initializers, got \"" + name + "\"");
    }
    if (name != "variance_scaling") return;
    constexpr std::array<std::string_view, 4> modes{"", "fan_in", "fan_out", "fan_avg"};
    if (std::find(modes.begin(), modes.end(), initializer.mode) == modes.end()) {
        throw Error(who + ": expected mode fan_in, fan_out or fan_avg, got \"" + initializer.mode + "\"");
    }
    constexpr std::array<std::string_view, 5> distributions{"", "uniform", "normal", "truncated_normal",
                                                            "untruncated_normal"};
    if (std::find(distributions.begin(), distributions.end(), initializer.distribution) == distributions.end()) {
        throw Error(who + ": expected distribution uniform, truncated_normal or untruncated_normal, got \"" +
                    initializer.distribution + "\"");
    }
}

}  // namespace engine
