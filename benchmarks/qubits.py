"""How fast circuits are simulated, gate by gate and fused, beside six other simulators.

    python -m benchmarks.qubits [--sizes 4 10 16 20 22] [--rounds 5] [--seconds 10]

The others are no dependencies of the course; those that are missing are named, and left out. To
have them, in an environment of its own:

    pip install numpy threadpoolctl qulacs qiskit qiskit-aer pennylane pennylane-lightning cirq-core

All use one thread and double precision, and start with all qubits 0. The circuits: 5 layers of H or
RX on every qubit and a ring of CNOTs; the Fourier transform; Grover's search with 12 qubits; order
finding for 15 and 21. For each the shortest time of all rounds, without what comes first: fusing
here, building and compiling there. The ratios tell how many times as long as ``fused`` each takes,
without that and with it. The floor is the time in which memory, at the speed of a copy, is read and
written once for each gate that is left after fusing. A way whose run would take longer than
``--seconds``, by its time for fewer qubits, is left out. What a way computes is compared with
gate by gate, up to a global phase.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

import numpy as np
from threadpoolctl import threadpool_limits

from compmodels.qubits import algorithms, fused, gates, shor, state

Circuit = list[gates.Gate]
Way = Callable[[Circuit, int], tuple[Callable[[], object], Callable[[object], np.ndarray]]]
OWN = "fused"
GROVER = 12
PEERS = "qulacs qiskit qiskit-aer pennylane pennylane-lightning cirq-core"
TURNS = ("rx", "ry", "rz")


@dataclass(frozen=True)
class Timing:
    """Seconds before the first run and of a run, and how far its result is from the expected."""

    first_s: float
    run_s: float
    error: float


# the circuits


def layers(n: int, depth: int = 5) -> Circuit:
    """So many times H or RX on every qubit, at random, and a ring of CNOTs."""
    rng, circuit = np.random.default_rng(n), []
    for _ in range(depth):
        for q in range(n):
            turned = gates.rx(rng.uniform(0, 6), q)
            circuit += [gates.h(q) if rng.random() < 0.5 else turned]
        circuit += [gates.cx(q, (q + 1) % n) for q in range(n)]
    return circuit


def circuits(sizes: list[int]) -> Iterator[tuple[str, int, Circuit]]:
    """What is timed: a name, the number of qubits, the gates."""
    yield from (("layers", n, layers(n)) for n in sizes)
    yield from (("QFT", n, algorithms.qft(n)) for n in sizes)
    iterations = algorithms.best_iterations(GROVER, 1)
    yield "Grover", GROVER, algorithms.grover(GROVER, [1234], iterations)
    for a, N in ((7, 15), (2, 21)):
        yield f"Shor {N}", 3 * N.bit_length(), shor.order_finding(a, N)


# gates as others want them


def lone(gate: gates.Gate) -> int | None:
    """The one basis state whose sign a large diagonal turns, if that is all it does."""
    if gate.kind != "diagonal" or len(gate.targets) < 3:
        return None
    values = gate.action * gate.action[-1]
    turned = np.flatnonzero(np.isclose(values, -1))
    kept = np.flatnonzero(np.isclose(values, 1))
    few = turned if len(turned) == 1 else kept  # all but one turned: the same but for the phase
    return int(few[0]) if len(few) == 1 and len(turned) + len(kept) == len(values) else None


def dense(gate: gates.Gate) -> np.ndarray:
    """The unitary matrix on the targets of a gate."""
    if gate.kind == "permutation":
        return np.eye(len(gate.action), dtype=complex)[:, gate.action]
    return np.diag(gate.action) if gate.kind == "diagonal" else np.array(gate.action)


def dense_controlled(gate: gates.Gate) -> np.ndarray:
    """The unitary matrix on targets and controls, in which the controls are the highest bits."""
    small = dense(gate)
    whole = np.eye(len(small) << len(gate.controls), dtype=complex)
    whole[-len(small) :, -len(small) :] = small
    return whole


def bits(number: int, count: int) -> list[int]:
    """The lowest bits of a number, the lowest first."""
    return [number >> place & 1 for place in range(count)]


# the ways: each builds what it runs, and tells how to run it and how to read its result


def by_gates(circuit: Circuit, n: int):
    """Gate by gate on views."""
    return lambda: state.run(circuit, n), np.asarray


def by_fused(circuit: Circuit, n: int):
    """Fused."""
    larger = fused.fuse(circuit, n)
    return lambda: fused.run(larger, n), np.asarray


def by_qulacs(circuit: Circuit, n: int):
    """Qulacs, without its optimiser."""
    import qulacs

    built = qulacs.QuantumCircuit(n)
    for gate in circuit:
        built.add_gate(qulacs_gate(gate))

    def run():
        amplitudes = qulacs.QuantumState(n)
        built.update_quantum_state(amplitudes)
        return amplitudes

    return run, lambda amplitudes: amplitudes.get_vector()


def qulacs_gate(gate: gates.Gate):
    """The same gate in Qulacs."""
    from qulacs import gate as made

    place = lone(gate)
    if place is not None:
        signs = np.ones(2)
        signs[place & 1] = -1
        found = made.DenseMatrix(gate.targets[0], np.diag(signs))
        for q, bit in zip(gate.targets[1:], bits(place >> 1, len(gate.targets) - 1), strict=True):
            found.add_control_qubit(q, bit)
        return found
    whole = {"cx": made.CNOT, "cz": made.CZ, "swap": made.SWAP}
    plain = {k: getattr(made, k.upper()) for k in "hxyzst"}
    turns = {"rx": made.RotX, "ry": made.RotY, "rz": made.RotZ, "p": made.U1}
    name = "c" * len(gate.controls) + gate.name
    if name in whole or name in plain:
        return {**whole, **plain}[name](*gate.controls, *gate.targets)
    if name in turns:
        return turns[name](*gate.targets, gate.angle)
    found = made.DenseMatrix(list(gate.targets), dense(gate))
    for q in gate.controls:
        found.add_control_qubit(q, 1)
    return found


def qiskit_circuit(circuit: Circuit, n: int):
    """The same circuit in Qiskit."""
    from qiskit import QuantumCircuit
    from qiskit.circuit.library import DiagonalGate, UnitaryGate

    built = QuantumCircuit(n)
    for gate in circuit:
        name = "c" * len(gate.controls) + gate.name
        angle = [] if gate.angle is None else [gate.angle]
        if name in {"h", "x", "y", "z", "s", "t", *TURNS, "p", "cx", "cz", "cp", "swap"}:
            getattr(built, name)(*angle, *gate.controls, *gate.targets)
        elif gate.kind == "diagonal" and not gate.controls:
            built.append(DiagonalGate(list(gate.action)), gate.targets)
        else:
            built.append(UnitaryGate(dense_controlled(gate)), gate.targets + gate.controls)
    return built


def by_statevector(circuit: Circuit, n: int):
    """Qiskit's Statevector; it would write out large diagonals, so they are multiplied for it."""
    from qiskit.quantum_info import Statevector

    parts, part = [], []
    for gate in circuit:
        if len(gate.targets) == n > 4 and gate.kind == "diagonal":
            parts += [qiskit_circuit(part, n), gate.action]
            part = []
        else:
            part.append(gate)
    parts.append(qiskit_circuit(part, n))

    def run():
        found = Statevector.from_int(0, 2**n)
        for part in parts:
            found = (
                Statevector(found.data * part)
                if isinstance(part, np.ndarray)
                else found.evolve(part)
            )
        return found

    return run, lambda found: found.data


def by_aer(circuit: Circuit, n: int):
    """Qiskit Aer, with its own fusing, which is a part of each run."""
    from qiskit import transpile
    from qiskit_aer import AerSimulator

    simulator = AerSimulator(method="statevector", max_parallel_threads=1)
    built = qiskit_circuit(circuit, n)
    built.save_statevector()
    compiled = transpile(built, simulator, optimization_level=0)
    return (
        lambda: simulator.run(compiled, shots=1).result(),
        lambda result: np.asarray(result.get_statevector()),
    )


def by_cirq(circuit: Circuit, n: int):
    """Cirq, whose first qubit is the highest bit."""
    import cirq

    line = cirq.LineQubit.range(n)
    plain = {k: getattr(cirq, k.upper()) for k in (*"hxyzst", "swap")}
    made = []
    for gate in circuit:
        where = [line[n - 1 - q] for q in (*gate.controls, *gate.targets[::-1])]
        if gate.name in plain:
            one = plain[gate.name]
        elif gate.name in TURNS:
            one = getattr(cirq, gate.name)(gate.angle)
        elif gate.name == "p":
            one = cirq.ZPowGate(exponent=gate.angle / np.pi)
        elif gate.kind == "diagonal":
            one = cirq.DiagonalGate(np.angle(gate.action))
        else:
            one = cirq.MatrixGate(dense(gate))
        controls = len(gate.controls)
        one = {"xc": cirq.CX, "zc": cirq.CZ}.get(
            gate.name + "c" * controls, one.controlled(controls) if controls else one
        )
        made.append(one(*where))
    built = cirq.Circuit(made)
    simulator = cirq.Simulator(dtype=np.complex128)
    return (
        lambda: simulator.simulate(built, qubit_order=line),
        lambda result: result.final_state_vector,
    )


def by_pennylane(circuit: Circuit, n: int, device: str):
    """A device of PennyLane, whose first wire is the highest bit."""
    import pennylane as qml

    simulator = qml.device(device, wires=n)
    made = [one for gate in circuit for one in pennylane_gates(gate, n)]
    tape = qml.tape.QuantumScript(made, [qml.state()])
    tapes, _ = simulator.preprocess_transforms()([tape])
    return lambda: simulator.execute(tapes), lambda results: np.asarray(results[0])


def pennylane_gates(gate: gates.Gate, n: int) -> list:
    """The same gate in PennyLane: three if it turns one sign, by a NOT with many controls."""
    import pennylane as qml

    place = lone(gate)
    wires = [n - 1 - q for q in gate.targets]
    if place is not None:
        values = [*bits(place, len(wires))]
        last, *others = wires
        flip = [] if values[0] else [qml.X(last)]
        many = qml.MultiControlledX(wires=[*others, last], control_values=values[1:])
        return [*flip, qml.H(last), many, qml.H(last), *flip]
    plain = {"h": qml.H, "x": qml.X, "y": qml.Y, "z": qml.Z, "s": qml.S, "t": qml.T}
    turns = {"rx": qml.RX, "ry": qml.RY, "rz": qml.RZ, "p": qml.PhaseShift}
    pairs = {"cx": qml.CNOT, "cz": qml.CZ, "swap": qml.SWAP}
    controls = [n - 1 - q for q in gate.controls]
    name = "c" * len(controls) + gate.name
    if name in pairs:
        return [pairs[name](wires=controls + wires)]
    if name == "cp":
        return [qml.ControlledPhaseShift(gate.angle, wires=controls + wires)]
    if name in plain:
        return [plain[name](wires[0])]
    if name in turns:
        return [turns[name](gate.angle, wires=wires[0])]
    order = controls + wires[::-1]
    return [qml.QubitUnitary(dense_controlled(gate), wires=order)]


WAYS: dict[str, tuple[str, Way]] = {
    "gate by gate": ("numpy", by_gates),
    OWN: ("numpy", by_fused),
    "Qulacs": ("qulacs", by_qulacs),
    "lightning.qubit": (
        "pennylane-lightning",
        lambda circuit, n: by_pennylane(circuit, n, "lightning.qubit"),
    ),
    "Aer": ("qiskit-aer", by_aer),
    "Cirq": ("cirq-core", by_cirq),
    "Statevector": ("qiskit", by_statevector),
    "default.qubit": ("pennylane", lambda circuit, n: by_pennylane(circuit, n, "default.qubit")),
}


# timing


def installed(package: str) -> str | None:
    """The version of a package, or None if it is missing."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def timed(call: Callable[[], object]) -> tuple[float, object]:
    """Seconds that a call takes, and what it returns."""
    begin = time.perf_counter()
    found = call()
    return time.perf_counter() - begin, found


def measured(way: Way, circuit: Circuit, n: int, rounds: int, expected: np.ndarray) -> Timing:
    """One way on one circuit; the time before a run is the shortest of two, after imports."""
    way(layers(2, 1), 2)
    first_s, (run, read) = min((timed(lambda: way(circuit, n)) for _ in range(2)), key=first)
    seconds, found = timed(run)
    error = abs(abs(np.vdot(read(found), expected)) - 1)
    del found
    again = rounds if seconds < 1 else 1
    return Timing(first_s, min(seconds, *(timed(run)[0] for _ in range(again))), error)


def first(pair: tuple[float, object]) -> float:
    """The number of a pair, by which pairs are compared."""
    return pair[0]


def floor_s(circuit: Circuit, n: int) -> tuple[int, float]:
    """How many gates are left after fusing, and how long as many copies of the state take."""
    left = len(fused.fuse(circuit, n))
    source = np.ones(2**n, complex)
    into = np.empty_like(source)
    return left, left * min(timed(lambda: np.copyto(into, source))[0] for _ in range(5))


def table(name: str, n: int, circuit: Circuit, found: dict[str, Timing]) -> Iterator[str]:
    """The lines about one circuit."""
    left, least_s = floor_s(circuit, n)
    own = found[OWN]
    yield (
        f"{name}, {n} qubits: {len(circuit)} gates, {left} after fusing,"
        f" floor {least_s * 1e3:.3f} ms, fused takes {own.run_s / least_s:.1f} times that"
    )
    for way, timing in found.items():
        whole = (timing.first_s + timing.run_s) / (own.first_s + own.run_s)
        yield (
            f"  {way:18}{timing.run_s * 1e3:11.3f} ms, first {timing.first_s * 1e3:9.3f} ms"
            f"{timing.run_s / own.run_s:9.2f} times, with first{whole:9.2f}"
            f"   differs by {timing.error:.0e}"
        )


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[4, 10, 16, 20, 22])
    parser.add_argument("--rounds", type=int, default=5, help="of each timing (default 5)")
    parser.add_argument("--seconds", type=float, default=10, help="most for a run (default 10)")
    given = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"  # for the others, which are not loaded yet
    threadpool_limits(1)
    versions = {package: installed(package) for package in ("numpy", *PEERS.split())}
    print(", ".join(f"{name} {found}" for name, found in versions.items() if found))
    missing = [name for name, found in versions.items() if found is None]
    if missing:
        print("missing, so left out; to have them: pip install", *missing)
    last: dict[tuple[str, str], tuple[int, float]] = {}
    for name, n, circuit in circuits(given.sizes):
        expected = state.run(circuit, n)
        found = {}
        for way, (package, build) in WAYS.items():
            size, seconds = last.get((name, way), (n, 0))
            if versions[package] and seconds * 2 ** (n - size) <= given.seconds:
                found[way] = measured(build, circuit, n, given.rounds, expected)
                last[name, way] = (n, found[way].run_s)
        for line in table(name, n, circuit, found):
            print(line, flush=True)


if __name__ == "__main__":
    main()
