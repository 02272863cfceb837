"""Who and what is cited, where, and what for."""
