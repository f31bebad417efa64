"""Make the fonts the pictures are set in: a subset of Noto Sans CJK SC (SIL Open Font License 1.1).

    python scripts/subset_fonts.py /usr/share/fonts/opentype/noto     # Debian: apt-get install fonts-noto-cjk

`characters.txt` holds the 8,105 characters of 通用规范汉字表 (2013) in its own order, as Unihan's kTGH gives them. The
regular weight has all of them, the bold one the first 3,500 (the table's first level): a heading with a rarer one is
set in the regular weight. A modified font must not keep the name of the original.
"""

import hashlib
import json
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).parent.parent / "bot" / "reports" / "fonts"
FAMILY = "Plan Sans SC"
SIMPLIFIED = 2  # the number of the SC face in the collection
FIRST_LEVEL = 3500
FULL = 1000  # units of a full-width character
RANGES = (
    (0x20, 0x7E),  # ASCII
    (0xA0, 0xFF),  # Latin-1: · × ± °
    (0x2010, 0x203B),  # dashes, quotation marks, … ‰ ※
    (0x2100, 0x2126),  # ℃ № Ω
    (0x2160, 0x216B),  # Ⅰ–Ⅻ
    (0x2190, 0x2193),  # arrows
    (0x2200, 0x226F),  # − ∞ ≈ ≠ ≤ ≥
    (0x2460, 0x2473),  # ①–⑳
    (0x25A0, 0x25EF),  # ■ □ ▲ △ ▼ ◆ ◇ ○ ◎ ●
    (0x2605, 0x2606),  # ★ ☆
    (0x2713, 0x2717),  # ✓ ✗
    (0x3000, 0x303F),  # CJK punctuation
    (0x3380, 0x33DF),  # ㎡ ㎞
    (0xFF00, 0xFFEE),  # full-width forms
)


def main(source: Path) -> None:
    """Write both weights, the widths of what is narrower than a Chinese character, and the checksums."""
    characters = (FOLDER / "characters.txt").read_text("utf-8").strip()
    metrics = {
        "Regular": make(source, "Regular", characters),
        "Bold": make(source, "Bold", characters[:FIRST_LEVEL]),
    }
    (FOLDER / "metrics.json").write_text(json.dumps(metrics, ensure_ascii=False, indent=0) + "\n", "utf-8")
    names = sorted(path.name for path in FOLDER.iterdir() if path.suffix in (".otf", ".txt", ".json"))
    lines = [f"{hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    (FOLDER / "SHA256SUMS").write_text("".join(lines), "utf-8")


def make(source: Path, weight: str, characters: str) -> dict[str, int]:
    """Write one weight; give the widths of its characters that are not full-width."""
    font = TTFont(source / f"NotoSansCJK-{weight}.ttc", fontNumber=SIMPLIFIED, recalcTimestamp=False)
    options = subset.Options(
        layout_features=["kern"], hinting=False, notdef_outline=True, name_IDs=[0, 1, 2, 4, 5, 6, 13, 14]
    )
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(c) for c in characters] + [n for low, high in RANGES for n in range(low, high + 1)])
    cutter.subset(font)
    _rename(font, weight)
    font.save(FOLDER / f"PlanSans-{weight}.otf")
    widths, names = font["hmtx"].metrics, font.getBestCmap()
    return {chr(code): widths[name][0] for code, name in names.items() if widths[name][0] != FULL}


def _rename(font: TTFont, weight: str) -> None:
    names = {1: FAMILY, 2: weight, 4: f"{FAMILY} {weight}", 6: f"PlanSansSC-{weight}"}
    for record in font["name"].names:
        if record.nameID in names:
            font["name"].setName(
                names[record.nameID], record.nameID, record.platformID, record.platEncID, record.langID
            )
    cff = font["CFF "].cff
    cff.fontNames = [names[6]]
    cff[0].FullName, cff[0].FamilyName = names[4], FAMILY


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python scripts/subset_fonts.py FOLDER_OF_NotoSansCJK-*.ttc")
    main(Path(sys.argv[1]))
