"""Work for later: rows that a transaction leaves behind, and that some process takes when their time has come."""
