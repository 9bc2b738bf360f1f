-- Words that are not in the full-text index yet: many at once cost a fraction of each by itself. Who
-- searches looks through these too. place: SearchTable of store/search_text.hpp.
CREATE TABLE search_pending(
  rid INTEGER PRIMARY KEY,
  place INTEGER NOT NULL,
  words TEXT NOT NULL
) STRICT;
