// The kinds of data there are, by name.
#include "lessons/tasks/registry.h"

#include "engine/core/error.h"
#include "lessons/format/fields.h"
#include "lessons/tasks/adding.h"
#include "lessons/tasks/anomaly.h"
#include "lessons/tasks/forecasting.h"
#include "lessons/tasks/kinds/bursts.h"
#include "lessons/tasks/kinds/characters.h"
#include "lessons/tasks/kinds/choice.h"
#include "lessons/tasks/kinds/clips.h"
#include "lessons/tasks/kinds/conll.h"
#include "lessons/tasks/kinds/faults.h"
#include "lessons/tasks/kinds/given.h"
#include "lessons/tasks/kinds/pairs.h"
#include "lessons/tasks/kinds/phonemes.h"
#include "lessons/tasks/kinds/reber.h"
#include "lessons/tasks/kinds/recall.h"
#include "lessons/tasks/kinds/reviews.h"
#include "lessons/tasks/kinds/spelling.h"
#include "lessons/tasks/kinds/temporalorder.h"
#include "lessons/tasks/kinds/tunes.h"
#include "lessons/tasks/notes.h"
#include "lessons/tasks/randomlabels.h"
#include "lessons/tasks/sentences.h"
#include "lessons/tasks/tagging.h"
#include "lessons/tasks/translation.h"
#include "lessons/tasks/untrained.h"

namespace lessons {

const std::map<std::string, TaskMaker>& taskMakers() {
    static const std::map<std::string, TaskMaker> makers{
        {"adding", makeAddingTask},
        {"anomaly", makeAnomalyTask},
        {"bursts", makeBurstsTask},
        {"characters", makeCharactersTask},
        {"choice", makeChoiceTask},
        {"clips", makeClipsTask},
        {"conll", makeConllTask},
        {"faults", makeFaultsTask},
        {"forecasting", makeForecastingTask},
        {"given", makeGivenTask},
        {"impulse", makeImpulseTask},
        {"normal", makeNormalTask},
        {"notes", makeNotesTask},
        {"pairs", makePairsTask},
        {"phonemes", makePhonemesTask},
        {"random_labels", makeRandomLabelsTask},
        {"reber", makeReberTask},
        {"recall", makeRecallTask},
        {"reviews", makeReviewsTask},
        {"sentences", makeSentencesTask},
        {"spelling", makeSpellingTask},
        {"tagging", makeTaggingTask},
        {"temporal_order", makeTemporalOrderTask},
        {"translation", makeTranslationTask},
        {"tunes", makeTunesTask},
    };
    return makers;
}

std::shared_ptr<const Task> makeTask(const Spec& spec, std::uint64_t seed) {
    std::vector<std::string> kinds;
    for (const auto& [kind, maker] : taskMakers()) kinds.push_back(kind);
    return taskMakers().at(Fields(spec, "data").oneOf("kind", kinds))(spec, seed);
}

}  // namespace lessons
