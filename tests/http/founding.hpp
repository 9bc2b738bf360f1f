#pragma once

#include <string>

#include "app/company.hpp"
#include "app/ports.hpp"
#include "app/shelf.hpp"
#include "cli/pack_files.hpp"

namespace guiju::http_test {

/// The pack `company` and another one as they are in packs/; its parameters as it ships them.
struct PackShelf : app::Shelf {
  explicit PackShelf(const std::string& pack);
};

/// The company.yaml of a pack.
app::Company company_of(const cli::PackLoader& loader, const std::string& pack);
/// Makes the people, sites, clients and settings of the pack's company.yaml in an empty store.
void found_company(app::Store& store, const app::Shelf& shelf, const std::string& pack);
/// The same of a company that was read; the shelf's last pack is the one of its `before`.
void found_company(app::Store& store, const app::Shelf& shelf, const app::Company& company);

}  // namespace guiju::http_test
