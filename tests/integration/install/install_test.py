#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What `cmake --install` puts where, and that it works from there: install_test.py BUILD CMAKE CC CXX LIBDIR."""

import os
import pathlib
import re
import shutil
import socket
import stat
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
TREE = HERE.parents[2]
sys.path.insert(0, str(HERE.parent / "daemon"))

from life import run  # noqa: E402

BUILD, CMAKE, CC, CXX, LIBDIR = sys.argv[1:6]
DEADLINE = 120
PARTS = ["bin/kithd", "bin/kith", "libexec/kith/kith-offline", "libexec/kith/kith-plugin-host",
         "include/kith/plugin.h", "include/kith/plugin.hpp", f"{LIBDIR}/pkgconfig/kith.pc",
         "lib/systemd/user/kithd.service", "share/dbus-1/services/org.kith.Kith1.service",
         "share/bash-completion/completions/kith", "share/zsh/site-functions/_kith",
         "share/fish/vendor_completions.d/kith.fish", "share/doc/kith/README.md", "share/doc/kith/LICENSE",
         "share/kith/words/en.yaml", "share/doc/kith/docs/plugins.md", "share/doc/kith/docs/config.md",
         "share/doc/kith/config/kith.example.yaml", "share/doc/kith/config/kith.schema.json"]
PLUGINS = ["files", "desktop", "command"]
PAGES = ["man1/kith.1", "man1/kithd.1", "man5/kith.yaml.5"]


def call(*command, **options):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=DEADLINE, **options)


def install(prefix, destdir=None):
    """Returns what was put there, as cmake lists it."""
    environment = os.environ | ({"DESTDIR": str(destdir)} if destdir else {})
    environment.pop("DESTDIR") if not destdir and "DESTDIR" in environment else None
    done = call(CMAKE, "--install", BUILD, "--prefix", prefix, env=environment)
    assert done.returncode == 0, done.stderr
    return [pathlib.Path(line) for line in re.findall(r"^-- (?:Installing|Up-to-date): (.*)$", done.stdout, re.M)]


def with_folder(test):
    def wrapped():
        folder = pathlib.Path(tempfile.mkdtemp(prefix="kith-install-"))
        try:
            test(folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    wrapped.__name__, wrapped.__doc__ = test.__name__, test.__doc__
    return wrapped


@with_folder
def everything_is_there(folder):
    """Each part in its folder, for all to read and for nobody else to write."""
    prefix = folder / "prefix"
    listed = install(prefix)
    wanted = PARTS + [f"{LIBDIR}/kith/plugins/{name}{end}" for name in PLUGINS for end in (".so", ".plugin.yaml")]
    wanted += [f"share/man/{page}" for page in PAGES] if shutil.which("scdoc") else []
    missing = [part for part in wanted if not (prefix / part).is_file()]
    assert not missing, missing
    for path in prefix.rglob("*"):
        mode = path.stat().st_mode
        assert mode & stat.S_IROTH and not mode & stat.S_IWOTH and not mode & stat.S_IWGRP, (path, oct(mode))
        if path.is_file():
            assert path in listed, f"uninstall would leave {path}"
            text = path.read_bytes()
            if path.suffix in (".service", ".pc", ".md", ".yaml"):
                assert str(BUILD).encode() not in text and str(TREE).encode() not in text, path
                assert not re.search(rb"@[A-Z_]+@", text), path


@with_folder
def runs_from_there(folder):
    """The installed programs find each other, the host and the plugins."""
    prefix = folder / "prefix"
    install(prefix)
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
    kith = prefix / "bin/kith"
    listed = call(kith, "plugin", "list", env=environment)
    assert listed.returncode == 0 and all(name in listed.stdout for name in PLUGINS), listed
    assert str(prefix) in call(kith, "plugin", "info", "files", env=environment).stdout
    shown = call(prefix / "bin/kithd", "--version", env=environment).stdout.split()[1]
    assert f"Version: {shown}\n" in (prefix / LIBDIR / "pkgconfig/kith.pc").read_text()
    example = folder / "config"
    shutil.copytree(prefix / "share/doc/kith/config", example)
    (example / "kith.example.yaml").rename(example / "kith.yaml")
    checked = call(kith, "check", example, env=environment)
    assert "error" not in checked.stdout.replace("no error", ""), checked.stdout


@with_folder
def destdir_and_prefix(folder):
    """A packager's way: files below DESTDIR, and in them the paths they will have."""
    root = folder / "root"
    for path in install("/usr", root):
        assert str(path).startswith(f"{root}/usr/"), path
    unit = (root / "usr/lib/systemd/user/kithd.service").read_text()
    assert "ExecStart=/usr/bin/kithd\n" in unit and "ExecReload=+/usr/bin/kith reload\n" in unit
    assert "Exec=/usr/bin/kithd\n" in (root / "usr/share/dbus-1/services/org.kith.Kith1.service").read_text()
    assert "includedir=/usr/include\n" in (root / "usr" / LIBDIR / "pkgconfig/kith.pc").read_text()
    assert str(folder) not in unit


@with_folder
def example_builds_outside(folder):
    """The whole example of docs/plugins.md, with nothing but the installed header and kith.pc."""
    prefix, work = folder / "prefix", folder / "walks"
    install(prefix)
    work.mkdir()
    manual = (prefix / "share/doc/kith/docs/plugins.md").read_text()
    code = re.search(r"`walks\.cpp`:\n\n```cpp\n(.*?)```", manual, re.S).group(1)
    assert len(code.splitlines()) < 100
    (work / "walks.cpp").write_text(code)
    manifest = re.search(r"`walks\.plugin\.yaml`:\n\n```yaml\n(.*?)```", manual, re.S).group(1)
    (work / "walks.plugin.yaml").write_text(manifest)
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder),
                   "PKG_CONFIG_PATH": str(prefix / LIBDIR / "pkgconfig"), "CXX": CXX}
    command = re.search(r"^\$ (g\+\+ .*pkg-config.*)$", manual, re.M).group(1)
    built = call("sh", "-c", command.replace("g++", '"$CXX" -Wall -Wextra -Wpedantic -Werror', 1), cwd=work,
                 env=environment)
    assert built.returncode == 0, built.stderr
    shown = call("pkg-config", "--variable=plugindir", "kith", env=environment).stdout.strip()
    assert shown == str(prefix / LIBDIR / "kith/plugins"), shown
    (work / "walks.txt").write_text("1795607052 ana 45\nnot a walk\n1795607053 ana 4")
    (work / "settings.yaml").write_text(f"file: {work}/walks.txt\n")
    environment["KITH_PLUGIN_PATH"] = str(work)
    tried = call(prefix / "bin/kith", "plugin", "try", "walks", "sense", "--settings", work / "settings.yaml", "--all",
                 "--since", "2026-01-01", env=environment)
    assert tried.returncode == 0 and '"ref":"walk-1"' in tried.stdout and '"ref":"walk-2"' in tried.stdout, tried
    assert '"cursor":"2"' in tried.stdout and "walk-3" not in tried.stdout, tried  # half a line


@with_folder
def example_in_c_builds_outside(folder):
    """And the one in C, which a display on this machine shows."""
    prefix, work = folder / "prefix", folder / "lamp"
    install(prefix)
    work.mkdir()
    manual = (prefix / "share/doc/kith/docs/plugins.md").read_text()
    code = re.search(r"`lamp\.c`:\n\n```c\n(.*?)```", manual, re.S).group(1)
    assert len(code.splitlines()) < 100
    (work / "lamp.c").write_text(code)
    (work / "lamp.plugin.yaml").write_text(re.search(r"`lamp\.plugin\.yaml`:\n\n```yaml\n(.*?)```", manual, re.S).group(1))
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder),
                   "PKG_CONFIG_PATH": str(prefix / LIBDIR / "pkgconfig"), "CC": CC, "KITH_PLUGIN_PATH": str(work)}
    command = re.search(r"^\$ (gcc .*pkg-config.*)$", manual, re.M).group(1)
    built = call("sh", "-c", command.replace("gcc", '"$CC" -Wall -Wextra -Wpedantic -Werror', 1), cwd=work,
                 env=environment)
    assert built.returncode == 0, built.stderr
    with socket.create_server(("127.0.0.1", 0)) as display:
        (work / "settings.yaml").write_text(f"display: 127.0.0.1:{display.getsockname()[1]}\n")
        tried = subprocess.Popen([prefix / "bin/kith", "plugin", "try", "lamp", "deliver", "--settings",
                                  work / "settings.yaml", "--stay", "60"], env=environment, text=True,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        display.settimeout(60)
        shown, _ = display.accept()
        lines = shown.makefile("rw")
        assert lines.readline().strip()
        lines.write("pressed\n")
        lines.flush()
        assert lines.read() == "\n"  # it is over
        told, complaints = tried.communicate(timeout=60)
        assert tried.returncode == 0 and not complaints, complaints
        assert '"resident":true' in told and '"answer":"later"' in told, told
        lines.close()
        shown.close()


@with_folder
def shells_and_manuals_read_it(folder):
    """Completions parse in their shells, man finds the pages, and systemd the unit without a complaint."""
    prefix = folder / "prefix"
    install(prefix)
    for shell, part in (("bash", PARTS[9]), ("zsh", PARTS[10]), ("fish", PARTS[11])):
        if shutil.which(shell):
            read = call(shell, "-n", prefix / part)
            assert read.returncode == 0 and not read.stderr, (shell, read)
    for page in PAGES if shutil.which("scdoc") and shutil.which("man") else []:
        text = call("man", "--warnings", prefix / "share/man" / page, env={"PATH": os.environ["PATH"], "MANPAGER": "cat"})
        assert text.returncode == 0 and "NAME" in text.stdout and not text.stderr, (page, text.stderr)
    if shutil.which("systemd-analyze"):
        unit = folder / "kithd.service"  # man:kithd(1) is not on this machine
        text = (prefix / "lib/systemd/user/kithd.service").read_text()
        unit.write_text(re.sub(r"^Documentation=.*\n", "", text, flags=re.M))
        verified = call("systemd-analyze", "--user", "--recursive-errors=no", "verify", unit,
                        env={"PATH": os.environ["PATH"], "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)})
        assert verified.returncode == 0 and not verified.stderr, verified.stderr


@with_folder
def the_journal_explains(folder):
    """Every kind of line has its entry in the catalog, which the system's own tool compiles."""
    prefix = folder / "root/usr"
    install(prefix)
    known = re.findall(r'Episode k\w+\{"([0-9a-f]{32})"', (TREE / "base/episodes.hpp").read_text())
    assert len(known) == len(set(known)) >= 10, known
    (folder / "root/var/lib/systemd/catalog").mkdir(parents=True)
    done = call("journalctl", "--update-catalog", f"--root={folder / 'root'}")
    assert done.returncode == 0, done.stderr
    listed = call("journalctl", "--list-catalog", f"--root={folder / 'root'}").stdout
    assert sorted(known) == sorted(re.findall(r"^([0-9a-f]{32}) Kith: ", listed, re.M)), listed
    text = call("journalctl", "--dump-catalog", f"--root={folder / 'root'}").stdout
    fields = {"PLUGIN", "CALL", "WHY", "PLACE", "CONNECTION"}
    assert set(re.findall(r"@KITH_([A-Z]+)@", text)) <= fields, text


del sys.argv[1:6]
sys.exit(run([everything_is_there, runs_from_there, destdir_and_prefix, example_builds_outside, example_in_c_builds_outside,
              shells_and_manuals_read_it, the_journal_explains]))
