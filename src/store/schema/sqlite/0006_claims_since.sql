-- Since when a claim is held, in seconds since 1970. NULL: it was taken before this was kept, and a store that is rebuilt knows.
ALTER TABLE claims ADD COLUMN since INTEGER;
