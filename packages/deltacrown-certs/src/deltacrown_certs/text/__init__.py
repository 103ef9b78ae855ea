"""Text: the fonts, shaping by HarfBuzz, and fitting what is long."""
