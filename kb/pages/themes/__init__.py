"""What the pages about themes say: the register, one theme across theses, and the lists behind its numbers."""
