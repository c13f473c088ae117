"""What is foretold, as a dated definition: version, day, source, and who counts as neither."""

from dataclasses import asdict
from typing import Any

from features.labels import LABELS, label_named
from models.spec import Spec


def label_facts(spec: Spec) -> dict[str, Any]:
    """The definition of the spec's outcome, as JSON.

    `horizon` and `maturity` are in months of the spec's calendar; `beside` names the other
    definitions that read the same tables, each one setting away.
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
            {"name": other.name, "title": asdict(other.title)}
            for other in LABELS.values()
            if other.news == label.news and other.name != label.name
        ],
    }
