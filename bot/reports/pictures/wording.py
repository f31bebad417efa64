"""The words in the pictures; they stand in `texts/*/picture.html.j2`."""

from functools import cache

from bot.plan.model import Plan
from bot.progress.model import Lamp
from bot.texts.render import Texts

# Worst first, as everywhere.
ORDER = (Lamp.RED, Lamp.YELLOW, Lamp.GREY, Lamp.GREEN, Lamp.REPORTED, Lamp.DONE)


@cache
def _texts() -> Texts:
    return Texts()


def say(name: str, language: str, **values: object) -> str:
    """Give the words called `name` in a language, as plain text."""
    return _texts().plain("picture", language, name=name, **values)


def title_of(plan: Plan, language: str) -> str:
    """Name the plan shortly."""
    return say("plan", language, plan=plan)
