"""Everything one ledger holds about one story, as it goes to a page or an export."""

from __future__ import annotations

from dataclasses import dataclass

from whence.records.extraction import Extraction
from whence.records.judgement import Judgement
from whence.records.links import Links
from whence.records.report import Refusal, Report


@dataclass(frozen=True, slots=True)
class Story:
    """A ledger's contents in memory: `extractions` stand in the order of `reports`.

    `decisions` are all that people took, in order, those taken back among them.
    """

    name: str
    reports: tuple[Report, ...]
    extractions: tuple[Extraction, ...]
    links: Links
    refusals: tuple[Refusal, ...] = ()
    decisions: tuple[Judgement, ...] = ()
