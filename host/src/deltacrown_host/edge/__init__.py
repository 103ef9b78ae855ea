"""What all routes share: admission, strict bodies, conditional requests, problem documents, headers, logs."""
