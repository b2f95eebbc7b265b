"""What is read of decisions: all that stand as they were seen, of those taken back no more."""

from __future__ import annotations

from dataclasses import replace

from whence.deciding.taking import Judge
from whence.deciding.telling import found_at
from whence.judging.standing import standing
from whence.ledger.bench import Bench
from whence.ledger.store import Ledger
from whence.linking.gazetteer import load_gazetteer
from whence.linking.recount import Ground, chief_names, places_of, statements_of
from whence.records.judgement import Judgement
from whence.records.verdict import Verdict


def on_all(ledger: Ledger) -> list[Judgement]:
    def look(bench: Bench) -> list[Judgement]:
        return bench.judgements(bench.judged_reports())

    return ledger.look(look)


def test_what_was_seen_is_left_out_of_decisions_taken_back(ledger: Ledger, ada: Judge) -> None:
    points = [p.id for p in ledger.links().points][:2]
    stands, goes = (ada.verdict(name, Verdict.REJECTED) for name in points)
    ada.undo()
    read = {j.number: j for j in on_all(ledger)}
    assert read[stands.number] == stands
    assert read[goes.number] == replace(goes, seen=None)
    assert standing(on_all(ledger)) == [stands]
    ada.redo()
    assert standing(on_all(ledger)) == [stands, goes]


def test_what_links_were_made_with_is_read_whole(ledger: Ledger, ada: Judge) -> None:
    """Its undo has to be shown until linking runs again."""
    taken = ada.verdict(ledger.links().points[0].id, Verdict.REJECTED)
    ledger.finish_links(signature="made again", settle=lambda bench: None)
    ada.undo()
    assert {j.number: j for j in on_all(ledger)}[taken.number] == taken


def test_an_undo_reads_its_last_decisions_without_what_they_hold(
    ledger: Ledger, ada: Judge
) -> None:
    points = [p for p in ledger.links().points if len(p.accounts) > 1][:2]
    first = ada.verdict(points[0].id, Verdict.REJECTED)
    ids = [account.id for account in points[1].accounts]
    second = ada.one_origin(points[1].id, ids[:2])
    back = ada.undo()
    read = ledger.look(lambda bench: bench.decisions_by("Ada", 2))
    assert read == [replace(second, seen=None, change=None), back]
    Judge(ledger, "Ben").verdict(points[0].id, Verdict.CONFIRMED)
    read = ledger.look(lambda bench: bench.decisions_by("Ada", 9))
    assert [j.number for j in read] == [first.number, second.number, back.number]


def test_what_stands_at_accounts_tells_their_statements_as_all_of_a_report_does(
    ledger: Ledger,
) -> None:
    links = ledger.links()
    accounts = {a.id: a for point in links.points for a in point.accounts}
    places = places_of(accounts.values())
    whole = {e.report: replace(e, statements=(), distances=()) for e in ledger.extractions()}
    reports = {r.id: r for r in ledger.reports()}
    at = ledger.look(lambda bench: found_at(bench, places, reports, ()))
    assert sum(len(e.sentences) for e in at.values()) < sum(
        len(e.sentences) for e in whole.values()
    )
    ground = Ground(
        reports=reports,
        extractions=whole,
        relays=links.relays,
        reuses=links.reuses,
        chief=chief_names(links.entities),
        gazetteer=load_gazetteer(""),
    )
    told = statements_of(accounts.values(), ground)
    assert told
    assert statements_of(accounts.values(), replace(ground, extractions=at)) == told


def test_of_a_point_only_the_accounts_that_may_be_weighed_are_outlined(ledger: Ledger) -> None:
    points = ledger.links().points
    names = [point.id for point in points]

    def look(bench: Bench) -> None:
        whole = bench.outlines(names, whole=names, reports=(), figures=())
        assert {n: [a.id for a in told] for n, told in whole.items()} == {
            p.id: [a.id for a in p.accounts] for p in points
        }
        assert bench.sizes(names) == {p.id: len(p.accounts) for p in points}
        figure = next(a for told in whole.values() for a in told if a.low is not None)
        other = next(a.report for told in whole.values() for a in told if a != figure)
        part = bench.outlines(names, whole=names[:1], reports=[other], figures=[figure.low or 0])
        assert part == {
            name: near
            for name, told in whole.items()
            if (
                near := [
                    a for a in told if name == names[0] or a.report == other or a.low == figure.low
                ]
            )
        }

    ledger.look(look)


def test_of_a_point_only_the_origins_of_the_accounts_asked_for_are_read(ledger: Ledger) -> None:
    points = [point for point in ledger.links().points if point.origins]
    asked = {point.origins[-1][0] for point in points[:2]}
    names = [point.id for point in points]
    read = ledger.look(lambda bench: bench.origins_with(asked, names))
    holding = {p.id: tuple(o for o in p.origins if not asked.isdisjoint(o)) for p in points}
    assert read == {name: origins for name, origins in holding.items() if origins}
    assert ledger.look(lambda bench: bench.origins_with(asked, names[1:2])).keys() <= {names[1]}
