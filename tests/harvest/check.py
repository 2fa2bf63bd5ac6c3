"""Harvests a site with sickle and by hand: the same items whichever way, and as many as the export has. Answers are kept as files."""

import csv
import sys
import urllib.parse
import urllib.request
import xml.etree.ElementTree as tree
from pathlib import Path

from sickle import Sickle
from sickle.oaiexceptions import NoRecordsMatch

OAI = "{http://www.openarchives.org/OAI/2.0/}"
PREFIXES = ["oai_dc", "jpcoar_2.1", "oai_cerif_openaire_v1_2"]


def fail(words):
    sys.exit(f"tests/harvest: {words}")


class Site:
    def __init__(self, url, folder):
        self.base, self.folder, self.asked = url.rstrip("/") + "/oai", folder, 0

    def ask(self, kept_as=None, post=False, **arguments):
        query = urllib.parse.urlencode(arguments)
        request = (self.base, query.encode()) if post else (f"{self.base}?{query}",)
        with urllib.request.urlopen(*request) as answer:
            body = answer.read()
        if kept_as:
            self.asked += 1
            (self.folder / f"{kept_as}-{self.asked:04}.xml").write_bytes(body)
        return tree.fromstring(body)

    def list(self, verb, prefix, kept_as=None, **limits):
        """Every header of a list, portion by portion."""
        headers, answer = [], self.ask(kept_as, verb=verb, metadataPrefix=prefix, **limits)
        while True:
            error = answer.find(f"{OAI}error")
            if error is not None:
                if error.get("code") != "noRecordsMatch":
                    fail(f"{verb} {prefix} {limits}: {error.get('code')}: {error.text}")
                return headers
            headers += answer.iter(f"{OAI}header")
            token = answer.find(f".//{OAI}resumptionToken")
            if token is None or not token.text:
                if token is not None and int(token.get("completeListSize")) != len(headers):
                    fail(f"{verb} {prefix}: {len(headers)} of {token.get('completeListSize')}")
                return headers
            answer = self.ask(kept_as, verb=verb, resumptionToken=token.text)


def id_of(header):
    return header.findtext(f"{OAI}identifier")


def errors(site):
    """What is wrong is told by the code of the protocol."""
    wrong = [
        ({}, "badVerb"),
        ({"verb": "Harvest"}, "badVerb"),
        ({"verb": "GetRecord", "identifier": "oai:x:y"}, "badArgument"),
        ({"verb": "GetRecord", "identifier": "oai:x:y", "metadataPrefix": "oai_dc"}, "idDoesNotExist"),
        ({"verb": "ListRecords", "metadataPrefix": "marc"}, "cannotDisseminateFormat"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "yesterday"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "until": "1990-01-01"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "resumptionToken": "x"}, "badResumptionToken"),
    ]
    for arguments, code in wrong:
        for post in (False, True):
            found = site.ask("answer", post, **arguments).find(f"{OAI}error")
            if found is None or found.get("code") != code:
                fail(f"{arguments} gave {found is not None and found.get('code')} and not {code}")
    print(f"{len(wrong)} kinds of error, by GET and POST")


def main():
    site = Site(sys.argv[1], Path(sys.argv[2]))
    exported = Path(sys.argv[3]) if len(sys.argv) > 3 else None
    for verb in ["Identify", "ListSets", "ListMetadataFormats"]:
        site.ask("identify" if verb == "Identify" else "answer", verb=verb)
    errors(site)
    sickle = Sickle(site.base)
    all_ids = {}
    for prefix in PREFIXES:
        headers = site.list("ListRecords", prefix, kept_as=prefix)
        ids = [id_of(header) for header in headers]
        all_ids[prefix] = set(ids)
        if len(ids) != len(set(ids)):
            fail(f"{prefix}: an item came twice")
        if set(ids) != {id_of(header) for header in site.list("ListIdentifiers", prefix)}:
            fail(f"{prefix}: ListIdentifiers gives others than ListRecords")
        by_sickle = [record.header.identifier for record in sickle.ListRecords(metadataPrefix=prefix)]
        if by_sickle != ids:
            fail(f"{prefix}: sickle took {len(by_sickle)}, by hand {len(ids)}")
        stamps = sorted(header.findtext(f"{OAI}datestamp") for header in headers)
        middle = stamps[len(stamps) // 2]
        since = {id_of(header) for header in site.list("ListIdentifiers", prefix, **{"from": middle})}
        until = {id_of(header) for header in site.list("ListIdentifiers", prefix, until=middle)}
        at = {id_of(header) for header in headers if header.findtext(f"{OAI}datestamp") == middle}
        if since | until != set(ids) or since & until != at:
            fail(f"{prefix}: from and until {middle} do not part the list")
        print(f"{prefix}: {len(ids)} items by ListRecords, ListIdentifiers, sickle, and in two parts by date")
    sets = [one.setSpec for one in sickle.ListSets()]
    in_sets = set()
    for name in sets:
        try:
            in_sets |= {header.identifier for header in sickle.ListIdentifiers(metadataPrefix="oai_dc", set=name)}
        except NoRecordsMatch:
            pass
    if in_sets != all_ids["oai_dc"]:
        fail(f"{len(all_ids['oai_dc'] - in_sets)} items are in no set")
    print(f"{len(sets)} sets hold every item")
    one = sorted(all_ids["jpcoar_2.1"])[0]
    if sickle.GetRecord(identifier=one, metadataPrefix="jpcoar_2.1").header.identifier != one:
        fail(f"GetRecord gave another than {one}")
    if exported:
        with (exported / "csv" / "work.csv").open(encoding="utf-8", newline="") as table:
            works = [row for row in csv.DictReader(table) if row["kind"] in ("paper", "trial") and row["invented"] == "false"]
        papers = {one for one in all_ids["oai_dc"] if ":Publications/" in one}
        if len(works) != len(papers):
            fail(f"the export has {len(works)} papers and trials, the harvest {len(papers)}")
        print(f"{len(papers)} papers and trials, as many as the export has that are not invented")


main()
