// Names of chance and of the rules that a net is compared with.
#include "gui/outcome/references.h"

#include <QCoreApplication>
#include <QStringList>
#include <array>

#include "gui/theme/theme.h"

namespace gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gui::References)
};

struct Entry {
    const char* id;
    const char* name;
};
constexpr std::array kNames{
    Entry{"chance", QT_TRANSLATE_NOOP("gui::References", "by chance")},
    Entry{"commonest_class", QT_TRANSLATE_NOOP("gui::References", "commonest class")},
    Entry{"unigram", QT_TRANSLATE_NOOP("gui::References", "by how common each note is")},
    Entry{"bigram", QT_TRANSLATE_NOOP("gui::References", "by the last note alone")},
    Entry{"linear_rule", QT_TRANSLATE_NOOP("gui::References", "linear rule")},
    Entry{"one_way_ceiling", QT_TRANSLATE_NOOP("gui::References", "one-way ceiling")},
    Entry{"one_sign_only", QT_TRANSLATE_NOOP("gui::References", "one sign kept, one guessed")},
    Entry{"outer_letter_guessed", QT_TRANSLATE_NOOP("gui::References", "outer letter guessed")},
    Entry{"one_character_before", QT_TRANSLATE_NOOP("gui::References", "one character before")},
    Entry{"two_characters_before", QT_TRANSLATE_NOOP("gui::References", "two characters before")},
    Entry{"order_blind", QT_TRANSLATE_NOOP("gui::References", "blind to order")},
    Entry{"last_frame", QT_TRANSLATE_NOOP("gui::References", "last frame alone")},
    Entry{"single_frames", QT_TRANSLATE_NOOP("gui::References", "linear rule on one frame")},
    Entry{"bag_of_words", QT_TRANSLATE_NOOP("gui::References", "bag of words")},
    Entry{"word_by_word", QT_TRANSLATE_NOOP("gui::References", "word by word")},
    Entry{"largest_deviation", QT_TRANSLATE_NOOP("gui::References", "largest deviation from the mean")},
    Entry{"average_window", QT_TRANSLATE_NOOP("gui::References", "distance from the average window")},
    Entry{"commonest_tag_of_the_word", QT_TRANSLATE_NOOP("gui::References", "commonest tag of each word")},
};

}  // namespace

QString referenceName(const std::string& id) {
    for (const Entry& entry : kNames)
        if (id == entry.id) return Words::tr(entry.name);
    return QString::fromStdString(id).replace(u'_', u' ');
}

QString referenceText(const std::vector<lessons::Reference>& references) {
    QStringList parts;
    for (const lessons::Reference& reference : references)
        parts += Words::tr("%1 %2", "rule, its figure").arg(referenceName(reference.id), number(reference.value, 2));
    return parts.join(QStringLiteral("; "));
}

}  // namespace gui
