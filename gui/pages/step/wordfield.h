// A field that takes a word of the net's vocabulary: completes it, and says what the net reads where it is none.
#pragma once

#include <QLineEdit>
#include <string>
#include <vector>

class QStringListModel;

namespace gui {

class WordField : public QLineEdit {
    Q_OBJECT

 public:
    explicit WordField(QWidget* parent = nullptr);

    /// words by token number. padding, unknown: the numbers that stand for no word and for one that is not in the list;
    /// -1: there is none.
    void setVocabulary(const std::vector<std::string>& words, int padding, int unknown);
    [[nodiscard]] bool hasVocabulary() const { return !m_words.isEmpty(); }
    void setToken(int token);

 Q_SIGNALS:
    /// A word was given, or one that the net reads as `unknown`.
    void tokenPicked(int token);
    /// One line on what was given; empty where it is a word of the vocabulary.
    void told(const QString& line);

 protected:
    bool event(QEvent* event) override;

 private:
    [[nodiscard]] int tokenOf(const QString& word) const;
    [[nodiscard]] QString wordOf(int token) const;
    void enter();
    void refuse(const QString& reason);

    QStringList m_words;
    int m_padding = -1, m_unknown = -1, m_token = -1;
    QStringListModel* m_completions;
};

}  // namespace gui
