#include "cli/company_file.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <set>
#include <stdexcept>

#include "app/edition.hpp"
#include "store/dump.hpp"

namespace guiju::cli {
namespace {

namespace fs = std::filesystem;

using Overrides = std::vector<pack::ParameterOverride>;

/// Of what the company states, that of which the pack has a parameter.
Overrides own_of(const std::vector<pack::SourceFile>& files, const Overrides& all) {
  if (all.empty()) return {};
  std::set<std::string> known;
  for (const auto& file : files) {  // the pack's own, and that of the pack that it extends
    if (fs::path(file.path).filename() != "pack.yaml") continue;
    try {
      for (const auto& parameter : YAML::Load(file.text)["parameters"])
        known.insert(parameter.first.Scalar());
    } catch (const YAML::Exception&) {
      return {};  // the compiler says where
    }
  }
  Overrides own;
  std::copy_if(all.begin(), all.end(), std::back_inserter(own),
               [&](const auto& stated) { return known.contains(stated.name); });
  return own;
}

/// Compiles a pack or throws with all findings.
std::shared_ptr<const pack::Pack> compile_or_throw(const PackLoader& loader,
                                                   const std::string& label,
                                                   const std::vector<pack::SourceFile>& files,
                                                   const Founding& founding) {
  Diagnostics diagnostics;
  auto pack = compile_for(loader, files, founding, diagnostics);
  if (pack == nullptr) {
    throw std::runtime_error(label + " does not compile:\n" + findings_text(diagnostics, label));
  }
  return pack;
}

/// Adds the versions kept in the database that the shelf does not have yet. A demo's are those of
/// the packs folder where that has the same version: its regulations are still being written.
void put_versions(app::Shelf& shelf, const store::Location& database, const PackLoader& loader,
                  const Founding& founding) {
  for (auto& kept : store::stored_packs(database)) {
    if (kept.id == loader.base().id || shelf.find(kept.id, kept.version) != nullptr) continue;
    if (founding.is_demo && loader.has(kept.id)) {
      auto present = compile_or_throw(loader, kept.id,
                                      loader.read(loader.folder_of_installed(kept.id)), founding);
      if (present->version == kept.version) {
        shelf.add(std::move(present), std::nullopt);
        continue;
      }
    }
    const auto label = kept.id + " " + kept.version + ", kept in the database";
    shelf.add(compile_or_throw(loader, label, kept.files, founding), std::nullopt);
  }
}

/// Puts versions in force as their editions say. False where there are no editions.
bool take_stored_editions(app::Shelf& shelf, const store::Location& database) {
  if (!store::is_taken(database)) return false;
  const store::Dump dump(database, [&](std::string_view id, std::string_view version) {
    return shelf.find(id, version);
  });
  std::vector<casework::RecordPtr> editions;
  dump.records("company", "edition", [&](const casework::Record& record) {
    editions.push_back(std::make_shared<const casework::Record>(record));
  });
  app::take_editions(shelf, editions);
  return !editions.empty();
}

/// The versions kept in the database, each in force as its edition says. In one that has no
/// editions (it is yet to be founded) the regulations of the packs folder are in force.
std::unique_ptr<app::Shelf> put_up_shelf(const store::Location& database, const PackLoader& loader,
                                         const Founding& founding) {
  auto shelf = std::make_unique<app::Shelf>();
  shelf->add(loader.base_pointer());
  put_versions(*shelf, database, loader, founding);
  if (take_stored_editions(*shelf, database)) return shelf;
  const auto in_force = founding.regulations.empty() ? loader.installed() : founding.regulations;
  for (const auto& id : in_force) {
    shelf->add(compile_or_throw(loader, id, loader.read(loader.folder_of_installed(id)), founding));
  }
  return shelf;
}

std::string to_json(const Overrides& overrides) {
  boost::json::object stated;
  for (const auto& one : overrides) stated[one.name] = boost::json::parse(one.yaml);
  return boost::json::serialize(stated);
}

std::vector<std::string> read_ids(const std::string& text) {
  std::vector<std::string> ids;
  const auto stated = boost::json::parse(text);
  for (const auto& id : stated.as_array()) ids.emplace_back(id.as_string());
  return ids;
}

Overrides read_overrides(const std::string& text) {
  Overrides overrides;
  const auto stated = boost::json::parse(text);
  for (const auto& [name, value] : stated.as_object()) {
    overrides.push_back({std::string(name), boost::json::serialize(value), {"database", 0, 0}});
  }
  return overrides;
}

const store::Location& existing(const store::Location& database) {
  if (store::is_taken(database)) return database;
  throw std::runtime_error("there is no company in " + database.shown() +
                           "; `guiju seed-demo` or `guiju init` makes one");
}

Founding read_founding(const store::Location& stated) {
  const store::Location& database = existing(stated);
  return {store::stored_meta(database, "company").value_or(""),
          read_overrides(store::stored_meta(database, "parameters").value_or("{}")),
          store::stored_meta(database, "demo") == "1",
          read_ids(store::stored_meta(database, "regulations").value_or("[]")),
          store::stored_meta(database, "calendar").value_or("")};
}

}  // namespace

PackLoader loader_of_company(const Places& places, const store::Location& database) {
  std::vector<std::string> holidays;
  if (store::is_taken(database))
    holidays = read_ids(store::stored_meta(database, "holidays").value_or("[]"));
  return PackLoader(places, holidays);
}

CompanyFile::CompanyFile(const store::Location& database, const PackLoader& loader)
    : CompanyFile(database, store::contents_of(existing(database)), loader,
                  read_founding(database)) {
  keep_versions();
}

CompanyFile::CompanyFile(const store::Location& database, store::ContentFolder contents,
                         const PackLoader& loader, const Founding& founding)
    : database_(database),
      loader_(loader),
      founding_(founding),
      contents_(std::move(contents)),
      shelf_(put_up_shelf(database, loader, founding)) {
  store_ = std::make_unique<store::SqlStore>(store::SqlOptions{
      .location = database,
      .find_pack = [shelf = shelf_.get()](std::string_view id, std::string_view version) {
        return shelf->find(id, version);
      }});
}

void CompanyFile::keep_versions() {
  for (const auto* pack : shelf_->all()) store_->keep_pack(*pack);
}

void CompanyFile::reread_versions() {
  put_versions(*shelf_, database_, loader_, founding_);
  take_stored_editions(*shelf_, database_);
}

CompanyFile CompanyFile::make(const store::Location& database, const fs::path& contents,
                              const PackLoader& loader, const Founding& founding) {
  if (store::is_taken(database)) {
    store::stored_meta(database, "company");  // says where it is one that was broken off
    throw std::runtime_error(database.shown() + " is there already");
  }
  CompanyFile made(database, store::contents_for(database, contents), loader, founding);
  made.store().set_unfinished(true);
  made.keep_versions();
  if (database.is_postgres()) {
    made.contents_.claim(database.shown());
    made.store().set_meta(store::contents_meta, made.contents().path().native());
  }
  made.store().set_meta("company", founding.name);
  made.store().set_meta("parameters", to_json(founding.parameters));
  made.store().set_meta("regulations",
                        boost::json::serialize(boost::json::array(founding.regulations.begin(),
                                                                  founding.regulations.end())));
  made.store().set_meta("demo", founding.is_demo ? "1" : "0");
  const auto& holidays = loader.holiday_texts();
  made.store().set_meta(
      "holidays", boost::json::serialize(boost::json::array(holidays.begin(), holidays.end())));
  if (!founding.calendar.empty()) made.store().set_meta("calendar", founding.calendar);
  made.store().set_unfinished(false);
  return made;
}

std::shared_ptr<const pack::Pack> compile_for(const PackLoader& loader,
                                              const std::vector<pack::SourceFile>& files,
                                              const Founding& founding, Diagnostics& findings) {
  return loader.compile(files, own_of(files, founding.parameters), findings, founding.calendar);
}

std::unique_ptr<app::Shelf> shelf_of_database(const store::Location& database,
                                              const PackLoader& loader) {
  return put_up_shelf(database, loader, read_founding(database));
}

std::shared_ptr<const pack::Pack> draft_for_database(const store::Location& database,
                                                     const PackLoader& loader,
                                                     const fs::path& folder) {
  return compile_or_throw(loader, folder.generic_string(), loader.read(folder),
                          read_founding(database));
}

}  // namespace guiju::cli
