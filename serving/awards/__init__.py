"""The award committee's desk: an edition run, stored and told."""
