"""Every command of the core in its wire form: handed in, or previewed."""
