"""Entry fees by proof: who has shown that they paid, who has looked at it, and what they said."""
