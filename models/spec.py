"""What a model is to be: outcome, cohort, inputs, days and settings, read from one TOML file.

A spec is refused as a whole where any key is unknown, missing or out of range, and every fault is
named at once. Its hash is written in the bundle, so that a score can be traced to the settings
that made it.
"""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from coopscore.calendar import Calendar, Months, every, month_end, shift
from coopscore.errors import InvalidSpec, UnknownSpec
from coopscore.language import Text
from features.catalogue import witnesses_among
from models.keys import KEYS, OPTIONAL, flat, read_keys
from models.screen_settings import ScreenSettings
from models.spec_lead import DEFAULT_LEAD, lead_faults, rests
from models.spec_tables import (
    AdditiveSettings,
    BoosterSettings,
    CalibrationSettings,
    ChampionSettings,
    HazardSettings,
    LinearSettings,
    LogisticSettings,
    RatingSettings,
    RuleSettings,
)
from models.splits import Fold, walk_forward

_SCALE = "master_scale"
_TABLES: Mapping[str, Any] = {
    "booster": BoosterSettings,
    "logistic": LogisticSettings,
    "additive": AdditiveSettings,
    "rule": RuleSettings,
    "calibration": CalibrationSettings,
    "screen": ScreenSettings,
}


@dataclass(frozen=True, kw_only=True)
class Spec:
    """One model's settings, as written down by an analyst."""

    name: str
    title: Text
    outcome: str
    horizon: Months
    maturity: Months
    quiet: Months
    cohort: str
    scored: str
    calendar: Calendar
    features: tuple[str, ...]
    first_as_of: date
    every: Months
    test_every: Months
    test_span: Months | None
    between: Months | None
    folds: int
    booster: BoosterSettings
    logistic: LogisticSettings
    additive: AdditiveSettings
    rule: RuleSettings
    linear: LinearSettings | None
    blend: Mapping[str, float]
    calibration: CalibrationSettings
    screen: ScreenSettings
    champion: ChampionSettings
    rating: RatingSettings | None
    hazard: HazardSettings | None
    acceptance: Mapping[str, str]
    search: Mapping[str, Any]

    @classmethod
    def of(cls, content: Mapping[str, object], source: str) -> "Spec":
        """The spec that `content` (TOML tables, or a bundle's JSON) writes down.

        Raises
        ------
        InvalidSpec
            Naming every unknown, missing and refused key of `source`.
        """
        values, refused = read_keys(content)
        refused = [*refused, *_witnesses(values), *lead_faults(values)]
        found = flat(content).keys()
        unknown = sorted(found - KEYS.keys())
        missing = sorted((KEYS.keys() - OPTIONAL - found) | rests(found))
        refused += _overlapping(values)
        if unknown or missing or refused:
            raise _invalid(source, unknown, missing, refused)
        return _spec(values)

    def content(self) -> dict[str, Any]:
        """The spec as JSON holds it; `Spec.of` reads it back."""
        return {
            "name": self.name,
            "title": asdict(self.title),
            "outcome": self.outcome,
            "horizon": str(self.horizon),
            "maturity": str(self.maturity),
            "quiet": str(self.quiet),
            "cohort": self.cohort,
            **({"scored": self.scored} if self.scored != self.cohort else {}),
            "calendar": self.calendar,
            "features": list(self.features),
            "time": {
                "first_as_of": self.first_as_of.isoformat(),
                "every": str(self.every),
                "test_every": str(self.test_every),
                **({"test_span": str(self.test_span)} if self.test_span else {}),
                **({"between": str(self.between)} if self.between else {}),
                "folds": self.folds,
            },
            **{name: asdict(getattr(self, name)) for name in _TABLES},
            **({"linear": asdict(self.linear)} if self.linear else {}),
            **({"blend": dict(self.blend)} if self.blend else {}),
            "champion": _champion(self.champion),
            **({"rating": asdict(self.rating)} if self.rating else {}),
            **({"hazard": asdict(self.hazard)} if self.hazard else {}),
            "acceptance": dict(self.acceptance),
            **({"search": _listed(self.search)} if self.search else {}),
        }

    @property
    def hash(self) -> str:
        """SHA-256 of the content, in hex: comments and the order of keys do not count."""
        canonical = json.dumps(self.content(), sort_keys=True, ensure_ascii=False)
        return sha256(canonical.encode()).hexdigest()

    @property
    def gap(self) -> Months:
        """From an as-of day to the day its label is known: horizon plus maturity."""
        return self.horizon + self.maturity

    def training_days(self, until: date) -> tuple[date, ...]:
        """The as-of days whose label is known by `until`, oldest first.

        With a first day of 1 June 2011, a step and a gap of 12 months, `until` 1 June 2013 gives
        1 June 2011 and 1 June 2012. Days `between` lie that far apart, from the first day on too.
        """
        gap = self.gap.value
        return tuple(day for day in self.days(until) if shift(day, gap, self.calendar) <= until)

    def days(self, until: date) -> tuple[date, ...]:
        """All as-of days up to and with `until`, known or not, oldest first."""
        steps = every(self.first_as_of, until, self.every, self.calendar)
        return tuple(sorted({*steps, *self._between(until)}))

    def _between(self, until: date) -> tuple[date, ...]:
        """The second series of days; on months' ends where the first day is one."""
        if self.between is None:
            return ()
        days = every(self.first_as_of, until, self.between, self.calendar)
        ends = month_end(self.first_as_of, self.calendar) == self.first_as_of
        return tuple(month_end(day, self.calendar) for day in days) if ends else days

    def walk(self, days: Sequence[date]) -> tuple[Fold, ...]:
        """The walk forward through as-of days: fitted on all of them, tested on some.

        Tests lie `test_every` apart, counted from the first day. With a step of 6 months and tests
        every 12, days of December are fitted on and never tested on. With a `test_span` all days
        of that length are tested on as one; a period of which days are still missing is not.
        """
        tests = every(self.first_as_of, max(days), self.test_every, self.calendar) if days else ()
        rest = self.test_span.value - self.every.value if self.test_span else 0
        whole = {day for day in tests if shift(day, rest, self.calendar) <= max(days)}
        return walk_forward(
            days, self.horizon, self.maturity, self.folds, self.calendar, whole, self.test_span
        )


def _witnesses(values: Mapping[str, Any]) -> list[str]:
    """What scores are watched by, wherever a spec would score by it."""
    named = {"features": values.get("features", ()), "rule.input": [values.get("rule.input", "")]}
    return [
        f"{key} = {name!r} (monitoring)"
        for key, names in named.items()
        for name in witnesses_among(names)
    ]


def _overlapping(values: Mapping[str, object]) -> list[str]:
    """A line where test periods would overlap, or not hold their own first day."""
    names = ("time.every", "time.test_span", "time.test_every")
    step, span, apart = (values.get(name) for name in names)
    if not (isinstance(step, Months) and isinstance(span, Months) and isinstance(apart, Months)):
        return []
    if step.value <= span.value <= apart.value:
        return []
    return [f"time.test_span = '{span}' ('{step}' .. '{apart}')"]


def _invalid(
    source: str, unknown: list[str], missing: list[str], refused: list[str]
) -> InvalidSpec:
    return InvalidSpec(
        path=source, unknown=unknown or "–", missing=missing or "–", refused=refused or "–"
    )


def _table(values: Mapping[str, object], name: str) -> dict[str, Any]:
    return {
        key.removeprefix(f"{name}."): value
        for key, value in values.items()
        if key.startswith(f"{name}.")
    }


def _champion(settings: ChampionSettings) -> dict[str, Any]:
    """The settings as JSON holds them; who leads unless it is said otherwise is not said."""
    said = {**asdict(settings), "kinds": list(settings.kinds)}
    if settings.lead == DEFAULT_LEAD:
        del said["lead"]
    return said


def _listed(table: Mapping[str, Any]) -> dict[str, Any]:
    """A table whose ranges are lists, as JSON holds them."""
    return {key: list(one) if isinstance(one, tuple) else one for key, one in table.items()}


def _spec(values: Mapping[str, object]) -> Spec:
    top: dict[str, Any] = {key: value for key, value in values.items() if "." not in key}
    linear, rating, hazard = (_table(values, name) for name in ("linear", "rating", "hazard"))
    return Spec(
        **{"scored": top["cohort"], **top},
        **{"test_span": None, "between": None, **_table(values, "time")},
        title=Text(**_table(values, "title")),
        **{name: kind(**_table(values, name)) for name, kind in _TABLES.items()},
        linear=LinearSettings(**linear) if linear else None,
        blend=_table(values, "blend"),
        champion=ChampionSettings(**{"lead": DEFAULT_LEAD, **_table(values, "champion")}),
        rating=RatingSettings(**rating) if rating else None,
        hazard=HazardSettings(**hazard) if hazard else None,
        acceptance=_table(values, "acceptance"),
        search=_table(values, "search"),
    )


def spec_names() -> tuple[str, ...]:
    """The specs that come with the project, in alphabetical order."""
    found = (item.name for item in files("models.specs").iterdir())
    names = (name.removesuffix(".toml") for name in found if name.endswith(".toml"))
    return tuple(sorted(name for name in names if name != _SCALE))


def _text_of(name_or_path: str) -> tuple[str, str]:
    if name_or_path in spec_names():
        resource = files("models.specs").joinpath(f"{name_or_path}.toml")
        return name_or_path, resource.read_text(encoding="utf-8")
    path = Path(name_or_path)
    if path.suffix != ".toml" or not path.is_file():
        raise UnknownSpec(spec=name_or_path, allowed=spec_names())
    try:
        return str(path), path.read_text(encoding="utf-8")
    except UnicodeDecodeError as cause:
        raise _invalid(str(path), [], [], ["UTF-8"]) from cause


def load_spec(name_or_path: str | Path) -> Spec:
    """A spec by its name (`exit`), or by the path of a TOML file of one's own.

    Raises
    ------
    UnknownSpec
        Where it is neither.
    InvalidSpec
        Where the file is not TOML in UTF-8, or any of its keys does not hold.
    """
    source, text = _text_of(str(name_or_path))
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as cause:
        raise _invalid(source, [], [], [f"TOML: {cause}"]) from cause
    return Spec.of(content, source)
