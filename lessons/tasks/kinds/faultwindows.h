// Windows of a series, sound ones and faulty ones, real or made.
#pragma once

#include <string>
#include <vector>

#include "engine/core/random.h"
#include "lessons/format/fields.h"
#include "lessons/tasks/series.h"

namespace lessons {

struct FaultWindow {
    std::vector<double> values;  ///< less their mean: a level says nothing
    std::string fault;           ///< "wide beat", "spike"; empty: sound
    bool isInjected = false;
    std::size_t first = 0;  ///< its first step in the series
};

/// How windows are cut; keys of a choice.
struct WindowCut {
    std::int64_t average = 1;  ///< so many rows become one step, their mean
    std::int64_t window = 0, before = 0, stride = 0;
    std::string marks;  ///< path of a file with columns at and mark; empty: a window each `stride` steps
    std::string marksName;
};
[[nodiscard]] WindowCut readWindowCut(const Spec& spec, const Fields& choice);

/// The mean of each `count` values one after the other; a rest is left out.
[[nodiscard]] std::vector<double> averaged(const std::vector<double>& values, std::size_t count);

/// In the order of the series, of one that is averaged already. A mark "sound" is no fault, "doubtful" gives no window,
/// nor does a mark too near an end. Throws engine::Error "marks.csv: ...".
[[nodiscard]] std::vector<FaultWindow> cutWindows(const std::vector<double>& series, const WindowCut& cut);

/// How large faults are that are made, in standard deviations of sound windows, and how many of each kind.
struct Injection {
    std::int64_t count = 0;
    double spike = 0, drift = 0, noise = 0;
};
[[nodiscard]] Injection readInjection(const Fields& inject);

/// The kinds of fault that are made.
[[nodiscard]] const std::vector<std::string>& injectedFaults();
/// One step up or down; one value kept from a step of the first third to the end; a ramp; noise at every step.
void inject(FaultWindow& window, const std::string& kind, const Injection& how, double deviation,
            engine::Random& random);

}  // namespace lessons
