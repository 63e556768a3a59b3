// Numbers of a trace, by operation, step and unit.
#include "gui/place/reading.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "gui/place/stepping.h"
#include "gui/theme/theme.h"

namespace gui {

using engine::Index;
using engine::Operand;
using engine::Operation;
using engine::Term;

Index Reading::before(Index t) const {
    if (m_trace.cell.backwards) return t + 1 < steps() ? t + 1 : -1;
    return t - 1;
}

Index Reading::after(Index t) const {
    if (m_trace.cell.backwards) return t - 1;
    return t + 1 < steps() ? t + 1 : -1;
}

bool Reading::readsSample() const {
    if (m_trace.inputs.empty() || !m_trace.inputs[0].sequence) return false;
    const engine::Matrix& own = m_trace.inputs[0].values;
    const engine::Matrix& read = m_trace.cell.input;
    return own.rows() == read.rows() && own.cols() == read.cols() && own == read;
}

bool Reading::masked(Index t) const {
    const auto& mask = m_trace.cell.mask;
    return !mask.empty() && !mask[static_cast<std::size_t>(t)];
}

double Reading::value(int operation, Index t, Index unit) const {
    return double(m_trace.cell.values[static_cast<std::size_t>(operation)](t, unit));
}

double Reading::gradient(int operation, Index t, Index unit) const {
    return m_trace.hasGradients() ? double(m_trace.cell.gradients[static_cast<std::size_t>(operation)](t, unit)) : 0.0;
}

int Reading::stateOf(int operation) const {
    for (std::size_t s = 0; s < m_program.states.size(); ++s)
        if (m_program.states[s].operation == operation) return static_cast<int>(s);
    return -1;
}

double Reading::previous(int state, Index t, Index unit) const {
    const Index from = before(t);
    const auto s = static_cast<std::size_t>(state);
    if (from >= 0) return value(m_program.states[s].operation, from, unit);
    const auto& initial = m_trace.cell.initialStates;
    return s < initial.size() && initial[s].size() > 0 ? double(initial[s](0, unit)) : 0.0;
}

double Reading::operand(const Operand& operand, Index t, Index place) const {
    switch (operand.from) {
        case Operand::From::Input:
            return input(t, place);
        case Operand::From::Now:
            return value(operand.operation, t, place);
        case Operand::From::Previous:
            break;
    }
    return previous(stateOf(operand.operation), t, place);
}

double Reading::carried(int state, Index t, Index unit) const {
    const Operand read{Operand::From::Previous, m_program.states[static_cast<std::size_t>(state)].operation};
    double sum = 0;
    for (int o = 0; o < static_cast<int>(m_program.operations.size()); ++o) {
        const Operation& operation = m_program.operations[static_cast<std::size_t>(o)];
        for (std::size_t k = 0; k < operation.operands.size(); ++k) {
            if (!(operation.operands[k] == read)) continue;
            double factor = 1;
            if (operation.kind == Operation::Kind::Complement) factor = -1;
            if (operation.kind == Operation::Kind::Multiply) factor = this->operand(operation.operands[1 - k], t, unit);
            sum += gradient(o, t, unit) * factor;
        }
        for (const Term& term : operation.terms) {
            if (term.kind == Term::Kind::Bias || !(term.operand == read)) continue;
            if (term.kind == Term::Kind::Identity) {
                sum += gradient(o, t, unit);
                continue;
            }
            const auto& weights = m_trace.cell.parameters[static_cast<std::size_t>(term.parameter)];
            const Index first = term.gate * units();
            if (term.kind == Term::Kind::Peephole) {
                sum += gradient(o, t, unit) * double(weights(0, first + unit));
            } else {
                for (Index u = 0; u < units(); ++u) sum += gradient(o, t, u) * double(weights(unit, first + u));
            }
        }
    }
    return sum;
}

double Reading::contribution(int parameter, Index row, Index column, Index t) const {
    const Index gate = column / units(), unit = column % units();
    double sum = 0;
    for (int o = 0; o < static_cast<int>(m_program.operations.size()); ++o) {
        for (const Term& term : m_program.operations[static_cast<std::size_t>(o)].terms) {
            if (term.parameter != parameter || term.gate != gate || term.kind == Term::Kind::Identity) continue;
            if (term.kind == Term::Kind::Bias) {
                if (term.row == row) sum += gradient(o, t, unit);
            } else if (term.kind == Term::Kind::Row) {
                if (static_cast<Index>(input(t, 0)) == row) sum += gradient(o, t, unit);
            } else {
                const Index place = term.kind == Term::Kind::Peephole ? unit : row;
                sum += gradient(o, t, unit) * operand(term.operand, t, place);
            }
        }
    }
    return sum;
}

double Reading::runningSum(int parameter, Index row, Index column, Index t) const {
    double sum = 0;
    for (Index s = lastStep(); s >= 0; s = before(s)) {
        if (!masked(s)) sum += contribution(parameter, row, column, s);
        if (s == t) break;
    }
    return sum;
}

Cursor Reading::fitted(const Cursor& cursor) const {
    Cursor result = cursor;
    result.t = std::clamp<int>(cursor.t, 1, std::max<int>(1, static_cast<int>(steps())));
    result.unit = std::clamp<int>(cursor.unit, 1, std::max<int>(1, static_cast<int>(units())));
    if (!m_trace.hasGradients()) result.pass = Cursor::Pass::Forward;
    const auto stations = stationsOf(m_program, result);
    if (stationIndex(stations, result.operation) < 0) result.operation = stations.front().name;
    return result;
}

namespace {
/// "1.35e−3": mantissa and power, both with a true minus.
QString withPower(double value, int digits) {
    const double size = std::abs(value);
    int power = static_cast<int>(std::floor(std::log10(size)));
    double mantissa = size / std::pow(10.0, power);
    // 9.996e−3 rounds up to 1.00e−2.
    const double scale = std::pow(10.0, digits - 1);
    if (std::round(mantissa * scale) >= 10 * scale) {
        mantissa = 1;
        ++power;
    }
    return number(std::copysign(mantissa, value), digits - 1) + QLatin1Char('e') + number(power, 0);
}
}  // namespace

QString shortNumber(double value) {
    const double size = std::abs(value);
    if (!std::isfinite(value)) return number(value);
    if (size >= 99999.5) return withPower(value, 1);
    return number(value, size < 99.995 ? 2 : size < 999.95 ? 1 : 0);
}

QString gradientNumber(double value, int digits) {
    const double size = std::abs(value);
    if (!std::isfinite(value)) return number(value);
    if (size == 0) return QStringLiteral("0");
    // A hundredth and less by its power of ten: a vanishing gradient must not read as zero.
    const double least = 0.01 * (1 - 0.5 * std::pow(10.0, -digits));
    if (size < least || size >= 99999.5) return withPower(value, digits);
    const int power = static_cast<int>(std::floor(std::log10(size * (1 + 0.5 * std::pow(10.0, -digits)))));
    return number(value, std::max(0, digits - 1 - power));
}

namespace {
/// The magnitude that all but one in fifty are at most, and the largest where that would be nothing.
double robust(std::vector<double>& sizes) {
    std::erase_if(sizes, [](double size) { return !(size > 0) || !std::isfinite(size); });
    if (sizes.empty()) return 0;
    // Numbers that are zero say nothing of how large the others are: a relu that is shut would hide those that are
    // open.
    const auto place = sizes.begin() + static_cast<std::ptrdiff_t>((sizes.size() - 1) * 98 / 100);
    std::nth_element(sizes.begin(), place, sizes.end());
    return *place;
}
void collect(const engine::Matrix& matrix, std::vector<double>& sizes) {
    // Some thousands are enough to tell a scale; the stride meets every unit and every step.
    Index stride = std::max<Index>(1, matrix.size() / 4096);
    while (std::gcd(stride, matrix.rows()) != 1 || std::gcd(stride, matrix.cols()) != 1) ++stride;
    for (Index k = 0; k < matrix.size(); k += stride) sizes.push_back(std::abs(double(matrix.data()[k])));
}
}  // namespace

double Reading::usual(int operation) const {
    std::vector<double> sizes;
    collect(m_trace.cell.values[static_cast<std::size_t>(operation)], sizes);
    return roundScale(robust(sizes));
}

double Reading::usualGradient(int operation) const {
    std::vector<double> sizes;
    if (m_trace.hasGradients()) collect(m_trace.cell.gradients[static_cast<std::size_t>(operation)], sizes);
    return roundScale(robust(sizes));
}

double Reading::usualInput() const {
    std::vector<double> sizes;
    collect(m_trace.cell.input, sizes);
    return roundScale(robust(sizes));
}

double Reading::usualSigned() const {
    double most = 0;
    for (int o = 0; o < static_cast<int>(m_program.operations.size()); ++o) {
        const Operation& operation = m_program.operations[static_cast<std::size_t>(o)];
        if (!operation.isGate && (operation.kind == Operation::Kind::Activate || stateOf(o) >= 0))
            most = std::max(most, usual(o));
    }
    return most;
}

double Reading::usualGradientAt(Index t) const {
    std::vector<double> sizes;
    for (const engine::Matrix& gradients : m_trace.cell.gradients)
        for (Index u = 0; u < gradients.cols(); ++u) sizes.push_back(std::abs(double(gradients(t, u))));
    return roundScale(robust(sizes));
}

double roundScale(double size) {
    if (!(size > 0) || !std::isfinite(size)) return 1;
    // What saturates at 1 has 1 as its whole.
    if (size > 0.7 && size <= 1) return 1;
    const double step = std::pow(10.0, std::floor(std::log10(size)) - 1);
    return std::ceil(size / step - 1e-9) * step;
}

QString scaleNumber(double scale) {
    // Two digits hold what roundScale leaves; 1.0 is said as 1.
    const QString text = gradientNumber(scale, 2);
    return text.endsWith(QLatin1String(".0")) ? text.chopped(2) : text;
}

double usualSize(const std::vector<std::vector<double>>& rows) {
    std::vector<double> sizes;
    for (const auto& row : rows)
        for (const double value : row) sizes.push_back(std::abs(value));
    return roundScale(robust(sizes));
}

}  // namespace gui
