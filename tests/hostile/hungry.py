"""Submissions that take what they can: memory of every kind, and room for files and prints."""

from __future__ import annotations

from nbformat import NotebookNode

from tests.hostile.case import at_top_level, error, hostile, in_function, stopped

NO_ROOM = "No space left on device"
MEMORY = "predict used more than 256 MB of memory and was stopped"


@hostile()
def prints_200_mb() -> NotebookNode:
    """In a cell, in as many ways as there are."""
    return at_top_level(
        """
        import os, sys
        for _ in range(200):
            print("x" * 10**6)
            print("x" * 10**6, file=sys.stderr)
            os.write(1, b"x" * 10**6)
            os.write(2, b"x" * 10**6)
        """
    )


@hostile()
def prints_200_mb_while_it_answers() -> NotebookNode:
    """In the function, which is called 29 times."""
    return in_function("for _ in range(7): print('x' * 10**6)")


@hostile(predict=error("MemoryError: Unable to allocate 5.00 GiB for an array"))
def allocates_5_gb_with_numpy() -> NotebookNode:
    """More than one process may have."""
    return in_function("np.ones(5 * 2**27)")


@hostile(predict=error("predict stopped with MemoryError"))
def allocates_5_gb_of_bytes() -> NotebookNode:
    """The same without NumPy."""
    return in_function("bytearray(5 * 2**30)")


@hostile(predict=error("predict stopped with MemoryError"))
def takes_memory_bit_by_bit() -> NotebookNode:
    """A list that grows until there is no more."""
    return in_function(
        """
        kept = []
        while True:
            kept.append(np.ones(2**17))
        """
    )


@hostile(predict=stopped("predict took more than 2 s and was stopped"))
def takes_memory_and_does_not_give_up() -> NotebookNode:
    """It goes on where others would end."""
    return in_function(
        """
        kept = []
        while True:
            try:
                kept.append(np.ones(2**17))
            except MemoryError:
                pass
        """
    )


@hostile(predict=stopped(MEMORY))
def takes_memory_with_many_processes() -> NotebookNode:
    """Each takes less than one process may have."""
    return in_function(
        """
        import os, time
        for _ in range(10):
            if os.fork() == 0:
                kept = np.ones(2**23)
                time.sleep(1000)
        time.sleep(1000)
        """
    )


@hostile(predict=stopped(MEMORY))
def takes_memory_that_is_shared() -> NotebookNode:
    """Such memory counts for no process in particular."""
    return in_function(
        """
        import mmap, os, time
        for _ in range(10):
            if os.fork() == 0:
                kept = mmap.mmap(-1, 2**26)
                kept.write(bytes(2**26))
                kept.madvise(mmap.MADV_DONTNEED)
                time.sleep(1000)
        time.sleep(1000)
        """
    )


@hostile(predict=error("PermissionError"))
def takes_memory_as_files_without_a_name() -> NotebookNode:
    """Such files are in no folder, and no process needs to map them."""
    return in_function(
        """
        import os
        kept = [os.memfd_create(str(i)) for i in range(40)]
        for file in kept:
            os.posix_fallocate(file, 0, 2**24)
        """
    )


@hostile(predict=error("predict stopped with RuntimeError: shmget gave -1"))
def takes_memory_of_system_v() -> NotebookNode:
    """Such memory stays when all processes have left it."""
    return in_function(
        """
        import ctypes
        number = ctypes.CDLL(None).shmget(0, 2**26, 0o1600)
        raise RuntimeError(f"shmget gave {number}")
        """
    )


@hostile(predict=error(NO_ROOM))
def fills_the_temporary_folder() -> NotebookNode:
    """Files are kept in memory too."""
    return in_function(
        """
        for number in range(1000):
            with open(f"/tmp/{number}", "wb") as file:
                file.write(bytes(2**23))
        """
    )


@hostile(predict=error(NO_ROOM))
def fills_the_shared_memory() -> NotebookNode:
    """The other place where files may be."""
    return in_function(
        """
        for number in range(1000):
            with open(f"/dev/shm/{number}", "wb") as file:
                file.write(bytes(2**23))
        """
    )


@hostile(predict=error(NO_ROOM))
def makes_endless_empty_files() -> NotebookNode:
    """An empty file takes no room in its folder, but some in the kernel."""
    return in_function(
        """
        for number in range(10**9):
            open(f"/tmp/{number}", "w").close()
        """
    )


@hostile(predict=error("File too large"))
def makes_a_file_of_5_gb() -> NotebookNode:
    """A file that is large and empty."""
    return in_function("open('/tmp/large', 'wb').truncate(5 * 2**30)")


@hostile(predict=error("predict stopped with OSError: [Errno 24] Too many open files"))
def opens_endless_files() -> NotebookNode:
    """The kernel keeps something for each open file."""
    return in_function("kept = [open('/dev/null') for _ in range(10**6)]")
