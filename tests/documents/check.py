"""Opens every form with LibreOffice, python-docx, openpyxl and poppler, and holds what they say against the form's own JSON."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import docx
import openpyxl

SHIRUBE = os.environ["SHIRUBE"]
FOLDER = Path(sys.argv[1])
PICTURES = Path(sys.argv[2]) if len(sys.argv) > 2 and sys.argv[2] else None
YEAR = "2024"
# A form, what it is about, and whether it is words and tables (or a drawing).
FORMS = [
    ("indicator-table", "disease-basics", "tables"),
    ("project-card", "binds-2", "tables"),
    ("evaluation-ex-ante", "binds-2", "tables"),
    ("evaluation-mid-term", "binds-2", "tables"),
    ("evaluation-ex-post", "binds-2", "tables"),
    ("programme-evaluation", "drugs-devices", "tables"),
    ("policy-evaluation", "", "tables"),
    ("agency-evaluation", "", "tables"),
    ("kpi-follow-up", "", "tables"),
    ("roadmap", "", "drawing"),
    ("annex-papers", "binds-2", "tables"),
    ("annex-trials", "binds-2", "tables"),
    ("annex-transfers", "smart-bio", "tables"),
    ("annex-grants", "binds-2", "tables"),
    ("comparison-table", "", "comparison"),
    ("rs-1-3", "6839", "sheet"),
    ("rs-2-1", "6839", "sheet"),
    ("rs-3-1", "6839", "sheet"),
    ("rs-3-2", "6839", "sheet"),
    ("rs-4-1", "6839", "sheet"),
]
A4 = {(595, 842), (842, 595)}


def shirube(*arguments, code=0):
    done = subprocess.run([SHIRUBE, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == code, f"{arguments}: {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout


def tool(*arguments):
    return subprocess.run(arguments, capture_output=True, text=True, check=True).stdout


def squeezed(text):
    """Without blanks and in one width: layout breaks lines anywhere, and fonts map compatibility letters."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def office(path, ending):
    """Opens a file in LibreOffice and saves it."""
    out = FOLDER / f"office-{ending}"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{FOLDER}/profile", "--headless", "--convert-to", ending, "--outdir", out, path],
        capture_output=True, check=True, timeout=180,
    )
    return out / f"{path.stem}.{ending}"


def words_of_docx(path):
    document = docx.Document(str(path))
    body = document.element.body
    return "".join(
        "\n" if element.tag.endswith(("}br", "}p")) else element.text or ""
        for element in body.iter() if element.tag.endswith(("}t", "}br", "}p"))
    )


def check_docx(path, fields):
    document = docx.Document(str(path))
    section = document.sections[0]
    size = {round(section.page_width.pt), round(section.page_height.pt)}
    assert size == {595, 842}, f"{path}: {size} is not A4"
    footer = "".join(element.text or "" for element in section.footer._element.iter() if element.tag.endswith("}instrText"))
    assert "PAGE" in footer and "NUMPAGES" in footer, f"{path}: no page numbers"
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    for table in document.element.body.iter(f"{space}tbl"):
        rows = table.findall(f"{space}tr")
        # A name and its value in each row need no head.
        if len(rows) > 12 and len(rows[0].findall(f"{space}tc")) > 2:
            assert rows[0].find(f"{space}trPr/{space}tblHeader") is not None, f"{path}: the head of a long table is not repeated"
    said = squeezed(words_of_docx(path))
    for field in fields:
        assert squeezed(field["value"]) in said, f"{path}: {field['field']} = {field['value']!r} is not in Word"


def check_xlsx(path, fields):
    book = openpyxl.load_workbook(path)
    cells = {cell.value for sheet in book if sheet.title != "_fields" for row in sheet.iter_rows() for cell in row}
    texts = squeezed("\n".join(str(cell) for cell in cells if isinstance(cell, str)))
    numbers = {float(cell) for cell in cells if isinstance(cell, (int, float))}
    for field in fields:
        if "number" in field:
            above, _, below = field["number"].partition("/")
            value = float(above) / float(below or 1)
            assert any(abs(value - number) < 1e-9 * max(1, abs(value)) for number in numbers), f"{path}: {field['field']} = {value} is no number"
        else:
            assert squeezed(field["value"]) in texts, f"{path}: {field['field']} = {field['value']!r} is not in Excel"


def check_pdf(path, fields, is_drawn, name):
    info = tool("pdfinfo", str(path))
    pages = int(re.search(r"Pages:\s+(\d+)", info).group(1))
    width, height = map(float, re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", info).groups())
    assert (round(width), round(height)) in A4, f"{path}: {width} x {height} is not A4"
    fonts = tool("pdffonts", str(path)).splitlines()[2:]
    assert fonts, f"{path}: no fonts"
    for font in fonts:
        assert re.search(r"\s(yes)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+$", font), f"{path}: not embedded: {font}"
    for page in range(1, pages + 1):
        text = tool("pdftotext", "-layout", "-f", str(page), "-l", str(page), str(path), "-")
        number = rf"{page} / {pages}"
        assert number.replace(" ", "") in re.sub(r"\s", "", text), f"{path}: page {page} does not say {number}"
        assert len(squeezed(text)) > 60, f"{path}: page {page} is empty"
    if not is_drawn:
        said = squeezed(tool("pdftotext", "-raw", str(path), "-"))
        # Words that break over a page have its foot between them: short ones must be whole.
        for field in fields:
            value = squeezed(field["value"])
            if len(value) <= 8:
                assert value in said, f"{path}: {field['field']} = {field['value']!r} is not in the PDF"
    shapes = FOLDER / "pages"
    shapes.mkdir(exist_ok=True)
    subprocess.run(["pdftoppm", "-r", "40", "-gray", str(path), str(shapes / name)], check=True)
    drawn = sorted(shapes.glob(f"{name}-*.pgm"))
    assert len(drawn) == pages
    for picture in drawn:
        head, size, _, pixels = picture.read_bytes().split(b"\n", 3)
        width, height = map(int, size.split())
        assert head == b"P5" and len(pixels) == width * height
        ink = sum(1 for pixel in pixels if pixel < 160)
        assert ink > 150, f"{picture}: nothing is drawn"
        edge = [pixels[y * width + x] for y in range(height) for x in (0, width - 1)]
        assert min(edge) > 200, f"{picture}: something runs over the edge of the paper"
    if PICTURES:
        PICTURES.mkdir(parents=True, exist_ok=True)
        subprocess.run(["pdftoppm", "-r", "80", "-png", str(path), str(PICTURES / name)], check=True)
    return pages


def check_csv(path):
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") and raw.endswith(b"\r\n"), f"{path}: no mark or no CR LF"
    rows = list(csv.reader(raw.decode("utf-8-sig").splitlines(keepends=True)))
    assert len({len(row) for row in rows}) == 1, f"{path}: ragged"


def forms():
    known = shirube("report", "--list")
    listed = {line.split()[0] for line in known.splitlines()}
    assert listed == {form for form, _, _ in FORMS}, f"forms that are not looked at: {listed ^ {form for form, _, _ in FORMS}}"
    for form, subject, sort in FORMS:
        for language in ("ja", "en"):
            name = f"{form}-{language}"
            more = ["--form", form, "--fiscal-year", YEAR, "--lang", language]
            more += ["--subject", subject] if subject else []
            more += ["--against", "builtin"] if sort == "comparison" else []
            paths = {ending: FOLDER / f"{name}.{ending}" for ending in ("json", "docx", "xlsx", "csv", "html", "pdf")}
            for path in paths.values():
                shirube("report", *more, "--output", str(path))
            made = json.loads(paths["json"].read_text())
            fields = [field for field in made["fields"] if field["value"]]
            check_docx(paths["docx"], fields)
            if sort not in ("comparison",):
                check_xlsx(paths["xlsx"], [field for field in fields if field["field"] not in ("title", "as-of", "revision", "coverage")])
            check_csv(paths["csv"])
            pages = check_pdf(paths["pdf"], fields, sort == "drawing", name)
            if sort == "drawing":
                assert pages == 2, f"the roadmap takes {pages} sheets"
            shutil.rmtree(FOLDER / "pages", ignore_errors=True)
            print(f"  {name}: {len(fields)} fields, {pages} pages")


def returned():
    """A sheet filled with three tools comes back; what was taken over is printed the next time."""
    sheet = ["--form", "evaluation-mid-term", "--subject", "binds-2", "--fiscal-year", YEAR, "--lang", "ja"]
    sent = {ending: FOLDER / f"sheet.{ending}" for ending in ("docx", "xlsx")}
    for path in sent.values():
        shirube("report", *sheet, "--output", str(path))
    for path in (*sent.values(), office(sent["docx"], "docx"), office(sent["xlsx"], "xlsx")):
        said = shirube("report", "--lang", "en", "--read", str(path))
        assert "No field was changed." in said and "not taken over" not in said and "gone" not in said, f"{path}\n{said}"
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

    def fill(path, tag, words):
        document = docx.Document(str(path))
        for control in document.element.body.iter(f"{space}sdt"):
            found = control.find(f"{space}sdtPr/{space}tag")
            if found is not None and found.get(f"{space}val") == tag:
                texts = list(control.iter(f"{space}t"))
                texts[0].text = words
                for rest in texts[1:]:
                    rest.text = ""
        document.save(str(path))

    fill(sent["docx"], "progress", "進捗は順調。")
    fill(sent["docx"], "operator", "別の機関")
    book = openpyxl.load_workbook(sent["xlsx"])
    # The sheets' own list says where a field stands.
    for path, _, _, place, *_ in book["_fields"].iter_rows(min_row=2, values_only=True):
        if path == "findings":
            name, cell = place.rsplit("!", 1)
            book[name.strip("'")][cell.replace("$", "")] = "指摘に対応した。"
    book.save(sent["xlsx"])
    for path, field, words in ((sent["docx"], "progress", "進捗は順調。"), (sent["xlsx"], "findings", "指摘に対応した。")):
        said = shirube("report", "--lang", "en", "--read", str(path))
        assert words in said and f"--take {field}" in said, said
    assert "made of facts" in shirube("report", "--lang", "en", "--read", str(sent["docx"]))
    shirube("report", "--read", str(sent["docx"]), "--take", "operator", "--by", "Arden", code=1)
    changes = []
    for path, field in ((sent["docx"], "progress"), (sent["xlsx"], "findings")):
        taken = shirube("report", "--lang", "en", "--read", str(path), "--take", field, "--by", "Arden")
        changes.append(re.search(r"change (\d+)", taken.splitlines()[-1]).group(1))
    for ending in ("docx", "pdf", "html", "json"):
        path = FOLDER / f"again.{ending}"
        shirube("report", *sheet, "--output", str(path))
        text = {"docx": words_of_docx, "pdf": lambda path: tool("pdftotext", "-raw", str(path), "-")}.get(ending, lambda path: path.read_text())(path)
        for words in ("進捗は順調。", "指摘に対応した。"):
            assert squeezed(words) in squeezed(text), f"{ending} does not say {words}"
    for change in reversed(changes):
        shirube("report", "--undo", change, "--by", "Arden")
    path = FOLDER / "undone.html"
    shirube("report", *sheet, "--output", str(path))
    assert "進捗は順調。" not in path.read_text() and "指摘に対応した。" not in path.read_text()


def master():
    """The built-in master, changed in LibreOffice's and python-docx's hands, is filled like the form itself."""
    sheet = ["--form", "programme-evaluation", "--subject", "drugs-devices", "--fiscal-year", YEAR, "--lang", "ja"]
    path, filled, plain = FOLDER / "master.docx", FOLDER / "filled.docx", FOLDER / "plain.docx"
    shirube("report", *sheet, "--master", "builtin", "--output", str(path))
    document = docx.Document(str(path))
    document.paragraphs[0].insert_paragraph_before("アーデン省の様式")
    document.save(str(path))
    shirube("report", *sheet, "--master", str(path), "--output", str(filled))
    shirube("report", *sheet, "--output", str(plain))
    assert "アーデン省の様式" in words_of_docx(filled) and "〔" not in words_of_docx(filled)
    said = squeezed(words_of_docx(filled))
    tables = docx.Document(str(plain)).tables
    assert len(docx.Document(str(filled)).tables) >= len(tables) - len(docx.Document(str(path)).tables)
    for paragraph in docx.Document(str(plain)).paragraphs:
        assert squeezed(paragraph.text) in said, paragraph.text


print("== every form in every rendering, in both languages")
forms()
print("== forms that come back")
returned()
print("== an office's own master")
master()
print("tests/documents: done")
