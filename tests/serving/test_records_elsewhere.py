"""Work whose records are in PostgreSQL comes to what it comes to with records in the home."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from awarded_home import NOW, Awarded, score_of
from postgresql_server import Server

from coopscore.actor import SYSTEM
from coopscore.home import Home
from coopscore.records.database import open_records
from serving.awards.running import rank
from serving.deliveries import ingest
from serving.office import open_office
from serving.places import Places

pytestmark = pytest.mark.postgresql

CSV = {
    "cooperative": "coop_id,valid_from,recorded_at,name\nc1,2010-03-21,2010-04-01,آوند\n"
    "C2,2011-03-21,2011-04-01,بهار\nc10,2011-03-21,2011-04-01,پویا\n",
    "filing": "coop_id,period_end,received_on,kind\nc1,2020-03-20,2020-07-01,statement\n",
}


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    folder = tmp_path / "registry"
    folder.mkdir()
    for table, content in CSV.items():
        (folder / f"{table}.csv").write_text(content, encoding="utf-8")
    return folder


def test_a_delivery_and_scores_by_hand_hold_on_a_server(
    coopscore, monkeypatch, postgresql: Server, registry: Path
) -> None:
    with postgresql.records() as url:
        monkeypatch.setenv("COOPSCORE_RECORDS", url)
        said = [coopscore("ingest", registry, "--json")]
        assert (said[0].code, said[0].data["added"]) == (0, 4)
        home = Home(Path("var"), url)
        scores = [score_of(one, "dormancy", at) for at, one in enumerate(["c1", "C2", "c10"])]
        with open_office(home) as office:
            office.records.scorebook.write(scores, actor=SYSTEM, now=NOW)
        said.append(coopscore("ingest", registry, "--json"))
        assert (said[1].code, said[1].data["added"]) == (0, 0)  # on record already
        said.append(coopscore("audit", "verify", "--json"))
        assert said[2].data == {
            "holds": True, "entries": 3, "scores": 3, "dossiers": 0, "overrides": 0, "visits": 0,
            "files": 2,
        }  # fmt: skip
        with open_records(url) as records:
            assert records.audit.verify() == 3
            run = records.score_runs.newest("dormancy", scores[0].as_of)
            assert run is not None
            told = [entry.score for entry in records.score_runs.entries(run)]
        assert told == [scores[1], scores[0], scores[2]]
        monkeypatch.delenv("COOPSCORE_RECORDS")
        said.append(coopscore("audit", "verify"))
        assert (said[3].code, "are not those of the home var" in said[3].err) == (1, True)
    monkeypatch.setenv("COOPSCORE_RECORDS", url)
    said.append(coopscore("audit", "verify"))
    assert (said[4].code, "cannot be reached" in said[4].err) == (1, True)
    assert "s3cret" not in "".join(line.out + line.err for line in said)


def test_an_edition_comes_to_the_same_bytes_on_another_day_with_records_on_the_other_database(
    awarded: Awarded, postgresql: Server, tmp_path: Path
) -> None:
    later = NOW + timedelta(days=40)
    with postgresql.records() as url, open_office(Home(tmp_path / "home", url)) as office:
        ingest(office, awarded.registry, "registry", actor=SYSTEM, now=later, progress=lambda *_: 0)
        ids = sorted(Places(office.facts).now().places)
        scores = [score_of(one, "dormancy", at) for at, one in enumerate(ids)]
        scores += [score_of(one, "credit", at) for at, one in enumerate(ids) if at % 2]
        office.records.scorebook.write(scores, actor=SYSTEM, now=later)
        ranked = rank(office, awarded.edition, anew=False, progress=lambda *_: 0)
        assert office.records.scorebook.verify() == len(scores)
    assert ranked.run_id == awarded.ranked.run_id
    assert json.dumps(ranked.content, sort_keys=True) == json.dumps(
        awarded.ranked.content, sort_keys=True
    )
