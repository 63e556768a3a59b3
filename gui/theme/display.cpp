// Looks for a display that answers.
#include "gui/theme/display.h"

#include <netdb.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <cstring>

namespace gui {
namespace {

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

bool connects(int family, const sockaddr* address, socklen_t length) {
    const int socket = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket < 0) return false;
    const bool good = ::connect(socket, address, length) == 0;
    ::close(socket);
    return good;
}

bool connectsLocally(const std::string& path, bool isAbstract) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() + 2 > sizeof(address.sun_path)) return false;
    std::memcpy(address.sun_path + (isAbstract ? 1 : 0), path.data(), path.size());
    const std::size_t length = offsetof(sockaddr_un, sun_path) + path.size() + 1;
    return connects(AF_UNIX, reinterpret_cast<const sockaddr*>(&address), static_cast<socklen_t>(length));
}

bool connectsOver(const std::string& host, int port) {
    addrinfo hints{}, *found = nullptr;
    hints.ai_socktype = SOCK_STREAM;
    if (getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) != 0) return false;
    bool good = false;
    for (const addrinfo* at = found; at && !good; at = at->ai_next)
        good = connects(at->ai_family, at->ai_addr, at->ai_addrlen);
    freeaddrinfo(found);
    return good;
}

/// DISPLAY is host:number.screen; without a host a socket in /tmp/.X11-unix.
bool x11Answers(const std::string& display) {
    const std::size_t colon = display.rfind(':');
    if (colon == std::string::npos) return false;
    const int number = std::atoi(display.c_str() + colon + 1);
    const std::string host = display.substr(0, colon);
    if (host.empty() || host == "unix") {
        const std::string path = "/tmp/.X11-unix/X" + std::to_string(number);
        return connectsLocally(path, false) || connectsLocally(path, true);
    }
    return connectsOver(host, 6000 + number);
}

}  // namespace

std::string displayFault() {
    const std::string platform = variable("QT_QPA_PLATFORM");
    if (!platform.empty() && platform.rfind("xcb", 0) != 0 && platform.rfind("wayland", 0) != 0) return {};
    const std::string display = variable("DISPLAY"), wayland = variable("WAYLAND_DISPLAY");
    const char* hint = "; `gatewise tour --out FOLDER` renders the pages without one";
    if (!wayland.empty()) {
        const std::string path = wayland.front() == '/' ? wayland : variable("XDG_RUNTIME_DIR") + "/" + wayland;
        if (connectsLocally(path, false)) return {};
    }
    if (!display.empty() && x11Answers(display)) return {};
    if (display.empty() && wayland.empty())
        return std::string("there is no display (DISPLAY and WAYLAND_DISPLAY are empty)") + hint;
    return "the display " + (display.empty() ? wayland : display) + " does not answer" + hint;
}

}  // namespace gui
