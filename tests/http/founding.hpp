#pragma once

#include "app/ports.hpp"
#include "app/shelf.hpp"

namespace guiju::http_test {

/// The pack `company` and the pack `huayuan`, as they are in packs/.
app::Shelf shelf_of_huayuan();

/// Makes the people, sites, clients and settings of packs/huayuan/company.yaml in an empty store.
void found_company(app::Store& store, const app::Shelf& shelf);

}  // namespace guiju::http_test
