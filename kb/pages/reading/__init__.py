"""What a page of the text says: a chapter, its notes and what is marked in it."""
