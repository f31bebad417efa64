"""How well whole invented reports are read, by batch, and how long 300 pages take.

    python -m benchmarks.whole [BATCH …]

The figures of a batch's first run, before the importer was mended, stand in docs/import.md.
"""

import sys
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path

from bot.imports.importing import import_plan
from tests.imports.whole import BATCHES, faults, imported, reports

SIGNS_OF_A_PAGE = 600


def main() -> None:
    for batch in sys.argv[1:] or BATCHES:
        _measure(batch)
    _long_text()


def _measure(batch: str) -> None:
    count: Counter[str] = Counter()
    for report in reports(batch):
        plan = imported(report)
        found = faults(report, plan)
        count.update(" ".join(fault.split(" ")[:2]) for fault in found)
        count["targets"] += len(report.targets)
        count["sections"] += len(report.sections)
        count["quantities"] += len(report.quantities)
        print("".join(f"  {report.name}: {fault}\n" for fault in found), end="")
    right = count["targets"] - count["- target"]
    print(
        f"{batch}: targets {right}/{count['targets']}, {count['+ target']} too many; "
        f"recall {right / count['targets']:.1%}, precision {right / max(right + count['+ target'], 1):.1%}; "
        f"sections {count['sections'] - count['- section']}/{count['sections']}, "
        f"quantities {count['quantities'] - count['- quantity']}/{count['quantities']}, past {count['+ barred']}"
    )


def _long_text() -> None:
    """Time texts of 75, 150 and 300 pages, in seconds of the processor."""
    text = (Path(__file__).parent.parent / "tests/imports/fragments/report.txt").read_text("utf-8")
    begin, end = text.index("（一）", text.index("二、2023年工作安排")), text.index("各位代表！蓝图")
    for pages in (75, 150, 300):
        times = pages * SIGNS_OF_A_PAGE // (end - begin) + 1
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "report.txt"
            file.write_text(text[:begin] + text[begin:end] * times + text[end:], "utf-8")
            before = time.process_time()
            plan = import_plan(file, Path(folder) / "plan", date(2023, 1, 5)).plan
            print(f"{pages} pages, {len(plan.tasks):,} tasks: {time.process_time() - before:.1f} s")


if __name__ == "__main__":
    main()
