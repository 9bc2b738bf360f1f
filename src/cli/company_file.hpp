#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/shelf.hpp"
#include "cli/pack_files.hpp"
#include "store/content_folder.hpp"
#include "store/sql_store.hpp"

namespace guiju::cli {

/// What a company says of itself when its database is made.
struct Founding {
  std::string name;
  std::vector<pack::ParameterOverride> parameters;  ///< each for whichever pack has it
  bool is_demo = false;
  std::vector<std::string> regulations = {};  ///< ids of the packs in force; empty: all there are
  std::string calendar = {};  ///< what differs from the packs' calendars, JSON; or empty
};

/// A loader that compiles with the holiday tables that the company of the database began with; what
/// it has come to know since stands in its journal. The shipped ones where there is no database.
PackLoader loader_of_company(const Places& places, const store::Location& database);

/// A company's database, open, with all versions of the regulations that it lives by. Those of the
/// packs folder are what it begins with; then a version is in force because its edition says so.
class CompanyFile {
 public:
  /// Opens the database that is there. Throws when there is none, or a pack does not compile.
  /// `loader` outlives this.
  CompanyFile(const store::Location& database, const PackLoader& loader);
  /// Makes the database. `contents`: the folder of its attachments, for PostgreSQL; empty for a
  /// file, beside which they lie. Throws when there is one already.
  static CompanyFile make(const store::Location& database, const std::filesystem::path& contents,
                          const PackLoader& loader, const Founding& founding);

  store::SqlStore& store() { return *store_; }
  store::ContentFolder& contents() { return contents_; }
  app::Shelf& shelf() const { return *shelf_; }
  const Founding& founding() const { return founding_; }
  /// Puts on the shelf what another process has handed in or put in force.
  void reread_versions();

 private:
  CompanyFile(const store::Location& database, store::ContentFolder contents,
              const PackLoader& loader, const Founding& founding);
  void keep_versions();

  store::Location database_;
  const PackLoader& loader_;
  Founding founding_;
  store::ContentFolder contents_;
  std::unique_ptr<app::Shelf> shelf_;  // the store looks packs up in it: it must not move
  std::unique_ptr<store::SqlStore> store_;
};

/// Compiles a pack with what the company states of it: parameters, calendar. Null and findings
/// where it does not compile.
std::shared_ptr<const pack::Pack> compile_for(const PackLoader& loader,
                                              const std::vector<pack::SourceFile>& files,
                                              const Founding& founding, Diagnostics& findings);
/// The packs that the records of a database live under, without opening it for writing.
std::unique_ptr<app::Shelf> shelf_of_database(const store::Location& database,
                                              const PackLoader& loader);
/// A draft with what the company of the database states of it: parameters, calendar. Throws with
/// all findings where it does not compile.
std::shared_ptr<const pack::Pack> draft_for_database(const store::Location& database,
                                                     const PackLoader& loader,
                                                     const std::filesystem::path& folder);

}  // namespace guiju::cli
