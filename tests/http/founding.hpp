#pragma once

#include <string>

#include "app/ports.hpp"
#include "app/shelf.hpp"

namespace guiju::http_test {

/// The pack `company` and another one as they are in packs/; its parameters as it ships them.
struct PackShelf : app::Shelf {
  explicit PackShelf(const std::string& pack);
};

/// Makes the people, sites, clients and settings of the pack's company.yaml in an empty store.
void found_company(app::Store& store, const app::Shelf& shelf, const std::string& pack);

}  // namespace guiju::http_test
