"""What the pages about authors, works and the sources of a thesis say."""
