"""The vocabulary of themes, as curators shape it and put it on what theses say."""
