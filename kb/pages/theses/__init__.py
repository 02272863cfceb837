"""What the pages about theses say: the list, one of them, its contents."""
