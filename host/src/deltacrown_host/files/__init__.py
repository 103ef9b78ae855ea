"""Files that people upload: kept in a folder under names that say nothing, and only ever handed out to be saved."""
