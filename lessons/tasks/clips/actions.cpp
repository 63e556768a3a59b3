// Poses by key positions, limbs by two bones, frames by the canvas.
#include "lessons/tasks/clips/actions.h"

#include <cmath>
#include <numbers>
#include <optional>

#include "lessons/tasks/clips/canvas.h"

namespace lessons {
namespace {

constexpr double kPi = std::numbers::pi;

/// Heights of a body are 1, x is where it looks, y is up from the floor.
struct Pose {
    Point hip{0, 0.47};
    double lean = 0;  // of the back, forwards, in radians
    std::array<Point, 2> hands{{{-0.03, 0.42}, {0.07, 0.43}}};
    std::array<Point, 2> feet{{{-0.06, 0}, {0.06, 0}}};
    std::optional<Point> box, ball;
    bool hasStool = false;
};

constexpr double kLeg = 0.25, kArm = 0.2, kBack = 0.32, kNeck = 0.12, kHead = 0.09;

double between(double from, double to, double share) {
    return from + (to - from) * share;
}
Point between(Point from, Point to, double share) {
    return {between(from[0], to[0], share), between(from[1], to[1], share)};
}
/// 0 to 1 with a soft start and a soft end.
double eased(double u) {
    u = std::clamp(u, 0.0, 1.0);
    return u * u * (3 - 2 * u);
}
/// The share of the way from a to b that u has gone.
double part(double u, double a, double b) {
    return eased((u - a) / (b - a));
}

Pose sitting(double u) {
    Pose pose;
    pose.hasStool = true;
    pose.hip = between(Point{0, 0.47}, Point{-0.2, 0.28}, eased(u));
    pose.lean = 0.75 * std::sin(kPi * eased(u));
    for (std::size_t k = 0; k < 2; ++k)
        pose.hands[k] = between(pose.hands[k], Point{0.02 + 0.05 * double(k), 0.32}, eased(u));
    return pose;
}

Pose pickingUp(double u) {
    const double down = part(u, 0, 0.45) * (1 - part(u, 0.55, 1)), up = part(u, 0.55, 1);
    Pose pose;
    pose.hip = between(Point{0, 0.47}, Point{-0.1, 0.36}, down);
    pose.lean = 1.25 * down;
    const Point onFloor{0.26, 0.08}, carried{0.24, 0.62};
    for (std::size_t k = 0; k < 2; ++k) {
        const Point at = u < 0.5 ? between(pose.hands[k], onFloor, down) : between(onFloor, carried, up);
        pose.hands[k] = at;
    }
    pose.box = u < 0.5 ? onFloor : pose.hands[0];
    return pose;
}

Pose throwing(double u) {
    constexpr double kLeaves = 0.5;
    const double back = part(u, 0, 0.25), swing = part(u, 0.25, kLeaves), after = part(u, kLeaves, 1);
    Pose pose;
    pose.feet = {{{-0.12, 0}, {0.1, 0}}};
    pose.hip = {0.02, 0.45};
    pose.lean = between(between(0, -0.25, back), 0.3, swing) * (1 - 0.7 * after);
    const Point held{0.16, 0.55}, behind{-0.22, 0.88}, front{0.28, 0.9}, low{0.12, 0.5};
    pose.hands[1] = between(between(between(held, behind, back), front, swing), low, after);
    pose.ball = pose.hands[1];
    if (u > kLeaves) {
        const double flown = (u - kLeaves) / (1 - kLeaves);
        pose.ball = Point{front[0] + 0.9 * flown, front[1] + 0.1 * flown - 0.35 * flown * flown};
    }
    return pose;
}

Pose waving(double turns) {
    Pose pose;
    const double angle = 0.75 * std::sin(2 * kPi * turns);
    pose.hands[1] = {0.14 + 0.2 * std::sin(angle), 0.85 + 0.16 * std::cos(angle)};
    return pose;
}

Pose jumping(double turns) {
    // Off the ground for the first half of a turn, in the knees for the other.
    const double wave = std::sin(2 * kPi * turns), air = std::max(0.0, wave), knees = std::max(0.0, -wave);
    Pose pose;
    const double lift = 0.26 * air;
    pose.hip = {0, 0.47 + lift - 0.13 * knees};
    pose.lean = 0.3 * knees;
    for (Point& foot : pose.feet) foot[1] += lift;
    pose.hands = {{{-0.12, between(0.4, 0.98, air) + lift * 0.6}, {0.14, between(0.4, 0.98, air) + lift * 0.6}}};
    return pose;
}

/// The middle joint of two bones of the same length from a to b; `side` 1: to the left of the way.
Point joint(Point a, Point b, double bone, double side) {
    const double dx = b[0] - a[0], dy = b[1] - a[1], way = std::max(1e-6, std::hypot(dx, dy));
    const double away = std::sqrt(std::max(0.0, bone * bone - way * way / 4));
    return {(a[0] + b[0]) / 2 - side * away * dy / way, (a[1] + b[1]) / 2 + side * away * dx / way};
}
/// As far towards b as both bones reach.
Point reached(Point a, Point b, double bone) {
    const double way = std::hypot(b[0] - a[0], b[1] - a[1]);
    return way <= 2 * bone ? b : between(a, b, 2 * bone / way);
}

struct Camera {
    double scale, x, floor, side, width, ink;  // pixels; side -1: it looks to the left
    [[nodiscard]] Point at(Point point) const { return {x + side * scale * point[0], floor - scale * point[1]}; }
};

void draw(const Pose& pose, const Camera& camera, Canvas& canvas) {
    const auto stick = [&](Point a, Point b) { canvas.line(camera.at(a), camera.at(b), camera.width, camera.ink); };
    const auto limb = [&](Point a, Point b, double bone, double side) {
        const Point end = reached(a, b, bone), middle = joint(a, end, bone, side);
        stick(a, middle);
        stick(middle, end);
        return end;
    };
    const Point up{std::sin(pose.lean), std::cos(pose.lean)};
    const Point shoulder{pose.hip[0] + kBack * up[0], pose.hip[1] + kBack * up[1]};
    const Point head{shoulder[0] + kNeck * up[0], shoulder[1] + kNeck * up[1]};
    stick(pose.hip, shoulder);
    canvas.disc(camera.at(head), kHead * camera.scale, camera.ink);
    for (const Point& foot : pose.feet) limb(pose.hip, foot, kLeg, 1);
    for (const Point& hand : pose.hands) limb(shoulder, hand, kArm, -1);
    const double thing = 0.6 * camera.ink;
    if (pose.hasStool) {
        stick({-0.3, 0.23}, {-0.12, 0.23});
        stick({-0.21, 0.23}, {-0.21, 0});
    }
    if (pose.box) canvas.disc(camera.at(*pose.box), 0.09 * camera.scale, thing);
    if (pose.ball) canvas.disc(camera.at(*pose.ball), 0.065 * camera.scale, camera.ink);
}

Pose poseOf(Action movement, double u, double turns) {
    switch (movement) {
        case Action::PickingUp:
            return pickingUp(u);
        case Action::Throwing:
            return throwing(u);
        case Action::Waving:
            return waving(turns);
        case Action::Jumping:
            return jumping(turns);
        default:
            return sitting(u);
    }
}

}  // namespace

bool isReversed(Action action) {
    return action == Action::StandingUp || action == Action::PuttingDown || action == Action::Catching;
}

Action forwardOf(Action action) {
    return isReversed(action) ? Action(int(action) - 1) : action;
}

engine::Matrix drawClip(Action action, engine::Random random, const ClipOptions& options) {
    const double pixels = options.size;
    Camera camera{};
    camera.scale = pixels * random.uniform(0.68, 0.86);
    camera.x = pixels * random.uniform(0.4, 0.6);
    camera.floor = pixels * random.uniform(0.92, 0.98);
    camera.side = random.below(2) == 0 ? -1 : 1;
    camera.width = pixels / 16 * random.uniform(0.9, 1.3);
    camera.ink = random.uniform(0.75, 1.0);
    // The movement takes half to nine tenths of the film, and lies anywhere in it.
    const double takes = random.uniform(0.5, 0.9), starts = random.uniform(0, 1 - takes);
    const double pace = random.uniform(1.5, 2.5), phase = random.uniform(0, 1);
    engine::Matrix film(options.frames, engine::Index(options.size) * options.size);
    for (engine::Index t = 0; t < options.frames; ++t) {
        const double time = options.frames > 1 ? double(t) / double(options.frames - 1) : 0;
        Canvas canvas(options.size);
        draw(poseOf(forwardOf(action), std::clamp((time - starts) / takes, 0.0, 1.0), phase + pace * time), camera,
             canvas);
        for (engine::Index p = 0; p < film.cols(); ++p)
            film(t, p) = engine::Scalar(canvas.pixels()[std::size_t(p)] + random.normal(0, options.noise));
    }
    if (isReversed(action)) return film.colwise().reverse();
    return film;
}

}  // namespace lessons
