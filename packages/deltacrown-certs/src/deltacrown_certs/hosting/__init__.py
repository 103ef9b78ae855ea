"""The life of certificates in a host, by the doors that it has for every plugin. Nothing else here imports a host."""
