"""Harvests again from a moment on at which a join was refused: sickle is told which grants are gone, whole and by the project's set."""

import sys
import time

from sickle import Sickle
from sickle.oaiexceptions import NoRecordsMatch


def headers(sickle, **limits):
    try:
        return list(sickle.ListIdentifiers(metadataPrefix="oai_dc", **limits))
    except NoRecordsMatch:
        return []


def main():
    url, since, project = sys.argv[1:]
    sickle = Sickle(url.rstrip("/") + "/oai")
    for _ in range(60):
        found = headers(sickle, **{"from": since})
        if found:
            break
        time.sleep(0.5)
    gone = sorted(header.identifier for header in found if header.deleted)
    if not gone or not all(":Fundings/" in one for one in gone):
        sys.exit(f"tests/harvest: told as gone since {since}: {gone}")
    if any(header.datestamp < since for header in found):
        sys.exit(f"tests/harvest: something older than {since} came")
    by_set = sorted(header.identifier for header in headers(sickle, set=f"project:{project}", **{"from": since}) if header.deleted)
    if by_set != gone:
        sys.exit(f"tests/harvest: of {project} alone {by_set} are told as gone, and of everything {gone}")
    if not any(header.identifier.endswith(f":Projects/{project}") for header in found):
        sys.exit(f"tests/harvest: {project} lost its grants and is not given again")
    if any(not header.deleted for header in headers(sickle, set="openaire_cris_funding") if header.identifier in gone):
        sys.exit("tests/harvest: a grant that is gone is given as if it were there")
    print(f"{len(gone)} grants whose join was refused are told as gone, to whoever asks from then on")


main()
