"""The soak: random tournaments on real hosts for as long as one likes, while everything that can go wrong does.

    just soak --minutes 60 --seed 7

Two hosts of two processes each share a PostgreSQL and a Redis. Organizers give random commands, spectators follow on
sockets, a server takes webhooks, players pay and are paid; meanwhile processes are killed, servers stop, clocks jump,
files cannot be written and plugins fail. Then it is quiet, and everything is counted again: every journal verifies,
nothing that was acknowledged is missing, the ledger balances, every socket and the webhooks' server heard every event
once and in order. What a run finds becomes a test of its own where it belongs.
"""
