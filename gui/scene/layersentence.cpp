// Sentences by operation.
#include "gui/scene/layersentence.h"

#include <QCoreApplication>
#include <cmath>

#include "engine/cells/contributions.h"
#include "gui/place/cellnames.h"
#include "gui/scene/cellfacts.h"
#include "gui/scene/figures.h"

namespace gui {

using engine::Index;
using engine::Operation;
using engine::Term;

namespace {

class LayerSpeaker {
    Q_DECLARE_TR_FUNCTIONS(gui::LayerSentence)

 public:
    LayerSpeaker(const Reading& reading, const Cursor& cursor, int o)
        : m_reading(reading),
          m_operation(reading.program().operations[static_cast<std::size_t>(o)]),
          m_index(o),
          m_t(cursor.t - 1),
          m_unit(cursor.unit - 1),
          m_number(QString::number(cursor.unit)),
          m_value(figure(reading.value(o, m_t, m_unit))) {}

    [[nodiscard]] QStringList speak() const {
        switch (m_operation.kind) {
            case Operation::Kind::Affine:
                return affine();
            case Operation::Kind::Activate:
                return activated();
            case Operation::Kind::Subtract:
                return {tr("Unit %1: the net says %2, it should be %3; the error is %4.")
                            .arg(m_number, read(0), read(1), m_value),
                        tr("The error is %1.").arg(m_value)};
            case Operation::Kind::Logarithm:
                return {tr("The logarithm of %1 is %2: 0 would be no surprise, far below 0 is a great one.")
                            .arg(read(0), m_value),
                        tr("ln of %1 is %2.").arg(read(0), m_value)};
            case Operation::Kind::Normalize:
                return {tr("Divided by the sum of all units, %1 becomes %2; what softmax gives adds up to 1 already.")
                            .arg(read(0), m_value),
                        tr("%1 becomes %2.").arg(read(0), m_value)};
            case Operation::Kind::Complement:
                return {tr("1 less %1 is %2.").arg(read(0), m_value)};
            case Operation::Kind::Multiply:
                return product();
            case Operation::Kind::Add:
                return {tr("%1 and %2 together: %3.").arg(read(0), read(1), m_value)};
            case Operation::Kind::Rescale:
                return rescaled();
        }
        return {};
    }

 private:
    [[nodiscard]] double operand(std::size_t k) const {
        return m_reading.operand(m_operation.operands[k], m_t, m_unit);
    }
    [[nodiscard]] QString read(std::size_t k) const { return figure(operand(k)); }

    [[nodiscard]] QStringList affine() const {
        const Term& first = m_operation.terms.front();
        if (first.kind == Term::Kind::Row) {
            const QString word = QString::number(static_cast<int>(m_reading.input(m_t, 0)));
            return {tr("Word number %1 is looked up in the table E: unit %2 of its row is %3.")
                        .arg(word, m_number, m_value),
                    tr("E has %1 there.").arg(m_value)};
        }
        if (first.kind == Term::Kind::Identity)
            return first.gate == 0 ? QStringList{tr("The net says %1 for unit %2.").arg(m_value, m_number),
                                                 tr("The net says %1.").arg(m_value)}
                                   : QStringList{tr("It should be %1 for unit %2.").arg(m_value, m_number),
                                                 tr("It should be %1.").arg(m_value)};
        return sum();
    }

    /// z = x W + b: all inputs, and which of them brings most.
    [[nodiscard]] QStringList sum() const {
        double inputs = 0, bias = 0, most = 0;
        Index count = 0, largest = 0;
        for (const auto& one : engine::affineProducts(m_reading.trace().cell, m_index, m_t, m_unit)) {
            if (one.element < 0) {
                bias += one.product;
                continue;
            }
            inputs += one.product;
            ++count;
            if (std::abs(one.product) > std::abs(most)) most = one.product, largest = one.element + 1;
        }
        const QString all = tr("Unit %1: %2 inputs bring %3, the bias %4; together %5.")
                                .arg(m_number)
                                .arg(count)
                                .arg(figure(inputs), figure(bias), m_value);
        const QString who = tr(" Input %1 brings most: %2.").arg(largest).arg(figure(most));
        return {count > 1 ? all + who : all, all, tr("Together %1.").arg(m_value)};
    }

    [[nodiscard]] QStringList activated() const {
        const QString before = read(0);
        const double after = m_reading.value(m_index, m_t, m_unit);
        if (m_operation.activation == engine::Activation::Softmax)
            return {tr("softmax turns the sums into shares that add up to 1: unit %1 has %2 and gets %3.")
                        .arg(m_number, before, percent(after)),
                    tr("Unit %1 gets %2.").arg(m_number, percent(after))};
        if (m_operation.activation == engine::Activation::Sigmoid)
            return {tr("sigmoid turns %1 into %2.").arg(before, percent(after))};
        if (m_operation.activation == engine::Activation::Relu && operand(0) <= 0)
            return {tr("relu turns %1 into 0, as all that is not above 0.").arg(before)};
        return {tr("%1 turns %2 into %3.").arg(activationWord(m_operation), before, m_value)};
    }

    [[nodiscard]] QStringList product() const {
        if (m_operation.operands[0] == m_operation.operands[1])
            return {tr("%1 squared is %2: twice the error counts four times.").arg(read(0), m_value),
                    tr("%1 squared is %2.").arg(read(0), m_value)};
        if (operand(0) == 0) return {tr("The target is 0 here: nothing is counted.")};
        return {tr("%1 times %2 is %3.").arg(read(0), read(1), m_value)};
    }

    [[nodiscard]] QStringList rescaled() const {
        if (m_operation.offset != 0 || m_operation.role != engine::Role::Loss)
            return {tr("Back to the unit of the data: %1 times %2 and %3 more is %4.")
                        .arg(read(0), figure(m_operation.factor), figure(m_operation.offset), m_value),
                    tr("In the unit of the data it is %1.").arg(m_value)};
        return {tr("Unit %1 adds %2 to the loss; all units of all rows together make %3.")
                    .arg(m_number, m_value, figure(m_reading.trace().loss)),
                tr("It adds %1 to the loss.").arg(m_value)};
    }

    const Reading& m_reading;
    const Operation& m_operation;
    int m_index;
    Index m_t, m_unit;
    QString m_number, m_value;
};

}  // namespace

QStringList layerSentence(const Reading& reading, const Cursor& cursor, int operation) {
    return LayerSpeaker(reading, cursor, operation).speak();
}

}  // namespace gui
