"""The table of goals in both READMEs, made of docs/benchmarks.md: `python -m benchmarks.summary` makes it anew."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
READMES = {"README.md": "en", "README.zh-CN.md": "zh"}
BEGIN, END = "<!-- bench -->", "<!-- /bench -->"
HEADS = {
    "en": (("figure", "measured", "goal", "met"), {"yes": "yes", "**no**": "**no**"}),
    "zh": (("指标", "实测", "目标", "达到"), {"yes": "是", "**no**": "**否**"}),
}
ROWS: list[dict[str, str]] = tomllib.loads((ROOT / "benchmarks" / "summary.toml").read_text("utf-8"))["row"]
GOAL = re.compile(r"^\| (.+?) \| (.+?) \| ([≤≥\d].*?) \| (yes|\*\*no\*\*) \|$", re.MULTILINE)


def goals(page: str) -> Mapping[tuple[str, str], tuple[str, str, str]]:
    """Read (section, goal) → (measured, wanted, met) off the page."""
    found: dict[tuple[str, str], tuple[str, str, str]] = {}
    for section in re.split(r"^## ", page, flags=re.MULTILINE)[1:]:
        title, _, body = section.partition("\n")
        for what, measured, wanted, met in GOAL.findall(body):
            found[title, what] = (measured, wanted, met)
    return found


def table(page: str, language: str) -> str:
    """Write the README's table; a goal the page does not have is left out."""
    (columns, verdicts), lines = HEADS[language], list[tuple[str, ...]]()
    known = goals(page)
    for row in ROWS:
        for (title, goal), (measured, wanted, met) in known.items():
            if row["section"] in title and row["goal"] == goal:
                lines.append((row[language], measured, wanted, verdicts[met]))
    return "\n".join(f"| {' | '.join(line)} |" for line in (columns, ("---",) * 4, *lines))


def write() -> None:
    """Put the table between the marks of both READMEs."""
    page = PAGE.read_text("utf-8")
    for name, language in READMES.items():
        readme = (ROOT / name).read_text("utf-8")
        before, after = readme.partition(BEGIN)[0], readme.partition(END)[2]
        (ROOT / name).write_text(f"{before}{BEGIN}\n{table(page, language)}\n{END}{after}", "utf-8")


if __name__ == "__main__":
    write()
