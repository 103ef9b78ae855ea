"""What the pages show, as plain values: functions of the tournament, the engine and the names. No markup, no I/O."""
