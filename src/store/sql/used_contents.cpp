#include "store/sql/used_contents.hpp"

namespace guiju::store {

std::vector<Finding> take_used_contents(Database& copied, const Location& from, ContentFolder& to) {
  {
    Transaction transaction(copied);
    copied.execute("DELETE FROM uploads");
    copied.execute("DELETE FROM contents WHERE hash NOT IN (SELECT hash FROM attachments)");
    transaction.commit();
  }
  std::vector<Finding> findings;
  // Outside of a transaction: a writer that copies files in one for long would be cut off.
  Use rows(
      copied.prepared("SELECT hash, min(record) FROM attachments GROUP BY hash ORDER BY hash"));
  std::optional<ContentFolder>
      contents;  // PostgreSQL need not say where, as long as there are none
  while (rows->step()) {
    if (!contents) contents = contents_of(from);
    const std::string hash = rows->string(0);
    if (to.copy_from(*contents, hash)) continue;
    findings.push_back({.kind = Finding::Kind::content,
                        .text = contents->path_of(hash).string() +
                                " is missing or not what its name says, an attachment of " +
                                rows->string(1)});
  }
  return findings;
}

}  // namespace guiju::store
