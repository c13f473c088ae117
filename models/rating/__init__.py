"""From a probability to one that an officer can lend on: anchor, intervals, prudence, evidence."""
