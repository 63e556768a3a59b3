# What ./run and ./test share: installing Debian packages, configuring, building. Sourced by them from the source folder.
# All messages go to stderr, so that a command's own output can be piped.

# Lets ccache see through precompiled headers.
export CCACHE_SLOPPINESS=${CCACHE_SLOPPINESS:-pch_defines,time_macros}

say() { printf '%s: %s\n' "$me" "$*" >&2; }
fail() { say "$*"; exit 2; }

build_packages=(g++ cmake ninja-build pkg-config ccache qt6-base-dev qt6-charts-dev libqt6opengl6-dev qt6-svg-dev
                qt6-multimedia-dev libgl1-mesa-dev libeigen3-dev libyaml-cpp-dev libcli11-dev nlohmann-json3-dev libhdf5-dev
                libzip-dev libhwy-dev libsmf-dev libsndfile1-dev)

# install_packages NAME...: installs those that are missing; asks nothing.
install_packages() {
    local missing=() name
    command -v dpkg-query >/dev/null || { say "no dpkg here; assuming that what the build needs is installed"; return; }
    for name in "$@"; do
        [[ $installed == *" $name "* ]] || missing+=("$name")
    done
    [ ${#missing[@]} = 0 ] && return
    local -a as_root=()
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || fail "not root and no sudo here; as root: apt-get install ${missing[*]}"
        sudo -n true 2>/dev/null || [ -t 0 ] || fail "sudo wants a password and there is no terminal; as root: apt-get install ${missing[*]}"
        as_root=(sudo)
    fi
    say "installing ${missing[*]}"
    local log
    log=$(mktemp)
    if ! { "${as_root[@]}" apt-get update -qq &&
           "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } \
         >"$log" 2>&1 </dev/null; then
        local reason
        reason=$(grep -E '^(E|Err|W):' "$log" | head -1)
        rm -f "$log"
        fail "could not install ${missing[*]} (${reason:-is there a network?})"
    fi
    rm -f "$log"
    packages_changed=yes
}

read_installed() {
    installed=" $(dpkg-query -W -f '${binary:Package} ${db:Status-Abbrev}\n' 2>/dev/null |
        awk '$2 == "ii" { sub(/:.*/, "", $1); printf "%s ", $1 }') "
}

configure_options=()

# build PRESET TARGET...: configures where that was not done (with configure_options) and builds what is not up to date.
build() {
    local preset=$1 folder=build/$1
    shift
    mkdir -p "$folder"
    exec 9>"$folder/.lock"
    flock -n 9 || { say "another build is running in $folder; waiting for it"; flock 9; }
    local log=$folder/build.log
    # What configuring did not find before may be there now.
    if [ ! -e "$folder/build.ninja" ] || [ -n "${packages_changed:-}" ]; then
        say "configuring ($preset)"
        cmake --preset "$preset" "${configure_options[@]}" >"$log" 2>&1 || { tail -20 "$log" >&2; fail "configuring failed; the whole log is in $log"; }
    fi
    # A dry run cannot tell whether there is work where folders are globbed: what takes longer than a moment is told.
    ninja -C "$folder" "$@" >"$log" 2>&1 &
    local ninja=$! moment
    for moment in 1 2 3 4 5 6 7 8; do
        kill -0 $ninja 2>/dev/null || break
        sleep 0.1
    done
    kill -0 $ninja 2>/dev/null && say "building ($preset); the first time takes some minutes"
    wait $ninja || { grep -m1 -A15 -E 'error:|FAILED' "$log" >&2; fail "the build failed; the whole log is in $log"; }
    exec 9>&-
}
