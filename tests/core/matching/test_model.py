"""The file of fitted numbers."""

from __future__ import annotations

from vlagraph.core.matching import ScoreModel, TopicNumbers, default_model, read_model
from vlagraph.core.matching.features import FEATURES
from vlagraph.core.matching.model import dump_model


def test_the_model_file_is_in_the_form_that_the_fit_writes() -> None:
    model = default_model()

    assert read_model(dump_model(model)) == model
    assert set(model.weights) == set(FEATURES)
    assert 0 < model.threshold < 1


def test_a_renamed_topic_keeps_what_was_fitted_for_its_latest_former_id() -> None:
    fitted = {
        "old": TopicNumbers(offset=1.0),
        "older": TopicNumbers(offset=2.0),
        "own": TopicNumbers(offset=3.0),
    }
    model = ScoreModel(threshold=0.5, intercept=0.0, weights={}, topics=fitted)
    moved = model.following({"new": ["older", "old"], "own": ["old"], "fresh": ["unknown"]})

    assert [moved.numbers(name).offset for name in ("new", "own", "fresh")] == [1.0, 3.0, 0.0]
    assert model.following({"own": ["old"]}) is model
