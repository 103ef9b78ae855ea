"""Pages for those who run tournaments: the control room and what is around it, and new tournaments."""
