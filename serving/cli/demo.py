"""`coopscore demo`: from nothing to explained scores, in one go."""

import os
import sys
from collections.abc import Iterator
from typing import Any

import click

from coopscore.errors import TooFewEvents
from serving.cli.dossiers import dossiers_data, dossiers_lines
from serving.cli.explain import explained_lines
from serving.cli.receipts import receipt_lines
from serving.cli.revivals import revivals_lines
from serving.cli.score import scored_data, scored_lines
from serving.cli.serve import address
from serving.cli.session import CONTEXT, Session, options, with_session
from serving.cli.train import report_lines
from serving.cli.visit_lines import head_data, made_lines
from serving.demonstration import Demonstration, Lent, demonstrate
from serving.i18n import Words
from serving.office import Office
from serving.readings import Readings
from serving.supervising import Supervised
from serving.supervision import REVIVAL

_HOST, _PORT = "127.0.0.1", 8000


@click.command(context_settings=CONTEXT)
@click.option("--cooperatives", type=click.IntRange(min=1), default=3000, show_default=True)
@click.option("--seed", type=click.IntRange(min=0), default=1404, show_default=True)
@click.option("--no-serve", is_flag=True, help="Stop once everything is scored.")
@click.option("--port", type=click.IntRange(0, 65535), default=_PORT, show_default=True)
@options
@with_session
def demo(session: Session, cooperatives: int, seed: int, no_serve: bool, port: int) -> None:
    """Make up a registry, take it in, train, score, explain one score, plan visits, and serve.

    The same number and seed give the same figures; in the same home a second run adds nothing.
    Use another --home for another number or seed.
    """
    with session.office() as office, session.progress() as progress:
        made = demonstrate(
            office, cooperatives=cooperatives, seed=seed, now=session.now, progress=progress
        )
        name = _name(office, made)
    links = _links(made, address(_HOST, port))
    session.answer(_data(made, links), list(_lines(session, made, name, links, no_serve)))
    if not no_serve:
        _serve(session, port)


def _name(office: Office, made: Demonstration) -> str | None:
    return Readings(office.records, office.facts).names().of_one(made.example.coop_id)


def _links(made: Demonstration, url: str) -> list[str]:
    page = f"/cooperatives/{made.example.coop_id}"
    dossiers = [
        f"{url}/cooperatives/{lent.example}?spec={lent.spec}&lang=fa"
        for lent in made.lent
        if lent.example
    ]
    return [
        f"{url}/?lang=fa",
        f"{url}{page}?lang=fa",
        f"{url}{page}?lang=en",
        *dossiers,
        *([f"{url}/early-warning?lang=fa"] if dossiers else []),
        f"{url}/watch-list?lang=fa",
        *([f"{url}/revival-list?lang=fa"] if made.supervised.scored else []),
        f"{url}/revival-list/unproved?lang=fa",
        f"{url}/visit-plan?lang=fa",
        *([f"{url}/awards/{made.award}/book?lang=fa"] if made.award else []),
        f"{url}/provinces?lang=fa",
        f"{url}/v1{page}/score",
        f"{url}/openapi.json",
    ]


def _data(made: Demonstration, links: list[str]) -> dict[str, Any]:
    return {
        "folder": str(made.folder),
        "batch": made.receipt.batch,
        "added": made.receipt.added,
        "version": made.trained.bundle.version,
        "scored": [scored_data(scored, None) for scored in made.scored],
        "example": {
            "coop_id": made.example.coop_id,
            "points": made.example.points,
            "grade": made.example.grade,
            "probability": made.example.probability,
        },
        "lent": [_lent_data(lent) for lent in made.lent],
        "revival": _revival_data(made.supervised),
        "plan": head_data(made.supervised.plan.head),
        "award": made.award,
        "provinces": made.provinces,
        "links": links,
    }


def _revival_data(supervised: Supervised) -> dict[str, Any]:
    if supervised.trained is None or supervised.scored is None:
        return {"spec": REVIVAL, "refused": TooFewEvents.code}
    return {
        "spec": REVIVAL,
        "version": supervised.trained.bundle.version,
        "scored": scored_data(supervised.scored, None),
    }


def _supervised_lines(supervised: Supervised, words: Words) -> Iterator[str]:
    yield ""
    if supervised.refused is not None:
        yield f"{REVIVAL}: {supervised.refused.sentence(words.lang)}"
    if supervised.trained is not None and supervised.scored is not None:
        yield from report_lines(supervised.trained, words)
        yield from scored_lines(supervised.scored, None, words)
    yield ""
    made = supervised.plan
    yield from made_lines(made.head, made.counts, None, words, by_county=False)
    yield ""
    yield from revivals_lines(supervised.checked, words)


def _lent_data(lent: Lent) -> dict[str, Any]:
    if lent.trained is None or lent.dossiers is None:
        return {"spec": lent.spec, "refused": TooFewEvents.code}
    return {
        "spec": lent.spec,
        "version": lent.trained.bundle.version,
        "scored": [scored_data(scored, None) for scored in lent.scored],
        "dossiers": dossiers_data(lent.dossiers),
    }


def _lent_lines(lent: Lent, words: Words) -> Iterator[str]:
    yield ""
    if lent.refused is not None:
        yield f"{lent.spec}: {lent.refused.sentence(words.lang)}"
    if lent.trained is None or lent.dossiers is None:
        return
    yield from report_lines(lent.trained, words)
    for scored in lent.scored:
        yield from scored_lines(scored, None, words)
    yield from dossiers_lines(lent.dossiers, words)


def _lines(
    session: Session, made: Demonstration, name: str | None, links: list[str], no_serve: bool
) -> Iterator[str]:
    words = session.words
    yield words("demo_registry", path=made.folder)
    yield from receipt_lines(made.receipt, words)
    yield from report_lines(made.trained, words)
    for scored in made.scored:
        yield from scored_lines(scored, None, words)
    yield ""
    yield words("demo_example")
    yield from explained_lines(made.example, name, words)
    for lent in made.lent:
        yield from _lent_lines(lent, words)
    yield from _supervised_lines(made.supervised, words)
    if made.award:
        yield words("aw_demo", run=made.award)
    yield words("demo_provinces", run=made.provinces)
    yield ""
    yield words("demo_links")
    yield from (f"  {link}" for link in links)
    if no_serve:
        yield words("demo_done", command=f"coopscore serve --home {session.home.path}")


def _serve(session: Session, port: int) -> None:
    """Go on as `coopscore serve`, in a process that never loaded the training libraries."""
    sys.stdout.flush()
    command = ["serve", "--home", str(session.home.path), "--lang", session.words.lang]
    command += ["--host", _HOST, "--port", str(port)]
    os.execv(sys.executable, [sys.executable, "-m", "serving", *command])  # noqa: S606  # ourselves
