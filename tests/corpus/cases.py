"""Reads the corpus files and holds readings against them; the format is in README.md."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.progress.model import Reading
from bot.progress.reading import parse_measure, read

FOLDER = Path(__file__).parent
TOLERANCE = 0.05


@dataclass(frozen=True)
class Case:
    """A reply, the measure and day it answers, and the reading expected of it."""

    text: str
    measure: str | None
    as_of: date
    expected: str
    where: str

    def reading(self) -> Reading:
        return read(self.text, parse_measure(self.measure), self.as_of)


def replies(name: str) -> list[Case]:
    """Read a file of `TEXT | EXPECTED` lines under `@ DATE | MEASURE` heads."""
    cases: list[Case] = []
    as_of, measure = date.min, None
    for number, line in _lines(FOLDER / name):
        if line.startswith("@ 2"):
            day, measure = (part.strip() for part in line[1:].split("|"))
            as_of = date.fromisoformat(day)
            continue
        text, expected = line.rsplit(" | ", 1)
        unescaped = text.replace("\\n", "\n")
        cases.append(
            Case(unescaped, None if measure == "null" else measure, as_of, expected.strip(), f"{name}:{number}")
        )
    return cases


def report_places(samples: Path) -> list[Case]:
    """Read `reports.txt`, whose texts stand outside at the places it names."""
    cases: list[Case] = []
    text, as_of = "", date.min
    for number, line in _lines(FOLDER / "reports.txt"):
        if line.startswith("@"):
            name, day = line[1:].split()
            text = (samples / "reports" / f"{name}.txt").read_bytes().decode("utf-8")
            as_of = date.fromisoformat(day)
            continue
        place, measure, expected = (part.strip() for part in line.split(" | "))
        begin, length = map(int, place.split())
        quote = text[begin : begin + length]
        cases.append(Case(quote, None if measure == "null" else measure, as_of, expected, f"reports.txt:{number}"))
    return cases


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line


def faults(case: Case, reading: Reading) -> list[str]:
    """Say which fields are not as expected; none for `ask` where the reading asks."""
    if case.expected == "ask":
        return [] if reading.is_update and not reading.sure else ["read without asking"]
    wanted = _wanted(case.expected)
    got = {
        "is_update": reading.is_update,
        "percent": reading.percent,
        "value": reading.value,
        "state": reading.state.value if reading.state else None,
        "by": reading.forecast.isoformat() if reading.forecast else None,
        "blocker": reading.blocker,
    }
    if "upto" in wanted:
        got["upto"] = reading.period_end.isoformat() if reading.period_end else None
    return [f"{name} {got[name]!r} for {wanted[name]!r}" for name in got if not _alike(got[name], wanted[name])]


def _wanted(expected: str) -> dict[str, object]:
    wanted: dict[str, object] = dict.fromkeys(("percent", "value", "state", "by"))
    wanted |= {"is_update": expected != "-", "blocker": False}
    if expected == "-":
        return wanted
    wanted["state"] = "in_progress"
    for word in expected.split():
        name, _, rest = word.partition(":")
        if name in ("percent", "value"):
            wanted[name] = float(rest)
        elif name in ("by", "upto"):
            wanted[name] = rest
        elif name == "blocker":
            wanted["blocker"] = True
        else:
            wanted["state"] = name
    return wanted


def _alike(got: object, wanted: object) -> bool:
    if isinstance(got, float) and isinstance(wanted, float):
        return abs(got - wanted) <= TOLERANCE * max(1.0, abs(wanted) / 1000)
    return got == wanted


@dataclass
class Score:
    """How a part of the corpus was read. `silent`: recorded without asking with a field wrong."""

    cases: int = 0
    right: int = 0
    updates: int = 0
    asked: int = 0
    silent: int = 0

    def add(self, case: Case, reading: Reading) -> list[str]:
        wrong = faults(case, reading)
        self.cases += 1
        self.right += not wrong
        true_update = case.expected not in ("-", "ask")
        self.updates += true_update
        self.asked += true_update and reading.is_update and not reading.sure
        self.silent += bool(wrong) and reading.is_update and reading.sure
        return wrong
