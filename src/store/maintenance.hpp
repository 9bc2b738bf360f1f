#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "journal/seal.hpp"
#include "store/location.hpp"
#include "store/sql/catalogue.hpp"

/// What is done to a store's database from outside: proving it, saving it, making it anew. None of
/// it changes the database that it reads. All throw `Fault` when they cannot do their work.
namespace guiju::store {

/// Called now and then: so much of so much is done.
using Progress = std::function<void(std::uint64_t done, std::uint64_t total)>;

struct Finding {
  enum class Kind {
    journal,  ///< the chain, the numbers or a seal do not hold
    entry,    ///< an entry cannot be read: it rests on a pack or a rule that does not exist
    record,   ///< a record is not what its facts make of it, or has none, or is missing
    claim,    ///< what a record has for itself alone is not what its facts make of it
    file,     ///< the file itself is damaged
    content,  ///< an attachment of the journal is missing, or is not what its hash says
  };
  Kind kind = Kind::journal;
  std::uint64_t seq = 0;  ///< of the entry; 0 for a record or the file
  std::string text;       ///< what is wrong, for people
};
const char* to_text(Finding::Kind kind);

struct VerifyReport {
  std::uint64_t entries = 0, seals = 0, records = 0, contents = 0;
  std::uint64_t findings_total = 0;
  std::vector<Finding> findings;  ///< the first hundred
  std::optional<journal::Seal> last_seal;
  std::uint64_t unsealed = 0;  ///< entries after the last seal: of these the end may be missing

  bool is_sound() const { return findings_total == 0; }
};

/// Reads the journal once for every 250,000 records: its chain and seals hold, every rule that is
/// cited exists in the pack version that was in force, every record is what its facts make of it,
/// and so is every claim, every attachment that a fact has put into a record lies there under its
/// hash. `root`: of a seal that was noted elsewhere; there must be a seal with it. May run beside
/// the server.
VerifyReport verify(const Location& location, const FindPack& find_pack,
                    const std::optional<Hash>& root, const Progress& progress);

/// Copies the file of a store as it is at this moment, beside the running server, with the contents
/// of its attachments; uploads that stand in no record stay behind. The copy appears under its name
/// when it is whole. Refuses to overwrite. Progress in pages.
void backup(const std::filesystem::path& from, const std::filesystem::path& to,
            const Progress& progress);

/// Makes a store of a backup, with its contents. Refuses to overwrite, and a file that is no sound
/// store of this program's or an earlier schema.
void restore(const std::filesystem::path& from, const std::filesystem::path& to,
             const Progress& progress);

/// Makes a company anew from the journal of another, on either engine: records and all that hangs
/// on them come from the facts, everything else is copied as it is at this moment, but uploads that
/// stand in no record. `contents`: where PostgreSQL's attachments are to lie; those of a file lie
/// beside it. Refuses to overwrite. Returns the attachments that do not lie whole with the other
/// company: the records are made all the same. Progress in entries.
[[nodiscard]] std::vector<Finding> rebuild(const Location& from, const Location& to,
                                           const std::filesystem::path& contents,
                                           const FindPack& find_pack, const Progress& progress);

}  // namespace guiju::store
