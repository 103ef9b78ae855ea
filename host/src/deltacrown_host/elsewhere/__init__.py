"""Signing in elsewhere: by OpenID Connect with any issuer, and with Discord."""
