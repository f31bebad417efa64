"""Patterns that are compiled when they are first used: a start compiles none, and most readings need few of them."""

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class _Later:
    """A pattern not compiled yet; its methods become those of the compiled one."""

    def __init__(self, text: str, flags: int) -> None:
        self.pattern, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        # Kept under the same names, they are found without this detour from the second use on.
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return getattr(compiled, name)


_waiting: list[_Later] = []


def compiled_later(text: str, flags: int = 0) -> re.Pattern[str]:
    """Give a pattern as `re.compile` does, compiled at its first use; a fault in it raises re.error only then."""
    made = _Later(text, flags)
    _waiting.append(made)
    return cast("re.Pattern[str]", made)


def compile_waiting() -> None:
    """Compile every pattern made so far, so that nobody waits for it. It may run off the event loop."""
    while _waiting:
        _waiting.pop().search  # noqa: B018 - asking for a method compiles  # pyright: ignore[reportUnusedExpression]
