// Keras's model.summary(): what each layer makes, of how many parameters, as rows and as text.
#pragma once

#include <string>
#include <vector>

#include "engine/models/model.h"

namespace engine {

struct SummaryRow {
    std::string name;         ///< "lstm"
    std::string className;    ///< "LSTM", "InputLayer"
    std::string outputShape;  ///< "(None, 50)"; of several outputs "[(None, 3), (None, 3)]"
    Index parameters = 0;
    std::vector<std::string> connectedTo;  ///< "shared[1][0]": the layer's call and its output
};

struct Summary {
    std::string model;
    bool chain = true;             ///< one layer after the other: no column of connections
    std::vector<SummaryRow> rows;  ///< of a Functional model with its inputs, as in Keras
    Index trainable = 0, nonTrainable = 0;
    Index optimizer = 0;  ///< numbers of the optimizer that the model was compiled with; 0: none
    [[nodiscard]] Index total() const { return trainable + nonTrainable; }
};

[[nodiscard]] Summary summarize(const Model& model);

/// Keras's table, laid out as Keras does at this line length; 0: its own, 88 columns, or 108 with connections.
[[nodiscard]] std::string summaryText(const Summary& summary, Index lineLength = 0);

/// "40.82 KB": Keras's way of writing the memory of so many parameters at four bytes each.
[[nodiscard]] std::string parameterMemory(Index parameters);
/// "1,234,567"
[[nodiscard]] std::string withThousands(Index number);

}  // namespace engine
