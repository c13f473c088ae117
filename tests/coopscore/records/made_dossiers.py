"""Scores and dossiers as tests need them on record."""

from datetime import date

from coopscore.dossiers import (
    Act,
    AdverseReason,
    Bridge,
    BridgeTerm,
    ConceptShare,
    Dossier,
    Evidence,
    PeerStanding,
)
from coopscore.records.score_content import score_id, written
from coopscore.scores import Reason, Score

DAY = date(2025, 10, 22)


def score_of(coop_id: str, points: float = 512.5) -> Score:
    return Score(
        coop_id=coop_id, as_of=DAY, spec="credit", version="credit-0123456789ab", batch=3,
        margin=-2.0, probability=0.12, low=0.09, high=0.15, points=points,
        points_unclipped=points, base_points=500.0, grade="D1",
        reasons=(Reason(feature="months_late_3m", value=2.0, points=points - 500.0),),
    )  # fmt: skip


def id_of(coop_id: str) -> str:
    return score_id(written(score_of(coop_id)))


def dossier_of(coop_id: str, catalogue: str = "1405-1") -> Dossier:
    return Dossier(
        score_id=id_of(coop_id), coop_id=coop_id, as_of=DAY, spec="credit",
        version="credit-0123456789ab", catalogue=catalogue,
        concepts=(ConceptShare(concept="loans", points=-0.1 + 12.6),),
        adverse=(
            AdverseReason(
                code="L03", feature="months_late_3m", concept="loans", points=-7.25, value=2.0,
                figures={"count": 2.0, "day": "2025-09-21", "none": None}, held=True,
            ),
        ),
        peers=(
            PeerStanding(
                feature="months_late_3m", value=None, low=0.0, middle=0.5, high=1.0,
                below=None, peers=31, group="branch",
            ),
        ),
        bridge=Bridge(
            since=date(2024, 10, 21), since_version="credit-ba9876543210", points_then=520.0,
            points_now=512.5,
            terms=(BridgeTerm(kind="new_events", points=-7.5, count=4),),
        ),
        recourse=(
            Act(
                act="settle_arrears", about="00000001-2", earliest=date(2025, 11, 21),
                points=531.0, probability=0.064, grade="C3", gain=18.5, promised="D1",
            ),
        ),
        evidence=(
            Evidence(
                feature="months_late_3m", table="facility_month", record_id="r1",
                happened=date(2025, 9, 22), known=date(2025, 10, 4),
                cells={"class": "current", "dpd_days": 31.0},
            ),
        ),
    )  # fmt: skip
