"""Models that the booster is held against: a scorecard, a sum of curves, and a rule of thumb."""
