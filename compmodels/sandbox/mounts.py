"""What a sandbox can see: the command line of bubblewrap that starts a program in one.

Python, its packages and the course's models can be read, nothing else: no home folder, no
solutions, no checks, no grading. There is no network, and nothing can be written but in memory.
bubblewrap (``bwrap``) does the work: https://github.com/containers/bubblewrap.
"""

from __future__ import annotations

import os
import site
import sys
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import compmodels
from compmodels.sandbox.session import SandboxError

PACKAGE = Path(compmodels.__file__).parent
COURSE = "/course"
MODELS = (
    *("__init__.py", "_validate.py", "datasets.py"),
    *("amdahl", "cloud", "matrix", "perceptron", "qubits"),
)
NEEDED = (*MODELS, "asking", "sandbox")
LIBRARIES = ("/usr/lib", "/usr/lib64", "/lib", "/lib64", "/etc/ld.so.cache")
WRITABLE = ("/tmp", "/dev/shm")
ELSEWHERE = Path("/elsewhere")
APART = "put Python's environment into a folder of its own, such as .venv"
ENVIRONMENT = {
    "HOME": "/tmp",
    "LANG": "C.UTF-8",
    "MPLBACKEND": "Agg",
    "MPLCONFIGDIR": "/tmp/matplotlib",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PATH": os.defpath,
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",
}
KEEP_APART = [
    *("--unshare-all", "--unshare-user", "--disable-userns"),
    *("--uid", "65534", "--gid", "65534", "--hostname", "sandbox"),
    *("--die-with-parent", "--new-session", "--cap-drop", "ALL", "--clearenv", "--chdir", "/"),
]


def command(program: Iterable[str], hidden: Collection[Path], *, namespaces: bool) -> list[str]:
    """The words that start Python with ``program`` as its arguments in a sandbox.

    Parameters
    ----------
    hidden
        Folders that must not be seen even where they lie inside of what Python needs.
    namespaces
        Whether the program may make namespaces for the processes that it starts.
    """
    return [
        "bwrap",
        *KEEP_APART,
        *(["--cap-add", "CAP_SYS_ADMIN"] if namespaces else []),
        *files(hidden),
        *(word for name, value in ENVIRONMENT.items() for word in ("--setenv", name, value)),
        *("--remount-ro", "/dev", "--remount-ro", "/"),
        str(inside(Path(sys.executable))),
        *program,
    ]


def files(hidden: Collection[Path]) -> list[str]:
    """The mounts, an outer folder before those inside of it.

    Raises
    ------
    SandboxError
        If a folder that must not be seen is one that Python needs.
    """
    seen = [path for path in (*python_folders(), *map(Path, LIBRARIES)) if path.exists()]
    if both := set(hidden) & set(seen):
        raise SandboxError(f"{both.pop()} holds both Python and what must stay hidden; {APART}")
    empty = [
        folder
        for folder in (*hidden, PACKAGE)
        if folder not in seen and any(path in folder.parents for path in seen)
    ]
    in_order = sorted({*seen, *empty}, key=lambda path: (len(inside(path).parts), path))
    return [
        *(word for path in in_order for word in (nothing if path in empty else readable)(path)),
        *(word for path in empty for word in ("--remount-ro", str(inside(path)))),
        *("--proc", "/proc", "--dev", "/dev"),
        *(word for folder in WRITABLE for word in ("--size", str(64 * 2**20), "--tmpfs", folder)),
        *(word for name in NEEDED for word in course_file(name)),
    ]


def python_folders() -> list[Path]:
    """The folders with Python and its packages, and each link on the way to the program itself."""
    base, own = Path(sys.base_prefix), Path(sys.prefix)
    if base != Path("/usr"):
        return [base, base.resolve(), own]
    packages = [own] if own != base else map(Path, site.getsitepackages())
    outside = [
        link for link in links(Path(sys.executable)) if own not in link.parents or own == base
    ]
    return [*outside, *packages]


def links(path: Path) -> Iterator[Path]:
    """The path, that to which it links, and so on to the file itself."""
    yield path
    while path.is_symlink():
        path = path.parent / os.readlink(path)
        yield path


def inside(path: Path) -> Path:
    """Where the sandbox has a path: elsewhere if it lies where submissions write."""
    if any(Path(folder) in path.parents for folder in WRITABLE):
        return ELSEWHERE / path.relative_to("/")
    return path


def readable(path: Path) -> list[str]:
    """The mount that lets a path be read."""
    return ["--ro-bind", str(path), str(inside(path))]


def nothing(path: Path) -> list[str]:
    """The mount that puts an empty folder in the place of this one."""
    return ["--tmpfs", str(inside(path))]


def course_file(name: str) -> list[str]:
    """The mount of a part of the package ``compmodels``."""
    return ["--ro-bind", str(PACKAGE / name), f"{COURSE}/compmodels/{name}"]
