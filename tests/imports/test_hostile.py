"""Files that are broken, locked, far too large or not what they say: each is refused with one sentence."""

import io
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.errors import Refused
from bot.imports.importing import import_plan

ON = date(2024, 1, 8)
REPORT = """一、2023年工作回顾
完成投资10亿元。
二、2024年工作安排
（一）扩大投资。实施项目20个。
（二）改善民生。新建学校2所。
"""


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def locked_zip() -> bytes:
    data = bytearray(zipped({"word/document.xml": b"<a/>"}))
    data[6] |= 1  # the flag of an encrypted part, in its own head and in the list of parts
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def excel_with_a_long_cell() -> bytes:
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["任务", "责任单位"])
    sheet.write_string(1, 0, "x" * 32_767)
    book.close()
    parts = {n: zipfile.ZipFile(buffer).read(n) for n in zipfile.ZipFile(buffer).namelist()}
    shared = "xl/sharedStrings.xml"
    parts[shared] = parts[shared].replace(b"x" * 32_767, b"x" * 400_000)
    return zipped(parts)


def pdf_without_text() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.rect(50, 50, 200, 200, fill=1)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def locked_pdf() -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(100, 700, "plan")
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


FILES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "nothing in it": ("report.txt", lambda: b"", "holds no text"),
    "only blanks": ("report.txt", lambda: b" \n\t\xe3\x80\x80\n", "holds no text"),
    "a picture that says txt": ("report.txt", lambda: b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "is a picture"),
    "a program that says docx": ("report.docx", lambda: b"MZ" + b"\x00" * 400, "is a program"),
    "bytes of no encoding": ("report.txt", lambda: b"\x81\xff\xff\x00\x01" * 40, "is no text"),
    "an old Word file": ("report.doc", lambda: b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "save it as .docx"),
    "a zip that is neither": ("report.docx", lambda: zipped({"a.txt": b"text"}), "neither Word nor Excel"),
    "a cut zip": ("report.docx", lambda: zipped({"word/document.xml": b"<a/>" * 500})[:80], "broken Office file"),
    "a locked zip": ("report.docx", locked_zip, "locked with a password"),
    "macros": (
        "report.docx",
        lambda: zipped({"word/document.xml": b"<a/>", "word/vbaProject.bin": b"x"}),
        "holds macros",
    ),
    "macros in Excel": (
        "table.xlsx",
        lambda: zipped({"xl/workbook.xml": b"<a/>", "xl/vbaProject.bin": b"x"}),
        "holds macros",
    ),
    "a zip bomb": ("report.docx", lambda: zipped({"word/document.xml": b" " * 90_000_000}), "far more than a report"),
    "a zip of many parts": (
        "report.docx",
        lambda: zipped({f"word/{n}.xml": b"" for n in range(6_000)}),
        "far more than a report",
    ),
    "no XML in Word": ("report.docx", lambda: zipped({"word/document.xml": b"not xml"}), "broken Word file"),
    "no XML in Excel": ("table.xlsx", lambda: zipped({"xl/workbook.xml": b"not xml"}), "broken Excel file"),
    "a cell too long": ("table.xlsx", excel_with_a_long_cell, "longer than Excel allows"),
    "a cut PDF": ("report.pdf", lambda: b"%PDF-1.7\n1 0 obj\n<< /Type", "broken PDF"),
    "a PDF without text": ("report.pdf", pdf_without_text, "a scan"),
    "a locked PDF": ("report.pdf", locked_pdf, "locked with a password"),
    "words that plan nothing": ("note.txt", lambda: "今天天气很好。".encode(), "no plan of a year"),
    "a table of something else": ("table.csv", lambda: "姓名,电话\n张三,123\n".encode(), "no plan of a year"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_used_is_refused_with_one_sentence(name: str, tmp_path: Path) -> None:
    file_name, make, why = FILES[name]
    (tmp_path / file_name).write_bytes(make())
    with pytest.raises(Refused) as refused:
        import_plan(tmp_path / file_name, tmp_path / "out", ON)
    text = str(refused.value)
    assert why in text
    assert "\n" not in text
    assert len(text) < 300
    assert not (tmp_path / "out").exists()


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.docx", tmp_path):
        with pytest.raises(Refused, match="no such file"):
            import_plan(path, tmp_path / "out", ON)


def test_a_file_too_large_is_not_opened(tmp_path: Path) -> None:
    file = tmp_path / "large.txt"
    with file.open("wb") as stream:
        stream.truncate(60_000_000)
    with pytest.raises(Refused, match="60,000,000 bytes"):
        import_plan(file, tmp_path / "out", ON)


def test_a_plan_in_use_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT, "utf-8")
    import_plan(tmp_path / "report.txt", tmp_path / "out", ON)
    before = (tmp_path / "out" / "plan.toml").read_text("utf-8")
    with pytest.raises(Refused, match="choose another folder"):
        import_plan(tmp_path / "report.txt", tmp_path / "out", date(2025, 1, 1))
    assert (tmp_path / "out" / "plan.toml").read_text("utf-8") == before


def test_a_few_broken_signs_are_left_out(tmp_path: Path) -> None:
    data = (REPORT * 10).encode()
    place = data.index("学校".encode())
    (tmp_path / "report.txt").write_bytes(data[:place] + b"\xff" + data[place:])
    assert "新建学校2所" in import_plan(tmp_path / "report.txt", tmp_path / "out", ON).plan.report


def test_a_wrong_ending_does_not_matter(tmp_path: Path) -> None:
    from docx import Document

    document = Document()
    for line in REPORT.splitlines():
        document.add_paragraph(line)
    document.save(str(tmp_path / "report.docx"))
    (tmp_path / "report.docx").rename(tmp_path / "report.pdf")
    assert len(import_plan(tmp_path / "report.pdf", tmp_path / "out", ON).plan.tasks) == 2


def test_a_long_text_takes_seconds_and_one_twice_as_long_twice_as_many(tmp_path: Path) -> None:
    body = (Path(__file__).parent / "fragments" / "report.txt").read_text("utf-8")
    review, plan = body.split("二、2023年工作安排")
    sections = plan[plan.index("（一）") : plan.index("各位代表！蓝图")]

    def seconds(times: int) -> float:
        file = tmp_path / f"{times}.txt"
        file.write_text(review + "二、2023年工作安排" + plan[: plan.index("（一）")] + sections * times, "utf-8")
        begin = time.process_time()
        import_plan(file, tmp_path / f"out-{times}", ON)
        return time.process_time() - begin

    seconds(2)  # what is loaded once is loaded now
    half, whole = seconds(50), seconds(100)  # 50,000 and 100,000 signs, some 2,300 and 4,700 tasks
    assert whole < 30
    assert whole < 4 * half
