"""What all routes share: strict bodies, conditional requests, problem documents, headers, logs."""
