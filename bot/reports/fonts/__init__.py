"""The fonts the pictures are set in, shipped with the package; made by `scripts/subset_fonts.py`."""

import json
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
FAMILY = "Plan Sans SC"
FILES = tuple(str(FOLDER / f"PlanSans-{weight}.otf") for weight in ("Regular", "Bold"))


@cache
def widths(weight: str) -> dict[str, float]:
    """Give the widths, in parts of the font size, of the characters that are not full-width; "Regular" or "Bold"."""
    metrics: dict[str, dict[str, int]] = json.loads((FOLDER / "metrics.json").read_text("utf-8"))
    return {character: units / 1000 for character, units in metrics[weight].items()}
