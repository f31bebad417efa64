"""SVG to PNG, with the fonts of this package and no others. Run as a program it turns its input into its output."""

import sys

from bot.reports.fonts import FAMILY, FILES

SHARP = 780  # pixels: two for each of a phone's


def png(svg: str, width: int = SHARP) -> bytes:
    """Turn an SVG into a PNG so many pixels wide; ValueError where it is no SVG."""
    import resvg_py  # here, because only the process that draws needs it

    return resvg_py.svg_to_bytes(
        svg_string=svg, width=width, skip_system_fonts=True, font_files=list(FILES), font_family=FAMILY
    )


if __name__ == "__main__":
    sys.stdout.buffer.write(png(sys.stdin.buffer.read().decode()))
