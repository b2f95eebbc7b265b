from __future__ import annotations

import tomllib

from training.linking import Linked, fit_shown

from whence.evaluation.calibration import Platt


def test_what_is_shown_is_raised_where_more_is_right_than_said() -> None:
    found = [
        Linked(story, said, right)
        for story in range(12)
        for said, right in ((0.2, True), (0.2, False), (0.6, True), (0.6, True), (0.9, True))
    ]
    told = tomllib.loads(fit_shown(found))["shown"]
    correction = Platt(told["slope"], told["shift"])
    low, high = correction([0.2, 0.9])
    assert 0.4 < low < 0.7
    assert low < high
