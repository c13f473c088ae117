"""By what a row that was set aside is known again if it comes well later."""

# The row's table, its co-operative, its record, and where the row could be read the digest of its
# content.
Mark = tuple[str, str, str, str | None]
