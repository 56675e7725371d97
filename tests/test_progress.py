"""The progress bar of a slow cell: in words where there is no browser, and as HTML."""

from __future__ import annotations

from compmodels.demos._progress import Bar, progress


def test_each_step_is_shown(capsys):
    show = progress("Measuring")
    for done in (1, 2):
        show(done, 2)
    assert capsys.readouterr().out.split("\n")[:3] == [
        "Measuring: 0% done",
        "Measuring: 50% done",
        "Measuring: 100% done",
    ]


def test_the_bar_has_a_name_and_its_words():
    html = Bar("Your <machine>", 3, 4)._repr_html_()
    assert 'value="3" max="4" aria-label="Your &lt;machine&gt;"' in html
    assert html.endswith("Your &lt;machine&gt;: 75% done")
