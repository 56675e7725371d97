"""Moving the controls of a demo in the browser as a reader would with the keyboard.

Which controls a demo has is read from the page; what must follow is asserted in the tests.
"""

from __future__ import annotations

from playwright.sync_api import Locator

RETINA = ".compmodels-retina canvas"
CONTROLS = f".noUi-handle, select, input[type=checkbox], input[type=radio], {RETINA}, button"


def controls(demo: Locator) -> list[Locator]:
    """The controls of a demo that are shown and can be used, without its Reset button."""
    found = demo.locator(CONTROLS).all()
    return [one for one in found if one.is_enabled() and one.inner_text().strip() != "Reset"]


def name_of(control: Locator) -> str:
    """The accessible name of a control, as a screen reader would say it."""
    return control.evaluate(
        "node => node.ariaLabel || node.labels?.[0]?.textContent || node.textContent"
    ).strip()


def kind_of(control: Locator) -> str:
    """What a control is: slider, select, retina, or press (what the space key sets off)."""
    return control.evaluate(
        """node => node.matches('.noUi-handle') ? 'slider' : node.matches('select') ? 'select'
            : node.matches('canvas') ? 'retina' : 'press'"""
    )


def _move_slider(handle: Locator) -> None:
    """Three steps up, or down when the handle is in its upper half."""
    low, now, high = (
        float(handle.get_attribute(f"aria-value{part}")) for part in ("min", "now", "max")
    )
    for _ in range(3):
        handle.press("ArrowLeft" if now > (low + high) / 2 else "ArrowRight")


def _move_select(select: Locator) -> None:
    """The next option, or the one before when the last is chosen."""
    last = select.evaluate("node => node.selectedIndex === node.options.length - 1")
    select.press("ArrowUp" if last else "ArrowDown")


def _paint(canvas: Locator) -> None:
    """Change the cell under the cursor, then paint a stroke to the right."""
    canvas.press("Space")
    for _ in range(4):
        canvas.press("Shift+ArrowRight")


def move(control: Locator) -> None:
    """Move a control by keyboard so that its value changes."""
    control.scroll_into_view_if_needed()
    control.focus()
    moves = {"slider": _move_slider, "select": _move_select, "retina": _paint}
    moves.get(kind_of(control), lambda button: button.press("Space"))(control)
