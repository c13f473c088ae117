"""Intake: rows of text become facts with two dates, or are set aside with every fault named."""
