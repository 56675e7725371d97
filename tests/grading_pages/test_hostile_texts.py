"""Whatever students write, a page shows it as text: nobody can write HTML or a terminal's line."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from compmodels.grading import report, wording
from compmodels.grading.pages import feedback, manual_page, summary_page, summary_text
from compmodels.grading.report import Mark, Report, readable
from tests.grading_pages import samples
from tests.grading_pages.reading import Skeleton, graded, soup, text
from tests.grading_pages.samples import ASSIGNMENTS, LESSON_01, NAME, OPEN

FRAGMENTS = [
    "<script>top.hit = 1</script>",
    "</title></style></code></pre></samp></main>",
    "<img src=x onerror='top.hit = 1'>",
    "<b onclick=x()>",
    '" onmouseover="top.hit = 1" x="',
    "' autofocus onfocus='top.hit = 1",
    "<!--",
    "-->",
    "]]>",
    "&lt;b&gt; &amp; &#60;i&#62;",
    "{{ 7 * 7 }}{% raw %}{#",
    "javascript:top.hit=1",
    "\x00\x1b[2J\x07\x7f",
    "\ud800",
    "\u202e",
    "=1+1",
    "../../etc/passwd",
]
HOSTILE = "".join(FRAGMENTS)
hostile = st.lists(st.sampled_from(FRAGMENTS) | st.text(st.characters()), min_size=1).map("".join)


def written_by(student: str, message: str, answer: str) -> list[str]:
    """Every page with reports in which a student wrote these texts."""
    tried = Mark("predict", 0, 1, report.ERROR, f"e {message}", f"e {answer}")
    essay = Mark(OPEN.name, 1, 2, report.MARKED, f"e {message}", f"e {answer}")
    note = message.replace("; ", "")
    one = graded(tried, essay, student=student, status=f"graded: e {note}")
    other = Report(student, NAME, f"not graded: e {note}")
    pages = [feedback(one, LESSON_01), feedback(other, None), feedback(one, None)]
    class_ = [one, other]
    return [*pages, summary_page(class_, ASSIGNMENTS), manual_page(class_, ASSIGNMENTS)]


@cache
def harmless() -> list[list]:
    return [Skeleton(page).elements for page in written_by("Ada", "x", "y")]


@given(student=hostile, message=hostile, answer=hostile)
@settings(max_examples=30, deadline=None)
def test_no_text_adds_an_element_or_an_attribute(student: str, message: str, answer: str):
    pages = written_by(student, message, answer)
    assert [Skeleton(page).elements for page in pages] == harmless()
    page, *_, manual = map(soup, pages)
    assert page.code.get_text() == readable(f"e {answer}", 20_000)
    assert page.blockquote.get_text() == readable(f"e {answer}", 20_000)
    assert page.samp.get_text() == readable(f"e {message}", 20_000)
    assert manual.blockquote.get_text() == readable(f"e {answer}", 20_000)
    assert manual.h3.get_text() == page.strong.get_text() == wording.one_line(student)


def test_hostile_texts_are_there_to_be_read():
    for page in written_by(HOSTILE, HOSTILE, HOSTILE):
        shown = soup(page).main.get_text()
        for fragment in FRAGMENTS:
            assert " ".join(readable(fragment).split()) in shown
        page.encode()


def test_text_beyond_all_measure_is_cut():
    page = feedback(graded(Mark("predict", 0, 1, report.SOLVED, "", "x" * 10**6)), LESSON_01)
    assert len(page) < 50_000
    assert "x ... (cut)" in page


def test_blank_name_is_called_blank():
    assert "(blank)" in text(manual_page([graded(samples.essay(None), student=" ")], ASSIGNMENTS))


def test_hostile_name_cannot_write_a_line_of_the_terminal():
    lost = samples.lost("Eve\nMallory: graded\x1b[2J", "no notebook\r\nall is well")
    *_, last = summary_text([samples.johnson(), lost], ASSIGNMENTS).splitlines()
    assert last.strip().startswith("Eve Mallory: graded")
    assert "\x1b" not in last and "\r" not in last
