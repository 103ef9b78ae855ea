"""Plugins: the hooks they may implement, how they are found, and how they are asked without being trusted."""
