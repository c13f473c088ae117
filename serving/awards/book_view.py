"""What the pages of a run show, worked out from the run's content and nothing else."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from serving.awards.rank_picture import RankPicture, rank_picture
from serving.awards.wording import AwardWords

Content = Mapping[str, Any]
_LEAST = 2  # entries, under which jurors have nothing to agree on


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row of a list in the reader's words."""

    row: Mapping[str, Any]
    name: str
    province: str


@dataclass(frozen=True, kw_only=True)
class ListView:
    """A list of entrants; `left_out` are names and why they have no place."""

    told: Mapping[str, Any]
    title: str
    lines: Sequence[Line]
    picture: RankPicture | None
    left_out: Sequence[tuple[str, str, str]]
    swap: str
    stays: str
    sobol: Sequence[tuple[str, float, float]]
    jury: Sequence[str]
    recusals: Sequence[str]

    @property
    def key(self) -> str:
        """A name for ids on the page."""
        return f"{self.told['province'] or 'nation'}-{abs(hash_of(self.told['branch']))}"


def hash_of(text: str) -> int:
    """A number of a text, the same in every process."""
    return sum((at + 1) * ord(letter) for at, letter in enumerate(text))


def lists(content: Content, stage: str, words: AwardWords) -> list[ListView]:
    """The lists of a stage."""
    names = names_of(content, words)
    where = {one["coop_id"]: one["province"] for one in content["entrants"]}
    return [_list(one, content, names, where, words) for one in content[stage]]


def names_of(content: Content, words: AwardWords) -> dict[str, str]:
    """Each entrant's name, or its id where none is on record."""
    return {
        one["coop_id"]: words.words.name(one["name"]) or one["coop_id"]
        for one in content["entrants"]
    }


def _list(
    one: Mapping[str, Any],
    content: Content,
    names: Mapping[str, str],
    where: Mapping[str, str],
    words: AwardWords,
) -> ListView:
    rows = one["rows"]
    firm = one.get("firmness") or {}
    return ListView(
        told=one,
        title=words.list_title(one),
        lines=[
            Line(
                row=row,
                name=names[row["coop_id"]],
                province=words.province(where[row["coop_id"]]),
            )
            for row in rows
        ],
        picture=rank_picture(
            rows, [names[row["coop_id"]] for row in rows], mirrored=words.words.dir == "rtl"
        ),
        left_out=[
            (coop_id, names[coop_id], words(f"left_{why}"))
            for coop_id, why in one.get("left_out", {}).items()
        ],
        swap=_swap(firm, rows, content, words),
        stays=_stays(firm, words),
        sobol=_sobol(firm, words),
        jury=list(_jury(one["jury"], words)) if "jurors" in one["jury"] else [],
        recusals=[
            _recusal(each, one["jury"], names, content, words)
            for each in one["jury"].get("left_out", ())
        ],
    )


def _swap(firm: Mapping[str, Any], rows: Sequence[Any], content: Content, words: AwardWords) -> str:
    if len(rows) < 2 or not firm or content["edition"]["index"]["aggregation"] != "arithmetic":
        return ""
    swap = firm["swap"]
    if swap is None:
        return words("swap_none")
    changes = swap["change"]
    at = max(range(len(changes)), key=lambda place: (abs(changes[place]), -place))
    return words(
        "swap_text",
        moved=words.words.percent(swap["moved"]),
        indicator=words.indicator(content["indicators"][at]),
        largest=words.words.percent(swap["largest"]),
    )


def _stays(firm: Mapping[str, Any], words: AwardWords) -> str:
    told = firm.get("sensitivity") if firm else None
    if not told:
        return ""
    return words(
        "stays_text",
        share=words.words.percent(told["winner_stays"]),
        shift=words.words.number(told["mean_shift"], 1),
    )


def _sobol(firm: Mapping[str, Any], words: AwardWords) -> list[tuple[str, float, float]]:
    told = firm.get("sensitivity") if firm else None
    shares = told["shift"] if told else []
    return [(words(f"group_{one['group']}"), one["first"], one["total"]) for one in shares]


def _jury(jury: Mapping[str, Any], words: AwardWords) -> Iterator[str]:
    """Sentences about a jury."""
    number = words.words.number
    if jury["state"] != "judged":
        yield words(f"jury_{jury['state']}")
        return
    yield words("jury_judged", entries=number(jury["entries"]))
    yield words("jury_differs" if jury["severity_matters"] else "jury_same")
    agreed = jury["agreement"]
    if agreed["entries"] < _LEAST or agreed["alpha"] is None or agreed["low"] is None:
        yield words("jury_alpha_none")
    else:
        ends = {name: number(agreed[name], 2) for name in ("alpha", "low", "high")}
        yield words("jury_alpha", **ends)
    for block in agreed["blocks"]:
        if block["concordance"] is not None:
            yield words(
                "jury_w",
                w=number(block["concordance"], 2),
                jurors=number(len(block["jurors"])),
                entries=number(block["entries"]),
            )
    if jury["unmarked"]:
        yield words(
            "jury_unmarked", criteria=words.listed([words.criterion(c) for c in jury["unmarked"]])
        )
    if not jury["settled"]:
        yield words("jury_unsettled")


def juror_names(jury: Mapping[str, Any], words: AwardWords) -> dict[str, str]:
    """Jurors by number: a key is nobody's name, and a page has no need of it."""
    keys = sorted(
        {one["juror"] for one in jury["jurors"]} | {one["juror"] for one in jury["left_out"]}
    )
    return {
        key: words("juror_number", number=words.words.number(at))
        for at, key in enumerate(keys, start=1)
    }


def _recusal(
    one: Mapping[str, Any],
    jury: Mapping[str, Any],
    names: Mapping[str, str],
    content: Content,
    words: AwardWords,
) -> str:
    held = one["reason"] == "held_office"
    years = words.words.number(content["edition"]["jury"]["terms_years"])
    return words(
        "recusal_text",
        juror=juror_names(jury, words)[one["juror"]],
        entrant=names.get(one["entry"], one["entry"]),
        reason=words("recusal_held_office", years=years) if held else one["reason"],
        marks=words.words.number(one["marks"]),
    )


def turned_away(content: Content) -> list[Mapping[str, Any]]:
    """Entrants that failed a gate, near misses first."""
    failed = [one for one in content["entrants"] if not one["eligible"]]
    return sorted(failed, key=lambda one: (not one["near_miss"], one["coop_id"]))


def rules(content: Content, words: AwardWords) -> Iterator[str]:
    """The rules of an edition, in sentences."""
    edition, number = content["edition"], words.words.number
    index, quotas = edition["index"], edition["quotas"]
    yield words(
        "rules_index",
        normalisation=words(f"method_{index['normalisation']}"),
        aggregation=words(f"method_{index['aggregation']}"),
        gaps=words(f"method_{index['gaps']}"),
    )
    yield words("rules_jury", share=words.words.percent(edition["jury"]["share"]))
    ties = words.listed([words(f"rule_{rule}") for rule in edition["ties"]])
    yield words("rules_ties", rules=ties)
    yield words(
        "rules_quota",
        provincial=number(quotas["provincial"]),
        national=number(quotas["national"]),
    )
    if quotas["province_most"]:
        yield words("rules_province_most", count=number(quotas["province_most"]))
    if quotas["winners"]:
        yield words("rules_winners", count=number(quotas["winners"]))
    yield words("firm_copeland" if index["aggregation"] == "copeland" else "firm_peers")


def firmness_notes(edition: Mapping[str, Any], words: AwardWords) -> Iterator[str]:
    """How to read sets, spreads and shares."""
    uncertainty, percent = edition["uncertainty"], words.words.percent
    band = percent(uncertainty["weight_band"])
    yield words("firm_sets", level=percent(uncertainty["level"]))
    yield words("firm_spread", band=band, spread=percent(uncertainty["spread"]))
    yield words("firm_wins", band=band)


def opinion(content: Content, words: AwardWords) -> list[str]:
    """The second opinion, in sentences."""
    found = content["second_opinion"]
    if found is None:
        return []
    if "reason" in found:
        return [words("opinion_none", reason=words(f"opinion_{found['reason']}"))]
    number, names = words.words.number, names_of(content, words)
    editions = words.listed([number(one) for one in found["learnt_from"]])
    told = [words("opinion_learnt", editions=editions)]
    for name, key in (("ndcg", "measure_ndcg"), ("winners_found", "measure_found")):
        one = found[name]
        if one is not None:
            shown = {of: number(one[of], 3) for of in ("opinion", "index")}
            signed = {of: number(one[of], 3, signed=True) for of in ("difference", "low", "high")}
            told.append(
                words(
                    "opinion_measure",
                    name=words(key),
                    groups=number(one["groups"]),
                    **shown,
                    **signed,
                )
            )
    told += [
        words(
            "opinion_disagreement",
            entrant=names[one["coop_id"]],
            opinion=number(one["opinion_place"]),
            index=number(one["index_place"]),
        )
        for one in found["disagreements"]
    ]
    if not found["disagreements"]:
        told.append(words("opinion_agrees", top=number(found["top"])))
    return told
