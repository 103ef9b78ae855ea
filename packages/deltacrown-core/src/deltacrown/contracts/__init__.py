"""What a plugin may bring: one small abstract class a kind, with its example in the docstring."""
