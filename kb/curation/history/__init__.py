"""Who did what, field by field: the pages of the history, and taking back from them."""
