"""How a page is made: a template from ``templates/`` with values put in, escaped.

What is on a page stands in its template. What is said about a mark lives in
``compmodels.grading.wording``.
"""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from compmodels.grading import wording
from compmodels.grading.report import readable

LONGEST = 20_000  # characters of one text; what is longer is no answer but an attack


def render(template: str, **values: Any) -> str:
    """The page that the template makes of the values."""
    return ENVIRONMENT.get_template(template).render(values)


def _put_in(value: Any) -> Any:
    """A value as it goes into a page: readable text, unless it is HTML of our own."""
    return value if isinstance(value, Markup) else readable(str(value), LONGEST)


ENVIRONMENT = Environment(
    loader=PackageLoader(__package__),
    autoescape=True,
    finalize=_put_in,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
ENVIRONMENT.filters |= {
    "counted": wording.counted,
    "name": wording.one_line,
    "number": wording.number,
    "words": wording.WORDS.__getitem__,
}
