#pragma once

#include <memory>
#include <string>

#include "app/present.hpp"
#include "cli/company_file.hpp"
#include "http/traditional.hpp"

namespace guiju::cli {

/// A company as whoever keeps its machine reads it at one moment: all of it.
class ReadCompany {
 public:
  /// `packs`: the packs folder, or empty. Throws when there is no such database.
  ReadCompany(const std::string& database, const std::string& packs);

  const app::Shelf& shelf() const { return company_.shelf(); }
  const app::Reader& reader() const { return *reader_; }
  Instant now() const { return now_; }
  /// Lives as long as this.
  app::Stage stage(app::Language language) const;

 private:
  PackLoader loader_;
  CompanyFile company_;
  std::unique_ptr<app::Reader> reader_;
  app::Reader::Snapshot snapshot_;
  app::Texts texts_{http::make_traditional_converter()};
  app::Visibility sees_ = app::Visibility::all();
  Instant now_;
};

/// Of an option. Throws where there is no such language.
app::Language language_named(const std::string& text);
/// A day of an option. Throws where it is none.
LocalDate day_named(const std::string& text);

}  // namespace guiju::cli
