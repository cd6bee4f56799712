"""Free text to themes: the only home of NLTK."""
