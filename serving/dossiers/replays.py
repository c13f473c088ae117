"""Scores that might have been, for the job that makes dossiers: bridges, and what acts lead to.

A job asks for a whole batch of scores at once, as a few replays serve all of them.
"""

from serving.dossiers.bridging import TERMS, bridges
from serving.dossiers.pipeline import can_replay
from serving.dossiers.recourse import LEAST_GAIN, recourses

__all__ = ["LEAST_GAIN", "TERMS", "bridges", "can_replay", "recourses"]
