"""Which of the plans kept side by side is in use: a pointer beside them, and the configuration it makes.

The configured plan lives on the state directory itself. A plan chosen in `/plan` has its files in `plans/NAME` and its
state in `states/NAME` of that directory; the file `in-use` names it, and is empty or missing for the configured one.
"""

from pathlib import Path

from bot.config import BotPart, Config
from bot.durable import put_in_place
from bot.errors import Refused

POINTER, PLANS, STATES = "in-use", "plans", "states"
PLAN_FILE = "plan.toml"


class Chosen(BotPart):
    """`[bot]` where another plan than the configured one is in use; `first` is the part as configured."""

    first: BotPart

    @property
    def root(self) -> Path:
        """Where all plans have their states."""
        return self.first.state_dir


def in_use(config: Config) -> Config:
    """Give the configuration with plan and state of the plan in use; raise Refused where its folder is gone."""
    return with_plan(config, chosen(config.bot.root))


def with_plan(config: Config, name: str) -> Config:
    """Give the configuration as it is with a plan in use, named by its folder in `plans`; "" is the configured plan."""
    first = first_of(config)
    part = first if not name else _chosen(first, name)
    return config.model_copy(update={"bot": part})


def first_of(config: Config) -> BotPart:
    """Give `[bot]` as it was configured, whatever plan is in use."""
    return config.bot.first if isinstance(config.bot, Chosen) else config.bot


def name_in_use(config: Config) -> str:
    """Name the plan in use by its folder in `plans`; "" is the configured plan."""
    return config.bot.plan.name if isinstance(config.bot, Chosen) else ""


def chosen(root: Path) -> str:
    """Read which plan is in use; "" is the configured one."""
    try:
        return (root / POINTER).read_text("utf-8").strip()
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"{root / POINTER} cannot be read ({error}); {_way_back(root)}") from None


def choose(root: Path, name: str) -> None:
    """Point at the plan in use, so that a crash or a power cut at any moment leaves the old name or the new one."""
    pointer = root / POINTER
    new = pointer.with_name(POINTER + ".part")
    new.write_text(name, "utf-8")
    put_in_place(new, pointer)


def _chosen(first: BotPart, name: str) -> Chosen:
    root = first.state_dir
    folder = root / PLANS / name
    if Path(name).name != name or not (folder / PLAN_FILE).exists():
        raise Refused(f"the plan in use is to be {name!r}, but {folder / PLAN_FILE} is not there; {_way_back(root)}")
    values = {"plan": folder, "state_dir": root / STATES / name}
    return Chosen.model_validate(first.model_dump() | values | {"first": first})


def _way_back(root: Path) -> str:
    return f"put it back, or remove {root / POINTER} to go on with the plan of the configuration"
