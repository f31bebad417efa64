"""What a bench says: a table of measured figures, each beside its goal, and what to know about how it was measured."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field

NOISE = 0.2  # differences of figures under this share are noise on a machine like this


@dataclass
class Table:
    """One bench's result. `goals` are (what, measured, goal, met)."""

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list[tuple[str, ...]])
    goals: list[tuple[str, str, str, bool]] = field(default_factory=list[tuple[str, str, str, bool]])
    notes: list[str] = field(default_factory=list[str])

    def row(self, *cells: str) -> None:
        """Add a row."""
        self.rows.append(cells)

    def at_most(self, what: str, measured: float, goal: float, unit: str = "×") -> None:
        """Add a goal that a figure must not pass."""
        digits = 2 if measured >= 0.1 else 4
        self.goals.append((what, f"{measured:,.{digits}f}{unit}", f"≤ {goal:g}{unit}", measured <= goal))

    def at_least(self, what: str, measured: float, goal: float, unit: str = "×") -> None:
        """Add a goal that a figure must reach."""
        self.goals.append((what, f"{measured:,.2f}{unit}", f"≥ {goal:g}{unit}", measured >= goal))

    def exactly(self, what: str, measured: int, goal: int = 0) -> None:
        """Add a goal that a count must equal."""
        self.goals.append((what, f"{measured}", f"{goal}", measured == goal))

    @property
    def markdown(self) -> str:
        """Write it as Markdown."""
        parts = [f"## {self.title}", _grid(self.columns, self.rows)]
        if self.goals:
            judged = [(what, measured, goal, "yes" if met else "**no**") for what, measured, goal, met in self.goals]
            parts.append(_grid(("goal", "measured", "wanted", "met"), judged))
        parts += [f"{note}" for note in self.notes]
        return "\n\n".join(parts) + "\n"


def _grid(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def spread(values: Sequence[float], digits: int = 1) -> str:
    """Write the median of some runs with the smallest and the largest: `3.8 [3.7–4.1]`."""
    middle, low, high = statistics.median(values), min(values), max(values)
    return f"{middle:,.{digits}f} [{low:,.{digits}f}–{high:,.{digits}f}]"


def percentile(values: Sequence[float], share: float) -> float:
    """Give the value that this share of the values does not pass."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
