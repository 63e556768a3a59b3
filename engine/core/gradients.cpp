// Sums of gradients that remember their parts where a table was read row by row.
#include "engine/core/gradients.h"

namespace engine {

namespace {

void append(RowReads& reads, const std::vector<Index>& rows, const Matrix& slices) {
    Matrix all(reads.slices.rows() + slices.rows(), slices.cols());
    if (!reads.rows.empty()) all.topRows(reads.slices.rows()) = reads.slices;
    all.bottomRows(slices.rows()) = slices;
    reads.slices = std::move(all);
    reads.rows.insert(reads.rows.end(), rows.begin(), rows.end());
}

void addRows(Matrix& table, const std::vector<Index>& rows, const Matrix& slices) {
    for (std::size_t r = 0; r < rows.size(); ++r) table.row(rows[r]) += slices.row(static_cast<Index>(r));
}

}  // namespace

bool Gradients::hasReads(std::size_t parameter) const {
    return parameter < reads.size() && !reads[parameter].rows.empty();
}

void Gradients::addReads(std::size_t parameter, const std::vector<Index>& rows, const Matrix& slices) {
    if (reads.size() < size()) reads.resize(size());
    append(reads[parameter], rows, slices);
    addRows((*this)[parameter], rows, slices);
}

void Gradients::dropReads(std::size_t parameter) {
    if (parameter < reads.size()) reads[parameter] = {};
}

Matrix Gradients::squares(std::size_t parameter) const {
    const Matrix& sum = (*this)[parameter];
    if (!hasReads(parameter)) return sum.cwiseAbs2();
    Matrix result = Matrix::Zero(sum.rows(), sum.cols());
    addRows(result, reads[parameter].rows, reads[parameter].slices.cwiseAbs2());
    return result;
}

double Gradients::squaredNorm(std::size_t parameter) const {
    const Matrix& parts = hasReads(parameter) ? reads[parameter].slices : (*this)[parameter];
    return parts.size() == 0 ? 0.0 : parts.cast<double>().squaredNorm();
}

void Gradients::scale(std::size_t parameter, Scalar factor) {
    (*this)[parameter] *= factor;
    if (hasReads(parameter)) reads[parameter].slices *= factor;
}

void Gradients::clipValues(std::size_t parameter, Scalar limit) {
    const auto clip = [limit](Matrix& values) { values = values.cwiseMax(-limit).cwiseMin(limit); };
    Matrix& sum = (*this)[parameter];
    if (!hasReads(parameter)) return clip(sum);
    clip(reads[parameter].slices);
    sum.setZero();
    addRows(sum, reads[parameter].rows, reads[parameter].slices);
}

void Gradients::setZero() {
    for (Matrix& gradient : *this) gradient.setZero();
    reads.clear();
}

Gradients& Gradients::operator+=(const Gradients& more) {
    if (!more.reads.empty()) reads.resize(size());
    for (std::size_t i = 0; i < size(); ++i) {
        (*this)[i] += more[i];
        if (more.hasReads(i)) append(reads[i], more.reads[i].rows, more.reads[i].slices);
    }
    return *this;
}

}  // namespace engine
