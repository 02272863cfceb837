"""What the pages about quotations say: lists, one of them, cards, and how it is cited."""
