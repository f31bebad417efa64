"""How well replies are read, on each part of the corpus, and how fast.

`python -m benchmarks.reading`; with SAMPLES_DIR also the outside samples. A silent error is a reply that would be
recorded without asking although a field is wrong.
"""

import json
import os
import time
from datetime import date
from pathlib import Path

from benchmarks.table import Table, percentile
from bot.progress.reading import parse_measure, read
from tests.corpus.cases import Case, Score, replies, report_places

PARTS = {
    "replies, looked at": "replies.txt",
    "replies, frozen": "frozen.txt",
    "quoted review of 2022": "yuexiu.txt",
    "replies, blind": "blind.txt",
    "later sets, looked at after one measurement": " ".join(f"later{number}.txt" for number in ("", *range(2, 16))),
}
USUAL, LONGEST = 1.0, 4096
RUNS = 20


def measure(runs: int = RUNS) -> list[Table]:
    """Read every part of the corpus, and time a usual reply and the longest one."""
    return [_quality(), _speed(runs)]


def _quality() -> Table:
    table = Table("Reading replies", ("part", "replies", "every field right", "asked of true updates", "silent errors"))
    scores = {part: _score(_cases(names)) for part, names in PARTS.items()}
    if folder := os.environ.get("SAMPLES_DIR"):
        scores["sentences of other reports"] = _score(report_places(Path(folder)))
        scores["outside samples"] = _score(_outside(Path(folder)))
    for part, score in scores.items():
        asked = f"{score.asked} = {score.asked / score.updates:.1%}"
        table.row(part, str(score.cases), f"{score.right / score.cases:.1%}", asked, str(score.silent))
    frozen = scores["replies, frozen"]
    table.at_least("frozen part right", 100 * frozen.right / frozen.cases, 97, "%")
    table.at_most("asked of true updates, frozen part", 100 * frozen.asked / frozen.updates, 10, "%")
    table.exactly("silent errors, frozen part", frozen.silent)
    return table


def _cases(names: str) -> list[Case]:
    return [case for name in names.split() for case in replies(name)]


def _score(cases: list[Case]) -> Score:
    score = Score()
    for case in cases:
        score.add(case, case.reading())
    return score


def _outside(folder: Path) -> list[Case]:
    """Write the outside samples' expected fields as the corpus does."""
    cases: list[Case] = []
    for sample in json.loads((folder / "replies.json").read_text("utf-8")):
        wanted = sample["expect"]
        words = [wanted["state"] or "-"]
        words += [f"{name}:{wanted[name]}" for name in ("percent", "value") if wanted[name] is not None]
        words += [f"by:{wanted['forecast']}"] if wanted["forecast"] else []
        words += ["blocker"] if wanted["blocker"] else []
        as_of = date.fromisoformat(sample["as_of"])
        cases.append(Case(sample["text"], sample["measure"], as_of, " ".join(words), "outside"))
    return cases


def _speed(runs: int) -> Table:
    table = Table("Time to read", ("text", "characters", "ms"))
    cases = _cases(PARTS["replies, looked at"])
    took = [_took(case.text, case.measure, case.as_of, runs) for case in cases]
    lengths = [len(case.text) for case in cases]
    table.row("a usual reply, median", f"{percentile(lengths, 0.5)}", f"{percentile(took, 0.5):.2f}")
    table.row("99 of 100 replies", f"≤ {percentile(lengths, 0.99)}", f"≤ {percentile(took, 0.99):.2f}")
    report = "截至5月底，63个项目累计完成投资19.2亿元，占年度计划的49.2%，存在问题：部分项目征拆滞后。"
    longest = (report * LONGEST)[:LONGEST]
    table.row("the longest", f"{LONGEST:,}", f"{_took(longest, '39亿元', date(2023, 7, 5), runs):.1f}")
    table.at_most("a usual reply", percentile(took, 0.5), USUAL, " ms")
    return table


def _took(text: str, measure_text: str | None, as_of: date, runs: int) -> float:
    """Give the fastest of some runs in milliseconds: what the work costs, whatever else the machine does."""
    goal = parse_measure(measure_text)
    times: list[float] = []
    for _ in range(runs):
        begin = time.perf_counter()
        read(text, goal, as_of)
        times.append(time.perf_counter() - begin)
    return min(times) * 1000


if __name__ == "__main__":
    for result in measure():
        print(result.markdown)
