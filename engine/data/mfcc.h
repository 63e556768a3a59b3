// Mel-frequency cepstral coefficients: thirteen numbers that say what a short stretch of sound sounds like.
#pragma once

#include <vector>

#include "engine/core/scalar.h"

namespace engine {

struct MfccOptions {
    int rate = 16000;       ///< samples a second
    double window = 0.025;  ///< seconds that a frame hears
    double hop = 0.010;     ///< seconds from one frame to the next
    int transform = 512;    ///< samples of the Fourier transform, a power of two; a window is filled up with zeros
    double preEmphasis = 0.97;
    int filters = 26;
    int coefficients = 13;
    [[nodiscard]] Index windowSamples() const { return Index(window * rate + 0.5); }
    [[nodiscard]] Index hopSamples() const { return Index(hop * rate + 0.5); }
};

/// Frames that lie in so many samples whole; 0 where not even one does.
[[nodiscard]] Index mfccFrames(std::size_t samples, const MfccOptions& options);

/// The steps in their order, each a function of what the one before gives.
/// y[n] = x[n] - k x[n-1], y[0] = x[0]: high frequencies, weak in speech, are lifted.
[[nodiscard]] std::vector<double> preEmphasized(const std::vector<float>& samples, double k);
/// [frames x transform/2+1]: |Fourier transform of a frame under a Hamming window|^2 / transform.
[[nodiscard]] Eigen::MatrixXd powerSpectrum(const std::vector<double>& samples, const MfccOptions& options);
/// [transform/2+1 x filters]: triangles whose corners lie evenly on the mel scale 2595 log10(1 + f/700), from 0 Hz to
/// half the rate; each corner at the bin floor((transform + 1) f / rate).
[[nodiscard]] Eigen::MatrixXd melFilters(const MfccOptions& options);
/// [filters x coefficients]: the orthonormal cosine transform (DCT-II).
[[nodiscard]] Eigen::MatrixXd cosineTransform(int filters, int coefficients);

/// [frames x coefficients]: cosine transform of the logarithm of what the filters let through.
[[nodiscard]] Matrix mfcc(const std::vector<float>& samples, const MfccOptions& options = {});
/// The same from the power spectrum.
[[nodiscard]] Matrix mfccOf(const Eigen::MatrixXd& power, const MfccOptions& options);

}  // namespace engine
