"""The pages of the dashboard as a Starlette application; reads the store's picture and history, changes nothing."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.clock import Clock
from bot.config import Config
from bot.desk.picture import Pictures
from bot.errors import NotRecorded
from bot.people.passes import PassFault, Refusal
from bot.stores.base import Store
from bot.web.dashboard import pages
from bot.web.dashboard.door import Door, Visitor
from bot.web.dashboard.paper import Look, Paper, looks_of

FOLDER = Path(__file__).parent
HEARTBEAT = 15.0  # seconds after which a live stream says that it is alive
LOOKS_EVERY = 0.5  # seconds between two looks whether something was committed
MOST_LISTENERS = 200
# Mini Apps stand in a frame of Telegram's own client.
HEADERS = {
    "content-security-policy": "default-src 'self'; form-action 'self'; "
    "frame-ancestors 'self' https://web.telegram.org; base-uri 'none'; "
    "object-src 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}
PICTURE_HEADERS = {**HEADERS, "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'"}
_NOBODY = {PassFault.FORGED: 401, PassFault.EXPIRED: 401, PassFault.SPENT: 410}

Handler = Callable[[Request], Awaitable[Response]]
PageOf = Callable[[pages.Asked], Awaitable[pages.Page | None]]


class Dashboard:
    """The application and the streams it keeps open; `close` ends those."""

    def __init__(self, store: Store, config: Config, clock: Clock) -> None:
        self._store, self._config, self._clock = store, config, clock
        self._pictures, self._door, self._paper = Pictures(config), Door(store, config, clock), Paper(config)
        self._ended = asyncio.Event()
        self._listeners = 0
        self.app = Starlette(
            routes=[
                Route("/", self._page(pages.wall)),
                Route("/targets", self._page(pages.targets)),
                Route("/target/{id}", self._page(pages.target)),
                Route("/departments", self._page(pages.departments)),
                Route("/department/{id}", self._page(pages.department)),
                Route("/task/{id}", self._page(pages.task)),
                Route("/week", self._page(pages.week)),
                Route("/picture/{name}.svg", self._picture),
                Route("/live", self._live),
                Route("/enter", self._threshold, methods=["GET"]),
                Route("/enter", self._enter, methods=["POST"]),
                Route("/app", self._app, methods=["POST"]),
                Route("/leave", self._leave, methods=["POST"]),
                Mount("/static", StaticFiles(directory=FOLDER / "static")),
            ],
            middleware=[Middleware(GZipMiddleware, minimum_size=1000)],
            exception_handlers={404: self._missing},
        )

    async def close(self) -> None:
        """End every live stream."""
        self._ended.set()

    def _page(self, of: PageOf) -> Handler:
        async def answer(request: Request) -> Response:
            look = self._look(request)
            try:
                visitor = self._door.visitor(request)
            except Refusal as refusal:
                had_one = bool(request.cookies) and refusal.fault is not PassFault.FORGED
                return self._at_the_door(look, str(refusal.fault) if had_one else "session", 401)
            page = await of(self._asked(request, visitor, look))
            return self._written(page, look, visitor) if page else await self._missing(request, Exception())

        return answer

    def _asked(self, request: Request, visitor: Visitor, look: Look) -> pages.Asked:
        now = self._clock.now()
        picture = self._pictures.of(self._store.view, now.date())
        return pages.Asked(picture, self._store, visitor.viewer, now, look, request.query_params, request.path_params)

    def _written(self, page: pages.Page, look: Look, visitor: Visitor) -> Response:
        text = self._paper.write(page.name, look, visitor=visitor, live=f"/live?since={page.version}", **page.values)
        return self._html(text, look)

    def _html(self, text: str, look: Look, status: int = 200) -> Response:
        response = Response(text, status, HEADERS, "text/html")
        look.remember(response)
        return response

    def _at_the_door(self, look: Look, why: str, status: int, **values: object) -> Response:
        plan = self._store.view.plan
        text = self._paper.write("door", look, visitor=None, live="", why=why, plan=plan, **values)
        return self._html(text, look, status)

    async def _missing(self, request: Request, error: Exception) -> Response:
        look = self._look(request)
        return self._html(self._paper.write("missing", look, visitor=None, live="", plan=None), look, 404)

    async def _threshold(self, request: Request) -> Response:
        """Show whom a link is for, and a button: what merely looks at links must not use them up."""
        look, text = self._look(request), request.query_params.get("pass", "")
        try:
            person = self._door.named(text)
        except Refusal as refusal:
            return self._at_the_door(look, str(refusal.fault), _NOBODY.get(refusal.fault, 403))
        return self._at_the_door(look, "", 200, link=text, person=person)

    async def _enter(self, request: Request) -> Response:
        form = await request.form()
        opened = RedirectResponse("/", 303, HEADERS)
        try:
            await self._door.enter(str(form.get("pass", "")), opened)
        except Refusal as refusal:
            return self._at_the_door(self._look(request), str(refusal.fault), _NOBODY.get(refusal.fault, 403))
        except NotRecorded:
            return PlainTextResponse("the disk takes nothing; try again later", 503, HEADERS)
        return opened

    async def _app(self, request: Request) -> Response:
        form = await request.form()
        opened = Response(status_code=204, headers=HEADERS)
        try:
            self._door.enter_by_app(str(form.get("data", "")), opened)
        except Refusal as refusal:
            return PlainTextResponse(str(refusal.fault), 403, HEADERS)
        return opened

    async def _leave(self, request: Request) -> Response:
        gone = RedirectResponse("/", 303, HEADERS)
        self._door.leave(gone)
        return gone

    async def _picture(self, request: Request) -> Response:
        look = self._look(request)
        try:
            visitor = self._door.visitor(request)
        except Refusal:
            return Response(status_code=401, headers=HEADERS)
        drawing = await pages.drawing(self._asked(request, visitor, look), request.query_params.get("dark") == "1")
        if drawing is None:
            return Response(status_code=404, headers=HEADERS)
        return Response(drawing, headers=PICTURE_HEADERS, media_type="image/svg+xml")

    async def _live(self, request: Request) -> Response:
        try:
            self._door.visitor(request)
        except Refusal:
            return Response(status_code=401, headers=HEADERS)
        if self._listeners >= MOST_LISTENERS:
            return Response(status_code=503, headers=HEADERS)
        return StreamingResponse(self._news(request), headers=HEADERS, media_type="text/event-stream")

    async def _news(self, request: Request) -> AsyncGenerator[str]:
        """Say that something was committed, while the session lasts. Only what a page shows is news."""
        self._listeners += 1
        try:
            # What was committed between the page and its stream is news too.
            late = request.query_params.get("since", "") != str(self._store.view.version)
            seen, waited = _state(self._store), 0.0
            yield "retry: 3000\n\n" + ("event: changed\ndata: \n\n" if late else "")
            while not self._ended.is_set():
                await self._sleep(LOOKS_EVERY)
                waited += LOOKS_EVERY
                now = _state(self._store)
                if now != seen:
                    self._door.visitor(request)
                    seen, waited = now, 0.0
                    yield "event: changed\ndata: \n\n"
                elif waited >= HEARTBEAT:
                    self._door.visitor(request)
                    waited = 0.0
                    yield ": alive\n\n"
        except Refusal:
            return
        finally:
            self._listeners -= 1

    async def _sleep(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._ended.wait()
        except TimeoutError:
            return

    def _look(self, request: Request) -> Look:
        return looks_of(request, self._config.bot.language)


def _state(store: Store) -> tuple[int, ...]:
    # The store copies a mapping only where it changes one.
    view = store.view
    return tuple(map(id, (view.plan, view.summaries, view.lamps, view.matters)))
