"""Records that are likely one: proposals for a person to decide on, never decided here."""
