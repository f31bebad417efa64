"""Readings as the command line prints them."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from bot.errors import Refused
from bot.progress.model import Reading
from bot.progress.reading import parse_measure, read
from bot.texts.render import Texts


def reading_as_json(reading: Reading) -> dict[str, Any]:
    """Map a reading to its JSON; `sure` is false where the bot would ask before recording."""
    return {
        "is_update": reading.is_update,
        "sure": reading.sure,
        "percent": reading.percent,
        "value": reading.value,
        "unit": reading.unit,
        "state": str(reading.state) if reading.state else None,
        "forecast": reading.forecast.isoformat() if reading.forecast else None,
        "period_end": reading.period_end.isoformat() if reading.period_end else None,
        "blocker": reading.blocker,
        "blocker_text": reading.blocker_text,
    }


def read_batch(path: Path) -> list[dict[str, Any]]:
    """Read a JSON list of {"text", "measure", "as_of"}; raise Refused where the file is none."""
    try:
        cases = json.loads(path.read_text("utf-8"))
        return [_one(case) for case in cases]
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}") from None
    except (ValueError, TypeError, KeyError) as error:
        example = '[{"text": "已完成60%", "measure": null, "as_of": "2023-07-05"}]'
        raise Refused(f"{path} is no list of replies ({error}); write {example}") from None


def _one(case: Mapping[str, Any]) -> dict[str, Any]:
    as_of = date.fromisoformat(case["as_of"])
    return reading_as_json(read(case["text"], parse_measure(case.get("measure")), as_of))


def read_one(text: str, measure: str | None, as_of: date) -> Reading:
    """Read one text against a measure written as on the command line; raise Refused where that is none."""
    try:
        return read(text, parse_measure(measure), as_of)
    except ValueError as error:
        raise Refused(str(error)) from None


def reading_lines(reading: Reading) -> list[str]:
    """Write a reading for a person at a terminal."""
    values = reading_as_json(reading)
    lines = [f"{name}: {value}" for name, value in values.items() if value not in (None, False)]
    texts = Texts()
    lines += [f"? {texts.plain('doubt', 'zh', doubt=doubt)}" for doubt in reading.doubts]
    return lines or ["no update"]
