// One lambda a kind for std::visit: a kind without one does not compile.
#pragma once

namespace gui {

template <typename... Visitors>
struct Overloaded : Visitors... {
    using Visitors::operator()...;
};
template <typename... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;

}  // namespace gui
