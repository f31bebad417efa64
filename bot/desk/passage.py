"""The sentence a task or target was cut from, inside the paragraph of the published text. Pure."""

import re
from dataclasses import dataclass

AROUND = 300  # characters of the paragraph shown on each side


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph in three parts; `quote` is the published text's own wording of what was looked for."""

    before: str
    quote: str
    after: str


def passage(report: str, quote: str) -> Passage | None:
    """Find a quote in its paragraph, white space and marks of emphasis aside; None where the text does not hold it."""
    wanted = re.sub(r"[\s*]", "", quote)
    if not wanted:
        return None
    for block in re.split(r"\n\s*\n", report):
        paragraph = re.sub(r"\s*\n\s*", "", block.strip()).replace("*", "").lstrip("# ")
        places = [index for index, character in enumerate(paragraph) if not character.isspace()]
        at = "".join(paragraph[index] for index in places).find(wanted)
        if at >= 0:
            start, end = places[at], places[at + len(wanted) - 1] + 1
            return Passage(_last(paragraph[:start]), paragraph[start:end], _first(paragraph[end:]))
    return None


def _last(text: str) -> str:
    """Keep the last whole sentences of what stands before."""
    if len(text) <= AROUND:
        return text
    cut = text[-AROUND:]
    end = cut.find("。")
    return "…" + cut[end + 1 :]


def _first(text: str) -> str:
    """Keep the first whole sentences of what follows."""
    if len(text) <= AROUND:
        return text
    cut = text[:AROUND]
    return cut[: cut.rfind("。") + 1] + "…"
