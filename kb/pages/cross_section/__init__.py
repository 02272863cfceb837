"""What the table of themes and the page of themes that go together say."""
