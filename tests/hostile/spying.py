"""Submissions that look where they must not: at solutions, grades, other people, one another.

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
    """Accounts, keys, and the homes of people; Python itself may be seen."""
    return in_function(
        """
        import glob, os, sys
        def is_python(path):
            within = sys.base_prefix != "/usr" and path.startswith(sys.base_prefix)
            above = any(f"{one}/".startswith(f"{path}/") for one in (sys.prefix, sys.base_prefix))
            return within or above or os.path.basename(path).startswith("python")
        places = ["/etc/passwd", "/etc/shadow", "/etc/hosts", "/home/*", "/root/*", "/var/*",
                  "/*/.ssh/*", "/sys/*", "/run/*", "/boot/*", "/mnt/*", "/opt/*", "/srv/*",
                  "/usr/bin/*", "/usr/local/bin/*", "/bin/*", "/sbin/*", "/usr/share/*"]
        found = [path for one in places for path in glob.glob(one)]
        raise RuntimeError(f"found {[path for path in found if not is_python(path)]}")
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
