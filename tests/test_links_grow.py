"""A ledger's links grow to those of the whole pile, in both databases and through a kill."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.linking import test_actor_growth
from tests.linking.test_growing import pile, whole
from whence.ids import content_id
from whence.ledger.browse_actors import ActorFilter, ActorHead, ActorOrder
from whence.ledger.store import Ledger, open_ledger
from whence.linking.growing import Found
from whence.linking.link import in_order
from whence.records.extraction import Attribution, Extraction, QuoteKind, SpeakerKind, Stance
from whence.records.links import Label, LinkedEntity, Links
from whence.records.report import Intake, Report
from whence.settings import load_settings
from whence.workflow import relink

SETTINGS = load_settings()


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of a ledger that does not exist yet."""
    if request.param == "sqlite":
        return str(tmp_path / "story.whence")
    return str(request.getfixturevalue("postgres_url"))


def reports(seed: int, size: int) -> list[Found]:
    """Return made-up reports whose ids are those of their texts."""
    made = []
    for report, extraction in pile(seed, size):
        own = content_id(report.text.encode())
        made.append((replace(report, id=own, path=f"{own}.txt"), replace(extraction, report=own)))
    return list({r.id: (r, e) for r, e in made}.values())


def add(ledger: Ledger, pairs: Sequence[Found]) -> None:
    ledger.add_many([Intake(report, report.text.encode()) for report, _ in pairs])
    ledger.save_extractions(pairs, model="made")


def grown(ledger: Ledger) -> Links:
    """Return what grows, in one order."""
    links = ledger.links(proposed=True)
    return Links(
        relays=tuple(sorted(links.relays, key=lambda r: (r.report, r.span))),
        reuses=in_order(links.reuses),
        points=tuple(sorted(links.points, key=lambda p: p.id)),
    )


def test_links_grow_to_those_of_the_whole(where: str) -> None:
    pairs = reports(5, 12)
    with open_ledger(where, create=True) as ledger:
        rest = list(pairs)
        random.Random(1).shuffle(rest)
        while rest:
            add(ledger, rest[:5])
            assert relink(ledger, SETTINGS)
            del rest[:5]
        assert not relink(ledger, SETTINGS)
        assert whole(pairs).points
        assert grown(ledger) == whole(pairs)
        assert ledger.check() == []


def test_a_report_found_anew_is_linked_anew(where: str) -> None:
    pairs = reports(6, 10)
    with open_ledger(where, create=True) as ledger:
        add(ledger, pairs)
        assert relink(ledger, SETTINGS)
        anew = [(r, replace(e, sentences=e.sentences[:2])) for r, e in pairs[:3]]
        ledger.save_extractions(anew, model="another")
        assert relink(ledger, SETTINGS)
        assert grown(ledger) == whole([*anew, *pairs[3:]])
        assert ledger.check() == []


def test_other_rules_make_all_links_anew(where: str) -> None:
    pairs = reports(7, 8)
    strict = replace(SETTINGS, linking=replace(SETTINGS.linking, point_bar=0.95))
    with open_ledger(where, create=True) as ledger:
        add(ledger, pairs)
        assert relink(ledger, strict)
        few = grown(ledger).points
        assert relink(ledger, SETTINGS)
        assert grown(ledger) == whole(pairs)
        assert few != grown(ledger).points


def named(seed: int, size: int) -> list[Found]:
    """Return made-up reports that name actors, with ids that are those of their texts."""
    made = []
    for report, extraction in test_actor_growth.pile(seed, size):
        text = f"{report.text}\n{report.publisher}"
        own = content_id(text.encode())
        full = replace(report, id=own, path=f"{own}.txt", text=text)
        made.append((full, replace(extraction, report=own, attributions=claims(full, extraction))))
    return made


def claims(report: Report, extraction: Extraction) -> tuple[Attribution, ...]:
    """Return one claim of each actor named, as what they speak going by the report."""
    kinds = (SpeakerKind.PERSON, SpeakerKind.ORGANIZATION, SpeakerKind.GROUP)
    kind = kinds[int(report.id[-1], 16) % 3]
    return tuple(
        Attribution(
            id=f"a{number}",
            source=(mention.span,),
            cue=(),
            content=(mention.span,),
            stance=Stance.ASSERTS,
            quote=QuoteKind.INDIRECT,
            speaker=mention.entity,
            speaker_kind=kind,
        )
        for number, mention in enumerate(extraction.mentions)
    )


def actors(ledger: Ledger) -> tuple[list[LinkedEntity], list[Label]]:
    links = ledger.links(proposed=True)
    labels = sorted(links.labels, key=lambda label: (label.report, label.span, label.actor))
    return sorted(links.entities, key=lambda entity: entity.id), labels


def all_heads(ledger: Ledger) -> set[ActorHead]:
    return set(ledger.browse(lambda b: b.actor_heads(ActorFilter(), ActorOrder.REPORTS, 0, 1000)))


def test_labels_of_a_report_that_stay_as_they_are_are_not_written_again(where: str) -> None:
    pairs = named(4, 14)
    with open_ledger(where, create=True) as ledger:
        add(ledger, pairs[:-1])
        relink(ledger, SETTINGS)
        before = ledger.links(proposed=True).labels
        add(ledger, pairs[-1:])
        relink(ledger, SETTINGS)
        now = ledger.links(proposed=True).labels
    # Labels are listed as they were written: those that stand first, those that are new last.
    stayed = [label for label in before if label in set(now)]
    assert now[: len(stayed)] == tuple(stayed)
    changed = {label.report for label in now[len(stayed) :]} - {pairs[-1][0].id}
    assert changed & {label.report for label in stayed}


@pytest.mark.parametrize("hot", [0, 400])
def test_actors_and_their_heads_grow_to_those_of_the_whole(
    where: str, hot: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("whence.ledger.actor_rows.HOT", hot)
    pairs = named(4, 14)
    with open_ledger(where, create=True) as ledger:
        rest = list(pairs)
        random.Random(2).shuffle(rest)
        while rest:
            add(ledger, rest[:3])
            assert relink(ledger, SETTINGS)
            del rest[:3]
        assert actors(ledger) == test_actor_growth.whole(pairs)
        anew = [
            (r, replace(e, entities=e.entities[:2], mentions=e.mentions[:2], attributions=()))
            for r, e in pairs[:3]
        ]
        ledger.save_extractions(anew, model="another")
        assert relink(ledger, SETTINGS)
        assert actors(ledger) == test_actor_growth.whole([*anew, *pairs[3:]])
        heads = all_heads(ledger)
        # All at once, by rules that differ in nothing that counts.
        other = replace(SETTINGS, linking=replace(SETTINGS.linking, max_days_apart=99))
        assert relink(ledger, other)
        assert all_heads(ledger) == heads
        assert ledger.check() == []


def test_a_killed_linking_is_taken_up_by_the_next(tmp_path: Path) -> None:
    pairs = reports(9, 14)
    path = str(tmp_path / "story.whence")
    with open_ledger(path, create=True) as ledger:
        add(ledger, pairs)
    command = [sys.executable, "-m", "tests.links_process", path]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert running.stdout is not None
    told = [running.stdout.readline(), running.stdout.readline()]
    running.send_signal(signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL
    running.stdout.close()
    assert told == ["2\n", "2\n"]
    linked: list[int] = []
    with open_ledger(path) as ledger:
        assert ledger.check() == []
        assert relink(ledger, SETTINGS, advance=linked.append)
        assert 0 < sum(linked) <= len(pairs) - 4
        assert grown(ledger) == whole(pairs)
        assert ledger.check() == []
