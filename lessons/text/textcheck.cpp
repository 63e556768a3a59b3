// Compares the text of a lesson with its models and its training.
#include "lessons/text/textcheck.h"

#include <algorithm>
#include <map>

#include "lessons/format/chosen.h"
#include "lessons/format/training.h"
#include "lessons/text/blocks.h"
#include "lessons/text/links.h"
#include "lessons/text/reachableplaces.h"

namespace lessons {
namespace {

class TextCheck {
 public:
    TextCheck(const Lesson& lesson, FaultList& faults) : m_lesson(lesson), m_faults(faults), m_places(lesson) {}

    void run() {
        for (const LessonPage& page : m_lesson.pages) {
            if (page.state) settings(page);
            if (page.state) state(page);
            for (const PagePart& part : page.parts) std::visit([&](const auto& each) { check(page, each); }, part);
        }
    }

 private:
    [[nodiscard]] std::vector<std::string> versionsOf(const LessonPage& page) const {
        return page.version.empty() ? m_lesson.versions : std::vector<std::string>{page.version};
    }

    void settings(const LessonPage& page) {
        for (const std::string& setting : page.state->settings) {
            try {
                for (const std::string& version : versionsOf(page))
                    static_cast<void>(m_lesson.spec(version, {setting}));
            } catch (const SettingError& error) {
                m_faults.add(page.settingPosition, "set: " + error.fault().path + ": " + error.fault().reason);
            }
        }
    }

    void state(const LessonPage& page) {
        if (m_faults.hasAt(page.settingPosition)) return;
        m_faults.guard(page.statePosition, [&] {
            const Place place = Place::parse(page.state->place);
            if (!place.lesson.empty()) throw engine::Error("lesson: expected none: a step opens its own lesson");
            m_places.check(place);
            int most = 0;
            for (const std::string& version : versionsOf(page))
                most = std::max(most, readTraining(m_lesson.spec(version, page.state->settings)).epochs);
            if (place.epoch > most)
                throw engine::Error("epoch: expected at most " + std::to_string(most) + ", the lesson's epochs, got " +
                                    std::to_string(place.epoch));
        });
    }

    /// `link` may come from the text or from a block's key; `where` is what its fault names.
    void check(const LessonPage& page, const LessonLink& link) {
        if (const std::string fault = linkFault(link); !fault.empty()) return m_faults.add(link.position, fault);
        const std::string shown = "link \"" + link.scheme + ":" + link.target + "\": ";
        try {
            if (link.scheme == "step") m_places.check(Place::parse(link.target));
            if (link.scheme == "set") static_cast<void>(m_lesson.spec(page.version, {link.target}));
        } catch (const SettingError& error) {
            m_faults.add(link.position, shown + error.fault().path + ": " + error.fault().reason);
        } catch (const engine::Error& error) {
            m_faults.add(link.position, shown + error.what());
        }
    }

    void check(const LessonPage& page, const TextPart& text) { markdown(page, text.markdown, text.firstLine); }
    void check(const LessonPage& page, const Hint& hint) { markdown(page, hint.markdown, hint.firstLine); }
    void check(const LessonPage& page, const Note& note) { markdown(page, note.markdown, note.firstLine); }

    void check(const LessonPage& page, const PageQuestion& question) {
        once(question.ask, question.position);
        links(page, question.reveal, question.revealPosition);
        if (!question.number || !question.number->live) return;
        checkGoalNames(page, question.number->live->root, question.numberPosition, "number: ");
        const Place where = page.state ? Place::parse(page.state->place) : Place();
        // The answer is the net's own; a step that opens with other numbers would show another.
        if (!where.clamps.empty() || !where.edits.empty())
            m_faults.add(question.numberPosition,
                         "number: expected a plain number in a step whose state holds or edits something");
    }

    void check(const LessonPage& page, const Exercise& exercise) {
        once(exercise.task, exercise.position);
        links(page, exercise.start, exercise.startPosition);
        links(page, exercise.show, exercise.showPosition);
        checkGoalNames(page, exercise.goal.root, exercise.goalPosition, "goal: ");
    }

    void checkGoalNames(const LessonPage& page, const Expression& root, Position position, const std::string& what) {
        try {
            ConditionNames names = m_places.names();
            for (const std::string& version : versionsOf(page))
                for (const Spec& spec : everyChoice(m_lesson.spec(version))) addNames(names, spec);
            checkNames(root, names);
        } catch (const ConditionError& error) {
            m_faults.add({position.line, position.column + static_cast<int>(error.column) - 1}, what + error.what());
        }
    }

    void markdown(const LessonPage& page, const std::string& text, int firstLine) {
        for (const LessonLink& link : findLinks(text, firstLine)) check(page, link);
    }

    void links(const LessonPage& page, const std::vector<std::string>& targets, Position position) {
        for (const std::string& target : targets) {
            const std::size_t colon = target.find(':');
            check(page, LessonLink{target.substr(0, colon), target.substr(colon + 1), position});
        }
    }

    /// Answers are kept by the words of their question.
    void once(const std::string& words, Position position) {
        const auto [other, isNew] = m_words.emplace(words, position);
        if (!isNew)
            m_faults.add(position, "the same words stand in line " + std::to_string(other->second.line) +
                                       "; answers are kept by the words of their question");
    }

    static void addNames(ConditionNames& names, const Spec& spec) {
        const TrainingSettings training = readTraining(spec);
        names.hasLoss = names.hasLoss || !training.options.losses.empty();
        names.metrics.push_back("loss");
        names.metrics.push_back("val_loss");
        for (const std::string& metric : training.options.metrics) {
            names.metrics.push_back(metric);
            names.metrics.push_back("val_" + metric);
        }
        names.figures = knownFigures();
        for (const char* word : {"epoch", "epochs", "units", "parameters", "seed", "learning_rate", "batch_size"})
            names.settings.push_back(word);
        for (const Json* section : {&spec.data, &spec.training})
            for (const auto& [key, value] : section->items())
                if (value.is_number()) names.settings.push_back(key);
        for (std::vector<std::string>* list : {&names.metrics, &names.settings}) {
            std::vector<std::string> kept;
            for (const std::string& name : *list)
                if (std::find(kept.begin(), kept.end(), name) == kept.end()) kept.push_back(name);
            *list = std::move(kept);
        }
    }

    const Lesson& m_lesson;
    FaultList& m_faults;
    ReachablePlaces m_places;
    std::map<std::string, Position> m_words;
};

}  // namespace

void checkText(const Lesson& lesson, FaultList& faults) {
    TextCheck(lesson, faults).run();
}

}  // namespace lessons
