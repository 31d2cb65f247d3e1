# SPDX-License-Identifier: MIT
# Debian packages, for ./run and ./check. Sourced, not run.

BUILD_PACKAGES=(
    g++ cmake ninja-build pkg-config
    libsystemd-dev libsqlite3-dev libyaml-cpp-dev libfmt-dev libspdlog-dev nlohmann-json3-dev
    libhowardhinnant-date-dev libcli11-dev libical-dev libgmime-3.0-dev libsecret-1-dev libcurl4-openssl-dev
    libutf8proc-dev libseccomp-dev libpsl-dev xdg-dbus-proxy tzdata
)
TEST_PACKAGES=(
    ccache catch2 librapidcheck-dev libbenchmark-dev clang-19 clang-tidy-19 clang-format-19
    libclang-rt-19-dev git python3 python3-gi python3-dateutil python3-yaml python3-jsonschema
    dbus dbus-bin systemd man-db xvfb xdotool x11-utils dunst libnotify-bin libglib2.0-bin libfaketime strace procps sqlite3 scdoc
    dovecot-imapd dovecot-submissiond python3-aiosmtpd openssl isync
    gnome-keyring libsecret-tools pass gnupg
)

# install_packages NAME...: installs what is missing, with sudo only where that is needed, and says so.
install_packages() {
    local missing=() name as=()
    if ! command -v dpkg-query >/dev/null; then
        echo "This is no Debian; please see to it that these are there: $*"
        return 0
    fi
    for name in "$@"; do
        dpkg-query -W -f '${db:Status-Abbrev}' "$name" 2>/dev/null | grep -q '^ii' || missing+=("$name")
    done
    if [ ${#missing[@]} -eq 0 ]; then
        echo "Everything is there."
        return 0
    fi
    [ "$(id -u)" -eq 0 ] || as=(sudo)
    echo "Installing: ${missing[*]}"
    "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=500 update
    "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends \
        -o DPkg::Lock::Timeout=500 install "${missing[@]}" >/dev/null
}
