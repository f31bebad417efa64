"""Log lines: one JSON object each (or plain words on a terminal), never with a token in them."""

import logging
import re
import sys
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

# A bot token is digits, a colon and 30 and more of a small alphabet; httpx puts it into every address it logs.
TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{20,}")
HIDDEN = "<token>"
# These log addresses, hence the token, at INFO; what matters of them is told at WARNING.
TALKATIVE = ("httpx", "httpcore", "telegram", "apscheduler", "uvicorn.access")


def without_tokens(value: Any) -> Any:
    """Replace whatever looks like a token, at any depth."""
    if isinstance(value, str):
        return TOKEN.sub(HIDDEN, value)
    if isinstance(value, dict):
        return {key: without_tokens(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [without_tokens(inner) for inner in value]
    return value if value is None or isinstance(value, (bool, int, float)) else without_tokens(str(value))


def _redact(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    hidden: dict[str, Any] = {
        key: value if key.startswith("_") or key == "exc_info" else without_tokens(value)
        for key, value in event.items()
    }
    return hidden


def set_up(level: str = "INFO", stream: TextIO | None = None) -> None:
    """Send every library's and our own log lines to `stream` (standard error) in one form."""
    target: TextIO = sys.stderr if stream is None else stream
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.processors.format_exc_info,
        _redact,
    ]
    to_text: Processor = (
        structlog.dev.ConsoleRenderer(colors=True, exception_formatter=structlog.dev.plain_traceback)
        if target.isatty()
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(target)
    remove: Processor = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.ExtraAdder(), *shared], processors=[remove, _redact, to_text]
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
