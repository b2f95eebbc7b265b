"""A process that writes a ledger until it is killed: python -m tests.ledger.writer LEDGER COUNT.

It prints a line after every commit, so that the test knows what must be there afterwards.
"""

from __future__ import annotations

import sys

from tests.ledger.builders import make_extraction, make_intake, make_links
from whence.ledger.store import open_ledger
from whence.records.judgement import Judgement, Verdict


def tell(*words: object) -> None:
    """Say that something was committed."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def main(where: str, count: int) -> None:
    """Add, extract, link and judge, one small step at a time."""
    with open_ledger(where, create=True, by="writer") as ledger:
        tell("open")
        first = make_intake("00000.txt")
        for number in range(count):
            intake = make_intake(f"{number:05}.txt")
            ledger.add(intake)
            tell("added", intake.report.id)
            extraction = make_extraction(intake.report.id)
            ledger.save_extractions([(intake.report, extraction)], model="m")
            tell("extracted", intake.report.id)
            if number:
                links = make_links(first.report.id, intake.report.id)
                ledger.save_links(links, signature=str(number))
                tell("linked", number)
            ledger.judge(Judgement(str(number), Verdict.CONFIRMED, "Ada", "2031-03-05T00:00:00Z"))
            tell("judged", number)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
