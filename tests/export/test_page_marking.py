from hypothesis import given, settings
from hypothesis import strategies as st

from whence.records.span import Span
from whence.views.marking import Layer, Segment, mark

KINDS = st.sampled_from(["says", "cue", "source"])
SPANS = st.tuples(st.integers(-3, 40), st.integers(-3, 40)).map(lambda p: Span(min(p), max(p)))
LAYERS = st.lists(st.builds(Layer, SPANS, KINDS, st.none(), st.none()), max_size=12)
CUTS = st.lists(st.integers(-2, 40), max_size=4)


def texts(segments: list[Segment]) -> list[str]:
    return [segment.text for segment in segments]


@settings(deadline=None)
@given(st.text(max_size=30), LAYERS, CUTS)
def test_the_segments_joined_are_the_text(text: str, layers: list[Layer], cuts: list[int]) -> None:
    segments = mark(text, layers, cuts)
    assert "".join(texts(segments)) == text
    assert all(s.span.of(text) == s.text and s.text for s in segments)


@settings(deadline=None)
@given(st.text(min_size=1, max_size=30), LAYERS)
def test_each_character_has_the_kinds_that_cover_it(text: str, layers: list[Layer]) -> None:
    for segment in mark(text, layers):
        for at in range(segment.span.start, segment.span.end):
            over = {layer.kind for layer in layers if layer.span.start <= at < layer.span.end}
            assert set(segment.kinds) == over


@settings(deadline=None)
@given(st.text(max_size=20), st.lists(SPANS, max_size=8))
def test_each_anchor_comes_out_once(text: str, spans: list[Span]) -> None:
    layers = [Layer(span, "says", anchor=f"a{n}") for n, span in enumerate(spans)]
    found = [anchor for segment in mark(text, layers) for anchor in segment.anchors]
    assert sorted(found) == sorted(f"a{n}" for n in range(len(spans)))


def test_layers_that_cross_are_cut_where_they_part() -> None:
    segments = mark("abcdef", [Layer(Span(0, 4), "says", note=1), Layer(Span(2, 6), "cue", note=2)])
    assert [(s.text, s.kinds, s.notes) for s in segments] == [
        ("ab", ("says",), ()),
        ("cd", ("cue", "says"), (1,)),
        ("ef", ("cue",), (2,)),
    ]


def test_cuts_divide_a_segment_without_marking_it() -> None:
    assert texts(mark("abcd", [], cuts=[2, 0, 4, 9])) == ["ab", "cd"]


def test_titles_stand_over_their_words_and_no_further() -> None:
    layers = [
        Layer(Span(0, 4), "distance", title="b"),
        Layer(Span(2, 6), "distance", title="a"),
        Layer(Span(3, 5), "distance", title="a"),
        Layer(Span(1, 1), "distance", title="nothing"),
    ]
    segments = [(s.text, s.titles) for s in mark("abcdefg", layers)]
    assert segments == [
        *(("a", ("b",)), ("b", ("b",)), ("c", ("a", "b"))),
        *(("d", ("a", "b")), ("e", ("a",)), ("f", ("a",)), ("g", ())),
    ]


def test_an_anchor_without_words_still_stands() -> None:
    assert mark("", [Layer(Span(5, 9), "says", anchor="x")])[-1].anchors == ("x",)


def test_many_layers_over_one_place_stay_quick() -> None:
    layers = [Layer(Span(n, 20_000 - n), "says") for n in range(10_000)]
    assert len(mark("x" * 20_000, layers)) == 19_999
