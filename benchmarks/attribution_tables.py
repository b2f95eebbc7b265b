"""Where attribution is right and where it is wrong, on a split of PolNeAR.

    whence extract DATA/polnear/dev/text --format jsonl > dev.jsonl
    python benchmarks/attribution_tables.py DATA/polnear/dev dev.jsonl
    python benchmarks/attribution_tables.py DATA/polnear/dev dev.jsonl --errors 20

The tables give the exact F1 of each role by outlet, by quote kind and by length of content. With
`--errors` so many errors are printed in context, sorted by cause, and how many there are of each;
`--cause` asks for one cause, and another `--seed` for other errors. The official scorer compares
words, so nothing can meet a cue that is a colon or a dash; with `--marks` its marks count as words.

In a table by quote kind or length, precision is over what was found of that kind and recall over
what readers marked of it.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import mean

from polnear import ROLES, Article, Marked, Words, closest, pairings, read_articles

MEASURES = (*ROLES, "all three", "content words")
LENGTHS = ((1, 5), (6, 15), (16, 30), (31, None))
NEARLY_ALL = 0.9
"""Share of a content's words inside quotation marks from which it counts as direct."""
AROUND = 12
"""Words of context shown on either side of an error."""
BRACKETS = {"source": ("(", ")"), "cue": ("<", ">"), "content": ("[", "]")}
NO_BRACKETS = ("", "")

Group = Callable[[Article, Marked], str]


@dataclass
class Tally:
    """Hits among what was found, and among what was marked; they differ where groups do."""

    hit_found: int = 0
    found: int = 0
    hit_marked: int = 0
    marked: int = 0

    @property
    def figures(self) -> tuple[float, float, float]:
        """Return precision, recall and F1 in percent."""
        precision = 100 * self.hit_found / self.found if self.found else 0.0
        recall = 100 * self.hit_marked / self.marked if self.marked else 0.0
        both = precision + recall
        return precision, recall, 2 * precision * recall / both if both else 0.0


Tallies = dict[str, dict[str, Tally]]


def tally(articles: Iterable[Article], group: Group) -> Tallies:
    """Count hits by group and measure. Each reader of an article is counted by himself."""
    tallies: Tallies = defaultdict(lambda: {name: Tally() for name in MEASURES})
    for article in articles:
        for marked in article.readers:
            _tally_reader(tallies, article, marked, partial(group, article))
    return tallies


def _tally_reader(
    tallies: Tallies,
    article: Article,
    marked: Sequence[Marked],
    group: Callable[[Marked], str],
) -> None:
    for one in article.found:
        for name in _counted(one):
            tallies[group(one)][name].found += 1
    for one in marked:
        for name in _counted(one):
            tallies[group(one)][name].marked += 1
    for one, other in pairings(article.found, marked):
        for name in _hits(one, other):
            tallies[group(one)][name].hit_found += 1
            tallies[group(other)][name].hit_marked += 1
    _tally_words(tallies, article.found, marked, group)


def _counted(one: Marked) -> Iterator[str]:
    yield from (role for role in ROLES if getattr(one, role))
    yield "all three"


def _hits(found: Marked, marked: Marked) -> Iterator[str]:
    for role in ROLES:
        if getattr(marked, role) and getattr(found, role) == getattr(marked, role):
            yield role
    if found.same(marked):
        yield "all three"


def _tally_words(
    tallies: Tallies,
    found: Iterable[Marked],
    marked: Iterable[Marked],
    group: Callable[[Marked], str],
) -> None:
    """Count words that are in any content, on either side and on both."""
    sides: tuple[dict[str, set[int]], dict[str, set[int]]] = (defaultdict(set), defaultdict(set))
    for side, several in zip(sides, (found, marked), strict=True):
        for one in several:
            side[group(one)] |= one.content
    all_found, all_marked = (set().union(*side.values()) for side in sides)
    for name, words in sides[0].items():
        tallies[name]["content words"].found += len(words)
        tallies[name]["content words"].hit_found += len(words & all_marked)
    for name, words in sides[1].items():
        tallies[name]["content words"].marked += len(words)
        tallies[name]["content words"].hit_marked += len(words & all_found)


def quote_kind(article: Article, one: Marked) -> str:
    """Say whether the content's words stand inside quotation marks: all, some or none."""
    if not one.content:
        return "no content"
    share = len(one.content & article.quoted) / len(one.content)
    return "direct" if share >= NEARLY_ALL else "mixed" if share > 0 else "indirect"


def length(_: Article, one: Marked) -> str:
    """Say how many words the content has, in four steps."""
    count = len(one.content)
    for low, high in LENGTHS:
        if count >= low and (high is None or count <= high):
            return f"{low}-{high} words" if high else f"{low}+ words"
    return "no content"


def print_table(title: str, tallies: Tallies, order: Sequence[str]) -> None:
    """Print the F1 of every measure, a group a row, with how many readers marked."""
    print(f"\n{title:16s}" + "".join(f"{name:>15s}" for name in MEASURES) + f"{'marked':>9s}")
    for name in order:
        if name in tallies:
            row = tallies[name]
            cells = "".join(f"{row[measure].figures[2]:15.1f}" for measure in MEASURES)
            print(f"{name:16s}{cells}{row['all three'].marked:9d}")


def print_total(tallies: Tallies) -> None:
    """Print precision, recall and F1 over all articles."""
    print(f"{'':16s}{'P':>7s}{'R':>7s}{'F1':>7s}")
    for name in MEASURES:
        cells = "".join(f"{figure:7.1f}" for figure in tallies["all"][name].figures)
        print(f"{name:16s}{cells}")


def print_distances(tallies: Tallies) -> None:
    """Print how far each outlet's F1 lies from the mean over outlets."""
    middle = {m: mean(row[m].figures[2] for row in tallies.values()) for m in MEASURES}
    print(f"\n{'from the mean':16s}" + "".join(f"{name:>15s}" for name in MEASURES))
    for outlet in sorted(tallies, key=lambda name: tallies[name]["all three"].figures[2]):
        row = tallies[outlet]
        print(
            f"{outlet:16s}" + "".join(f"{row[m].figures[2] - middle[m]:+15.1f}" for m in MEASURES)
        )
    print(f"{'mean':16s}" + "".join(f"{middle[m]:15.1f}" for m in MEASURES))


# --- errors ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Miss:
    """One error: what was found and what a reader marked, either of which may be missing."""

    cause: str
    article: Article
    found: Marked | None
    marked: Marked | None


def misses(articles: Iterable[Article]) -> Iterator[Miss]:
    """Yield every error. A pair may have one in each role."""
    for article in articles:
        for marked in article.readers:
            pairs = closest(article.found, marked)
            paired = {id(one) for pair in pairs for one in pair}
            yield from (
                Miss("missed cue", article, None, one) for one in marked if id(one) not in paired
            )
            yield from (
                Miss("false cue", article, one, None)
                for one in article.found
                if id(one) not in paired
            )
            for one, other in pairs:
                yield from (
                    Miss(cause, article, one, other) for cause in causes(article, one, other)
                )


def causes(article: Article, found: Marked, marked: Marked) -> Iterator[str]:
    """Say what is wrong with an attribution whose cue meets a reader's."""
    if found.cue != marked.cue:
        yield "cue edge"
    if found.source != marked.source:
        yield (
            "missed source" if not found.source else
            "false source" if not marked.source else "source edge"
        )  # fmt: skip
    if found.content != marked.content:
        kinds = sorted(content_causes(article, found.content, marked.content))
        yield f"content: {kinds[0] if len(kinds) == 1 else 'both'}"


def content_causes(article: Article, found: Words, marked: Words) -> set[str]:
    """Say in which ways a content differs from the one marked.

    Too long or too short at an end; a stray island, which touches nothing marked; a hole, words
    left out between others that were found; a filled gap, the reverse; elsewhere: no word shared.
    """
    have, want = ({article.number(start) for start in words} for words in (found, marked))
    if not have or not want or not have & want:
        return {"elsewhere"}
    kinds = {_surplus(run, want) for run in _runs(have - want)}
    return kinds | {_lack(run, have) for run in _runs(want - have)}


def _surplus(run: range, want: set[int]) -> str:
    before, after = run[0] - 1 in want, run[-1] + 1 in want
    if before and after:
        return "filled gap"
    if not before and not after:
        return "stray island"
    return "too long right" if before else "too long left"


def _lack(run: range, have: set[int]) -> str:
    if run[-1] > max(have):
        return "too short right"
    return "too short left" if run[0] < min(have) else "hole"


def _runs(numbers: set[int]) -> Iterator[range]:
    """Yield the stretches of consecutive numbers."""
    begin = last = None
    for number in sorted(numbers):
        if begin is None or last is None:
            begin = number
        elif number != last + 1:
            yield range(begin, last + 1)
            begin = number
        last = number
    if begin is not None and last is not None:
        yield range(begin, last + 1)


def print_errors(articles: Sequence[Article], count: int, cause: str | None, seed: int) -> None:
    """Print some errors in context, sorted by cause, then how many there are of each."""
    everything = list(misses(articles))
    chosen = [miss for miss in everything if cause in (None, miss.cause)]
    some = random.Random(seed).sample(chosen, min(count, len(chosen)))
    for miss in sorted(some, key=lambda one: one.cause):
        print(f"\n{miss.cause}   {miss.article.name}")
        for who, one in (("reader", miss.marked), ("found", miss.found)):
            print(f"  {who:7s} {in_context(miss, one) if one else '-'}")
    print()
    for name, number in Counter(miss.cause for miss in everything).most_common():
        print(f"{number:6d}  {name}")


def in_context(miss: Miss, one: Marked) -> str:
    """Write out the words around both sides, with the roles of one side set in brackets.

    Source in (), cue in <>, content in [].
    """
    article, starts = miss.article, [start for start, _ in miss.article.words]
    sides = [side for side in (miss.found, miss.marked) if side]
    places = [w for side in sides for role in ROLES for w in getattr(side, role) if w >= 0]
    first = max(0, article.number(min(places)) - AROUND)
    last = min(len(starts), article.number(max(places)) + AROUND + 1)
    parts = []
    for number in range(first, last):
        role = _role(one, starts[number])
        before = number > first and _role(one, starts[number - 1]) == role
        after = number + 1 < last and _role(one, starts[number + 1]) == role
        begin, end = article.words[number]
        opens, closes = BRACKETS[role] if role else NO_BRACKETS
        follows = article.text[end : starts[number + 1]] if number + 1 < last else ""
        parts.append(
            ("" if before else opens) + article.text[begin:end] + ("" if after else closes)
            + " ".join(follows.split("\n"))
        )  # fmt: skip
    return "".join(parts)


def _role(one: Marked, start: int) -> str | None:
    return next(
        (role for role in ("cue", "source", "content") if start in getattr(one, role)), None
    )


def main() -> None:
    """Read the arguments, print the tables or the errors."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="a PolNeAR split: text/ and attributions/")
    parser.add_argument("extraction", type=Path, help="what `whence extract` printed for it")
    parser.add_argument("--errors", type=int, metavar="N", help="print N errors instead")
    parser.add_argument("--cause", help="only errors of this cause")
    parser.add_argument("--seed", type=int, default=0, help="another number, other errors")
    parser.add_argument("--marks", action="store_true", help="let cues that are marks count")
    arguments = parser.parse_args()
    articles = read_articles(arguments.folder, arguments.extraction, marks=arguments.marks)
    if arguments.errors is not None:
        print_errors(articles, arguments.errors, arguments.cause, arguments.seed)
        return
    print_total(tally(articles, lambda *_: "all"))
    outlets = tally(articles, lambda article, _: article.outlet)
    print_table("outlet", outlets, sorted(outlets))
    print_distances(outlets)
    print_table("quote kind", tally(articles, quote_kind), ("direct", "mixed", "indirect"))
    steps = [f"{low}-{high} words" if high else f"{low}+ words" for low, high in LENGTHS]
    print_table("content length", tally(articles, length), steps)


if __name__ == "__main__":
    main()
