"""What official entries are worth: bursts of an office, revivals that are proved and ones that are not."""
