"""The edition of a plan a bot starts with: its files as they were read last, while nothing in them has changed.

Reading ten thousand tasks with all their checks takes more than a second; reading the copy a tenth of that.
"""

import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from bot.plan import files
from bot.plan.files import read_plan
from bot.plan.model import Plan
from bot.stores.tinydb.codec import decode, dumps, encode

FILE = "plan.json.gz"


def edition(folder: Path, state_dir: Path) -> Plan:
    """Read a plan folder, or the copy kept in `state_dir` since its files last changed; raise PlanError as `read_plan`.

    A copy made by other code than this is not used: what a plan must be may have changed.
    """
    print_of = _fingerprint(folder)
    copy = state_dir / FILE
    known = _kept(copy, print_of)
    if known is None:
        known = read_plan(folder)
        _keep(copy, print_of, known)
    return known


def _fingerprint(folder: Path) -> str:
    """Say in a short text what the plan's files hold and which code reads them."""
    found = hashlib.blake2b(digest_size=16)
    for path in _files(folder):
        try:
            found.update(hashlib.blake2b(path.read_bytes()).digest())
        except OSError:
            found.update(b"?")  # `read_plan` says what is wrong with it
    return found.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    yield from (folder / name for name in (files.REPORT, files.PLAN, files.DEPARTMENTS))
    yield from sorted(Path(files.__file__).parent.glob("*.py"))


def _kept(copy: Path, print_of: str) -> Plan | None:
    try:
        kept = json.loads(gzip.decompress(copy.read_bytes()))
        return decode(Plan, kept["plan"]) if kept["print"] == print_of else None
    except (OSError, EOFError, ValueError, KeyError, TypeError):
        return None  # none, or damaged: it is only a copy


def _keep(copy: Path, print_of: str, plan: Plan) -> None:
    text = dumps({"print": print_of, "plan": encode(plan)})
    new = copy.with_name(copy.name + ".part")
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(gzip.compress(text.encode(), compresslevel=1))
        new.replace(copy)
    except OSError:
        return  # a full disk costs a second at the next start, no more
