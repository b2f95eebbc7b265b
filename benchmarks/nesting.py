"""How many attributions inside others are found, on the texts written for nesting.

    python benchmarks/nesting.py [--seen] [--errors]

The texts were kept from training; with `--seen` those the network was trained on. A cue is found
when one found shares a word with it; source and content are right from a shared half and three
quarters of their characters on; an inner attribution needs a parent on both sides.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from figure_sets import Tally
from whence.extraction.encoder import Encoder
from whence.extraction.pipeline import Extractor
from whence.ids import content_id
from whence.records.extraction import Attribution
from whence.records.report import RawRun, Report
from whence.records.span import Span
from whence.settings import load_settings

sys.path.insert(0, str(Path(__file__).parents[1]))  # for `training`
from training.nested import read_nested
from training.texts import AttributedText, Marked, Range


def report_of(text: AttributedText) -> Report:
    """Make a report of a text."""
    raw = (RawRun(0, 0, len(text.text)),)
    return Report(id=content_id(text.text.encode()), path=text.name, text=text.text, raw=raw)


def pairs(
    found: Iterable[Attribution], wanted: Iterable[Marked]
) -> Iterator[tuple[Attribution | None, Marked]]:
    """Pair each wanted attribution with the one found whose cue shares most with its cue."""
    left = list(found)
    for marked in wanted:
        best = max(left, key=lambda a: shared(a.cue, (marked.cue,)), default=None)
        if best is not None and shared(best.cue, (marked.cue,)):
            left.remove(best)
            yield best, marked
        else:
            yield None, marked


def shared(one: Iterable[Span], other: Iterable[Range]) -> int:
    """Count the characters two lists of spans share."""
    return len(characters((s.start, s.end) for s in one) & characters(other))


def characters(spans: Iterable[Range]) -> set[int]:
    """Give the characters some spans hold."""
    return {place for begin, end in spans for place in range(begin, end)}


def alike(one: Iterable[Span], other: Iterable[Range]) -> float:
    """Give the share of their characters that two lists of spans have in common."""
    ours, theirs = characters((s.start, s.end) for s in one), characters(other)
    return len(ours & theirs) / max(1, len(ours | theirs))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seen", action="store_true", help="the texts the network was trained on")
    parser.add_argument("--errors", action="store_true", help="print what was missed")
    arguments = parser.parse_args()
    extractor = Extractor(Encoder.load(threads=2), load_settings().extraction)
    tallies = {name: Tally() for name in ("cue", "source", "content", "inner")}
    for text in read_nested(held_back=not arguments.seen):
        ((_, extraction),) = extractor.extract([report_of(text)])
        found = extraction.attributions
        matched = list(pairs(found, text.attributions))
        both = [(a, m) for a, m in matched if a is not None]
        tallies["cue"].add(len(both), len(found), len(matched))
        for name, least in (("source", 0.5), ("content", 0.75)):
            right = sum(alike(getattr(a, name), getattr(m, name)) >= least for a, m in both)
            tallies[name].add(right, len(found), len(matched))
        inner = sum(a.parent is not None and m.inner for a, m in both)
        tallies["inner"].add(
            inner, sum(a.parent is not None for a in found), sum(m.inner for _, m in matched)
        )
        if arguments.errors:
            for missed in (m for a, m in matched if a is None):
                words = text.text[slice(*missed.cue)]
                print(f"missed {'inner' if missed.inner else 'outer'}: {words!r} in {text.name}")
    for name, tally in tallies.items():
        print(f"{name:8} {tally.line()}")


if __name__ == "__main__":
    main()
