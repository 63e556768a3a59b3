// Each step of the coefficients in double, the Fourier transform by Eigen.
#include "engine/data/mfcc.h"

#include <cmath>
#include <complex>
#include <numbers>

#include <unsupported/Eigen/FFT>

namespace engine {

Index mfccFrames(std::size_t samples, const MfccOptions& options) {
    const Index left = Index(samples) - options.windowSamples();
    return left < 0 ? 0 : 1 + left / options.hopSamples();
}

std::vector<double> preEmphasized(const std::vector<float>& samples, double k) {
    std::vector<double> lifted;
    lifted.reserve(samples.size());
    double before = 0;
    for (const float sample : samples) {
        lifted.push_back(double(sample) - k * before);
        before = double(sample);
    }
    return lifted;
}

Eigen::MatrixXd powerSpectrum(const std::vector<double>& samples, const MfccOptions& options) {
    const Index frames = mfccFrames(samples.size(), options), window = options.windowSamples();
    const Index bins = options.transform / 2 + 1;
    std::vector<double> hamming;
    for (Index n = 0; n < window; ++n)
        hamming.push_back(0.54 - 0.46 * std::cos(2 * std::numbers::pi * double(n) / double(window - 1)));
    Eigen::FFT<double> transform;
    std::vector<double> frame(std::size_t(options.transform), 0.0);
    std::vector<std::complex<double>> spectrum;
    Eigen::MatrixXd power(frames, bins);
    for (Index t = 0; t < frames; ++t) {
        for (Index n = 0; n < window; ++n)
            frame[std::size_t(n)] = hamming[std::size_t(n)] * samples[std::size_t(t * options.hopSamples() + n)];
        transform.fwd(spectrum, frame);
        for (Index bin = 0; bin < bins; ++bin)
            power(t, bin) = std::norm(spectrum[std::size_t(bin)]) / options.transform;
    }
    return power;
}

Eigen::MatrixXd melFilters(const MfccOptions& options) {
    const Index bins = options.transform / 2 + 1;
    const double highest = 2595 * std::log10(1 + options.rate / 2.0 / 700);
    std::vector<Index> corners;
    for (int k = 0; k < options.filters + 2; ++k) {
        const double hertz = 700 * (std::pow(10.0, highest * k / (options.filters + 1) / 2595) - 1);
        corners.push_back(Index(std::floor((options.transform + 1) * hertz / options.rate)));
    }
    Eigen::MatrixXd filters = Eigen::MatrixXd::Zero(bins, options.filters);
    for (Index f = 0; f < options.filters; ++f) {
        const Index left = corners[std::size_t(f)], top = corners[std::size_t(f) + 1],
                    right = corners[std::size_t(f) + 2];
        for (Index bin = left; bin < top; ++bin) filters(bin, f) = double(bin - left) / double(top - left);
        for (Index bin = top; bin < right; ++bin) filters(bin, f) = double(right - bin) / double(right - top);
    }
    return filters;
}

Eigen::MatrixXd cosineTransform(int filters, int coefficients) {
    Eigen::MatrixXd cosines(filters, coefficients);
    for (int n = 0; n < filters; ++n)
        for (int k = 0; k < coefficients; ++k)
            cosines(n, k) = std::sqrt((k == 0 ? 1.0 : 2.0) / filters) *
                            std::cos(std::numbers::pi * k * (2 * n + 1) / (2.0 * filters));
    return cosines;
}

Matrix mfccOf(const Eigen::MatrixXd& power, const MfccOptions& options) {
    // Silence has no logarithm: the smallest number of a double stands for nothing, as in numpy's eps.
    constexpr double kNothing = 2.220446049250313e-16;
    const Eigen::MatrixXd bands = (power * melFilters(options)).cwiseMax(kNothing).array().log().matrix();
    return (bands * cosineTransform(options.filters, options.coefficients)).cast<Scalar>();
}

Matrix mfcc(const std::vector<float>& samples, const MfccOptions& options) {
    return mfccOf(powerSpectrum(preEmphasized(samples, options.preEmphasis), options), options);
}

}  // namespace engine
