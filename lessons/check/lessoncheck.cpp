// Opens a lesson as the window would, and looks at what its text asks for.
#include "lessons/check/lessoncheck.h"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "lessons/conditions/names.h"
#include "lessons/goals/goal.h"
#include "lessons/place/choices.h"
#include "lessons/session/placecheck.h"
#include "lessons/session/session.h"
#include "lessons/session/viewof.h"
#include "lessons/text/links.h"
#include "lessons/text/reader.h"

namespace lessons {
namespace {

constexpr std::uint64_t kSeed = 7;
constexpr std::chrono::minutes kPatience{2};

std::shared_ptr<const Snapshot> settled(Session& session, std::uint64_t view) {
    const bool came = session.waitFor(
        [view](const Snapshot& snapshot) {
            return (snapshot.status.settled && snapshot.shown.viewNumber >= view) || !snapshot.status.message.empty();
        },
        kPatience);
    if (!came) throw engine::Error("nothing is shown after two minutes");
    return session.snapshot();
}

/// One version, opened and untrained.
class VersionCheck {
 public:
    VersionCheck(const Lesson& lesson, std::string version, FaultList& faults)
        : m_lesson(lesson), m_version(std::move(version)), m_faults(faults) {}

    void run() {
        std::shared_ptr<const Task> task;
        collectFaults(
            m_faults, m_lesson.frontMatter, m_lesson.positions, "",
            [&](const Json& map) {
                task = nullptr;
                Lesson without = m_lesson;
                without.frontMatter = map;
                task = makeTask(without.spec(m_version), kSeed);
                if (map != m_lesson.frontMatter) task = nullptr;  // it fits only without what was refused
            },
            sectionPlace("data"));
        if (!task) return;
        m_session = std::make_unique<Session>(task);
        m_own = m_open = settled(*m_session, 0);
        // A net that is only made and looked at has nothing to say but what the engine refuses.
        if (const auto* fault = std::get_if<EngineFault>(&m_open->status.message.what))
            return m_faults.add(sectionPlace("training"), fault->line);
        for (const LessonPage& page : m_lesson.pagesOf(m_version))
            if (open(page)) look(page);
    }

 private:
    [[nodiscard]] Position sectionPlace(const std::string& section) const {
        const auto found = m_lesson.positions.find((m_version == "tutorial" ? "tutorial." : "") + section);
        return found == m_lesson.positions.end() ? Position{1, 1} : found->second;
    }

    /// The net that the step's settings make; false where they make none.
    bool open(const LessonPage& page) {
        m_settings = page.state ? page.state->settings : std::vector<std::string>();
        m_open = m_own;
        m_set.reset();
        if (m_settings.empty()) return true;
        if (m_faults.hasAt(page.settingPosition)) return false;
        return m_faults.guard(page.settingPosition, [&] {
            try {
                m_set = std::make_unique<Session>(makeTask(m_lesson.spec(m_version, m_settings), kSeed));
            } catch (const SettingError& error) {
                throw engine::Error("set: " + error.fault().path + ": " + error.fault().reason);
            }
            m_open = settled(*m_set, 0);
        });
    }

    void look(const LessonPage& page) {
        bool reached = true;
        if (page.state) reached = place(page.state->place, page.statePosition, "state: ");
        const auto links = [&](const std::string& markdown, int firstLine) {
            for (const LessonLink& link : findLinks(markdown, firstLine))
                if (link.scheme == "step") place(link.target, link.position, "link \"step:" + link.target + "\": ");
        };
        for (const PagePart& part : page.parts) {
            if (const auto* text = std::get_if<TextPart>(&part)) links(text->markdown, text->firstLine);
            if (const auto* hint = std::get_if<Hint>(&part)) links(hint->markdown, hint->firstLine);
            if (const auto* note = std::get_if<Note>(&part)) links(note->markdown, note->firstLine);
            if (const auto* question = std::get_if<PageQuestion>(&part)) answer(page, *question, reached);
            if (const auto* exercise = std::get_if<Exercise>(&part); exercise && reached) goal(page, *exercise);
        }
    }

    void answer(const LessonPage& page, const PageQuestion& question, bool reached) {
        places(question.reveal, question.revealPosition, "reveal: ");
        if (!reached || !question.number || !question.number->live) return;
        m_faults.guard(question.position, [&] {
            const auto snapshot = shownAt(*session(), page.state ? page.state->place : std::string());
            const LiveValue& live = *question.number->live;
            readable(live.root, live.text, question.numberPosition, "number: ", *snapshot);
        });
    }

    [[nodiscard]] Session* session() const { return m_set ? m_set.get() : m_session.get(); }

    static std::shared_ptr<const Snapshot> shownAt(Session& session, const std::string& where) {
        const auto open = settled(session, 0);
        Place place = Place::parse(where);
        place.epoch = -1;
        checkPlace(place, *open);
        return settled(session, session.look(viewOf(place, *open)));
    }

    void places(const std::vector<std::string>& links, Position position, const std::string& what) {
        for (const std::string& link : links)
            if (link.starts_with("step:")) place(link.substr(5), position, what);
    }

    /// Whether the open net has what the place names; which epoch, training settles.
    bool place(const std::string& text, Position position, const std::string& what) {
        if (m_faults.hasAt(position)) return false;  // the file alone told it
        try {
            const Place wanted = Place::parse(text);
            if (wanted.lesson.empty()) checkPlace(wanted, *m_open);
            return true;
        } catch (const engine::Error& error) {
            m_faults.add(position, what + error.what());
            return false;
        }
    }

    /// The exercise as it begins: what its start and the step's state set.
    void goal(const LessonPage& page, const Exercise& exercise) {
        std::vector<std::string> overrides = m_settings;
        const std::size_t own = overrides.size();
        std::string where = page.state ? page.state->place : std::string();
        for (const std::string& link : exercise.start) {
            if (link.starts_with("set:")) overrides.push_back(link.substr(4));
            if (link.starts_with("step:")) where = link.substr(5);
        }
        places(exercise.start, exercise.startPosition, "start: ");
        places(exercise.show, exercise.showPosition, "show: ");
        m_faults.guard(exercise.position, [&] {
            std::unique_ptr<Session> other;
            if (overrides.size() > own)
                other = std::make_unique<Session>(makeTask(m_lesson.spec(m_version, overrides), kSeed));
            const auto snapshot = shownAt(other ? *other : *session(), where);
            readable(exercise.goal.root, exercise.goal.text, exercise.goalPosition, "goal: ", *snapshot);
            if (holds(exercise.goal, *snapshot, {}) == true)
                m_faults.add(exercise.goalPosition, "goal: it is met before anything is done");
        });
    }

    void readable(const Expression& root, const std::string& text, Position begin, const std::string& what,
                  const Snapshot& snapshot) {
        const std::vector<Reading> readings = readingsOf(root, text, snapshot);
        forEachPart(root, [&](const Expression& part) {
            if (part.kind != Expression::Kind::Live) return;
            const Position place{begin.line, begin.column + static_cast<int>(part.column) - 1};
            if (m_faults.hasAt(place)) return;
            if (part.live.kind == LiveNumber::Kind::Named) return figure(part.live, place, what, snapshot);
            const std::string words = text.substr(part.from, part.until - part.from);
            for (const Reading& reading : readings)
                if (reading.words == words && !reading.value) m_faults.add(place, what + missing(words, snapshot));
        });
    }

    static std::string missing(const std::string& words, const Snapshot& snapshot) {
        if (!snapshot.shown.trace) return words + ": this net has no recurrent layer";
        const engine::CellRecord& cell = snapshot.shown.trace->cell;
        return words + ": there is no such number; the sequence has " + std::to_string(cell.steps) + " steps, " +
               snapshot.shown.trace->layer + " has " + std::to_string(cell.program->units) + " units";
    }

    void figure(const LiveNumber& live, Position place, const std::string& what, const Snapshot& snapshot) {
        std::vector<std::string> figures;
        if (snapshot.shown.output)
            for (const Figure& each : figuresOf(*snapshot.shown.output, 0)) figures.push_back(each.id);
        const std::vector<std::string>& known = knownFigures();
        const bool isFigure = std::find(known.begin(), known.end(), live.name) != known.end();
        if (!isFigure || std::find(figures.begin(), figures.end(), live.name) != figures.end()) return;
        const std::vector<std::string> metrics = snapshot.task->trainerOptions().metrics;
        if (std::find(metrics.begin(), metrics.end(), live.name) != metrics.end()) return;
        m_faults.add(place, what + "the outcome of this lesson has no " + live.name + "; it has " + listWords(figures));
    }

    const Lesson& m_lesson;
    std::string m_version;
    FaultList& m_faults;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Session> m_set;         ///< as the step's settings make it; null: the version's own
    std::vector<std::string> m_settings;    ///< of the step
    std::shared_ptr<const Snapshot> m_own;  ///< of m_session
    std::shared_ptr<const Snapshot> m_open;
};

}  // namespace

FaultList checkLessonFile(const std::string& path, const Catalog& catalog) {
    FaultList faults(std::filesystem::path(path).filename().string());
    const std::optional<Lesson> lesson = readLesson(path, faults);
    if (!lesson) return faults;
    for (const auto& [position, fault] : missedLessons(*lesson, catalog)) faults.add(position, fault);
    for (const std::string& version : lesson->versions)
        faults.guard({1, 1}, [&] { VersionCheck(*lesson, version, faults).run(); });
    return faults;
}

}  // namespace lessons
