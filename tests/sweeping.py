"""Moving the controls of a demo: ``set_to`` some values, or ``sweep`` over the range of each."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from typing import Any

import ipywidgets as widgets

from compmodels.demos._buttons import Buttons
from compmodels.demos._demo import Demo
from compmodels.demos._retina import Retina


def positions(control: widgets.Widget) -> list[Any]:
    """Values at the ends and in the middle of what a reader can set a control to."""
    if isinstance(control, Retina):
        cells = control.rows * control.columns
        return [[1] * cells, [0, 1] * (cells // 2) + [0] * (cells % 2), [0] * cells]
    if isinstance(control, widgets.Checkbox | widgets.ToggleButton):
        return [True, False]
    if isinstance(control, Buttons):
        return list(accumulate(control.moves.values(), _pressed, initial=control.value))[1:]
    if hasattr(control, "options"):
        return [value for _label, value in control._options_full]
    if hasattr(control, "max"):
        return [control.min, (control.min + control.max) // 2, control.max]
    raise TypeError(f"sweeping.positions knows no range of a {type(control).__name__}; add it")


def _pressed(value: Any, move: Callable[[Any], Any]) -> Any:
    """What a press of a button makes of the value."""
    return move(value)


def set_to(demo: Demo, **values: Any) -> Demo:
    """The demo with these controls set to values and the others as at the start."""
    demo.reset()
    for name, value in values.items():
        demo.controls[name].value = value
        assert demo.values[name] == value
    return demo


def sweep(demo: Demo) -> None:
    """Assert that each control moves picture and sentence, and that reset brings both back."""
    start = (demo.values, demo.sentence, demo.png())
    for name, control in demo.controls.items():
        trait = "pixels" if isinstance(control, Retina) else "value"
        for value in positions(control):
            _move(demo, name, trait, value)
        demo.reset()
        assert (demo.values, demo.sentence, demo.png()) == start, f"after {name}: reset"


def _move(demo: Demo, name: str, trait: str, value: Any) -> None:
    """Set one control and assert that picture and sentence follow if its value changed."""
    before, sentence, png = demo.values[name], demo.sentence, demo.png()
    setattr(demo.controls[name], trait, value)
    if demo.values[name] == before:
        return
    assert demo.sentence != sentence, f"{name} from {before} to {value}: same sentence"
    assert demo.png() != png, f"{name} from {before} to {value}: same picture"
