"""Games: those that plugins bring, and those that administrators add or say otherwise of."""
