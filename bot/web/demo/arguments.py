"""The arguments of one API call, whichever way they came: query, form, multipart or JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.web.demo.refusals import bad
from bot.web.demo.world import Json

TRUE = ("true", "1", "yes", "True")
LARGEST_FIELD = 4 << 20  # bytes of a form field that is no file
LARGEST_UPLOAD = 50 << 20


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    mime: str
    content: bytes


class Arguments:
    """Typed access to a call's arguments; nested objects may be JSON strings, as form fields are."""

    def __init__(self, values: Mapping[str, Any], uploads: Mapping[str, Upload] | None = None) -> None:
        self._values = values
        self._uploads = uploads or {}

    def __contains__(self, name: str) -> bool:
        return name in self._values or name in self._uploads

    def text(self, name: str, default: str = "") -> str:
        """Read a string."""
        value = self._values.get(name, default)
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def integer(self, name: str, default: int = 0) -> int:
        """Read a whole number; raises 400 where it is none."""
        value = self._values.get(name, default)
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad(f'field "{name}" must be a number') from None

    def number(self, name: str, default: float = 0) -> float:
        """Read a number; raises 400 where it is none."""
        try:
            return float(self._values.get(name, default))
        except (TypeError, ValueError):
            raise bad(f'field "{name}" must be a number') from None

    def flag(self, name: str) -> bool:
        """Read a yes or no."""
        value = self._values.get(name, False)
        return value in TRUE if isinstance(value, str) else bool(value)

    def json(self, name: str) -> Any:
        """Read a nested object; None where it is missing; raises 400 where it is no JSON."""
        value = self._values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise bad(f"can't parse {name} JSON object") from None

    def object(self, name: str) -> Json:
        """Read a nested object; empty where it is missing; raises 400 where it is something else."""
        value = self.json(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise bad(f"object expected as {name}")
        return value

    def upload(self, name: str) -> Upload | None:
        """Give the file sent as `name`, or the one its value refers to by attach://."""
        value = self._values.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            name = value.removeprefix("attach://")
        return self._uploads.get(name)


async def arguments_of(request: Request) -> Arguments:
    """Read all arguments of a call."""
    values: dict[str, Any] = dict(request.query_params)
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/json"):
        return Arguments(values | _json_body(await request.body()))
    uploads: dict[str, Upload] = {}
    async with request.form(max_part_size=LARGEST_FIELD) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                uploads[name] = await read_upload(value)
            else:
                values[name] = value
    return Arguments(values, uploads)


async def read_upload(file: UploadFile) -> Upload:
    """Take a file out of a form."""
    return Upload(file.filename or "file", file.content_type or "application/octet-stream", await file.read())


def _json_body(body: bytes) -> Json:
    try:
        value = json.loads(body or b"{}")
    except ValueError:
        raise bad("can't parse JSON object") from None
    if not isinstance(value, dict):
        raise bad("object expected")
    return value
