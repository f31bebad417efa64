"""Which message began an album: its pictures come as messages of their own, the words with the first."""

REMEMBERED = 200


class Albums:
    """Remembers the newest albums. After a restart the rest of one is asked about like any picture."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}

    def begun_by(self, group: str, message: str) -> str:
        """Name the message that began an album; this one, where none has."""
        first = self._first.setdefault(group, message)
        while len(self._first) > REMEMBERED:
            del self._first[next(iter(self._first))]
        return first

    def belongs(self, group: str, message: str) -> None:
        """Let an album be about what an earlier message said."""
        self._first[group] = message
