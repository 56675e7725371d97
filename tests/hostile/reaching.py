"""Submissions that reach out of their sandbox: to the network, to files, to the kernel.

Each tells what it reached in the message of an error, where the row shows that it was nothing.
``HOST`` is what it knows of the machine that marks: ``test_hostile`` fills it in.
"""

from __future__ import annotations

from nbformat import NotebookNode

from tests.hostile.case import error, hostile, in_function

UNREACHABLE = error(
    "RuntimeError: ['OSError', 'ConnectionRefusedError', 'FileNotFoundError', "
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
