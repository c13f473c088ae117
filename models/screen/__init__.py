"""The drift and leakage screen that stands before training."""

from models.screen.findings import Finding, Screening, Verdict
from models.screen.screening import Evidence, evidence_of, screen
from models.screen_settings import ScreenSettings

__all__ = [
    "Evidence",
    "Finding",
    "ScreenSettings",
    "Screening",
    "Verdict",
    "evidence_of",
    "screen",
]
