"""What the pages about informants say."""
