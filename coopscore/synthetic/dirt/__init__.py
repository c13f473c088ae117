"""Dirt as offices send it, planted at known rates, with a log of what was planted where."""
