"""A reply in words becomes a Reading: a small grammar over tokens, clauses and roles.

    text → normal form → tokens (numbers, dates, known words) → clauses with scopes (now, planned, past, if)
         → mentions (each number with its verb and role) → fields, each with its doubts

The rules of meaning are in `docs/reading.md`. What the grammar is unsure of is asked, never guessed.
"""

from datetime import date

from bot.plan.model import Measure
from bot.progress.model import Reading
from bot.progress.reading.split import Split, split_report
from bot.progress.reading.units import parse_measure

__all__ = ["Split", "parse_measure", "read", "split_report"]


def read(text: str, measure: Measure | None, as_of: date) -> Reading:
    """Read a reply to a task or target with this measure, on this day; never raises, whatever the text.

    The grammar is loaded with the first text that is read: its patterns take a fifth of a start to compile.
    """
    from bot.progress.reading.reader import read as by_grammar

    return by_grammar(text, measure, as_of)
