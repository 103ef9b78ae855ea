"""The pages: rendered on the server, readable without a script, moved by the socket where there is one."""
