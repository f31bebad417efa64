"""The fonts that are shipped: whole, licensed, and with every character that pictures may have to show."""

import hashlib
import unicodedata
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from bot.reports.fonts import FAMILY, FILES, FOLDER, widths

ROOT = Path(__file__).parent.parent.parent
# Signs of a chat; a picture draws its own marks.
EMOJI = frozenset("🟢🟡🔴⚪🔵✅⚠\ufe0f⏰")
INVISIBLE = ("Cc", "Cf", "Zs")


def covered(path: str) -> set[str]:
    return {chr(code) for code in TTFont(path).getBestCmap()}


def test_the_files_are_those_that_were_made() -> None:
    lines = (FOLDER / "SHA256SUMS").read_text("utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert sums.keys() == {path.name for path in FOLDER.iterdir() if path.suffix in (".otf", ".txt", ".json")}
    assert {name: hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() for name in sums} == sums
    assert sum((FOLDER / name).stat().st_size for name in sums) < 3_000_000


def test_the_licence_stands_beside_them_and_the_name_is_not_the_original_s() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FOLDER / "OFL.txt").read_text("utf-8")
    assert {str(TTFont(path)["name"].getBestFamilyName()) for path in FILES} == {FAMILY}


def test_the_table_of_general_standard_characters_is_in_it() -> None:
    table = (FOLDER / "characters.txt").read_text("utf-8").strip()
    regular, bold = map(covered, FILES)
    assert len(table) == len(set(table)) == 8105
    assert set(table) <= regular
    assert set(table[:3500]) <= bold


@pytest.mark.parametrize("folder", ["data/yuexiu-2023", "bot/texts/zh", "bot/texts/en"])
def test_every_character_of_the_plan_and_of_all_texts_is_in_it(folder: str) -> None:
    texts = "".join(path.read_text("utf-8") for path in (ROOT / folder).iterdir())
    missing = set(texts) - covered(FILES[0]) - EMOJI
    assert not {character for character in missing if unicodedata.category(character) not in INVISIBLE}


def test_both_weights_know_how_wide_letters_are() -> None:
    assert widths("Regular")["i"] < widths("Regular")["m"] < 1
    assert widths("Bold")["1"] > widths("Regular")["1"]
