"""The family of things that can go wrong.

BotError
├── FaultyFile(faults)        a plan folder or a configuration, with every fault at once
│   ├── PlanError
│   └── ConfigError
├── Refused                   a request that cannot be met; the text says what is allowed and shows an example
│   └── Unusable(code)        a file that cannot be made a plan
├── StoreError                something about the state directory
│   ├── StoreBusy             another bot holds it
│   ├── NotRecorded           disk full, read-only, lost: nothing was changed, reading goes on
│   ├── StoreDamaged(places)  rows or pages that do not read back as written
│   └── StoreTooNew           written by a later version
└── ChatError                 a platform did not take a message
    ├── Later(retry_after)    429, 5xx, network before the request went out: try again, not sooner
    ├── Unclear               the request went out and no answer came: it may have arrived
    ├── Moved(new_address)    the chat has another address now
    └── Gone                  kicked, blocked, closed, deleted: do not try again until re-added
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a file: where it stands (`plan.toml:12`) and what is wrong, what is allowed, an example."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


class BotError(Exception):
    """Anything this project raises on purpose; its text is one clear sentence for a person."""


class FaultyFile(BotError):
    """A file written by people has faults; all of them are listed at once."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))


class PlanError(FaultyFile):
    """The files of a plan folder cannot be used."""


class ConfigError(FaultyFile):
    """The configuration cannot be used."""


class Refused(BotError):
    """A request cannot be met; the text says what is wrong, what is allowed and shows an example."""


class Unusable(Refused):
    """A file cannot be made a plan; `code` names the reason, for those who word it in other languages."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


class StoreError(BotError):
    """The state directory cannot be used as asked."""


class StoreBusy(StoreError):
    """Another bot holds this state directory."""


class NotRecorded(StoreError):
    """A change could not be written; nothing was changed."""


class StoreDamaged(StoreError):
    """Stored rows do not read back as they were written."""

    def __init__(self, places: list[str]) -> None:
        self.places = places
        super().__init__("damaged: " + "; ".join(places))


class StoreTooNew(StoreError):
    """The state directory was written by a later version of the bot."""


class ChatError(BotError):
    """A chat platform did not take a message."""


class Later(ChatError):
    """The platform asks to wait, or could not be reached; nothing arrived.

    `whole_bot` is true where the pause concerns every room, not only the one addressed.
    """

    def __init__(self, why: str, retry_after: float | None = None, *, whole_bot: bool = False) -> None:
        self.retry_after = retry_after
        self.whole_bot = whole_bot
        super().__init__(why)


class Unclear(ChatError):
    """The request went out and no answer came back: the message may or may not have arrived."""


class Moved(ChatError):
    """The chat has another address now (a group became a supergroup)."""

    def __init__(self, new_address: str) -> None:
        self.new_address = new_address
        super().__init__(f"the chat moved to {new_address}")


class Gone(ChatError):
    """The chat cannot be written to until the bot is added again."""
