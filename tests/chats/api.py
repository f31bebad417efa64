"""A Bot API of a few lines: it records what it is asked and answers as told. The network is `httpx.MockTransport`."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import httpx

from bot.chats.telegram import Telegram

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
ME = {
    "id": 999,
    "is_bot": True,
    "first_name": "督办",
    "username": "plan_desk_bot",
    "can_read_all_group_messages": False,
}


@dataclass(frozen=True)
class Call:
    """One request: its method and its fields; a file is shown by its name and its bytes."""

    method: str
    fields: dict[str, Any]


Reply = httpx.Response | Exception | dict[str, Any]


@dataclass
class Api:
    """Answers `getMe` and every send well, unless `replies[method]` holds something else, taken in order."""

    calls: list[Call] = field(default_factory=list)
    replies: dict[str, list[Reply]] = field(default_factory=dict)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        method = request.url.path.rsplit("/", 1)[-1]
        self.calls.append(Call(method, _fields(request)))
        waiting = self.replies.get(method)
        reply = waiting.pop(0) if waiting else ok(self._good(method))
        if isinstance(reply, Exception):
            raise reply
        return reply if isinstance(reply, httpx.Response) else httpx.Response(200, json=reply)

    def _good(self, method: str) -> Any:
        if method == "getMe":
            return ME
        if method.startswith(("send", "editMessage")):
            return {"message_id": 100 + len(self.sent), "date": 1688520600, "chat": {"id": -1, "type": "group"}}
        return [] if method == "getUpdates" else True

    @property
    def sent(self) -> list[Call]:
        return [call for call in self.calls if call.method.startswith("send")]

    def telegram(self, **more: Any) -> Telegram:
        return Telegram(TOKEN, "https://api.telegram.org/bot", transport=httpx.MockTransport(self), **more)


def ok(result: Any) -> httpx.Response:
    return httpx.Response(200, json={"ok": True, "result": result})


def refused(status: int, description: str, **parameters: Any) -> httpx.Response:
    """An error as Telegram words it."""
    body = {"ok": False, "error_code": status, "description": description}
    return httpx.Response(status, json=body | ({"parameters": parameters} if parameters else {}))


def bad(description: str) -> Callable[[], httpx.Response]:
    return lambda: refused(400, f"Bad Request: {description}")


def _fields(request: httpx.Request) -> dict[str, Any]:
    kind, body = request.headers.get("content-type", ""), request.content
    if kind.startswith("application/x-www-form-urlencoded"):
        return {name: _value(value) for name, value in parse_qsl(body.decode(), keep_blank_values=True)}
    if not kind.startswith("multipart/"):
        return {}
    found: dict[str, Any] = {}
    for part in body.split(b"--" + kind.split("boundary=")[1].encode())[1:-1]:
        head, _, content = part.strip(b"\r\n").partition(b"\r\n\r\n")
        names = dict(item.strip().split("=", 1) for item in head.decode().split("\r\n")[0].split(";")[1:])
        name = names["name"].strip('"')
        found[name] = (names["filename"].strip('"'), content) if "filename" in names else _value(content.decode())
    return found


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
