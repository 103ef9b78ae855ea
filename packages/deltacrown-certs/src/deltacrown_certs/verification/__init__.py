"""Whether a file is the certificate it says it is, with no server."""
