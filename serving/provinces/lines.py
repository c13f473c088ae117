"""How provinces stand, as lines for people: the form in which a ministry would publish it."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from coopscore.numerals import localised
from coopscore.vocabulary import INDICATOR, SUPERVISION_KIND
from models.provinces.states import GONE, LIVING, TITLES
from serving.i18n import Words
from serving.provinces.selection import Selection, group_title
from serving.provinces.stocks import Fall, fall_of
from serving.provinces.tables import acts_of, counted, named, official_of

Row = Mapping[str, Any]
DASH = "–"


def lines_of(found: Selection, words: Words, indicator: str = "") -> Iterator[str]:
    """One province in full, or all places by one indicator or by all of them."""
    content = found.content
    days = {name: date.fromisoformat(content[name]) for name in ("first", "last", "as_of")}
    yield words("province_title", group=group_title(found.group, words), **days)
    yield words("province_formulas", version=localised(content["formulas"]["version"], words.lang))
    if found.province and found.level == "province" and found.rows:
        yield from _whole(found, found.rows[0], words)
        return
    for code in [indicator] if indicator else list(INDICATOR):
        yield from _by_indicator(found, code, words)
    yield from _whole(found, found.group["together"], words)


def rate_text(rate: Row, words: Words) -> str:
    """A rate with its parts and its interval; a dash where there is nothing to divide by."""
    if rate["value"] is None:
        return DASH
    parts = {
        "value": words.percent(rate["value"]),
        "numerator": words.number(rate["numerator"], 1 if rate["kind"] == "mean" else 0),
        "denominator": words.number(rate["denominator"]),
    }
    if rate["low"] is None:
        return words("province_rate_bare", **parts)
    ends = {name: words.percent(round(rate[name], 3)) for name in ("low", "high")}
    return words("province_rate", **parts, **ends)


def rank_text(ranked: Row | None, words: Words) -> str:
    """A rank with the set that it may truly lie in."""
    if ranked is None:
        return words("province_unranked")
    told = {name: words.number(ranked[name]) for name in ("rank", "low", "high", "of")}
    return words("province_ranked", **told)


def _by_indicator(found: Selection, code: str, words: Words) -> Iterator[str]:
    yield words("province_by", indicator=words.text(INDICATOR[code]))

    def order(row: Row) -> tuple[int, str, str]:
        ranked = row["indicators"][code]["ranked"]
        return (ranked["rank"] if ranked else len(found.rows) + 1, row["province"], row["county"])

    for row in sorted(found.rows, key=order):
        one = row["indicators"][code]
        yield words(
            "province_line", place=named(row, words), rate=rate_text(one, words),
            rank=rank_text(one["ranked"], words),
        )  # fmt: skip


def _whole(found: Selection, row: Row, words: Words) -> Iterator[str]:
    yield words("province_of", place=named(row, words))
    for code, title in INDICATOR.items():
        one = row["indicators"][code]
        yield words("province_figure", figure=words.text(title), rate=rate_text(one, words))
        if row["province"]:
            yield words("province_rank_line", rank=rank_text(one["ranked"], words))
            yield words("province_beside", **_middle(found, code, words))
        published = official_of(found, row, code)
        if published is not None:
            yield words("province_published", **_published(published, words))
    yield from _revivals(row, words)
    yield from _stock(row, words)
    yield from _counts(found, row, words)
    yield from _acts(found, row, words)


def _middle(found: Selection, code: str, words: Words) -> dict[str, str]:
    return {
        name: DASH if (value := found.group[name][code]) is None else words.percent(round(value, 4))
        for name in ("mean", "median")
    }


def _published(one: Row, words: Words) -> dict[str, object]:
    return {
        "value": DASH if one["value"] is None else words.percent(round(one["value"], 4)),
        "rank": DASH if one["rank"] is None else words.number(one["rank"]),
        "day": date.fromisoformat(one["period_end"]),
        "version": localised(one["formula_version"], words.lang),
    }


def _revivals(row: Row, words: Words) -> Iterator[str]:
    parts, relapse = row["indicators"]["revived"]["parts"], row["relapse"]
    proved = row["indicators"]["revived"]["numerator"]
    told = {name: words.number(parts[name]) for name in ("entered", "not_proved", "too_early")}
    yield words("province_revivals", proved=words.number(proved), **told)
    yield words(
        "province_relapse", rate=rate_text(relapse, words),
        before=rate_text(relapse["before"], words),
        too_early=words.number(relapse["too_early"]), already=words.number(relapse["already"]),
    )  # fmt: skip


def _stock(row: Row, words: Words) -> Iterator[str]:
    fall = fall_of(row, LIVING)
    yield words("province_stock_line", start=words.number(fall.start), end=words.number(fall.end))
    yield words("province_left", states=_states(fall.left, words, GONE))
    yield words("province_entered", states=_states(fall.entered, words))
    yield words(
        "province_within",
        revived=words.number(fall.revived),
        dormant=words.number(fall.fell_dormant),
    )
    yield words("province_by_state", states=_states(_ends(fall, row), words))


def _ends(fall: Fall, row: Row) -> dict[str, int]:
    return {name: row["stock"].get(name, 0) for name in LIVING}


def _states(counts: Mapping[str, int], words: Words, always: Collection[str] = ()) -> str:
    """Counts by state; those of nobody are left out, but for some that are always told."""
    told = [
        f"{words.text(TITLES[name])} {words.number(count)}"
        for name, count in counts.items()
        if count or name in always
    ]
    return words("province_and").join(told) or DASH


def _counts(found: Selection, row: Row, words: Words) -> Iterator[str]:
    told = counted(found, row)
    said = {name: _said(name, value, words) for name, value in told.items()}
    yield words("province_active_line", **said)
    yield words("province_jobs_line", asked=words.number(row["jobs"]["asked"]), **said)
    yield words("province_formed_line", **said)
    yield words("province_exports_line", **said)
    if row["trouble"] is not None:
        trouble = row["trouble"]["of_all"]
        years = words.number(found.content["formulas"]["trouble_years"])
        rate = words("province_too_few") if trouble is None else rate_text(trouble, words)
        yield words("province_trouble_line", years=years, rate=rate)


def _said(name: str, value: object, words: Words) -> str:
    if not isinstance(value, int | float):
        return DASH
    return words.percent(round(value, 4)) if name == "jobs_share" else words.number(value)


def _acts(found: Selection, row: Row, words: Words) -> Iterator[str]:
    acts = [one for one in acts_of(found) if row["province"] in ("", one["province"])]
    for kind, title in SUPERVISION_KIND.items():
        own = [one for one in acts if one["kind"] == kind]
        if own:
            count = {name: sum(one[name] for one in own) for name in ("planned", "done", "beside")}
            count["together"] = count["done"] + count["beside"]
            told = {name: words.number(value) for name, value in count.items()}
            yield words("province_act", kind=words.text(title), **told)
    hours = counted(found, row)
    if hours["hours"] is not None:
        told = {name: _said(name, hours[name], words) for name in ("hours", "hours_planned")}
        yield words("province_hours_line", **told)
