"""Certificates for DeltaCrown: values in, bytes out, with no host and no database."""
