"""Submissions that look where they must not, reach out of the machine, or write outside of it.

Each tells what it found in the message of an error, where the row shows that it found nothing.
``HOST`` is what it knows of the machine that marks: ``test_hostile`` fills it in.
"""

from __future__ import annotations

from nbformat import NotebookNode

from tests.hostile.case import add, error, hostile, in_function, not_allowed, wrong

NOTHING = error("predict stopped with RuntimeError: found []")


@hostile(predict=error("predict stopped with RuntimeError: {'HOME': '/tmp', 'LANG': 'C.UTF-8'"))
def reads_the_environment() -> NotebookNode:
    """What the teacher's shell keeps in variables."""
    return in_function("import os; raise RuntimeError(dict(os.environ))")


@hostile(predict=NOTHING)
def reads_the_environment_of_others() -> NotebookNode:
    """And the words of their command lines."""
    return in_function(
        """
        import glob
        raise RuntimeError(f"found {glob.glob('/proc/*')}")
        """
    )


@hostile(predict=NOTHING)
def reads_solutions_and_grades() -> NotebookNode:
    """At the places where they are on the machine that marks."""
    return in_function(
        """
        import os
        found = [path for path in HOST["secrets"] if os.path.exists(path)]
        raise RuntimeError(f"found {found}")
        """
    )


@hostile(predict=NOTHING)
def reads_what_a_system_keeps() -> NotebookNode:
    """Accounts, keys, and the homes of people."""
    return in_function(
        """
        import glob
        places = ["/etc/passwd", "/etc/shadow", "/etc/hosts", "/home/*", "/root/*", "/var/*",
                  "/root/.ssh/*", "/sys/*", "/run/*", "/boot/*", "/mnt/*", "/opt/*", "/srv/*",
                  "/usr/bin/*", "/usr/local/bin/*", "/bin/*", "/sbin/*", "/usr/share/*"]
        raise RuntimeError(f"found {[path for one in places for path in glob.glob(one)]}")
        """
    )


@hostile(predict=NOTHING)
def looks_for_the_course_everywhere() -> NotebookNode:
    """In all folders but those of other packages."""
    return in_function(
        """
        import os, sys
        found = []
        libraries = ("/usr", "/lib", sys.base_prefix)
        for folder, folders, files in os.walk("/"):
            if os.path.basename(folder) == "site-packages":
                folders[:] = [name for name in folders if "compmodels" in name]
            if folder in libraries:
                folders.clear()
            names = [name for name in folders + files if "01-perceptron" in name]
            found += [os.path.join(folder, name) for name in names]
            if {"checks", "grading", "_core.py", "marking.py"} & {*folders, *files}:
                found.append(folder)
        raise RuntimeError(f"found {found}")
        """
    )


@hostile(predict=not_allowed("predict may not use"))
def imports_the_marking() -> NotebookNode:
    """The marking itself could be asked for points."""
    return in_function("import importlib; importlib.import_module('compmodels.grading.marking')")


@hostile(predict=not_allowed("predict may not use compmodels"))
def calls_the_oracle() -> NotebookNode:
    """The checks hold what gives the right results."""
    return in_function(
        """
        from compmodels.checks.perceptron._unit import answer
        return answer(weights, bias, x)
        """
    )


@hostile(predict=wrong("returned  None"))
def calls_the_oracle_behind_the_rule() -> NotebookNode:
    """The same, so that nobody sees it in the source: what it calls does nothing."""
    return in_function(
        """
        import gc
        found = next(one for one in gc.get_objects() if type(one).__name__ == "Silent")
        return found._unit.answer(weights, bias, x)
        """
    )


UNREACHABLE = error(
    "RuntimeError: ['ConnectionRefusedError', 'ConnectionRefusedError', 'FileNotFoundError', "
    "'OSError', 'gaierror']"
)


@hostile(predict=UNREACHABLE)
def opens_connections() -> NotebookNode:
    """To servers on this machine, of three kinds, and to others far away."""
    return in_function(
        """
        import socket
        def reach(family, address):
            try:
                socket.socket(family).connect(address)
            except OSError as error:
                return type(error).__name__
            return "connected"
        raise RuntimeError([
            reach(socket.AF_INET, ("127.0.0.1", HOST["port"])),
            reach(socket.AF_UNIX, "\\0" + HOST["abstract"]),
            reach(socket.AF_UNIX, HOST["socket"]),
            reach(socket.AF_INET, ("192.0.2.1", 80)),
            reach(socket.AF_INET, ("example.org", 80)),
        ])
        """
    )


@hostile(predict=error("RuntimeError: wrote ['/dev/shm', '/tmp']"))
def writes_into_every_folder() -> NotebookNode:
    """All but those of other packages."""
    return in_function(
        """
        import os
        wrote = []
        for folder, folders, files in os.walk("/"):
            if folder.count("/") > 3 or os.path.basename(folder) == "site-packages":
                folders.clear()
            try:
                with open(os.path.join(folder, "left-behind"), "x"):
                    wrote.append(folder)
            except OSError:
                pass
        raise RuntimeError(f"wrote {sorted(wrote)}")
        """
    )


@hostile(predict=error("predict stopped with RuntimeError: wrote []"))
def writes_grades_and_solutions() -> NotebookNode:
    """Into files that are there, and new ones beside them."""
    return in_function(
        """
        import os
        wrote = []
        for path in HOST["secrets"]:
            for attempt in (
                lambda: open(path, "a").write("100"),
                lambda: open(path + ".new", "w").write("100"),
                lambda: os.remove(path),
            ):
                try:
                    attempt()
                    wrote.append(path)
                except OSError:
                    pass
        raise RuntimeError(f"wrote {wrote}")
        """
    )


@hostile(predict=error("predict stopped with RuntimeError: changed []"))
def changes_the_code_that_asks() -> NotebookNode:
    """What runs it for the next submission too, and Python itself."""
    return in_function(
        """
        import os, sys
        changed = []
        asking = "/course/compmodels/sandbox/cells.py"
        files = [asking, np.__file__, os.__file__, sys.executable]
        assert all(map(os.path.exists, files))
        for path in files:
            for attempt in (
                lambda: open(path, "a"),
                lambda: os.chmod(path, 0o777),
                lambda: os.rename(path, path + ".old"),
                lambda: os.utime(path),
                lambda: os.symlink("/tmp", path + ".link"),
            ):
                try:
                    attempt()
                    changed.append(path)
                except OSError:
                    pass
        raise RuntimeError(f"changed {changed}")
        """
    )


@hostile(predict=error("predict stopped with RuntimeError: gained []"))
def asks_the_kernel_for_more() -> NotebookNode:
    """Other files, other rights, other processes."""
    return in_function(
        """
        import ctypes, os, resource
        library = ctypes.CDLL(None, use_errno=True)
        attempts = {
            "mount": lambda: library.mount(b"none", b"/tmp", b"tmpfs", 0, None),
            "bind": lambda: library.mount(b"/tmp", b"/course", b"none", 4096, None),
            "umount": lambda: library.umount2(b"/proc", 2),
            "new user": lambda: library.unshare(0x10000000),
            "new files": lambda: library.unshare(0x00020000),
            "chroot": lambda: library.chroot(b"/tmp"),
            "setuid": lambda: library.setuid(0),
            "hostname": lambda: library.sethostname(b"mine", 4),
            "clock": lambda: library.settimeofday((ctypes.c_long * 2)(0, 0), None),
            "device": lambda: library.mknod(b"/tmp/disk", 0o60600, os.makedev(8, 0)),
        }
        gained = [name for name, attempt in attempts.items() if attempt() == 0]
        limits = (resource.RLIMIT_AS, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE)
        for limit in limits:
            try:
                resource.setrlimit(limit, (-1, -1))
                gained.append(limit)
            except ValueError:
                pass
        raise RuntimeError(f"gained {gained}")
        """
    )


def leaves_something_and_looks() -> NotebookNode:
    """What one leaves, another one finds if both are marked in the same place."""
    return in_function(
        """
        import glob, os, socket
        if not hasattr(predict, "server"):
            places = [f"{folder}/left-by-another" for folder in ("/tmp", "/dev/shm")]
            predict.found = [place for place in places if os.path.exists(place)]
            predict.server = socket.socket(socket.AF_UNIX)
            try:
                predict.server.bind("\\0left-by-another")
            except OSError:
                predict.found.append("a server")
            predict.found += [name for name in os.environ if name == "LEFT_BY_ANOTHER"]
            predict.found += [one for one in ("left",) if hasattr(np, one)]
            os.environ["LEFT_BY_ANOTHER"] = "left"
            np.left = "left"
            for place in places:
                open(place, "w").close()
            if os.fork() == 0:
                import time
                time.sleep(1000)
        if predict.found:
            raise RuntimeError(f"found {predict.found}")
        """
    )


# More than there are workers: some are marked one after the other in the same place.
for number in range(5):
    add(f"leaves_something_and_looks_{number}", leaves_something_and_looks)
