"""Paragraphs become a .docx in the form of an official document (GB/T 9704—2012), or in the office's own template.

A4, margins 37, 35, 28 and 26 mm, 22 lines of 28 characters; title 小标宋 二号, body 仿宋 三号, headings 黑体 and 楷体;
page numbers — 1 — outside. Where a font is missing the program takes the one named beside it.
"""

import copy
import io
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as Written

from bot.errors import Refused
from bot.language.patterns import compiled_later
from bot.reports.paragraphs import Paragraph, Style

LINE = Pt(28.95)  # 225 mm hold 22 lines
BODY, TITLE, FOOT = Pt(16), Pt(22), Pt(14)  # 三号, 二号, 四号
LATIN = "Times New Roman"
BODY_FONT = "仿宋_GB2312"
_FONTS = {BODY_FONT: "仿宋,FangSong", "方正小标宋简体": "华文中宋,宋体", "楷体_GB2312": "楷体,KaiTi", "黑体": "SimHei"}
PLACE = compiled_later(r"\{(?:正文|body)\}")


_FONT = {
    Style.MARK: "黑体",
    Style.TITLE: "方正小标宋简体",
    Style.NOTE: "楷体_GB2312",
    Style.FIRST: "黑体",
    Style.SECOND: "楷体_GB2312",
}
# How a paragraph is called in an office's own template; a style it lacks is left at the template's normal one.
_NAMED = {Style.TITLE: "Title", Style.FIRST: "Heading 1", Style.SECOND: "Heading 2", Style.THIRD: "Heading 3"}
_CENTRED = (Style.TITLE, Style.NOTE)
_FLUSH = (Style.MARK, Style.TITLE, Style.NOTE, Style.TO, Style.SIGN)


def official(paragraphs: Sequence[Paragraph], made: datetime) -> bytes:
    """Write paragraphs in the form of an official document."""
    document: Any = Document()
    _page(document)
    for number, paragraph in enumerate(paragraphs):
        written = document.add_paragraph()
        _set(written, paragraph)
        if any(after.style is Style.SIGN for after in paragraphs[number + 1 : number + 2]):
            written.paragraph_format.keep_with_next = True  # who and when never stand alone on a page
    _name_fonts(document)
    return _saved(document, made)


def in_template(paragraphs: Sequence[Paragraph], template: bytes, made: datetime) -> bytes:
    """Write paragraphs into an office's own template: at its paragraph {正文}, else at its end, in its own styles."""
    try:
        document: Any = Document(io.BytesIO(template))
    except Exception as error:  # python-docx raises whatever its parts raise on a file that is none
        raise Refused(f"the template is no .docx file ({type(error).__name__}); save it from Word as .docx") from error
    add = _adder(document)
    for paragraph in paragraphs:
        written = add()
        written.add_run(paragraph.text)
        name = _NAMED.get(paragraph.style, "")
        if name in [style.name for style in document.styles]:
            written.style = document.styles[name]
        if paragraph.style is Style.SIGN:
            written.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return _saved(document, made)


def _adder(document: Any) -> Callable[[], Written]:
    place = next((each for each in document.paragraphs if PLACE.search(each.text)), None)
    if place is None:
        return document.add_paragraph

    def before_place() -> Written:
        element = copy.deepcopy(place._p)
        for run in element.findall(qn("w:r")):
            element.remove(run)
        place._p.addprevious(element)
        return Written(element, place._parent)

    for run in place.runs:
        run.text = ""
    return before_place


def _saved(document: Any, made: datetime) -> bytes:
    properties = document.core_properties
    properties.created = properties.modified = made.replace(tzinfo=None)
    properties.author = properties.comments = properties.title = ""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(26)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), "579")
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    section._sectPr.append(grid)
    normal = document.styles["Normal"]
    normal.font.size = BODY
    _font(normal.element.get_or_add_rPr(), BODY_FONT)
    document.settings.odd_and_even_pages_header_footer = True
    _numbered(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _numbered(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)


def _numbered(paragraph: Any, side: WD_ALIGN_PARAGRAPH) -> None:
    """Write the number of the page as — 1 —, one character from the edge."""
    paragraph.alignment = side
    inward = "right_indent" if side is WD_ALIGN_PARAGRAPH.RIGHT else "left_indent"
    setattr(paragraph.paragraph_format, inward, FOOT)
    for kind, text in (("", "— "), ("begin", ""), ("instr", " PAGE "), ("end", ""), ("", " —")):
        run = paragraph.add_run(text if not kind else "")
        run.font.size = FOOT
        _font(run._r.get_or_add_rPr(), "宋体", latin="宋体")
        if kind == "instr":
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = text
            run._r.append(element)
        elif kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
            run._r.append(element)


def _set(written: Any, paragraph: Paragraph) -> None:
    """Write one paragraph and set it by its style."""
    shape = written.paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
    shape.space_before = shape.space_after = Pt(0)
    shape.widow_control = False
    size = TITLE if paragraph.style is Style.TITLE else BODY
    if paragraph.style in _CENTRED:
        written.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif paragraph.style is Style.SIGN:
        written.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        shape.right_indent = BODY * 2
    elif paragraph.style not in _FLUSH:
        shape.first_line_indent = BODY * 2
    if paragraph.style is Style.TITLE:
        shape.line_spacing, shape.space_before, shape.space_after = Pt(36), LINE, LINE
    shape.keep_with_next = paragraph.style in (Style.FIRST, Style.SECOND)
    run = written.add_run(paragraph.text)
    run.font.size = size
    _font(run._r.get_or_add_rPr(), _FONT.get(paragraph.style, BODY_FONT))


def _font(properties: Any, name: str, latin: str = LATIN) -> None:
    fonts = properties.get_or_add_rFonts()
    for old in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{old}"), None)
    for kind, value in (("ascii", latin), ("hAnsi", latin), ("eastAsia", name), ("cs", latin)):
        fonts.set(qn(f"w:{kind}"), value)
    fonts.set(qn("w:hint"), "eastAsia")  # so that “ ” and — are as wide as the characters around them


def _name_fonts(document: Any) -> None:
    """Name for each font the one to take where it is missing."""
    table = next(part for part in document.part.package.iter_parts() if str(part.partname).endswith("fontTable.xml"))
    told = "".join(f'<w:font w:name="{name}"><w:altName w:val="{other}"/></w:font>' for name, other in _FONTS.items())
    table._blob = table.blob.replace(b"</w:fonts>", told.encode() + b"</w:fonts>")
