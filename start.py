"""Set up the course in an environment of its own and start it.

    python3 start.py                 set up, then open lesson 01 in JupyterLab
    python3 start.py lab 1           the same, at another lesson (see compmodels lab --help)
    python3 start.py grade --help    set up for teachers, then say how submissions are marked
    python3 start.py test            set up with all extras, then run every test on all cores
    python3 start.py test -k house   the same, with arguments for pytest

On Windows write py in place of python3. Everything is installed into the folder .venv, from a
lock with exact versions and hashes; when the lock has not changed, nothing is installed. With
--uv the tool uv does the installing, which is several times faster. It is not taken unasked,
since it does not read the settings (proxy, mirror) that are made for pip.

Only the standard library is used here. What the course can do lives in the package compmodels.
"""

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
INSTALLED = VENV / "installed-locks.txt"

# What each way to start installs, and the module that it then runs. The test lock holds all that
# students and teachers need, so one installation serves all.
EVERYTHING = ["test.txt", "lab.txt"]
LOCKS = {"lab": ["lab.txt"], "grade": EVERYTHING, "test": EVERYTHING}
RUNS = {
    "lab": ["compmodels", "lab"],
    "grade": ["compmodels", "grade"],
    "test": ["pytest", "-n", "logical", "--maxprocesses", "4"],  # a worker for each core
}


def check_python():
    """Stop unless this Python is new enough and can make an environment."""
    if sys.version_info < OLDEST:
        found = "{}.{}".format(*sys.version_info[:2])
        stop(f"Python {found} is too old. Install Python 3.11 or newer and start with that.")
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        stop(
            "this Python cannot make environments. On Debian or Ubuntu run "
            "'sudo apt install python3-venv', then the same line again."
        )


def make_environment():
    """Make .venv where it is missing; stop where it is there but cannot be used."""
    if not VENV.exists():
        say("making the environment .venv")
        run([sys.executable, "-m", "venv", str(VENV)], "the environment could not be made.")
    probe = f"import pip, sys; sys.exit(sys.version_info < {OLDEST})"
    try:
        usable = (
            subprocess.run([str(PYTHON), "-c", probe], stderr=subprocess.DEVNULL).returncode == 0
        )
    except OSError:
        usable = False
    if not usable:
        stop("the environment in .venv cannot be used. Delete that folder, then start again.")


def fingerprint(lock):
    """A line that changes with the lock, the package's description, and the place of both."""
    content = (ROOT / "requirements" / lock).read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    return lock + " " + hashlib.sha256(content + bytes(ROOT)).hexdigest()


def is_installed(lock):
    """Whether .venv holds what this lock says."""
    return INSTALLED.exists() and fingerprint(lock) in INSTALLED.read_text().splitlines()


def install(locks, use_uv):
    """Install the first of ``locks`` and the package itself, and note which locks that meets."""
    lock = ROOT / "requirements" / locks[0]
    say(f"installing {lock.name} into .venv (once; about a minute, 0.6 GB)")
    if use_uv:
        tool = ["uv", "pip", "install", "--python", str(PYTHON), "--compile-bytecode"]
    else:
        tool = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--compile"]
    mend = (
        "the installation failed; the reason is above. Without a network connection it cannot "
        "work; behind a proxy set HTTPS_PROXY. Then run the same line again."
    )
    INSTALLED.unlink(missing_ok=True)
    run([*tool, "--only-binary", ":all:", "--require-hashes", "-r", str(lock)], mend)
    run([*tool, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)], mend)
    INSTALLED.write_text("\n".join(map(fingerprint, locks)) + "\n")


def run(command, mend):
    """Run a command whose failure ends the set-up with the line ``mend``."""
    print("+", *command, flush=True)
    try:
        failed = subprocess.run(command, cwd=str(ROOT), env=environment()).returncode
    except KeyboardInterrupt:
        stop("stopped. Run the same line again to go on.")
    if failed:
        stop(mend)


def hand_over(command):
    """Become the command; on Windows, which cannot, wait for it and return its exit code."""
    os.chdir(str(ROOT))
    if os.name == "posix":
        os.execve(command[0], command, environment())
    process = subprocess.Popen(command, env=environment())
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:  # Ctrl-C reached the command too, which answers it
            continue


def environment():
    """The variables of the started programs: bytecode is kept, or every start would be slow."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def say(text):
    """Tell what is being done."""
    print("start.py:", text, flush=True)


def stop(text):
    """End with one line that says what is wrong and what to do."""
    sys.exit("start.py: " + text)


def read_command_line():
    """What is asked for: ``what`` is to be run, its ``arguments``, and whether to use uv."""
    summary, _, rest = __doc__.partition("\n")
    parser = argparse.ArgumentParser(
        description=summary, epilog=rest, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--uv", action="store_true", help="install with uv instead of pip")
    parser.add_argument("what", nargs="?", choices=sorted(LOCKS), default="lab")
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="for what is run")
    asked = parser.parse_args()
    if asked.uv and shutil.which("uv") is None:
        stop("uv is not on the PATH. Start without --uv, or install uv first.")
    return asked


def main():
    """Set up what is asked for, then run it; the exit code is that of what was run."""
    check_python()
    asked = read_command_line()
    make_environment()
    if not is_installed(LOCKS[asked.what][0]):
        install(LOCKS[asked.what], asked.uv)
    return hand_over([str(PYTHON), "-m", *RUNS[asked.what], *asked.arguments])


if __name__ == "__main__":
    sys.exit(main())
