"""The wire: requests and answers over real sockets, against a host that does as each test tells it."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncGenerator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.chats.telegram import line, wire
from bot.chats.telegram.wire import Wire

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\no\r\n1\r\nk\r\n0\r\n\r\n"
EARLY = b"HTTP/1.1 102 Processing\r\n\r\n" + OK
LAST = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nok"
BRIEF = httpx.Timeout(0.05)

Does = Callable[["Host", asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Host:
    """Serves each connection as told, and counts the connections; `asked` are the bodies that came in."""

    def __init__(self, does: Does) -> None:
        self.does, self.connections, self.asked = does, 0, list[bytes]()
        self.resting = asyncio.Event()
        self._serving = set[asyncio.Task[None]]()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Do what was told, until the connection ends."""
        self.connections += 1
        if serving := asyncio.current_task():
            self._serving.add(serving)
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError, ssl.SSLError):
            await self.does(self, reader, writer)
        writer.close()
        with contextlib.suppress(ConnectionError, ssl.SSLError):
            await writer.wait_closed()

    async def gone(self) -> None:
        """Wait until every connection has ended."""
        if self._serving:
            await asyncio.wait(self._serving)

    async def hear(self, reader: asyncio.StreamReader) -> None:
        """Take in one request."""
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0] or b"0")
        self.asked.append(await reader.readexactly(length))


@contextlib.asynccontextmanager
async def talking(
    does: Does, connections: int = 4, shows: ssl.SSLContext | None = None, trusts: ssl.SSLContext | None = None
) -> AsyncGenerator[tuple[Host, httpx.AsyncClient]]:
    """Run a host and a client that reaches it over the wire, with TLS where the host shows a certificate."""
    host = Host(does)
    server = await asyncio.start_server(host.serve, "127.0.0.1", 0, ssl=shows)
    address = f"{'https' if shows else 'http'}://localhost:{server.sockets[0].getsockname()[1]}"
    try:
        async with httpx.AsyncClient(transport=Wire(trusts, connections), base_url=address) as client:
            yield host, client
    finally:
        server.close()
        await host.gone()


def always(answer: bytes) -> Does:
    """Answer everything so, for as long as the connection lives."""

    async def does(host: Host, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            await host.hear(reader)
            writer.write(answer)

    return does


def once(answer: bytes, then: bytes = b"") -> Does:
    """Answer one request, say something more, and hang up."""

    async def does(host: Host, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await host.hear(reader)
        writer.write(answer)
        await writer.drain()
        await host.resting.wait()
        writer.write(then)

    return does


@pytest.mark.parametrize("answer", [OK, CHUNKED, EARLY])
async def test_a_connection_carries_one_request_after_the_other(answer: bytes) -> None:
    async with talking(always(answer)) as (host, client):
        answers = [(await client.post("/", content=f"{n}".encode())).text for n in range(3)]
        assert (answers, host.asked, host.connections) == (["ok"] * 3, [b"0", b"1", b"2"], 1)


async def test_requests_at_once_have_connections_of_their_own() -> None:
    async with talking(always(OK)) as (host, client):
        await asyncio.gather(*(client.get("/") for _ in range(3)))
        assert host.connections == 3


async def test_an_upload_larger_than_every_buffer_arrives_whole() -> None:
    content = bytes(range(256)) * 40_000
    async with talking(always(OK)) as (host, client):
        await client.post("/", content=content)
        assert host.asked == [content]


async def test_a_host_that_wants_no_other_request_is_connected_to_anew() -> None:
    async def does(host: Host, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await host.hear(reader)
        writer.write(LAST)

    async with talking(does) as (host, client):
        assert [(await client.get("/")).text for _ in range(2)] == ["ok", "ok"]
        assert host.connections == 2


@pytest.mark.parametrize("then", [b"", b"HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n"])
async def test_a_connection_that_ended_or_spoke_unasked_is_not_used_again(then: bytes) -> None:
    async with talking(once(OK, then)) as (host, client):
        await client.get("/")
        host.resting.set()
        (kept,) = (one for many in client._transport._idle.values() for one in many)  # pyright: ignore
        while kept.good:  # noqa: ASYNC110 - nothing tells us when the end has come through the network
            await asyncio.sleep(0)
        assert (await client.get("/")).text == "ok"
        assert host.connections == 2


async def test_a_connection_left_alone_too_long_is_not_used_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "IDLE_SECONDS", 0.0)
    async with talking(always(OK)) as (host, client):
        for _ in range(2):
            await client.get("/")
        assert host.connections == 2


async def test_an_answer_that_breaks_off_is_no_answer() -> None:
    for half in (b"", OK[:20], OK[:-1], CHUNKED[:-5], b"no HTTP at all\r\n\r\n"):

        async def does(
            host: Host, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, half: bytes = half
        ) -> None:
            await host.hear(reader)
            writer.write(half)

        async with talking(does) as (_, client):
            with pytest.raises(httpx.RemoteProtocolError):
                await client.get("/")


async def test_a_host_that_stays_silent_is_waited_for_so_long() -> None:
    async def does(host: Host, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await host.hear(reader)
        if len(host.asked) == 2:
            host.resting.set()
        await reader.read()

    async with talking(does, connections=1) as (host, client):
        with pytest.raises(httpx.ReadTimeout):
            await client.get("/", timeout=BRIEF)
        waiting = asyncio.create_task(client.get("/"))
        await host.resting.wait()
        with pytest.raises(httpx.PoolTimeout):
            await client.get("/", timeout=BRIEF)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        host.does = always(OK)
        assert (await client.get("/")).text == "ok", "a request given up frees its connection's place"


async def test_a_host_that_reads_nothing_is_waited_for_so_long() -> None:
    async def does(host: Host, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await host.resting.wait()

    async with talking(does) as (host, client):
        with pytest.raises(httpx.WriteTimeout):
            await client.post("/", content=b"x" * 20_000_000, timeout=BRIEF)
        host.resting.set()


async def test_where_nobody_listens_nothing_was_sent() -> None:
    async with talking(always(OK)) as (_, client):
        address = client.base_url
    async with httpx.AsyncClient(transport=Wire(None, 4), base_url=address) as again:
        with pytest.raises(httpx.ConnectError):
            await again.get("/")


@pytest.mark.parametrize("name", ["localhost", "elsewhere.example"])
async def test_a_host_is_who_its_certificate_says(name: str, tmp_path: Path) -> None:
    shows, trusts = certified(name, tmp_path / "certificate.pem")
    async with talking(always(OK), shows=shows, trusts=trusts) as (_, client):
        if name == "localhost":
            assert (await client.get("/")).text == "ok"
        else:
            with pytest.raises(httpx.ConnectError, match="not valid for"):
                await client.get("/")


def certified(name: str, path: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Make a certificate for a name; give what a host needs to show it and a client to trust it."""
    key = ec.generate_private_key(ec.SECP256R1())
    who, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]), datetime.now(UTC)
    made = (
        x509.CertificateBuilder(who, who, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(secret + made.public_bytes(pem))
    shows = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    shows.load_cert_chain(path)
    return shows, ssl.create_default_context(cafile=path)


@pytest.mark.parametrize(
    ("environment", "direct"),
    [
        ({}, True),
        ({"HTTPS_PROXY": "http://127.0.0.1:3128"}, False),
        ({"ALL_PROXY": "127.0.0.1:3128"}, False),
        ({"HTTPS_PROXY": "http://127.0.0.1:3128", "NO_PROXY": "api.telegram.org"}, True),
        ({"HTTP_PROXY": "http://127.0.0.1:3128"}, True),  # for addresses without TLS
    ],
)
def test_proxies_of_the_environment_are_kept_to(
    environment: dict[str, str], direct: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert isinstance(line.way_to("https://api.telegram.org/bot"), Wire) is direct
