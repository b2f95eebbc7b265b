"""What the page tells across reports: speakers, an actor's names, credits, carried-over words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from whence.records.extraction import Attribution, Extraction
from whence.records.links import Label, LabelKind, LinkedEntity, Relay, Reuse, Share, Voice
from whence.records.report import Report
from whence.records.span import Span
from whence.records.verdict import Marks
from whence.views.index import Index
from whence.views.wording import shortened

WORDS_LENGTH = 160
CONTEXT = 70
SHARES = {
    Share.WHOLE: "the whole report",
    Share.LARGE: "a large part of it",
    Share.SOME: "some of it",
}


@dataclass(frozen=True, slots=True)
class Link:
    """A place on the page: the words of the link and where it leads."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """One speaker across the reports: how much they say, in which stance, in which reports."""

    name: str
    kind: str
    other_names: tuple[str, ...]
    claims: int
    stances: tuple[tuple[str, int], ...]
    reports: tuple[tuple[str, tuple[Link, ...]], ...]


@dataclass(frozen=True, slots=True)
class NameView:
    """One way of naming an actor, and which outlets use it how often."""

    name: str
    uses: tuple[tuple[Link, int], ...]


@dataclass(frozen=True, slots=True)
class ActorView:
    """One actor whom the reports call by more than one name, or describe.

    `own` are the phrases that describe it in an outlet's own voice, `quoted` those in quotes.
    """

    name: str
    kind: str
    names: tuple[NameView, ...]
    why: tuple[str, ...]
    own: tuple[NameView, ...] = ()
    quoted: tuple[NameView, ...] = ()


@dataclass(frozen=True, slots=True)
class RelayView:
    """One report crediting another outlet, agency, document or account."""

    outlet: str
    cites: str
    kind: str
    words: str
    href: str
    id: str = ""
    judged: Marks = ()
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class ReuseView:
    """A passage one report carries over from another, or from an agency."""

    outlet: str
    share: str
    origin: str
    origin_href: str
    words: str
    href: str
    id: str = ""
    judged: Marks = ()
    rejected: bool = False


@dataclass(slots=True)
class _Tally:
    name: str
    entity: LinkedEntity | None
    kinds: Counter[str]
    stances: Counter[str]
    places: dict[str, list[Attribution]]


def speaker_views(extractions: Iterable[Extraction], index: Index) -> tuple[SpeakerView, ...]:
    """Return the speakers, those with most claims first.

    A speaker joined across reports is one; an unnamed one is counted in each report apart, for
    two outlets' "officials" may be different people.
    """
    tallies: dict[tuple[str, str], _Tally] = {}
    for extraction in extractions:
        names = {entity.id: entity.name for entity in extraction.entities}
        for a in extraction.attributions:
            name = names.get(a.speaker or "") or a.speaker_name
            if not name or extraction.report not in index.reports:
                continue
            key, entity = _speaker_key(extraction.report, a, index)
            tally = tallies.setdefault(key, _Tally(name, entity, Counter(), Counter(), {}))
            tally.kinds[a.speaker_kind.value if a.speaker_kind else ""] += 1
            tally.stances[a.stance.value] += 1
            tally.places.setdefault(extraction.report, []).append(a)
    views = [_speaker_view(tally, index) for tally in tallies.values()]
    return tuple(sorted(views, key=lambda v: (-v.claims, -len(v.reports), v.name)))


def _speaker_key(
    report: str, a: Attribution, index: Index
) -> tuple[tuple[str, str], LinkedEntity | None]:
    if a.speaker is None:
        return (report, "name:" + (a.speaker_name or "").casefold()), None
    entity = index.actors.get((report, a.speaker))
    return (("actor", entity.id) if entity else (report, a.speaker)), entity


def _speaker_view(tally: _Tally, index: Index) -> SpeakerView:
    name = tally.entity.name if tally.entity else tally.name
    aliases = tally.entity.aliases if tally.entity else ()
    return SpeakerView(
        name=name,
        kind=tally.kinds.most_common(1)[0][0],
        other_names=tuple(dict.fromkeys(alias for alias in aliases if alias != name)),
        claims=sum(tally.stances.values()),
        stances=tuple(tally.stances.most_common()),
        reports=tuple(
            (index.outlets[report], tuple(_to_words(report, a, n, index) for n, a in found))
            for report, found in ((r, enumerate(p, 1)) for r, p in tally.places.items())
        ),
    )


def _to_words(report: str, a: Attribution, number: int, index: Index) -> Link:
    return Link(str(number), index.to_report(report, index.attribution(report, a.id)))


def actor_views(
    entities: Iterable[LinkedEntity], labels: Iterable[Label], index: Index
) -> tuple[ActorView, ...]:
    """Return the actors whom the reports call by more than one name, or describe.

    Those under most names and phrases stand first.
    """
    surfaces = _surfaces(index)
    phrases: defaultdict[str, list[Label]] = defaultdict(list)
    for label in labels:
        if label.kind is LabelKind.DESCRIPTION and label.report in index.reports:
            phrases[label.actor].append(label)
    views = []
    for entity in entities:
        names = _names(entity, surfaces, index)
        told = phrases[entity.id]
        several = len({report for report, _ in entity.members}) > 1
        if (len(names) > 1 or told) and several:
            own, quoted = (
                _phrases([x for x in told if x.voice is v], index)
                for v in (Voice.OUTLET, Voice.QUOTED)
            )
            kind = entity.type.value.lower()
            views.append(ActorView(entity.name, kind, names, entity.why, own, quoted))
    return tuple(sorted(views, key=lambda v: (-len(v.names + v.own + v.quoted), v.name)))


def _phrases(labels: Iterable[Label], index: Index) -> tuple[NameView, ...]:
    """Return phrases with the outlets that use them, the most used first."""
    uses: defaultdict[str, Counter[str]] = defaultdict(Counter)
    shown: dict[str, str] = {}
    places: dict[str, str] = {}
    for label in labels:
        words = " ".join(label.span.of(index.reports[label.report].text).split())
        key = words.casefold()
        shown.setdefault(key, words)
        uses[key][index.outlets[label.report]] += 1
        places.setdefault(index.outlets[label.report], index.anchors[label.report])
    return _ranked(uses, shown, places)


def _surfaces(index: Index) -> dict[tuple[str, str], list[Span]]:
    """Return where each report's entities are mentioned."""
    spans: defaultdict[tuple[str, str], list[Span]] = defaultdict(list)
    for report, extraction in index.extractions.items():
        for mention in extraction.mentions:
            if mention.entity is not None:
                spans[report, mention.entity].append(mention.span)
    return spans


def _names(
    entity: LinkedEntity, surfaces: dict[tuple[str, str], list[Span]], index: Index
) -> tuple[NameView, ...]:
    uses: defaultdict[str, Counter[str]] = defaultdict(Counter)
    shown: dict[str, str] = {}
    places: dict[str, str] = {}
    for member in entity.members:
        report = index.reports.get(member[0])
        for span in surfaces.get(member, ()) if report else ():
            words = " ".join(span.of(report.text).split()) if report else ""
            key = words.casefold().removeprefix("the ").removesuffix("’s").removesuffix("'s")
            shown.setdefault(key, words)
            uses[key][index.outlets[member[0]]] += 1
            places.setdefault(index.outlets[member[0]], index.anchors[member[0]])
    return _ranked(uses, shown, places)


def _ranked(
    uses: dict[str, Counter[str]], shown: dict[str, str], places: dict[str, str]
) -> tuple[NameView, ...]:
    ranked = sorted(uses.items(), key=lambda item: (-sum(item[1].values()), item[0]))
    return tuple(
        NameView(
            shown[key],
            tuple((Link(outlet, f"#{places[outlet]}"), n) for outlet, n in counts.items()),
        )
        for key, counts in ranked
    )


def relay_views(relays: Iterable[Relay], index: Index) -> tuple[RelayView, ...]:
    """Return who credits whom, in the order of the reports, with the words that do so."""
    views = []
    for relay in relays:
        report = index.reports.get(relay.report)
        if report is not None:
            words = _around(report, relay.span)
            outlet = index.outlets[relay.report]
            href = f"#{index.relay_anchor(relay)}"
            views.append(
                RelayView(
                    outlet=outlet,
                    cites=relay.cites,
                    kind=relay.kind.value,
                    words=words,
                    href=href,
                    id=relay.id,
                    judged=relay.judged,
                    rejected=relay.rejected,
                )
            )
    order = {index.outlets[report]: n for n, report in enumerate(index.reports)}
    return tuple(sorted(views, key=lambda view: order[view.outlet]))


def reuse_views(reuses: Iterable[Reuse], index: Index) -> tuple[ReuseView, ...]:
    """Return what is carried over from where, the largest shares first."""
    views = []
    for reuse in sorted(reuses, key=lambda r: list(SHARES).index(r.share)):
        report = index.reports.get(reuse.report)
        if report is None or not reuse.spans:
            continue
        source = reuse.source_report if reuse.source_report in index.reports else None
        longest = max(reuse.spans, key=len)
        views.append(
            ReuseView(
                outlet=index.outlets[reuse.report],
                share=SHARES[reuse.share],
                origin=index.outlets[source] if source else reuse.agency or "an unnamed source",
                origin_href=f"#{index.anchors[source]}" if source else "",
                words=shortened(longest.of(report.text), WORDS_LENGTH),
                href=f"#{index.reuse_anchor(reuse)}",
                id=reuse.id,
                judged=reuse.judged,
                rejected=reuse.rejected,
            )
        )
    return tuple(views)


def _around(report: Report, span: Span) -> str:
    start, end = max(span.start - CONTEXT, 0), min(span.end + CONTEXT, len(report.text))
    words = report.text[start:end]
    if start:
        words = "… " + words[: span.start - start].partition(" ")[2] + report.text[span.start : end]
    if end < len(report.text):
        head, _, _ = words.rpartition(" ")
        words = head + " …"
    return " ".join(words.split())
