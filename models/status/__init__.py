"""What official entries are worth: bursts of an office, and revivals proved or not."""
