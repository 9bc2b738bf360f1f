-- Contents of attachments lie in a folder beside the file, under their hash; here stands who may use
-- which. A content is removed when nobody has uploaded it lately and no record has ever held it.
-- looks: the media type that it looks like, whatever it is called.
CREATE TABLE contents(
  hash TEXT PRIMARY KEY,
  looks TEXT NOT NULL,
  bytes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE uploads(
  hash TEXT NOT NULL,
  person TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY(hash, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX uploads_at ON uploads(at);
-- Follows from the journal: every content that a fact has put into a record, as it was first called.
CREATE TABLE attachments(
  hash TEXT NOT NULL,
  record TEXT NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  PRIMARY KEY(hash, record)
) STRICT, WITHOUT ROWID;
