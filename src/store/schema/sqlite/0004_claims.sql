-- What a record has for itself alone, by what its pack calls `unique`: the store itself holds it.
-- Follows from the journal.
CREATE TABLE claims(
  kind INTEGER NOT NULL,
  claim TEXT NOT NULL,
  record TEXT NOT NULL,
  PRIMARY KEY(kind, claim)
) STRICT, WITHOUT ROWID;
