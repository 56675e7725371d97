"""What a reader sees when the controls of a demo are moved by keyboard, mouse and in haste.

Everything is read from the page. What a demo draws is tested without a browser.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.browsing import Lab
from tests.browser.conftest import NOTEBOOKS
from tests.browser.moving import RETINA, controls, move, name_of

FAST, SLOW = 0, 1  # places of the two demos in wave.ipynb
# What is shown for a moment is noted in the page, since one who asks now and then may miss it.
NOTE_WHEN_SEEN = """element => {
    const look = () => getComputedStyle(element).visibility === "visible"
        ? element.setAttribute("data-seen", "yes")
        : requestAnimationFrame(look);
    look();
}"""
KEYS = 40
LOOK_MS, MOST_LOOKS = 50, 100

PIXELS = """image => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    canvas.getContext('2d').drawImage(image, 0, 0);
    return canvas.toDataURL();
}"""

# True when the kernel has answered all that the controls have told it, and they hold nothing back:
# it answers in turn, so an empty message comes back after what was told before it; and the front
# end counts for each widget what it has sent or holds back. So no time needs to be guessed.
ALL_ANSWERED = """async () => {
    const notebook = jupyterapp.shell.currentWidget.content;
    const view = notebook.rendermime.createRenderer('application/vnd.jupyter.widget-view+json');
    const manager = await view._manager.promise;
    view.dispose();
    const models = await Promise.all(Object.values(manager._models));
    await new Promise(answered => models.find(model => model.name === 'LayoutModel').send({}, {
        iopub: { status: ({ content }) => content.execution_state === 'idle' && answered() },
    }));
    return models.every(model => model._pending_msgs === 0 && model._msg_buffer === null);
}"""

# Return when the picture can be drawn; one that was replaced meanwhile is seen by the next look.
DECODED = "image => image.decode().catch(error => error.name)"

# Count the pictures from now on; the count is the attribute data-pictures of the image.
COUNT_PICTURES = """image => {
    image.dataset.pictures = 0;
    image.addEventListener('load', () => image.dataset.pictures++);
}"""


def picture(demo: Locator) -> Locator:
    """The demo's picture."""
    return demo.locator("figure img")


def look(demo: Locator) -> tuple[str, str]:
    """Alternative text and pixels of the demo's picture once the kernel has answered everything."""
    demo.page.wait_for_function(ALL_ANSWERED)
    picture(demo).evaluate(DECODED)
    return picture(demo).get_attribute("alt"), picture(demo).evaluate(PIXELS)


def settled(demo: Locator) -> tuple[str, str]:
    """What two looks in a row show alike."""
    before, now = None, look(demo)
    for _ in range(MOST_LOOKS):
        if before == now:
            return now
        demo.page.wait_for_timeout(LOOK_MS)
        before, now = now, look(demo)
    raise AssertionError("the picture keeps changing")


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_each_control_changes_picture_and_text(
    open_lab: Callable[[str], Lab], notebook: str
) -> None:
    demos = open_lab(notebook).demos()
    assert demos
    for demo in demos:
        assert controls(demo)
        for control in controls(demo):
            assert name_of(control)
            text, pixels = settled(demo)
            move(control)
            expect(picture(demo)).not_to_have_attribute("alt", text)
            new_text, new_pixels = settled(demo)
            assert new_pixels != pixels
            expect(demo.locator("figcaption")).to_have_text(new_text)


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_reset_brings_back_the_start(open_lab: Callable[[str], Lab], notebook: str) -> None:
    demos = open_lab(notebook).demos()
    assert demos
    for demo in demos:
        reset = demo.get_by_role("button", name="Reset")
        settled(demo)
        reset.press("Enter")
        start = settled(demo)
        move(controls(demo)[0])
        expect(picture(demo)).not_to_have_attribute("alt", start[0])
        assert settled(demo) != start
        reset.press("Enter")
        expect(picture(demo)).to_have_attribute("alt", start[0])
        assert settled(demo) == start


@pytest.mark.parametrize("place", [FAST, SLOW])
def test_the_last_of_many_fast_keys_is_shown(open_lab: Callable[[str], Lab], place: int) -> None:
    demo = open_lab("wave.ipynb").demos()[place]
    handle = demo.locator(".noUi-handle")
    handle.press("Home")
    expect(picture(demo)).to_have_attribute("alt", re.compile(r"falls 1 times"))
    settled(demo)
    picture(demo).evaluate(COUNT_PICTURES)
    for _ in range(KEYS):
        handle.press("ArrowRight", no_wait_after=True)
    expect(demo.locator("figcaption")).to_contain_text(f"falls {KEYS + 1} times")
    assert f"falls {KEYS + 1} times" in settled(demo)[0]
    assert int(picture(demo).get_attribute("data-pictures")) < KEYS


def test_a_slow_demo_shows_that_it_works(open_lab: Callable[[str], Lab]) -> None:
    demo = open_lab("wave.ipynb").demos()[SLOW]
    working = demo.get_by_text("Working")
    expect(working).to_be_hidden()
    working.evaluate(NOTE_WHEN_SEEN)
    demo.locator(".noUi-handle").press("PageUp")
    expect(working).to_have_attribute("data-seen", "yes")
    expect(working).to_be_hidden()


def drag(canvas: Locator, *places: tuple[float, float]) -> None:
    """Drag the mouse over ``places``, in shares of the width and height of the canvas."""
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    mouse = canvas.page.mouse
    for number, (x, y) in enumerate(places):
        mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
        if number == 0:
            mouse.down()
    mouse.up()


def test_the_mouse_paints_and_erases_on_the_retina(open_lab: Callable[[str], Lab]) -> None:
    demo = open_lab("retina.ipynb").demos()[0]
    canvas, words = demo.locator(RETINA), demo.locator("figcaption")
    demo.get_by_role("button", name="Clear").click()
    expect(words).to_have_text("0 of 400 cells are painted.")
    drag(canvas, (0.025, 0.025), (0.975, 0.975))
    expect(words).to_have_text("20 of 400 cells are painted.")
    drag(canvas, (0.025, 0.025), (0.475, 0.475))
    expect(words).to_have_text("10 of 400 cells are painted.")


def test_the_keyboard_paints_on_the_retina_and_hears_where_it_is(
    open_lab: Callable[[str], Lab],
) -> None:
    demo = open_lab("retina.ipynb").demos()[0]
    canvas, words = demo.locator(RETINA), demo.locator("figcaption")
    demo.get_by_role("button", name="Clear").press("Enter")
    expect(words).to_have_text("0 of 400 cells are painted.")
    for key in ["ArrowUp"] * 25 + ["ArrowLeft"] * 25 + ["Enter"] + ["Shift+ArrowDown"] * 3:
        canvas.press(key)
    expect(demo.get_by_text("Row 4, column 1: painted.")).to_be_visible()
    expect(words).to_have_text("4 of 400 cells are painted.")
    canvas.press("Space")
    expect(demo.get_by_text("Row 4, column 1: empty.")).to_be_visible()
    expect(words).to_have_text("3 of 400 cells are painted.")
