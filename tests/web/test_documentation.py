"""docs/local-telegram.md says what the server does."""

import re
from pathlib import Path

from starlette.routing import Route

from bot.web.demo.__main__ import CAST
from bot.web.demo.faults import FaultKind
from bot.web.demo.local import LocalTelegram
from bot.web.demo.methods import METHODS

DOCUMENT = (Path(__file__).parent.parent.parent / "docs" / "local-telegram.md").read_text("utf-8")


def listed(start: str) -> list[str]:
    """List the words in backquotes of the sentence that begins so."""
    sentence = DOCUMENT[DOCUMENT.index(start) :].split(".", 1)[0]
    return sorted(re.findall(r"`(\w+)`", sentence))


def test_every_method_is_listed_and_every_listed_one_spoken() -> None:
    assert listed("Methods:") == sorted(METHODS)


def test_every_fault_is_listed() -> None:
    assert listed("Kinds of faults:") == sorted(FaultKind)


def test_every_address_is_listed(local: LocalTelegram) -> None:
    paths = {route.path.split("{")[0] for route in local.app.routes if isinstance(route, Route)}
    served = {path.rstrip("/") for path in paths if path.startswith("/api/")}
    assert {path.rstrip("/") for path in re.findall(r"/api/[a-z]+", DOCUMENT)} == served


def test_the_token_is_the_built_in_one() -> None:
    assert CAST["token"] in DOCUMENT
