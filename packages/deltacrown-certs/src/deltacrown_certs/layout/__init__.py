"""The layout: a certificate becomes a list of drawing operations, the same for paper and screen."""
