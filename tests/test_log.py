"""No log line ever holds a token, whoever writes it."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.log import set_up, without_tokens

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = io.StringIO()
    set_up("DEBUG", stream)
    yield stream
    root.handlers[:], root.level = before, level
    structlog.reset_defaults()


def test_ours_and_theirs_come_in_one_form(lines: io.StringIO) -> None:
    structlog.get_logger("bot").info("已记录", task="1.2.1")
    logging.getLogger("some.library").warning("slow: %s", 5)
    ours, theirs = (json.loads(line) for line in lines.getvalue().splitlines())
    assert (ours["event"], ours["task"], ours["level"]) == ("已记录", "1.2.1", "info")
    assert theirs["event"] == "slow: 5"


def test_the_token_is_hidden_in_texts_values_and_tracebacks(lines: io.StringIO) -> None:
    log = structlog.get_logger("bot")
    log.info(f"POST /bot{TOKEN}/sendMessage", url={"to": [f"/bot{TOKEN}/getMe"]})
    logging.getLogger("other").error("GET %s", f"/bot{TOKEN}/getUpdates")
    try:
        raise ValueError(f"bad address /bot{TOKEN}/x")
    except ValueError:
        log.exception("failed")
        logging.getLogger("other").exception("failed")
    assert lines.getvalue().count("<token>") >= 5
    assert TOKEN not in lines.getvalue()


def test_httpx_does_not_log_its_addresses(lines: io.StringIO) -> None:
    logging.getLogger("httpx").info("HTTP Request: POST https://host/bot%s/getMe", TOKEN)
    assert lines.getvalue() == ""


def test_other_values_pass_unchanged() -> None:
    assert without_tokens({"a": [1, 2.5, None, True], "时间": "09:00:00"}) == {
        "a": [1, 2.5, None, True],
        "时间": "09:00:00",
    }
