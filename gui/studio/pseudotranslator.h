// A language that nobody speaks: every tr() text, accented and 40 % longer. What it breaks, a real translation will
// break.
#pragma once

#include <QTranslator>

namespace gui {

class PseudoTranslator : public QTranslator {
    Q_OBJECT

 public:
    using QTranslator::QTranslator;
    [[nodiscard]] QString translate(const char* context, const char* source, const char* disambiguation = nullptr,
                                    int n = -1) const override;
    [[nodiscard]] bool isEmpty() const override { return false; }
    /// Placeholders (%1, %n), tags and accelerators stay as they are.
    [[nodiscard]] static QString lengthened(const QString& text);
};

}  // namespace gui
