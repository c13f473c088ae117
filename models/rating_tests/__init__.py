"""Tests of a rating system: what is claimed of its probabilities and grades, and does it hold?"""
