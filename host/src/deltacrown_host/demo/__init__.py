"""The demonstration: a real World Cup played through the public API of a real host."""
