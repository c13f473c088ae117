"""Silence by cycles, and the ends that compete with it: the curve beside a score."""
