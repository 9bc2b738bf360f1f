-- The tables of a company. Instants are seconds of UTC since 1970, dates are days since 1970.
-- The journal is the truth; records and all that hangs on them can be made anew from it.

CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Every version of a pack that was ever used, with its files: stored decisions must resolve.
CREATE TABLE packs(
  ordinal INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  version TEXT NOT NULL,
  hash BLOB NOT NULL,
  UNIQUE(id, version)
) STRICT;
CREATE TABLE pack_files(
  pack INTEGER NOT NULL REFERENCES packs(ordinal),
  path TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY(pack, path)
) STRICT, WITHOUT ROWID;

-- Record types, whatever the version of their pack.
CREATE TABLE kinds(
  ordinal INTEGER PRIMARY KEY,
  pack TEXT NOT NULL,
  type TEXT NOT NULL,
  is_case INTEGER NOT NULL,
  is_report INTEGER NOT NULL,
  has_site INTEGER NOT NULL,
  UNIQUE(pack, type)
) STRICT;

CREATE TABLE journal(
  seq INTEGER PRIMARY KEY,
  stream TEXT NOT NULL,
  stream_seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  command TEXT NOT NULL,
  pack TEXT NOT NULL,
  body TEXT NOT NULL,
  previous_hash BLOB NOT NULL,
  hash BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX journal_stream ON journal(stream, stream_seq);

CREATE TABLE seals(
  day INTEGER PRIMARY KEY,
  first_seq INTEGER NOT NULL,
  last_seq INTEGER NOT NULL,
  count INTEGER NOT NULL,
  entries_root BLOB NOT NULL,
  previous_root BLOB NOT NULL,
  root BLOB NOT NULL
) STRICT;

-- Columns are what lists show and filter by; the body holds fields, clocks and markers.
-- site is null where the type has none, due_order and updated_order where the type is not worked on.
CREATE TABLE records(
  rid INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  kind INTEGER NOT NULL,
  pack INTEGER NOT NULL,
  version INTEGER NOT NULL,
  number TEXT NOT NULL,
  title TEXT NOT NULL,
  state TEXT NOT NULL,
  is_open INTEGER NOT NULL,
  site TEXT,
  department TEXT NOT NULL,
  owner TEXT NOT NULL,
  client TEXT NOT NULL,
  client_name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  due_order INTEGER,
  updated_order INTEGER,
  next_deadline TEXT,
  next_status INTEGER,
  next_started_at INTEGER,
  next_due_at INTEGER,
  next_warn_at INTEGER,
  next_owed_kind INTEGER,
  next_owed_key TEXT,
  markers TEXT NOT NULL,
  timer INTEGER,
  period INTEGER,
  parent TEXT,
  stream TEXT NOT NULL,
  entered_by TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX records_id ON records(id);
CREATE INDEX records_number ON records(number);
-- What is worked on is listed whatever its kind, the rest kind by kind.
CREATE INDEX records_created ON records(kind, is_open, created_at);
CREATE INDEX records_site ON records(kind, site, is_open, created_at)
  WHERE updated_order IS NULL AND site IS NOT NULL;
CREATE INDEX records_listed ON records(is_open, created_at) WHERE updated_order IS NOT NULL;
CREATE INDEX records_listed_site ON records(site, is_open, created_at)
  WHERE updated_order IS NOT NULL AND site IS NOT NULL;
CREATE INDEX records_due ON records(is_open, due_order) WHERE due_order IS NOT NULL;
CREATE INDEX records_updated ON records(is_open, updated_order) WHERE updated_order IS NOT NULL;
CREATE INDEX records_children ON records(parent, kind) WHERE parent IS NOT NULL;
CREATE INDEX records_period ON records(kind, period) WHERE period IS NOT NULL;
CREATE INDEX records_timer ON records(timer) WHERE timer IS NOT NULL;

-- Whom a record names: `p:` a person, `d:` a department, `c:` a client. `sees`: who is named so may
-- see it.
CREATE TABLE named(
  who TEXT NOT NULL,
  is_open INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  rid INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  sees INTEGER NOT NULL,
  PRIMARY KEY(who, is_open, created_at, rid)
) STRICT, WITHOUT ROWID;

-- How many records there are, so that a list can say its total without counting.
CREATE TABLE counts(
  kind INTEGER NOT NULL,
  site TEXT NOT NULL,
  state TEXT NOT NULL,
  is_open INTEGER NOT NULL,
  records INTEGER NOT NULL,
  PRIMARY KEY(kind, site, state, is_open)
) STRICT, WITHOUT ROWID;

-- The same of those who may see a record because it names them: a person, a department, and both of
-- them (their words, parted by a line feed).
CREATE TABLE named_counts(
  who TEXT NOT NULL,
  kind INTEGER NOT NULL,
  site TEXT NOT NULL,
  state TEXT NOT NULL,
  is_open INTEGER NOT NULL,
  records INTEGER NOT NULL,
  PRIMARY KEY(who, kind, site, state, is_open)
) STRICT, WITHOUT ROWID;

-- Clocks whose act is still owed.
CREATE TABLE clocks(
  rid INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  deadline TEXT NOT NULL,
  status INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  due_order INTEGER NOT NULL,
  due_at INTEGER,
  warn_at INTEGER,
  owed_kind INTEGER NOT NULL,
  owed_key TEXT NOT NULL,
  site TEXT NOT NULL,
  department TEXT NOT NULL,
  PRIMARY KEY(rid, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX clocks_owed ON clocks(owed_kind, owed_key, due_order);

CREATE TABLE breaches(
  rid INTEGER PRIMARY KEY,
  on_record TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  pack TEXT NOT NULL,
  site TEXT NOT NULL,
  code TEXT NOT NULL,
  owed_kind INTEGER NOT NULL,
  owed_key TEXT NOT NULL,
  occurred_on INTEGER NOT NULL
) STRICT;
CREATE INDEX breaches_created ON breaches(created_at);

CREATE TABLE serials(
  kind INTEGER NOT NULL,
  scope TEXT NOT NULL,
  taken INTEGER NOT NULL,
  PRIMARY KEY(kind, scope)
) STRICT, WITHOUT ROWID;

CREATE TABLE receipts(
  ordinal INTEGER PRIMARY KEY,
  actor TEXT NOT NULL,
  key TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  at INTEGER NOT NULL,
  status INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX receipts_key ON receipts(key, actor);
CREATE INDEX receipts_at ON receipts(at);

CREATE TABLE notices(
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  to_kind INTEGER NOT NULL,
  to_key TEXT NOT NULL,
  message TEXT NOT NULL,
  record TEXT NOT NULL,
  pack TEXT NOT NULL,
  site TEXT NOT NULL,
  department TEXT NOT NULL
) STRICT;
CREATE INDEX notices_to ON notices(to_kind, to_key);
CREATE TABLE notices_read(person TEXT PRIMARY KEY, up_to INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE schedules(
  pack TEXT NOT NULL,
  schedule TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  PRIMARY KEY(pack, schedule)
) STRICT, WITHOUT ROWID;

CREATE TABLE credentials(
  login TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  is_active INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE sessions(
  token_hash TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_person ON sessions(person);
CREATE TABLE tokens(
  token_hash TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  person TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX tokens_person ON tokens(person);

-- Words made by store/search_text.hpp; only the index is kept, by the record's rid.
CREATE VIRTUAL TABLE search_clients USING fts5(
  words, content='', tokenize='ascii', columnsize=0, prefix='2 3');
CREATE VIRTUAL TABLE search_cases USING fts5(words, content='', tokenize='ascii', columnsize=0);
