"""Files that people upload: kept under names that say nothing, and only ever handed out to be saved."""
