// Reading entities out of tags, and counting those that match.
#include "engine/metrics/entityf1.h"

#include <algorithm>

#include "engine/core/error.h"
#include "engine/losses/loss.h"
#include "engine/metrics/mean.h"

namespace engine {

std::vector<Entity> entitiesOf(const std::vector<std::string>& tags) {
    std::vector<Entity> entities;
    bool inside = false;
    for (std::size_t i = 0; i < tags.size(); ++i) {
        const std::string& tag = tags[i];
        const bool part = tag.size() > 2 && tag[1] == '-' && (tag[0] == 'B' || tag[0] == 'I');
        if (!part) {
            inside = false;
            continue;
        }
        const std::string type = tag.substr(2);
        if (inside && tag[0] == 'I' && entities.back().type == type) {
            entities.back().last = static_cast<Index>(i);
        } else {
            entities.push_back({type, static_cast<Index>(i), static_cast<Index>(i)});
        }
        inside = true;
    }
    return entities;
}

EntityCounts& EntityCounts::operator+=(const EntityCounts& other) {
    correct += other.correct;
    found += other.found;
    present += other.present;
    return *this;
}

double EntityCounts::precision() const {
    return found == 0.0 ? 0.0 : correct / found;
}
double EntityCounts::recall() const {
    return present == 0.0 ? 0.0 : correct / present;
}
double EntityCounts::f1() const {
    return correct == 0.0 ? 0.0 : 2.0 * correct / (found + present);
}

EntityCounts countEntities(const std::vector<std::string>& truth, const std::vector<std::string>& predicted) {
    if (truth.size() != predicted.size())
        throw Error("entity_f1: expected " + std::to_string(truth.size()) + " predicted tags, got " +
                    std::to_string(predicted.size()));
    const std::vector<Entity> present = entitiesOf(truth);
    const std::vector<Entity> found = entitiesOf(predicted);
    EntityCounts counts;
    counts.present = static_cast<double>(present.size());
    counts.found = static_cast<double>(found.size());
    for (const Entity& entity : found) {
        if (std::find(present.begin(), present.end(), entity) != present.end()) counts.correct += 1.0;
    }
    return counts;
}

EntityF1::EntityF1(std::string name, std::vector<std::string> labels, bool sparse)
    : m_name(std::move(name)), m_labels(std::move(labels)), m_sparse(sparse) {
    if (m_labels.empty()) throw Error("metric \"" + m_name + "\": argument \"labels\" is missing");
}

void EntityF1::update(const Tensor& output, const Tensor& target, const std::vector<double>&) {
    if (output.features() != static_cast<Index>(m_labels.size()))
        throw Error(m_name + ": expected outputs of " + std::to_string(m_labels.size()) + " labels, got " +
                    std::to_string(output.features()));
    const Tensor aligned = alignTarget(output, target, m_sparse, m_name);
    for (Index sample = 0; sample < output.batch; ++sample) {
        std::vector<std::string> truth, predicted;
        for (Index step = 0; step < output.steps; ++step) {
            const Index row = step * output.batch + sample;
            if (output.mask && !(*output.mask)[static_cast<std::size_t>(row)]) continue;
            const Index label = m_sparse ? static_cast<Index>(aligned.values(row, 0)) : argMax(aligned.values, row);
            if (label < 0 || label >= output.features())
                throw Error(m_name + ": expected a class from 0 to " + std::to_string(output.features() - 1) +
                            ", got " + std::to_string(label));
            truth.push_back(m_labels[static_cast<std::size_t>(label)]);
            predicted.push_back(m_labels[static_cast<std::size_t>(argMax(output.values, row))]);
        }
        m_counts += countEntities(truth, predicted);
    }
}

void EntityF1::restore(const std::vector<double>& state) {
    if (state.size() != 3) throw Error(m_name + ": expected a state of 3 numbers, got " + std::to_string(state.size()));
    m_counts = {state[0], state[1], state[2]};
}

}  // namespace engine
