"""The file of fitted numbers."""

from __future__ import annotations

from vlagraph.core.matching import default_model, read_model
from vlagraph.core.matching.features import FEATURES
from vlagraph.core.matching.model import dump_model


def test_the_model_file_is_in_the_form_that_the_fit_writes() -> None:
    model = default_model()

    assert read_model(dump_model(model)) == model
    assert set(model.weights) == set(FEATURES)
    assert 0 < model.threshold < 1
