"""What a page quotes of accounts: their sentences, and the attributions they rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import Connection, select

from whence.ledger import decided, extraction_store, judgements
from whence.ledger.report_store import IDS_AT_ONCE, chunks, numbers_of
from whence.ledger.schema import accounts as held
from whence.ledger.schema import attributions, sentences
from whence.records.extraction import Attribution, Extraction, Sentence
from whence.records.links import Account
from whence.records.span import Span

PARTS = ("sentences", "attributions")


def around(connection: Connection, accounts: Sequence[Account]) -> dict[str, Extraction]:
    """Return what was found in the accounts' reports, by report, as people decided.

    Of attributions only those come that an account rests on, but for reports on whose words
    people decided: what they decided is found among all of them.
    """
    numbers = numbers_of(connection, sorted({account.report for account in accounts}))
    judged = judgements.reports_with_words(connection, numbers)
    pairs = [(numbers[report], report) for report in sorted(judged)]
    whole = extraction_store.load(connection, pairs, vectors=False, parts=PARTS)
    found = {e.report: e for e in decided.extractions(connection, whole) if e is not None}
    plain = {number: report for report, number in numbers.items() if report not in judged}
    told = _sentences(connection, plain)
    rested_on = _rested_on(connection, [a.id for a in accounts if a.report not in judged])
    for number, report in plain.items():
        found[report] = Extraction(
            report,
            sentences=tuple(told.get(number, ())),
            attributions=tuple(rested_on.get(number, ())),
        )
    return found


def _sentences(connection: Connection, reports: Collection[int]) -> dict[int, list[Sentence]]:
    found: defaultdict[int, list[Sentence]] = defaultdict(list)
    columns = (sentences.c.report, sentences.c.start, sentences.c.end)
    for part in chunks(sorted(reports), IDS_AT_ONCE):
        query = select(*columns).where(sentences.c.report.in_(part))
        for number, start, end in connection.execute(query.order_by(*columns)):
            found[number].append(Sentence(Span(start, end), b""))
    return found


def _rested_on(
    connection: Connection, accounts: Sequence[str]
) -> dict[int, dict[Attribution, None]]:
    """Return by report the attributions that these of the machine's accounts rest on."""
    found: defaultdict[int, dict[Attribution, None]] = defaultdict(dict)
    mine = (attributions.c.report == held.c.report) & (attributions.c.id == held.c.attribution)
    for part in chunks(accounts, IDS_AT_ONCE):
        query = select(attributions).join(held, mine).where(held.c.id.in_(part))
        for row in connection.execute(query.order_by(attributions.c.report, attributions.c.place)):
            found[row.report][extraction_store.attribution_of(row)] = None
    return found
