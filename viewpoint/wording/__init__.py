"""Words and documents outside the web: messages, letters and dates as people say them."""
