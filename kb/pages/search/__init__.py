"""What the pages of search say."""
