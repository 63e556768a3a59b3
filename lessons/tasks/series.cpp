// The series a lesson's data section names.
#include "lessons/tasks/series.h"

#include <cmath>

#include "engine/core/error.h"
#include "engine/core/random.h"
#include "engine/data/csv.h"

namespace lessons {
namespace {

std::vector<double> readFile(const Spec& spec, const Fields& choice) {
    const std::string path = findDataFile(spec, choice, "file");
    const std::string column = choice.text("column");
    const bool fill = choice.oneOf("missing", {"refuse", "interpolate"}, "refuse") == "interpolate";
    const engine::Csv csv = engine::Csv::read(path, choice.text("file"));
    return csv.numbers(column, fill ? engine::Missing::Interpolate : engine::Missing::Refuse);
}

std::vector<double> makeSine(const Fields& sine, std::uint64_t seed) {
    const double from = sine.number("from"), to = sine.number("to");
    const std::int64_t points = sine.integer("points", Range::between(2, 1000000));
    const double frequency = sine.number("frequency"), noise = sine.number("noise", Range::atLeast(0), 0.0);
    sine.refuseOthers();
    engine::Random random = engine::Random(seed).stream("data");
    std::vector<double> values;
    for (std::int64_t i = 0; i < points; ++i) {
        const double t = from + (to - from) * double(i) / double(points - 1);
        values.push_back(std::sin(frequency * t) + random.normal(0.0, noise));
    }
    return values;
}

}  // namespace

Series readSeries(const Spec& spec, const Fields& data, std::uint64_t seed,
                  const std::function<void(const Fields& choice)>& more) {
    const Fields choices = data.map("choices");
    Series series;
    series.name = data.oneOf("series", choices.keys());
    const Fields choice = choices.map(series.name);
    series.title = choice.text("title", series.name);
    series.unit = choice.text("unit", "");
    series.stepName = choice.text("step", "step");
    series.valueName = choice.text("value", "value");
    series.scaler = choice.oneOf("scaler", engine::Scaler::names(), "standard");
    if (choice.has("start")) {
        const std::string start = choice.text("start"), every = choice.text("every");
        try {
            series.calendar = Calendar(start, every);
        } catch (const engine::Error& error) {
            choice.failAt("start", std::string("start and every: ") + error.what());
        }
    }
    if (choice.has("sine") == choice.has("file"))
        choice.failAt("", series.name + ": expected either \"file\" or \"sine\"");
    series.values = choice.has("sine") ? makeSine(choice.map("sine"), seed) : readFile(spec, choice);
    if (more) more(choice);
    choice.refuseOthers();
    return series;
}

SpanSample Series::span(std::size_t first, std::size_t last) const {
    SpanSample span{stepName, first + 1, last + 1, {}};
    if (calendar) span.times = {calendar->at(first), calendar->at(last)};
    return span;
}

}  // namespace lessons
