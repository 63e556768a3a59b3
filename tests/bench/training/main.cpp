// How long an epoch of each workload takes, through the same fit as the lessons: prints figures, passes no judgement.
// On a busy machine compare two builds by interleaved runs, and figures of one run among themselves.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/layers/lstm.h"
#include "engine/training/fit.h"
#include "tests/bench/training/peak.h"
#include "tests/bench/training/workloads.h"

namespace {

using Json = nlohmann::ordered_json;
using engine::Index;

double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// What the processor spent on this process: where others build beside it, the only time of one thread that means much.
double processorNow() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values.empty() ? 0.0 : values[values.size() / 2];
}

/// A trainer in the middle of its run, and how long its epochs took.
class Runner {
 public:
    Runner(const bench::Workload& work, int threads) {
        engine::TrainerOptions options = work.options;
        options.threads = threads;
        m_trainer = std::make_unique<engine::Trainer>(work.model, work.data, engine::Dataset{}, options);
    }
    struct Times {
        double wall = 0.0, processor = 0.0;
    };
    /// Milliseconds of one more epoch; of several at once where one is so short that the clock's own time would show.
    Times epoch() {
        const double start = now(), startProcessor = processorNow();
        int count = 0;
        do {
            (void)engine::fit(*m_trainer, m_trainer->state().epoch + 1);
        } while (++count < 100 && now() - start < 0.002);
        return {(now() - start) * 1e3 / count, (processorNow() - startProcessor) * 1e3 / count};
    }
    void runTo(int epochs) { (void)engine::fit(*m_trainer, epochs); }
    [[nodiscard]] int epochs() const { return m_trainer->state().epoch; }
    [[nodiscard]] double loss() const { return m_trainer->epochLogs().front().second; }

 private:
    std::unique_ptr<engine::Trainer> m_trainer;
};

/// What training holds beyond the data: the peak of a process of its own, over what it had before, in bytes. Weights,
/// gradients, Adam's two averages and the trainer's own are in it.
double trainingBytes(const std::string& name) {
    int ends[2];
    if (pipe(ends) != 0) return 0.0;
    const pid_t child = fork();
    if (child == 0) {
        const bench::Workload work = bench::makeWorkload(name);
        rusage before{}, after{};
        auto runner = std::make_unique<Runner>(work, 2);
        getrusage(RUSAGE_SELF, &before);
        (void)runner->epoch();
        getrusage(RUSAGE_SELF, &after);
        const double bytes = static_cast<double>(after.ru_maxrss - before.ru_maxrss) * 1024.0;
        const bool written = write(ends[1], &bytes, sizeof(bytes)) == sizeof(bytes);
        _exit(written ? 0 : 1);
    }
    double bytes = 0.0;
    if (read(ends[0], &bytes, sizeof(bytes)) != sizeof(bytes)) bytes = 0.0;
    close(ends[0]);
    close(ends[1]);
    waitpid(child, nullptr, 0);
    return bytes;
}

/// Nanoseconds of one step at batch 1 that carries its state on, as a learner's generated notes do.
double stepNanoseconds(Index units) {
    engine::Model model;
    model.addInput("x", engine::Shape::sequenceOf(1, 1));
    engine::RecurrentOptions options;
    options.units = units;
    options.stateful = true;
    model.append(std::make_shared<engine::LSTM>("lstm", options));
    model.finish();
    const engine::Weights weights = model.initialWeights(1);
    engine::LayerStates states;
    engine::PassOptions pass;
    pass.states = &states;
    const std::vector<engine::Tensor> x{engine::Tensor::sequences(engine::Matrix::Ones(1, 1), 1, 1)};
    std::vector<double> samples;
    const int count = units > 128 ? 200 : 2000;
    for (int round = 0; round < 15; ++round) {
        const double start = now();
        for (int n = 0; n < count; ++n) (void)model.predict(x, weights, pass);
        samples.push_back((now() - start) * 1e9 / count);
    }
    return median(samples);
}

/// Microseconds a sample over one size, the others held.
Json curve(const char* name, const std::vector<Index>& sizes, const std::function<bench::Workload(Index)>& make) {
    Json points = Json::array();
    std::printf("\n%-8s %12s %14s %14s\n", name, "cpu ms", "us a sample", "GFLOP/s");
    for (const Index size : sizes) {
        const bench::Workload work = make(size);
        Runner runner(work, 1);
        (void)runner.epoch();
        std::vector<double> times;
        for (int round = 0; round < 5; ++round) times.push_back(runner.epoch().processor);
        const double ms = median(times), samples = static_cast<double>(work.data.size());
        std::printf("%-8ld %12.3f %14.2f %14.1f\n", static_cast<long>(size), ms, ms * 1e3 / samples,
                    work.flops / ms / 1e6);
        points.push_back(
            {{"size", size}, {"ms", ms}, {"us_a_sample", ms * 1e3 / samples}, {"gflops", work.flops / ms / 1e6}});
    }
    return points;
}

Json curves() {
    Json all;
    all["T"] =
        curve("T", {10, 20, 50, 100, 200, 500, 1000}, [](Index t) { return bench::makeSized(64, t, 1, 64, 32); });
    all["batch"] = curve("batch", {1, 2, 4, 8, 16, 32, 64, 128, 256},
                         [](Index batch) { return bench::makeSized(256, 50, 1, 64, batch); });
    all["units"] = curve("units", {4, 8, 16, 32, 64, 128, 256, 512},
                         [](Index units) { return bench::makeSized(64, 20, 1, units, 32); });
    return all;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Trains epochs of the tutorial's models and prints what they take");
    std::string only, file;
    int rounds = 9;
    bool withCurves = false, withMemory = true, profile = false;
    app.add_option("--only", only, "Workloads, separated by commas; all where it is not given");
    app.add_option("--rounds", rounds, "Epochs of each, interleaved")->check(CLI::Range(1, 1000));
    app.add_option("--json", file, "Write the figures to this file, too");
    app.add_flag("--curves", withCurves, "Also the cost against T, batch and units");
    app.add_flag("!--no-memory", withMemory, "Leave out the peak of memory");
    app.add_flag("--profile", profile, "One thread's epochs and nothing else, for a profiler");
    CLI11_PARSE(app, argc, argv);
    const std::vector<std::string> names = only.empty() ? bench::workloadNames() : CLI::detail::split(only, ',');

    if (profile) {
        for (const std::string& name : names) {
            const bench::Workload work = bench::makeWorkload(name);
            Runner runner(work, 1);
            runner.runTo(rounds);
        }
        return 0;
    }
    Json all;
    std::map<std::string, double> memory;
    for (const std::string& name : names)
        if (withMemory) memory[name] = trainingBytes(name);
    struct Timed {
        bench::Workload work;
        std::unique_ptr<Runner> one, two;
        std::vector<double> onceTimes, onceProcessor, twiceTimes, ratios;
    };
    std::vector<Timed> timed;
    for (const std::string& name : names) {
        Timed own{bench::makeWorkload(name), nullptr, nullptr, {}, {}, {}, {}};
        own.one = std::make_unique<Runner>(own.work, 1);
        own.two = std::make_unique<Runner>(own.work, 2);
        (void)own.one->epoch();
        (void)own.two->epoch();
        timed.push_back(std::move(own));
    }
    std::vector<double> peaks;
    for (int round = 0; round < rounds; ++round) {
        peaks.push_back(bench::peakGflops());
        for (Timed& own : timed) {
            const Runner::Times once = own.one->epoch(), twice = own.two->epoch();
            own.onceTimes.push_back(once.wall);
            own.onceProcessor.push_back(once.processor);
            own.twiceTimes.push_back(twice.wall);
            own.ratios.push_back(own.onceTimes.back() / own.twiceTimes.back());
        }
    }
    const double peak = median(peaks);
    std::printf("instruction set %s, one thread's sgemm peak %.1f GFLOP/s\n\n", bench::instructionSet(), peak);
    std::printf("%-5s %10s %10s %10s %8s %8s %9s %10s  %s\n", "", "ms, 1 thr", "of CPU", "ms, 2 thr", "1 / 2",
                "of peak", "MB", "of BPTT's", "");
    all["isa"] = bench::instructionSet();
    all["peak_gflops"] = peak;
    for (Timed& own : timed) {
        const double once = median(own.onceTimes), twice = median(own.twiceTimes);
        const double processor = median(own.onceProcessor);
        const double share = own.work.flops / (processor * 1e6) / peak, bytes = memory[own.work.name];
        std::printf("%-5s %10.3f %10.3f %10.3f %8.2f %7.1f%% %9.2f %10.2f  %s\n", own.work.name.c_str(), once,
                    processor, twice, median(own.ratios), share * 100.0, bytes / 1e6, bytes / own.work.keptBytes,
                    own.work.title.c_str());
        const int epochs = std::max(own.one->epochs(), own.two->epochs());
        own.one->runTo(epochs);
        own.two->runTo(epochs);
        if (own.one->loss() != own.two->loss()) std::printf("      the loss differs between 1 and 2 threads\n");
        all["workloads"][own.work.name] = {{"title", own.work.title},
                                           {"ms_1_thread", once},
                                           {"processor_ms_1_thread", processor},
                                           {"ms_2_threads", twice},
                                           {"one_over_two", median(own.ratios)},
                                           {"gflop", own.work.flops / 1e9},
                                           {"share_of_peak_1_thread", share},
                                           {"training_bytes", bytes},
                                           {"bptt_bytes", own.work.keptBytes},
                                           {"loss", own.one->loss()}};
    }
    std::printf("\none step at batch 1, state kept, through predict:");
    for (const Index units : {4, 64, 256}) {
        const double nanoseconds = stepNanoseconds(units);
        std::printf("  %ld units %.0f ns", static_cast<long>(units), nanoseconds);
        all["step_ns"][std::to_string(units)] = nanoseconds;
    }
    std::printf("\n");
    if (withCurves) all["curves"] = curves();
    if (!file.empty()) {
        std::ofstream out(file);
        out << all.dump(2) << "\n";
        if (!out) {
            std::fprintf(stderr, "bench_training: cannot write %s\n", file.c_str());
            return 1;
        }
    }
    return 0;
}
