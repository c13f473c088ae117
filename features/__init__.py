"""What could have been known, about whom, on a day."""
