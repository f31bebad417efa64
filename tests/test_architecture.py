"""The house as drawn: rooms import only rooms before them, and each library lives in one room."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

BOT = Path(__file__).parent.parent / "bot"

# Rooms in one set do not import each other. docs/architecture.md draws the same order.
ORDER: tuple[frozenset[str], ...] = tuple(
    frozenset(step.split())
    for step in (
        "errors durable",
        "clock",
        "config log",
        "in_use",
        "language",
        "plan",
        "progress",
        "supervision",
        "people",
        "notices",
        "texts",
        "imports reports",
        "stores.base chats.base",
        "delivery",
        "desk",
        "jobs",
        "stores.tinydb stores.memory chats.telegram",
        "web",
        "control",
        "spelling edition",
        "watch show",
        "beginning switching",
        "app doctor",
        "life terminal demo exports",
        "cli",
        "__main__",
    )
)
RANK = {room: rank for rank, rooms in enumerate(ORDER) for room in rooms}

# message.py is only a shape: notices and stores speak of it too.
SHAPES = {"texts.message"}

ONE_ROOM = {
    "telegram": "chats.telegram",
    "h11": "chats.telegram",
    "tinydb": "stores.tinydb",
    "sqlite3": "stores.tinydb",
    "apscheduler": "jobs",
    "typer": "cli",
    "starlette": "web chats.telegram life show",
    "uvicorn": "web app",
    "jinja2": "texts reports web",
    "prometheus_client": "web",
    "chinese_calendar": "language",
    "pypinyin": "plan",
    "pdfplumber": "imports",
    "docx": "imports reports",
    "python_calamine": "imports",
    "xlsxwriter": "reports",
    "resvg_py": "reports",
    "icalendar": "reports",
    "itsdangerous": "people",
    "rich": "terminal cli",
}
PURE = ("language", "plan", "progress", "supervision", "people", "notices")
IMPURE = {"plan.files"}


def room_of(module: str) -> str:
    """Name the room a dotted module (without `bot.`) belongs to: its first name, for engines and platforms two."""
    first, *rest = module.split(".")
    return f"{first}.{rest[0]}" if first in ("stores", "chats") and rest else first


def modules() -> list[tuple[str, Path]]:
    found: list[tuple[str, Path]] = []
    for path in sorted(BOT.rglob("*.py")):
        parts = path.relative_to(BOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if name and name not in ("stores", "chats"):
            found.append((name, path))
    return found


def imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports in full"
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module or ""}
    return names


MODULES = modules()


@pytest.mark.parametrize(("name", "path"), MODULES, ids=[name for name, _ in MODULES])
def test_imports_point_one_way(name: str, path: Path) -> None:
    room = room_of(name)
    assert room in RANK, f"{name} is in no room of the plan of the house"
    for imported in imports(path):
        if not imported.startswith("bot."):
            continue
        module = imported.removeprefix("bot.")
        if any(module == shape or module.startswith(shape + ".") for shape in SHAPES):
            continue
        other = room_of(module)
        if other in ("stores", "chats") or other == room:
            continue
        assert RANK[other] < RANK[room], f"{name} imports {imported}"


@pytest.mark.parametrize(("name", "path"), MODULES, ids=[name for name, _ in MODULES])
def test_each_library_lives_in_its_rooms(name: str, path: Path) -> None:
    for imported in imports(path):
        rooms = ONE_ROOM.get(imported.split(".")[0])
        assert rooms is None or room_of(name) in rooms.split(), f"{name} imports {imported}"


@pytest.mark.parametrize(("name", "path"), [m for m in MODULES if m[0].split(".")[0] in PURE and m[0] not in IMPURE])
def test_pure_rooms_read_no_clock_and_no_file(name: str, path: Path) -> None:
    text = path.read_text("utf-8")
    for effect in ("datetime.now(", "date.today(", "time.time(", "open(", ".read_text(", "os.environ"):
        assert effect not in text, f"{name} uses {effect}"


def test_only_config_reads_the_environment() -> None:
    for name, path in MODULES:
        if name != "config":
            text = path.read_text("utf-8")
            assert "os.environ" not in text, name
            assert "getenv" not in text, name


def test_no_room_is_called_by_a_word_that_says_nothing() -> None:
    empty = {"utils", "helpers", "common", "manager", "core", "base_service"}
    assert not [name for name, _ in MODULES if empty & set(name.split("."))]


def test_a_start_does_not_load_what_is_asked_for_once_a_week() -> None:
    """The grammar of replies, the importer, pictures and papers come with the first who wants them."""
    heavy = ("bot.progress.reading.reader", "bot.imports.draft", "bot.reports.pictures", "bot.reports.ledger")
    heavy += ("bot.web.dashboard", "resvg_py", "docx", "xlsxwriter", "pdfplumber", "python_calamine", "icalendar")
    asked = "import sys, bot.life; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.split()
    assert "bot.desk.desk" in loaded
    assert not set(heavy) & set(loaded)
