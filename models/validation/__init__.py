"""What a validation measures: rows out of time, figures with intervals, slices, and curves."""
