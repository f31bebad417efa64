"""A reply in words becomes a Reading: a small grammar over tokens, clauses and roles.

    text → normal form → tokens (numbers, dates, known words) → clauses with scopes (now, planned, past, if)
         → mentions (each number with its verb and role) → fields, each with its doubts

The rules of meaning are in `docs/reading.md`. What the grammar is unsure of is asked, never guessed.
"""

from bot.progress.reading.reader import read
from bot.progress.reading.split import Split, split_report
from bot.progress.reading.units import parse_measure

__all__ = ["Split", "parse_measure", "read", "split_report"]
