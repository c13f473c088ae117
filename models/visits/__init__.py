"""Whom to visit: plans as sampling designs, and what is learnt from the visits afterwards."""
