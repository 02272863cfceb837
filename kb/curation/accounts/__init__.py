"""Accounts: who is let in, and how often somebody may try."""
