"""The corpus of replies, held against its expected readings; what the files are is said in tests/corpus/README.md."""

import json
from datetime import date
from pathlib import Path

import pytest

from tests.corpus.cases import FOLDER, Case, Score, faults, replies, report_places

LOOKED_AT = (
    "replies.txt",
    "yuexiu.txt",
    "later.txt",
    "later2.txt",
    "later3.txt",
    "later4.txt",
    "later5.txt",
    "later6.txt",
    "later7.txt",
    "later8.txt",
    "later9.txt",
    "later10.txt",
    "later11.txt",
    "later12.txt",
    "later13.txt",
    "later14.txt",
    "later15.txt",
)
REPORT = Path(__file__).parents[2] / "data" / "yuexiu-2023" / "report.md"


def score(cases: list[Case]) -> Score:
    total = Score()
    for case in cases:
        total.add(case, case.reading())
    return total


@pytest.mark.parametrize("name", LOOKED_AT)
def test_replies_looked_at_are_read_as_a_careful_clerk_would(name: str) -> None:
    cases = replies(name)
    wrong = {case.where: found for case in cases if (found := faults(case, case.reading()))}
    assert len(wrong) <= max(1, 0.05 * len(cases)), wrong
    assert score(replies(name)).silent == 0


@pytest.mark.parametrize("name", ["frozen.txt", "blind.txt"])
def test_frozen_replies_are_measured_only(name: str) -> None:
    """No failing text is shown here: these parts must stay unseen."""
    total = score(replies(name))
    assert total.right / total.cases >= 0.97
    assert total.silent / total.updates <= 0.01
    assert total.asked / total.updates <= 0.10


def test_true_updates_are_rarely_asked_about() -> None:
    total = score([case for name in LOOKED_AT for case in replies(name)])
    assert total.asked / total.updates <= 0.08


def test_quoted_sentences_stand_in_the_published_report() -> None:
    report = "".join(REPORT.read_text("utf-8").split())
    missing = [case.text for case in replies("yuexiu.txt") if "".join(case.text.split()) not in report]
    assert missing == []


def test_sentences_of_other_reports(samples: Path) -> None:
    total = score(report_places(samples))
    assert total.cases - total.right <= 1
    assert total.silent == 0
    assert total.asked / total.updates <= 0.10


def test_outside_samples(samples: Path) -> None:
    wrong: list[str] = []
    for sample in json.loads((samples / "replies.json").read_text("utf-8")):
        case = Case(sample["text"], sample["measure"], date.fromisoformat(sample["as_of"]), "", "")
        reading = case.reading()
        got = {
            "is_update": reading.is_update,
            "percent": reading.percent,
            "value": reading.value,
            "state": reading.state,
            "forecast": reading.forecast.isoformat() if reading.forecast else None,
            "blocker": reading.blocker,
        }
        if got != sample["expect"] or not reading.sure:
            wrong.append(f"{case.text}: {got}")
    assert wrong == []


def test_no_reply_stands_in_two_files() -> None:
    seen: dict[tuple[str, str | None], str] = {}
    for path in sorted(FOLDER.glob("*.txt")):
        for case in replies(path.name) if path.name != "reports.txt" else ():
            key = (case.text, case.measure)
            assert seen.setdefault(key, path.name) == path.name, key
