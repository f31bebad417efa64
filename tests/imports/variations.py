"""The same report in other clothes: other line ends, signs and files. Each variation writes a file and names it."""

import html
import io
from collections.abc import Callable
from pathlib import Path

HALF = str.maketrans("，；：（）％", ",;:()%")
FULL = str.maketrans("0123456789%", "０１２３４５６７８９％")


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _written(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def _wrapped(text: str, width: int, indent: str = "") -> str:
    """Break every paragraph at a width, the way a page does."""
    lines: list[str] = []
    for paragraph in _lines(text):
        paragraph = indent + paragraph
        lines += [paragraph[n : n + width] for n in range(0, len(paragraph), width)]
    return "\n".join(lines)


def crlf(text: str, folder: Path) -> Path:
    return _written(folder, "crlf.txt", "\r\n".join(_lines(text)))


def plain_lines(text: str, folder: Path) -> Path:
    return _written(folder, "plain.txt", "\n".join(_lines(text)))


def gb18030(text: str, folder: Path) -> Path:
    return _written(folder, "gb.txt", text, "gb18030")


def wrapped_with_indents(text: str, folder: Path) -> Path:
    return _written(folder, "wrapped.txt", _wrapped(text, 38, "　　"))


def wrapped_with_blank_lines(text: str, folder: Path) -> Path:
    parts = (_wrapped(line, 42) for line in _lines(text))
    return _written(folder, "blank.txt", "\n\n".join(parts))


def half_width(text: str, folder: Path) -> Path:
    return _written(folder, "half.txt", text.translate(HALF))


def full_width(text: str, folder: Path) -> Path:
    return _written(folder, "full.txt", text.translate(FULL))


def spaced_digits(text: str, folder: Path) -> Path:
    import re

    return _written(folder, "spaced.txt", re.sub(r"(?<=[一-鿿])(\d+(?:\.\d+)?)(?=[一-鿿%％])", r" \1 ", text))


def markdown(text: str, folder: Path) -> Path:
    return _written(folder, "report.md", "\n\n".join(_lines(text)))


def page(text: str, folder: Path) -> Path:
    body = "\n".join(f"<p>　　{html.escape(line)}</p>" for line in _lines(text))
    menu = "<nav><a href='/'>首页</a></nav><script>var a = '2099年增长99%';</script>"
    return _written(folder, "page.html", f"<!DOCTYPE html><html><body>{menu}<div>{body}</div></body></html>")


def one_line_page(text: str, folder: Path) -> Path:
    body = "<br/>".join(f"&nbsp;&nbsp;{html.escape(line)}" for line in _lines(text))
    return _written(folder, "line.html", f"<html><body><div>{body}</div></body></html>")


def published_page(text: str, folder: Path) -> Path:
    """A government's page as it is: paths, dates and counts above the text, links and the editor's notes below."""
    above = (
        "<div><a>首页</a> &gt; <a>政务公开</a></div><table><tr><td>索引号</td><td>006-0012</td><td>发布机构</td>"
        "<td>办公室</td></tr><tr><td>成文日期</td><td>2099-02-01</td><td>文号</td><td>无</td></tr></table>"
        "<h2>政府工作报告</h2><div>发布时间：2099-02-10 09:12　来源：办公室　浏览次数：1024　字号：[大 中 小]</div>"
    )
    below = (
        "<div>扫一扫在手机打开当前页</div><div>【打印本页】【关闭窗口】</div><ul><li>上一篇：关于2098年预算的报告</li>"
        "<li>下一篇：2099年民生实事</li></ul><div>主办单位：人民政府 备案号：12345678号</div>"
    )
    body = "".join(
        f"<p style='text-indent:2em'><span>&ensp;&ensp;{html.escape(line)}</span></p>" for line in _lines(text)
    )
    return _written(folder, "published.html", f"<html><body>{above}<div>{body}</div>{below}</body></html>")


def layout_table(text: str, folder: Path) -> Path:
    """An old page, whose text is one cell of a table that holds the menu in another."""
    body = "<br>".join(html.escape(line) for line in _lines(text))
    cells = f"<td><table><tr><td>首页</td></tr><tr><td>概况</td></tr></table></td><td><p>{body}</p></td>"
    return _written(folder, "layout.html", f"<html><body><table><tr>{cells}</tr></table></body></html>")


def soft_breaks(text: str, folder: Path) -> Path:
    """A Word file that is one paragraph, its lines ended by hand."""
    from docx import Document

    document = Document()
    paragraph = document.add_paragraph()
    for line in _lines(text):
        paragraph.add_run("　　" + line).add_break()
    document.save(str(folder / "soft.docx"))
    return folder / "soft.docx"


def word(text: str, folder: Path) -> Path:
    from docx import Document

    document = Document()
    for line in _lines(text):
        document.add_paragraph("　　" + line)
    document.save(str(folder / "report.docx"))
    return folder / "report.docx"


def pdf(text: str, folder: Path) -> Path:
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for number, lines in enumerate(_pages(_wrapped(text, 34, "　　").splitlines()), 1):
        canvas.setFont("STSong-Light", 12)
        for row, line in enumerate(lines):
            canvas.drawString(72 + 24 * (len(line) - len(line.lstrip("　"))) / 2, 780 - 22 * row, line.lstrip("　"))
        canvas.drawString(280, 40, f"— {number} —")
        canvas.showPage()
    canvas.save()
    path = folder / "report.pdf"
    path.write_bytes(buffer.getvalue())
    return path


def _pages(lines: list[str], size: int = 32) -> list[list[str]]:
    return [lines[n : n + size] for n in range(0, len(lines), size)]


VARIATIONS: tuple[Callable[[str, Path], Path], ...] = (
    crlf,
    plain_lines,
    gb18030,
    wrapped_with_indents,
    wrapped_with_blank_lines,
    half_width,
    full_width,
    spaced_digits,
    markdown,
    page,
    one_line_page,
    published_page,
    layout_table,
    soft_breaks,
    word,
    pdf,
)
