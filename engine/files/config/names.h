// Names as Keras gives them: lstm, lstm_1, dense.
#pragma once

#include <map>
#include <string>

namespace engine {

/// Counts the automatic names of each class. A name that was given by hand does not count, as in Keras.
class Namer {
 public:
    /// "LSTM" -> "lstm", then "lstm_1".
    [[nodiscard]] std::string next(const std::string& className);

 private:
    std::map<std::string, int> m_count;
};

}  // namespace engine
