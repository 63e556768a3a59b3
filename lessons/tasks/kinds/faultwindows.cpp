// Cuts windows, and damages some of them.
#include "lessons/tasks/kinds/faultwindows.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/core/error.h"
#include "engine/data/csv.h"
#include "lessons/format/datafile.h"

namespace lessons {
namespace {

void removeMean(std::vector<double>& values) {
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
    for (double& value : values) value -= mean;
}

FaultWindow windowAt(const std::vector<double>& series, std::size_t first, std::size_t count) {
    FaultWindow window;
    const auto begin = series.begin() + std::ptrdiff_t(first);
    window.values.assign(begin, begin + std::ptrdiff_t(count));
    window.first = first;
    removeMean(window.values);
    return window;
}

}  // namespace

WindowCut readWindowCut(const Spec& spec, const Fields& choice) {
    WindowCut cut;
    cut.average = choice.integer("average", Range::between(1, 10000), 1);
    cut.window = choice.integer("window", Range::between(2, 10000));
    if (choice.has("marks")) {
        cut.marks = findDataFile(spec, choice, "marks");
        cut.marksName = choice.text("marks");
        cut.before = choice.integer("before", Range::between(0, double(cut.window - 1)), 0);
    } else {
        cut.stride = choice.integer("stride", Range::between(1, 100000), cut.window);
    }
    return cut;
}

std::vector<double> averaged(const std::vector<double>& values, std::size_t count) {
    std::vector<double> means;
    for (std::size_t i = 0; i + count <= values.size(); i += count) {
        const auto begin = values.begin() + std::ptrdiff_t(i);
        means.push_back(std::accumulate(begin, begin + std::ptrdiff_t(count), 0.0) / double(count));
    }
    return means;
}

std::vector<FaultWindow> cutWindows(const std::vector<double>& series, const WindowCut& cut) {
    const auto length = std::size_t(cut.window);
    std::vector<FaultWindow> windows;
    if (cut.marks.empty()) {
        for (std::size_t first = 0; first + length <= series.size(); first += std::size_t(cut.stride))
            windows.push_back(windowAt(series, first, length));
        return windows;
    }
    const engine::Csv csv = engine::Csv::read(cut.marks, cut.marksName);
    const std::vector<double> places = csv.numbers("at");
    const std::vector<std::string> marks = csv.texts("mark");
    for (std::size_t k = 0; k < places.size(); ++k) {
        if (places[k] < 0 || places[k] != std::floor(places[k]) || (k > 0 && places[k] <= places[k - 1]))
            throw engine::Error(cut.marksName + ": at: expected rows from 0 in rising order, got " +
                                csv.texts("at")[k]);
        const std::int64_t middle = std::int64_t(places[k]) / cut.average, first = middle - cut.before;
        if (marks[k] == "doubtful" || first < 0 || std::size_t(first) + length > series.size()) continue;
        FaultWindow window = windowAt(series, std::size_t(first), length);
        if (marks[k] != "sound") window.fault = marks[k];
        windows.push_back(std::move(window));
    }
    return windows;
}

Injection readInjection(const Fields& fields) {
    Injection injection;
    injection.count = fields.integer("each", Range::between(0, 10000), 0);
    injection.spike = fields.number("spike", Range::atLeast(0), 4.0);
    injection.drift = fields.number("drift", Range::atLeast(0), 4.0);
    injection.noise = fields.number("noise", Range::atLeast(0), 1.0);
    fields.refuseOthers();
    return injection;
}

const std::vector<std::string>& injectedFaults() {
    static const std::vector<std::string> kinds{"spike", "flat line", "drift", "noise"};
    return kinds;
}

void inject(FaultWindow& window, const std::string& kind, const Injection& how, double deviation,
            engine::Random& random) {
    std::vector<double>& values = window.values;
    const auto count = engine::Index(values.size());
    const double side = random.below(2) == 0 ? -deviation : deviation;
    if (kind == "spike") {
        values[std::size_t(random.below(count))] += side * how.spike;
    } else if (kind == "flat line") {
        const auto from = std::size_t(random.below(std::max<engine::Index>(1, count / 3)));
        std::fill(values.begin() + std::ptrdiff_t(from), values.end(), values[from]);
    } else if (kind == "drift") {
        for (engine::Index t = 0; t < count; ++t)
            values[std::size_t(t)] += side * how.drift * double(t) / double(count - 1);
    } else {
        for (double& value : values) value += random.normal(0.0, how.noise * deviation);
    }
    removeMean(values);
    window.fault = kind;
    window.isInjected = true;
}

}  // namespace lessons
