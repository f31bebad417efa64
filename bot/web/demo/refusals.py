"""How the Bot API says no: codes and texts as the real one words them."""

from typing import Any

CONFLICT_POLLERS = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
CONFLICT_WEBHOOK = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


class Refusal(Exception):
    """A call that is not carried out. `code` is the HTTP status too; `parameters` tell the bot what it can do."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        self.code = code
        self.description = description
        self.parameters = parameters
        super().__init__(f"{code} {description}")

    @property
    def body(self) -> dict[str, Any]:
        """The answer's JSON."""
        more = {"parameters": self.parameters} if self.parameters else {}
        return {"ok": False, "error_code": self.code, "description": self.description} | more


def bad(description: str, **parameters: Any) -> Refusal:
    """Make a 400."""
    return Refusal(400, f"Bad Request: {description}", **parameters)


def forbidden(description: str) -> Refusal:
    """Make a 403."""
    return Refusal(403, f"Forbidden: {description}")


def too_many(seconds: int) -> Refusal:
    """Make a 429 that asks to wait."""
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
