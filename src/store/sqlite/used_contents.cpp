#include "store/sqlite/used_contents.hpp"

namespace guiju::store {

std::vector<Finding> take_used_contents(Database& copied, const ContentFolder& from,
                                        ContentFolder& to) {
  copied.execute("DELETE FROM uploads");
  copied.execute("DELETE FROM contents WHERE hash NOT IN (SELECT hash FROM attachments)");
  std::vector<Finding> findings;
  Use rows(
      copied.prepared("SELECT hash, min(record) FROM attachments GROUP BY hash ORDER BY hash"));
  while (rows->step()) {
    const std::string hash = rows->string(0);
    if (to.copy_from(from, hash)) continue;
    findings.push_back({.kind = Finding::Kind::content,
                        .text = from.path_of(hash).string() +
                                " is missing or not what its name says, an attachment of " +
                                rows->string(1)});
  }
  return findings;
}

}  // namespace guiju::store
