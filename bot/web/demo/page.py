"""The page and what it asks of the server; a test in another process uses the same addresses."""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.errors import Refused
from bot.web.demo import view
from bot.web.demo.api import BotApi, file_response
from bot.web.demo.arguments import read_upload
from bot.web.demo.clockwork import Clockwork
from bot.web.demo.crowd import Crowd
from bot.web.demo.events import Events
from bot.web.demo.faults import Fault, FaultKind
from bot.web.demo.limits import Limits
from bot.web.demo.methods.menus import menu_for
from bot.web.demo.pictures import picture_type
from bot.web.demo.world import Json, Message, Trouble

FOLDER = Path(__file__).parent
POLICY = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
SECURITY = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
LARGEST_FORM_FIELD = 1 << 20

Action = Callable[[Json], Any | Awaitable[Any]]


class Page:
    """The page's addresses. `boot` tells an open page that the server was started anew."""

    def __init__(self, crowd: Crowd, api: BotApi, clockwork: Clockwork, events: Events) -> None:
        self._crowd = crowd
        self._world = crowd.world
        self._api = api
        self._clockwork = clockwork
        self._events = events
        self._boot = secrets.token_hex(8)

    @property
    def routes(self) -> list[BaseRoute]:
        """Everything but the Bot API."""
        actions = {
            "say": self._say,
            "edit": self._edit,
            "press": self._press,
            "other": self._other,
            "groups": self._new_group,
            "bot": self._bot,
            "privacy": self._privacy,
            "migrate": self._migrate,
            "start": self._start,
            "clock": self._move,
            "trouble": self._trouble,
            "faults": self._faults,
            "limits": self._limits,
            "inject": self._inject,
        }
        return [
            Route("/", self._page),
            Route("/api/state", self._state),
            Route("/api/events", self._stream),
            Route("/api/messages", self._messages),
            Route("/api/menu", self._menu),
            Route("/api/calls", self._calls),
            Route("/api/files/{file_id}", self._file),
            Route("/api/send", self._send, methods=["POST"]),
            *(Route(f"/api/{name}", self._acts(act), methods=["POST"]) for name, act in actions.items()),
            Mount("/static", _Static(directory=FOLDER / "static")),
        ]

    # --- reading -----------------------------------------------------------------------------------------------------

    async def _page(self, request: Request) -> Response:
        return FileResponse(FOLDER / "templates" / "page.html", headers=SECURITY)

    async def _state(self, request: Request) -> Response:
        state = view.state(self._world) | {"boot": self._boot, "clock": self._clockwork.face}
        return JSONResponse(state, headers={"Cache-Control": "no-store"})

    async def _stream(self, request: Request) -> Response:
        return self._events.response()

    async def _messages(self, request: Request) -> Response:
        return self._answered(lambda: self._page_of_messages(request))

    def _page_of_messages(self, request: Request) -> Json:
        asked = request.query_params
        chat = self._crowd.chat(int(asked["chat"]))
        before = (int(asked.get("before_chat", chat.id)), int(asked["before"])) if "before" in asked else None
        return view.newest(self._world, chat, before)

    async def _menu(self, request: Request) -> Response:
        return self._answered(lambda: self._menu_of(request))

    def _menu_of(self, request: Request) -> list[Json]:
        chat = self._crowd.chat(int(request.query_params["chat"]))
        user = self._world.users[int(request.query_params["user"])]
        return menu_for(self._world, chat, user) if chat.bot.here else []

    async def _calls(self, request: Request) -> Response:
        calls = [{"method": c.method, "chat": c.chat, "at": c.at, "code": c.code} for c in self._api.calls]
        limits = {"refused": self._api.limits.refused, "early": self._api.limits.early}
        return JSONResponse({"calls": calls, "limits": limits, "suffered": self._api.faults.suffered})

    async def _file(self, request: Request) -> Response:
        file = self._world.files.get(request.path_params["file_id"])
        return file_response(file) if file else Response("no such file", 404)

    # --- doing -------------------------------------------------------------------------------------------------------

    def _acts(self, act: Action) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            if refused := _foreign(request):
                return refused
            try:
                wish = await request.json()
                result = act(wish)
                return JSONResponse(await result if isinstance(result, Awaitable) else result)
            except Refused as error:
                return _no(str(error))
            except (KeyError, ValueError, TypeError) as error:
                return _no(f"not understood: {type(error).__name__} {error}")

        return endpoint

    def _answered(self, work: Callable[[], Any]) -> Response:
        try:
            return JSONResponse(work())
        except Refused as error:
            return _no(str(error))
        except (KeyError, ValueError) as error:
            return _no(f"not understood: {type(error).__name__} {error}")

    def _say(self, wish: Json) -> Json:
        return view.message(self._crowd.say(wish["user"], wish["chat"], wish["text"], self._replied(wish)))

    def _replied(self, wish: Mapping[str, Any]) -> Message | None:
        number = int(wish.get("reply_to") or 0)
        return self._crowd.message(int(wish.get("reply_chat") or wish["chat"]), number) if number else None

    def _edit(self, wish: Json) -> Json:
        return view.message(self._crowd.edit(wish["user"], wish["chat"], wish["message"], wish["text"]))

    def _press(self, wish: Json) -> Json:
        stale = bool(wish.get("stale"))
        press = self._crowd.press(wish["user"], wish["chat"], wish["message"], wish["data"], stale=stale)
        return {"press": press.id}

    def _other(self, wish: Json) -> Json:
        return view.message(self._crowd.send_other(wish["user"], wish["chat"], wish["kind"], self._replied(wish)))

    def _new_group(self, wish: Json) -> Json:
        return view.chat(self._crowd.new_group(wish["title"], wish["user"]))

    def _bot(self, wish: Json) -> Json:
        change = self._crowd.bot_added if wish["here"] else self._crowd.bot_removed
        change(wish["user"], wish["chat"])
        return view.chat(self._crowd.chat(wish["chat"]))

    def _privacy(self, wish: Json) -> Json:
        self._crowd.set_privacy(wish["user"], wish["chat"], bool(wish["on"]))
        return view.chat(self._crowd.chat(wish["chat"]))

    def _migrate(self, wish: Json) -> Json:
        return view.chat(self._crowd.migrate(wish["user"], wish["chat"]))

    def _start(self, wish: Json) -> Json:
        user, parameter = wish["user"], str(wish.get("parameter", ""))
        if chat := wish.get("chat"):
            return view.message(self._crowd.start_in_group(user, chat, parameter))
        return view.message(self._crowd.start(user, parameter))

    async def _move(self, wish: Json) -> Json:
        await self._clockwork.move(wish)
        return self._clockwork.face

    def _trouble(self, wish: Json) -> Json:
        chat = self._crowd.chat(wish["chat"])
        chat.trouble = Trouble(wish["trouble"])
        return view.chat(chat)

    def _faults(self, wish: Json) -> Json:
        self._api.faults.clear()
        for planned in wish["faults"]:
            self._api.faults.plan(Fault(**planned | {"kind": FaultKind(planned["kind"])}))
        return {"planned": len(wish["faults"])}

    def _limits(self, wish: Json) -> Json:
        self._api.limits = Limits(self._world.clock.monotonic, wish["model"])
        return {"model": wish["model"]}

    def _inject(self, wish: Json) -> Json:
        self._world.updates.inject(wish["update"])
        return {"waiting": len(self._world.updates)}

    async def _send(self, request: Request) -> Response:
        if refused := _foreign(request):
            return refused
        async with request.form(max_part_size=LARGEST_FORM_FIELD) as form:
            uploads = [await read_upload(file) for file in form.getlist("file") if isinstance(file, UploadFile)]
            files = [(upload.name, upload.content) for upload in uploads]
            who, where = int(str(form["user"])), int(str(form["chat"]))
            words = str(form.get("text", ""))
            wish = {key: value for key, value in form.items() if isinstance(value, str)}
        return self._answered(lambda: send_files(self._crowd, who, where, files, words, self._replied(wish)))


def send_files(
    crowd: Crowd, user_id: int, chat_id: int, files: list[tuple[str, bytes]], caption: str, reply_to: Message | None
) -> list[Json]:
    """Send files as a client does: several pictures as an album, one as a picture, anything else as a document."""
    pictures = [file for file in files if picture_type(file[1])]
    if len(pictures) == len(files) > 1:
        return [view.message(sent) for sent in crowd.send_album(user_id, chat_id, files, caption, reply_to)]
    sent: list[Json] = []
    for place, (name, content) in enumerate(files):
        send = crowd.send_photo if (name, content) in pictures else crowd.send_document
        words = caption if place == 0 else ""
        sent.append(view.message(send(user_id, chat_id, content, name, words, reply_to=reply_to)))
    return sent


class _Static(StaticFiles):
    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers.update(SECURITY)
        return response


def _foreign(request: Request) -> Response | None:
    """Refuse a request that another site's page made the browser send."""
    origin = request.headers.get("origin")
    if origin and urlsplit(origin).netloc != request.headers.get("host"):
        return JSONResponse({"why": "only this server's own page may ask for that"}, 403)
    return None


def _no(why: str) -> Response:
    return JSONResponse({"why": why}, 400)
