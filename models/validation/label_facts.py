"""What is foretold, as a dated definition: version, day, source, and who counts as neither."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from features.labels import LABELS, label_named
from features.outcomes import Label
from models.spec import Spec


def labels_beside(spec: Spec) -> list[Label]:
    """The other definitions that read the same tables, each one setting away."""
    own = label_named(spec.outcome)
    return [one for one in LABELS.values() if one.news == own.news and one.name != own.name]


def label_facts(spec: Spec, measured: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The definition of the spec's outcome, as JSON.

    `horizon` and `maturity` are in months of the spec's calendar; `beside` are the other
    definitions (`labels_beside`) over the same horizon, each with the `figures` that were measured
    by it (`models.validation.other_labels`), None where nothing was.
    """
    label = label_named(spec.outcome)
    return {
        "name": label.name,
        "title": asdict(label.title),
        "version": label.basis.version,
        "dated": label.basis.dated.isoformat(),
        "source": asdict(label.basis.source),
        "horizon": spec.horizon.value,
        "maturity": spec.maturity.value,
        "calendar": spec.calendar,
        "beside": [
            {
                "name": other.name,
                "title": asdict(other.title),
                "figures": measured.get(other.name),
            }
            for other in labels_beside(spec)
        ],
    }
