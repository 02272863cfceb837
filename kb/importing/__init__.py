"""Carrying drafts into the records: in one transaction, linked across theses, keeping what people did."""
