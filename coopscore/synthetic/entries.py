"""Who is on the register and what became of them, as rows of `cooperative` and `status_event`."""

import numpy as np

from coopscore.identifiers import make_check_digit
from coopscore.synthetic.births import Births
from coopscore.synthetic.export import Columns, Rows, coop_ids
from coopscore.synthetic.lives import Lives
from coopscore.synthetic.world import World
from coopscore.synthetic.years import Ints, Words, Years
from coopscore.vocabulary import PROVINCE

# National ids in use begin with 10 or 14: none that begins with 99 can belong to a legal person.
# The serial leaves digits 4 to 9 other than all zero, as the rule of the check digit wants.
_FIRST_UNREAL = 9_931_000_000


def registered(
    world: World, births: Births, lives: Lives, years: Years, rng: np.random.Generator
) -> tuple[Rows, Rows]:
    """The tables `cooperative` and `status_event`."""
    everyone = np.arange(len(births))
    numbers = rng.integers(100, 60_000, len(births))
    entries = _entries(births, everyone, numbers, births.county, births.founded, births.registered)
    movers, county, day = _moves(world, births, lives, years, rng)
    moved = _entries(births, movers, numbers, county, day, day + rng.integers(5, 40, len(movers)))
    return Rows.of("cooperative", [entries, moved]), Rows.of("status_event", _turns(lives))


def _entries(
    births: Births, who: Ints, numbers: Ints, county: Words, valid_from: Ints, recorded_at: Ints
) -> Columns:
    return {
        "coop_id": coop_ids(who),
        "name": _names(births)[who],
        "national_id": _national_ids(who),
        "registration_no": numbers[who],
        "founded_on": births.founded[who],
        "legal_form": births.legal_form[who],
        "membership": births.membership[who],
        "branch": births.branch[who],
        "province": np.array([PROVINCE[code].fa for code in births.province[who]], dtype=np.str_),
        "county": county,
        "valid_from": valid_from,
        "recorded_at": recorded_at,
    }


def _national_ids(who: Ints) -> Words:
    tens = [str(_FIRST_UNREAL + 7 * number) for number in who.tolist()]
    return np.array([ten + make_check_digit(ten) for ten in tens], dtype=np.str_)


def _names(births: Births) -> Words:
    return np.array(
        [
            f"اتحادیهٔ تعاونی‌های {subject} {county}"
            if form.startswith("اتحادیه")
            else f"شرکت تعاونی {subject} {epithet} {county}"
            for subject, epithet, county, form in zip(
                births.subject, births.epithet, births.county, births.legal_form, strict=True
            )
        ]
    )


def _moves(
    world: World, births: Births, lives: Lives, years: Years, rng: np.random.Generator
) -> tuple[Ints, Words, Ints]:
    """Those who moved to another county of their province, once, and the day."""
    size = len(births)
    first = np.maximum(births.founded + 400, years.openings()[0])
    last = np.minimum(lives.ended - 40, years.until.toordinal())
    day = first + (rng.random(size) * np.maximum(last - first, 1)).astype(np.int64)
    share = 1 - (1 - world.moved) ** len(years.numbers)
    who = np.flatnonzero((last > first) & (rng.random(size) < share))
    others = [
        [c for c in world.provinces[births.province[i]].counties if c != births.county[i]]
        for i in who
    ]
    able = np.array([bool(names) for names in others], dtype=np.bool_)
    picks = rng.random(len(who))
    county = [names[int(p * len(names))] for names, p in zip(others, picks, strict=True) if names]
    return who[able], np.array(county, dtype=np.str_), day[who[able]]


def _turns(lives: Lives) -> list[Columns]:
    """Changes of status; of those who ended, nothing about their activity is recorded later."""
    parts = []
    for turn in lives.turns:
        ended = lives.ended[turn.who]
        kept = (turn.axis == "registry_stage") | (turn.known < ended)
        part: Columns = {
            "coop_id": coop_ids(turn.who)[kept],
            "axis": turn.axis[kept],
            "to_code": turn.to_code[kept],
            "reason": turn.reason[kept],
            "actor": turn.actor[kept],
            "valid_from": turn.happened[kept],
            "recorded_at": turn.known[kept],
        }
        parts.append(part)
    return parts
