"""From a fresh checkout to a running desk or a full test run, with nothing but Python 3.11 and pip.

    python3 packaging/bootstrap.py run             open the window on the sample batch
    python3 packaging/bootstrap.py test [ARGS]     lint, types, layers, tests; ARGS go to pytest

Standard library only. Everything lands in `.venv` and `out` of the checkout; pip is used as it is
configured on the machine. As root on Debian or Ubuntu missing system packages are installed, else
the command that installs them is printed.
"""

from __future__ import annotations

import ctypes
import glob
import hashlib
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
OLDEST = (3, 11)
OFFICE = Path("/usr/lib/libreoffice/program")

# Shared libraries the window loads, and the packages of Debian and Ubuntu that hold them.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xinerama.so.0": "libxcb-xinerama0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}


def say(line: str) -> None:
    print(line, flush=True)


def main(arguments: list[str]) -> int:
    """Exit status: 0 done, 1 something failed, 2 wrong usage."""
    if not arguments or arguments[0] not in ("run", "test") or (arguments[0] == "run" and arguments[1:]):
        say(__doc__.strip())
        return 2
    if sys.version_info < OLDEST:
        return with_newer_python(arguments)
    task = arguments[0]
    try:
        install_system_packages(task)
        python = prepare(task)
    except subprocess.CalledProcessError as error:
        say(f"准备没有完成：{' '.join(map(str, error.cmd))} 返回 {error.returncode}")
        return 1
    except OSError as error:
        say(f"准备没有完成：{error}")
        return 1
    return test(python, arguments[1:]) if task == "test" else run(python)


def with_newer_python(arguments: list[str]) -> int:
    """Start again with the newest Python on the path that will do."""
    for minor in range(19, OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found:
            return subprocess.call([found, str(Path(__file__).resolve()), *arguments])
    say(f"需要 Python {OLDEST[0]}.{OLDEST[1]} 或更新的版本，现在是 {sys.version.split()[0]}。")
    return 1


# -- system packages


def install_system_packages(task: str) -> None:
    """Libraries, a Chinese font and for tests PostgreSQL and LibreOffice, where apt can give them."""
    if not sys.platform.startswith("linux"):
        return
    needed = sorted({package for library, package in LIBRARIES.items() if not loads(library)})
    needed += [] if has_chinese_font() else ["fonts-noto-cjk", "fontconfig"]
    if task == "test" and not has_postgresql():
        needed.append("postgresql")
    needed += missing_office() if task == "test" else []
    if not VENV.exists() and importlib.util.find_spec("ensurepip") is None:
        needed.append(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    if not needed:
        return
    if shutil.which("apt-get") is None:
        say(f"系统里缺少一些组件（Debian 的包名）：{' '.join(needed)}。请用本系统的办法安装。")
        return
    if os.geteuid() != 0:
        say("系统里缺少一些组件，请先运行（没有它们也会继续，但窗口可能打不开、有的测试会跳过）：")
        say(f"    sudo apt-get update && sudo apt-get install -y {' '.join(needed)}")
        return
    say(f"安装系统组件：{' '.join(needed)}")
    apt("update")
    if not apt("install", "-y", "--no-install-recommends", *needed):
        # One package that this release does not know must not keep the others away.
        for package in needed:
            if not apt("install", "-y", "--no-install-recommends", package):
                say(f"没有装上 {package}，继续。")


def apt(*arguments: str) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(["apt-get", "-qq", *arguments], env=environment, capture_output=True, text=True)
    if done.returncode:
        say((done.stderr or done.stdout).strip()[-2000:])
    return done.returncode == 0


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_chinese_font() -> bool:
    if shutil.which("fc-list"):
        listed = subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True)
        return bool(listed.stdout.strip())
    return bool(glob.glob("/usr/share/fonts/**/*CJK*", recursive=True))


def has_postgresql() -> bool:
    return bool(shutil.which("postgres") or glob.glob("/usr/lib/postgresql/*/bin/postgres"))


def missing_office() -> list[str]:
    """Packages of LibreOffice, which makes real files for the tests; Debian parts it by kind of document."""
    if shutil.which("soffice") and not OFFICE.exists():
        return []
    parts = {"libswlo.so": "libreoffice-writer-nogui", "libsclo.so": "libreoffice-calc-nogui"}
    return [package for library, package in parts.items() if not (OFFICE / library).exists()]


# -- the private environment


def prepare(task: str) -> Path:
    """A virtual environment with the project in it; does nothing when all is as it was left."""
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not works(python):
        say("建立 .venv")
        shutil.rmtree(VENV, ignore_errors=True)
        make_environment(python)
    wanted = stamp("test"), stamp("run")
    marks = {name: VENV / f"ecodesk-{name}.stamp" for name in ("test", "run")}
    if read(marks["test"]) == wanted[0] or (task == "run" and read(marks["run"]) == wanted[1]):
        return python
    say("安装项目和它用到的库（第一次要几分钟）")
    target = f"{ROOT}[test]" if task == "test" else str(ROOT)
    quietly([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", target])
    write_paths_in_ascii()
    marks[task].write_text(stamp(task), encoding="utf-8")
    return python


def write_paths_in_ascii() -> None:
    """Name the checkout in ASCII where the installation points to it.

    Python 3.11 and 3.12 read .pth files in the encoding of the locale, pip writes them in UTF-8: under LANG=C
    or a Windows code page a Chinese path would keep Python from starting (python/cpython#77102).
    """
    for path in (*VENV.glob("lib*/python*/site-packages/*.pth"), *VENV.glob("Lib/site-packages/*.pth")):
        lines = path.read_text(encoding="utf-8").splitlines()
        plain = [line if line.isascii() else f"import sys; sys.path.append({line!a})" for line in lines]
        if plain != lines:
            path.write_text("\n".join(plain) + "\n", encoding="ascii")


def works(python: Path) -> bool:
    if not python.exists():
        return False
    try:
        asked = subprocess.run([str(python), "-m", "pip", "--version"], capture_output=True, env=child())
        return asked.returncode == 0
    except OSError:
        return False


def make_environment(python: Path) -> None:
    importlib.invalidate_caches()  # the package that brings ensurepip may be a minute old
    if importlib.util.find_spec("ensurepip") is not None:
        quietly([sys.executable, "-m", "venv", VENV])
        return
    # Debian parts ensurepip from Python: the pip that is there can fill the environment from outside.
    quietly([sys.executable, "-m", "venv", "--without-pip", VENV])
    quietly([sys.executable, "-m", "pip", "--python", python, "install", "--quiet",
             "--disable-pip-version-check", "pip"])


def stamp(task: str) -> str:
    """Changes when the project file, the task, the place or the Python does."""
    parts = [(ROOT / "pyproject.toml").read_bytes(), task.encode(), str(ROOT).encode(), sys.version.encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def quietly(command: list[object]) -> None:
    """Run a command; what it prints is shown only when it fails."""
    done = subprocess.run([str(part) for part in command], cwd=ROOT, env=child(), stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace")
    if done.returncode:
        say(done.stdout.strip()[-6000:])
        raise subprocess.CalledProcessError(done.returncode, [str(part) for part in command])


# -- the two tasks


def run(python: Path) -> int:
    """The window on the sample batch, or all the same without a screen."""
    mode = "window" if has_screen() else "headless"
    return subprocess.call([str(python), str(ROOT / "packaging" / "sample.py"), mode], cwd=ROOT, env=child())


def has_screen() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def test(python: Path, extra: list[str]) -> int:
    """Each check in turn; pytest last, so that its summary closes the output."""
    folder = python.parent
    steps = [
        ("格式与写法", [python, "-m", "ruff", "check", "."]),
        ("类型", [python, "-m", "mypy"]),
        ("层次", [folder / ("lint-imports.exe" if os.name == "nt" else "lint-imports")]),
    ]
    failed = []
    for title, command in steps:
        say(f"== {title}")
        if subprocess.call([str(part) for part in command], cwd=ROOT, env=child()):
            failed.append(title)
    if failed:
        say(f"没有通过：{'、'.join(failed)}（见上文）")
    say("== 测试")
    status = subprocess.call([str(python), "-m", "pytest", *at_once(), *extra], cwd=ROOT, env=child())
    return 1 if failed or status else 0


def at_once() -> list[str]:
    """Tests run file by file on two cores where there are two; a later -n of the caller's holds."""
    return ["-n", "2", "--dist", "loadfile"] if (os.cpu_count() or 1) > 1 else []


def child() -> dict[str, str]:
    """UTF-8 whatever the locale; the user's own desk stays out of sight."""
    environment = {**os.environ, "PYTHONUTF8": "1"}
    for name in ("ECODESK_DATABASE", "ECODESK_HOME"):
        environment.pop(name, None)
    return environment


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main(sys.argv[1:]))
