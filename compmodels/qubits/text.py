"""A circuit as text, to be read from left to right; a gate alone shows itself, in ``gates``.

    q0: -H--*--
    q1: ----X--

Each qubit is a line, with qubit 0 on top. A column holds gates that can act at the same time. A
star is a control, and a bar is a line that is crossed on the way between a gate's qubits.
"""

from __future__ import annotations

from collections.abc import Sequence

from compmodels import _validate
from compmodels.qubits import gates
from compmodels.qubits.gates import Gate


def drawing(circuit: Sequence[Gate], n: int) -> str:
    """A picture of a circuit on n qubits, a line for each.

    A gate of several qubits bears on each of them the number of that bit of its index.

    Examples
    --------
    >>> from compmodels.qubits.gates import cx, h, p, swap
    >>> print(drawing([h(0), cx(0, 2), p(0.5, 1), swap(0, 1)], 3))
    q0: -H--*----------x--
    q1: ----|--P(0.5)--x--
    q2: ----X-------------
    """
    n = _validate.count("n", n, most=gates.MOST)
    lines = [f"q{q}: ".ljust(len(f"q{n - 1}: ")) + "-" for q in range(n)]
    for gate in gates.circuit(circuit, n):
        cells = _cells(gate)
        column = max(len(lines[q]) for q in cells)
        width = max(map(len, cells.values())) + 2
        for q, cell in cells.items():
            lines[q] = lines[q].ljust(column, "-") + cell.ljust(width, "-")
    return "\n".join(line.ljust(max(map(len, lines)), "-") for line in lines)


def _cells(gate: Gate) -> dict[int, str]:
    """What stands on each line from a gate's first qubit to its last."""
    label = "x" if gate.name == "swap" else gate.name.upper()
    label += "" if gate.angle is None else f"({gate.angle:.3g})"
    numbered = len(gate.targets) > 1 and gate.name != "swap"
    cells = dict.fromkeys(range(min(gate.qubits), max(gate.qubits) + 1), "|")
    cells |= dict.fromkeys(gate.controls, "*")
    return cells | {q: f"{label}:{i}" if numbered else label for i, q in enumerate(gate.targets)}
