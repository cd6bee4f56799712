"""What a young person sees: their link, their questions, and what came of them."""
