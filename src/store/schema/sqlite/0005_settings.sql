-- What is kept for next time: of one person, or (without person) of the company. No fact of any case.
CREATE TABLE settings(
  person TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY(person, name)
) STRICT, WITHOUT ROWID;
