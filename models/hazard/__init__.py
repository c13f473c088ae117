"""The hazard of falling silent, cycle by cycle, with ends that compete with it."""
