"""A file from a stranger is read in a process of its own, with a limit on time and memory.

`python -m bot.imports.confined FILE FOLDER DATE BYTES` is that process: it writes the draft plan, and prints JSON.
"""

import asyncio
import contextlib
import json
import resource
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.errors import BotError, Unusable
from bot.language.secrecy import secret
from bot.plan.files import read_plan
from bot.plan.model import Basis, Plan

SECONDS = 120  # of time; a report of 300 pages takes a few
MEMORY = 1_500_000_000  # bytes of address space
TOO_MUCH, TOO_SLOW = "too_much", "too_slow"


@dataclass(frozen=True, slots=True)
class DraftFolder:
    """A draft plan as it stands in its folder; how many decisions are in doubt, how many numbers were not taken."""

    folder: Path
    plan: Plan
    doubts: int
    left_out: int

    @property
    def departments(self) -> int:
        """How many departments answer for something in it."""
        return len({one.lead.department for one in (*self.plan.targets, *self.plan.all_tasks())})

    @property
    def proposed(self) -> int:
        """How many of its tasks have a lead that the document does not name."""
        return sum(task.lead.basis is Basis.ASSIGNED for task in self.plan.all_tasks())


async def import_confined(
    file: Path, folder: Path, today: date, *, seconds: float = SECONDS, memory: int = MEMORY
) -> DraftFolder:
    """Make a draft plan folder of a file as `import_plan` does; whatever the file holds, this process stays well.

    Raise Unusable where it is no plan, or takes more than its share of time or memory.
    """
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.imports.confined",
        str(file),
        str(folder),
        today.isoformat(),
        str(memory),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        said, _ = await asyncio.wait_for(child.communicate(), seconds)
    except TimeoutError:
        raise Unusable(
            TOO_SLOW, f"{file.name} takes more than {seconds:.0f} seconds to read; give a part of it"
        ) from None
    finally:
        with contextlib.suppress(ProcessLookupError):
            child.kill()
        await child.wait()
    found = _answer(said)
    if "text" in found:
        raise Unusable(str(found["code"]), str(found["text"]))
    if "doubts" not in found:
        raise Unusable(TOO_MUCH, f"{file.name} takes more memory to read than a report should; give a part of it")
    plan = await asyncio.to_thread(read_plan, folder)
    if secret(plan.report):
        raise Unusable("secret", f"{file.name} bears a mark of secrecy or an identity number; it is not kept")
    return DraftFolder(folder, plan, int(found["doubts"]), int(found["left_out"]))


def _answer(said: bytes) -> dict[str, Any]:
    """Read what the child printed; a child that died printed nothing."""
    try:
        return json.loads(said or b"{}")
    except ValueError:
        return {}


def _child(file: Path, folder: Path, today: date) -> dict[str, object]:
    from bot.imports.importing import import_plan

    try:
        made = import_plan(file, folder, today, overwrite=True)
    except Unusable as fault:
        return {"code": fault.code, "text": str(fault)}
    except BotError as fault:
        return {"code": "broken", "text": str(fault)}
    return {"doubts": made.doubts, "left_out": made.left_out}


def main() -> None:
    """Be the confined process."""
    file, folder, today, memory = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(json.dumps(_child(Path(file), Path(folder), date.fromisoformat(today))))


if __name__ == "__main__":
    main()
