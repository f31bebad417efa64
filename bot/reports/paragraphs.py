"""A written paper as data: its paragraphs, and what each is."""

from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """What a paragraph is."""

    MARK = "mark"  # 草稿，待审核
    TITLE = "title"
    NOTE = "note"  # under the title
    TO = "to"  # whom it is for
    FIRST = "h1"  # 一、
    SECOND = "h2"  # （一）
    THIRD = "h3"  # 1.
    TEXT = "p"
    SIGN = "sign"  # who and when, at the end


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, and what it is."""

    style: Style
    text: str
