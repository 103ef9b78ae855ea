"""The reference host of DeltaCrown: API, real time, deliveries and web pages over the core."""
