"""The first page of the admin: what waits, what is under way, how good each thesis is, who did what."""
