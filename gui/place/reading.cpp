// Numbers of a trace, by operation, step and unit.
#include "gui/place/reading.h"

#include <algorithm>
#include <cmath>

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

namespace {
double largestOf(const engine::Matrix& matrix) {
    return matrix.size() == 0 ? 0.0 : double(matrix.cwiseAbs().maxCoeff());
}
}  // namespace

double Reading::largest(int operation) const {
    return largestOf(m_trace.cell.values[static_cast<std::size_t>(operation)]);
}

double Reading::largestGradient(int operation) const {
    return m_trace.hasGradients() ? largestOf(m_trace.cell.gradients[static_cast<std::size_t>(operation)]) : 0.0;
}

double Reading::largestInput() const {
    return largestOf(m_trace.cell.input);
}

double Reading::contribution(int parameter, Index row, Index column, Index t) const {
    const Index gate = column / units(), unit = column % units();
    double sum = 0;
    for (int o = 0; o < static_cast<int>(m_program.operations.size()); ++o) {
        for (const Term& term : m_program.operations[static_cast<std::size_t>(o)].terms) {
            if (term.parameter != parameter || term.gate != gate || term.kind == Term::Kind::Identity) continue;
            if (term.kind == Term::Kind::Bias) {
                if (term.row == row) sum += gradient(o, t, unit);
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

QString shortNumber(double value) {
    const double size = std::abs(value);
    if (!(size < 1e5)) {
        if (!std::isfinite(value)) return number(value);
        const int power = static_cast<int>(std::floor(std::log10(size)));
        return number(value / std::pow(10.0, power), 0) + QStringLiteral("e%1").arg(power);
    }
    return number(value, size < 99.995 ? 2 : size < 999.95 ? 1 : 0);
}

QString gradientNumber(double value) {
    const double size = std::abs(value);
    if (size == 0 || size >= 0.095 || !std::isfinite(value)) return shortNumber(value);
    // One digit and its power: a vanishing gradient must not read as zero. 9.6e−3 rounds up to 1e−2.
    int power = static_cast<int>(std::floor(std::log10(size)));
    double digit = std::round(size / std::pow(10.0, power));
    if (digit >= 10) {
        digit = 1;
        ++power;
    }
    return number(std::copysign(digit, value), 0) + QStringLiteral("e\u2212%1").arg(-power);
}

}  // namespace gui
