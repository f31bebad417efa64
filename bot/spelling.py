"""The pinyin of a plan's names, made in a process of its own and kept beside the state.

pypinyin needs some 60 MB and most of a second; a bot that runs for months needs its answer once for each plan.
"""

import asyncio
import json
import sys
from pathlib import Path

from bot.plan.model import Plan
from bot.plan.pinyin import PinyinKeys, pinyin_keys, spoken_names

FILE = "pinyin.json"


async def spelled(plan: Plan, state_dir: Path) -> PinyinKeys:
    """Give the pinyin keys of a plan's names; empty where they cannot be made, for then look-up makes them at need."""
    names = spoken_names(plan)
    kept = await asyncio.to_thread(_kept, state_dir / FILE)
    if set(names) <= kept.keys():
        return kept
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.spelling", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await child.communicate(json.dumps(names).encode())
    if child.returncode:
        return {}
    await asyncio.to_thread(_keep, state_dir / FILE, out)
    return _read(out)


def _kept(path: Path) -> PinyinKeys:
    try:
        return _read(path.read_bytes())
    except (OSError, ValueError):
        return {}


def _keep(path: Path, keys: bytes) -> None:
    try:
        path.write_bytes(keys)
    except OSError:
        return  # a full disk costs a second at the next start, no more


def _read(text: bytes) -> PinyinKeys:
    return {name: (initials, full) for name, (initials, full) in json.loads(text).items()}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(pinyin_keys(json.load(sys.stdin)), ensure_ascii=False))
