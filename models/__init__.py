"""What follows from what was known: estimators, calibration, scale and reasons."""
