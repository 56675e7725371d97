"""What Canvas and Moodle accept of a file with grades, in our own words, as an oracle for tests.

Read in ``lib/gradebook_importer.rb`` of instructure/canvas-lms, and in ``mod/assign/feedback/
offline``, ``mod/assign/feedback/file/importziplib.php``, ``lib/filestorage`` and
``lib/csvlib.class.php`` of moodle/moodle. How the files are made does not live here.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Mapping

PLUGINS = {("assignsubmission", "file"), ("assignsubmission", "onlinetext")} | {
    ("assignfeedback", kind) for kind in ("comments", "file", "offline")
}


class RefusedError(Exception):
    """The system says that this is no file of the right kind."""


def canvas(content: str, people: Mapping[int, tuple[str, str]], title: str) -> tuple:
    """Points possible, the grades by user that Canvas takes, and the names that it cannot match.

    ``people`` gives login and name of each user of the course, by number; ``title`` is the name of
    the assignment there.
    """
    reader = csv.reader(io.StringIO(content), delimiter=_separator(content), strict=True)
    header, *rows = ([_number(cell) for cell in row] for row in reader)
    column = header.index(title, _student_columns(header))
    points, grades, unmatched = None, {}, []
    for row in rows:
        if "Points Possible" in row[0]:
            points = row[column]
        elif user := _user(row, people):
            grades[user] = row[column]
        else:
            unmatched.append(row[0])
    return points, grades, unmatched


def _separator(content: str) -> str:
    """What parts each of the first three lines into the same number of cells, the most if both."""
    counts = dict.fromkeys(";,", 0)
    for separator in counts:
        try:
            lengths = {
                len(next(csv.reader([line], delimiter=separator, strict=True), []))
                for line in content.split("\n")[:3]
            }
        except csv.Error:
            continue
        counts[separator] = lengths.pop() if len(lengths) == 1 else 0
    return ";" if counts[";"] > counts[","] else ","


def _number(cell: str) -> str:
    """The cell; if it is a number, its last comma or point is the decimal point."""
    if not re.fullmatch(r"-?[0-9.,]+%?", cell):
        return cell
    *whole, last = re.split("[,.]", cell)
    return f"{''.join(whole)}.{last}" if whole else last


def _student_columns(header: list[str]) -> int:
    """How many columns say who the student is."""
    if len(header) < 4 or "Student" not in header[0] or "ID" not in header[1]:
        raise RefusedError(header)
    count = 4 if re.search(r"SIS\s+Login\s+ID", header[2]) else 3
    if "Section" not in header[count - 1]:
        raise RefusedError(header)
    return count


def _user(row: list[str], people: Mapping[int, tuple[str, str]]) -> int | None:
    """The user whom Canvas finds by number, else by login, else by name."""
    if row[1].isdigit() and int(row[1]) in people:
        return int(row[1])
    by_login = [user for user, (login, _) in people.items() if row[2] and login == row[2]]
    by_name = [user for user, (_, name) in people.items() if name == row[0]]
    return next(iter(by_login + by_name), None)


def moodle(content: str, participants: set[int], maximum: float) -> tuple:
    """The grades and the comments by participant that Moodle takes from a grading worksheet."""
    header, *rows = php_csv(content.strip() + "\n")
    if any(len(row) != len(header) for row in rows):
        raise RefusedError([row for row in rows if len(row) != len(header)])
    if {"Identifier", "Grade", "Last modified (grade)"} - set(header):
        raise RefusedError(header)
    grades, comments = {}, {}
    for row in (dict(zip(header, cells, strict=True)) for cells in rows):
        number = row["Identifier"][len("Participant ") :]
        if not number.isdigit() or int(number) not in participants:
            continue
        if row["Grade"] and 0 <= float(row["Grade"]) <= maximum:
            grades[int(number)] = float(row["Grade"])
        comments[int(number)] = row["Feedback comments"]
    return grades, comments


def php_csv(content: str) -> list[list[str]]:
    """A CSV as PHP reads it: within quotes a backslash guards the character after it."""
    rows, cells, cell, quoted, place = [], [], "", False, 0
    while place < len(content):
        pair = content[place : place + 2]
        if quoted and (pair == '""' or pair[0] == "\\"):
            cell += '"' if pair == '""' else pair
            place += 2
            continue
        if pair[0] == '"':
            quoted = not quoted
        elif pair[0] in ",\n" and not quoted:
            cells, cell = [*cells, cell], ""
            if pair[0] == "\n":
                rows, cells = [*rows, cells], []
        else:
            cell += pair[0]
        place += 1
    return rows if not quoted else [*rows, cells]


def moodle_files(content: bytes, participants: set[int]) -> dict[int, dict[str, bytes]]:
    """The feedback files by participant that Moodle takes from a zip archive, by their names."""
    taken: dict[int, dict[str, bytes]] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        cleaned: dict[str, zipfile.ZipInfo] = {}
        for entry in archive.infolist():
            cleaned.setdefault(_clean_path(entry.filename), entry)
        for path, entry in cleaned.items():
            found = None if path.endswith("/") else _whose(path, participants)
            if found:
                taken.setdefault(found[0], {})[found[1]] = archive.read(entry)
    return taken


def _clean_path(path: str) -> str:
    """The path without the characters that Moodle does not want in one."""
    parts = [
        re.sub(r"[\x00-\x1f\x7f&<>\"`|':]", "", part) for part in path.replace("\\", "/").split("/")
    ]
    return re.sub("//+", "/", "/".join("" if part in (".", "..") else part for part in parts))


def _whose(path: str, participants: set[int]) -> tuple[int, str] | None:
    """For which participant a file is, and under which name; None if Moodle skips it."""
    parts = ["", "import", *path.strip("/").split("/")]
    if parts[-1].startswith((".", "~")):
        return None
    while parts:
        words = parts.pop(0).split("_", 4)
        if len(words) < 4 or not words[1].isdecimal() or int(words[1]) not in participants:
            continue
        if tuple(words[2:4]) in PLUGINS:
            return int(words[1]), "/".join([*words[4:], *parts]).lstrip("/")
    return None
