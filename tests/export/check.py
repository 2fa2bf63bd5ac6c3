"""Reads an export with others' tools and holds every reading to the rows behind it.

    check.py FOLDER STORE

`SHIRUBE` names the program that gives the readings to compare with.
"""

import json
import os
import re
import sqlite3
import subprocess
import sys
import time
from fractions import Fraction
from pathlib import Path

import duckdb

folder, store = Path(sys.argv[1]), sys.argv[2]
failed = []


def check(what, wrong, total):
    """Says how many of how many hold; `wrong` are those that do not."""
    print(f"   {what}: {total - len(wrong)} of {total}")
    if wrong or not total:
        failed.append(what)
        for one in wrong[:10]:
            print(f"   WRONG: {one}")


def step(name):
    print(f"== {name}", flush=True)


def tables():
    """Each table of the metadata: its name and its columns with their types."""
    about = json.loads((folder / "csv/csv-metadata.json").read_text("utf-8"))
    for table in about["tables"]:
        kinds = {column["name"]: column["datatype"] for column in table["tableSchema"]["columns"]}
        yield table["url"].removesuffix(".csv"), kinds


def readings(state):
    """What the program itself says to the public, as of the state that was exported."""
    program = os.environ["SHIRUBE"]
    first, last = state["first"], state["last"]
    command = [program, "indicators", "--all", "--public", "--store", store, "--as-of", str(state["change"]), "--format", "json"]
    output = subprocess.run(command + ["--fiscal-year", f"{first}..{last}"], capture_output=True, check=True)
    return json.loads(output.stdout)["readings"]


def compare(name, rows, said):
    """`rows` are (indicator, year, confirmed, awaiting joins, awaiting mentions) by the public rows; what is withheld is added."""
    again = {(row[0], row[1]): row for row in rows}
    wrong, total = [], 0
    for reading in said:
        key = reading["indicator"], reading["fiscal_year"]
        if key not in again:
            continue
        total += 1
        expected = [float(Fraction(reading[kind])) for kind in ("confirmed", "awaiting_joins", "awaiting_mentions")]
        found = [float(value) for value in again[key][2:5]]
        if any(abs(one - other) > 1e-6 for one, other in zip(found, expected)):
            wrong.append(f"{key}: {found} in SQL, {expected} said")
    check(f"{name}: readings computed from records", wrong, total)
    return total


AGAIN = """
select again.indicator, again.fiscal_year,
    again.confirmed + reading.withheld_number,
    again.awaiting_joins + reading.awaiting_joins_number - reading.public_awaiting_joins_number,
    again.awaiting_mentions + reading.awaiting_mentions_number - reading.public_awaiting_mentions_number
from recomputed_reading as again
join reading on reading.indicator = again.indicator and reading.fiscal_year = again.fiscal_year
"""

step("sqlite3: every reading again")
sqlite = sqlite3.connect(f"file:{folder / 'shirube.sqlite'}?mode=ro", uri=True)
state = dict(zip(("change", "first", "last"), sqlite.execute(
    "select (select change from state), min(fiscal_year), max(fiscal_year) from reading").fetchone()))
said = readings(state)
started = time.time()
computed = compare("SQLite", sqlite.execute(AGAIN).fetchall(), said)
print(f"   {time.time() - started:.1f} s")
differ = sqlite.execute("select * from recomputed_difference").fetchall()
check("SQLite: rows of recomputed_difference", [str(row) for row in differ], max(computed, len(differ)))
exported = {(i, y): (s, c) for i, y, s, c in sqlite.execute("select indicator, fiscal_year, state, confirmed from reading")}
check(
    "states and exact figures as exported",
    [f"{one['indicator']} {one['fiscal_year']}" for one in said
     if exported.get((one["indicator"], one["fiscal_year"])) != (one["state"], one.get("confirmed"))],
    len(said),
)
lonely = sqlite.execute("""
    select reading.indicator, reading.fiscal_year from reading
    left join reading_row on reading_row.indicator = reading.indicator and reading_row.fiscal_year = reading.fiscal_year
        and reading_row.stands = 'confirmed'
    where reading.state = 'number' and reading.records is not null and reading.reported_by is null
    group by 1, 2 having count(reading_row.work) <> reading.records""").fetchall()
check("records behind each reading are as many as it says", [str(row) for row in lonely], computed)
check("SQLite: foreign references and pages", [str(row) for row in sqlite.execute("pragma integrity_check") if row != ("ok",)], 1)

step("DuckDB: every reading again, from the CSV")
duck = duckdb.connect()
for name, kinds in tables():
    # Days stay text, as in SQLite: the views compare them as such.
    base = {column: kind["base"] if isinstance(kind, dict) else kind for column, kind in kinds.items()}
    types = {column: {"integer": "BIGINT", "double": "DOUBLE", "boolean": "BOOLEAN"}.get(kind, "VARCHAR")
             for column, kind in base.items()}
    columns = "{" + ", ".join(f"'{column}': '{sort}'" for column, sort in types.items()) + "}"
    path = folder / f"csv/{name}.csv"
    duck.execute(f"""create table "{name}" as select * from read_csv('{path}', header = true, delim = ',', quote = '"',
        escape = '"', new_line = '\\r\\n', strict_mode = false, columns = {columns})""")
for view in (folder / "recompute.sql").read_text("utf-8").split(";\n"):
    if view.strip():
        duck.execute(view)
started = time.time()
compare("DuckDB", duck.execute(AGAIN).fetchall(), said)
print(f"   {time.time() - started:.1f} s")
counts = [(name, duck.execute(f'select count(*) from "{name}"').fetchone()[0],
           sqlite.execute(f'select count(*) from "{name}"').fetchone()[0]) for name, _ in tables()]
check("tables with as many rows in CSV as in SQLite", [str(one) for one in counts if one[1] != one[2]], len(counts))

step("JSON Lines")
wrong = []
for name, kinds in tables():
    lines = (folder / f"jsonl/{name}.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    if any(list(row) != list(kinds) for row in rows) or len(rows) != dict((n, c) for n, c, _ in counts)[name]:
        wrong.append(name)
check("tables whose lines are objects with every column in order", wrong, len(counts))

step("Datasette")
ask = ["datasette", "--get", "/shirube/recomputed_difference.json?_shape=array", str(folder / "shirube.sqlite"),
       "--setting", "sql_time_limit_ms", "60000"]
answer = subprocess.run(ask, capture_output=True, text=True)
check("the view of differences opens and is empty", [] if answer.stdout.strip() == "[]" else [answer.stdout[:500] + answer.stderr[-500:]], 1)
# Datasette writes the bytes of a name with tildes.
view = "".join(f"~{byte:02X}" for byte in "値の根拠".encode())
ask[2] = f"/shirube/{view}.json?_shape=array&_size=1"
answer = subprocess.run(ask, capture_output=True, text=True)
check("a view with a Japanese name opens", [] if answer.stdout.startswith("[{") else [answer.stdout[:500] + answer.stderr[-500:]], 1)

step("csvw")
validated = subprocess.run(["csvwvalidate", "--verbose", str(folder / "csv/csv-metadata.json")], capture_output=True, text=True)
words = validated.stdout + validated.stderr
check("csv-metadata.json and its tables", [] if validated.returncode == 0 and "FAIL" not in words else [words[-2000:]], 1)

step("frictionless")
valid = subprocess.run(["frictionless", "validate", str(folder / "csv/datapackage.json"), "--json"], capture_output=True, text=True)
try:
    report = json.loads(valid.stdout)
    bad = [f"{task['name']}: {task['errors'][:2]}" for task in report["tasks"] if not task["valid"]]
    check("tables of the data package", bad + [str(error) for error in report["errors"]], len(report["tasks"]))
except (json.JSONDecodeError, KeyError):
    check("tables of the data package", [(valid.stdout + valid.stderr)[-2000:]], 1)

step("nothing that must not go out")
text = "\n".join(path.read_text("utf-8") for path in sorted((folder / "csv").glob("*.csv")))
check("e-mail addresses in the CSV", re.findall(r"[\w.+-]+@[\w-]+\.[a-z]{2,}", text)[:5], 1)

if failed:
    sys.exit(f"failed: {', '.join(failed)}")
