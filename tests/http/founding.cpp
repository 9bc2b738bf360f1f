#include "founding.hpp"

#include <boost/json/parse.hpp>
#include <map>
#include <stdexcept>

#include "app/company.hpp"
#include "app/desk.hpp"
#include "pack/layers.hpp"

namespace guiju::http_test {
namespace {

namespace json = boost::json;

std::string text_of(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value == nullptr ? std::string{} : std::string(value->as_string());
}

json::object object_of(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value == nullptr ? json::object{} : value->as_object();
}

}  // namespace

PackShelf::PackShelf(const std::string& pack) {
  const cli::PackLoader loader(cli::find_places());
  add(loader.base_pointer());
  add(loader.load(pack));
}

app::Company company_of(const cli::PackLoader& loader, const std::string& pack) {
  Diagnostics diagnostics;
  const auto layers = pack::layers_of(loader.read(loader.folder_of(pack)), diagnostics);
  return app::read_company(app::company_of(layers, diagnostics), "company.yaml", diagnostics);
}

void found_company(app::Store& store, const app::Shelf& shelf, const std::string& pack) {
  found_company(store, shelf, company_of(cli::PackLoader(cli::find_places()), pack));
}

void found_company(app::Store& store, const app::Shelf& shelf, const app::Company& company) {
  const app::Texts texts;
  const app::Desk desk(shelf, texts);
  std::map<std::string, std::string> refs;
  store.write([&](app::UnitOfWork& unit) {
    const Instant at = *parse_instant("2026-01-01T00:00:00+08:00");
    desk.found(unit, company, at);
    for (const auto& line : company.before) {
      const std::string on = text_of(line, "on");
      const app::CommandRequest request{.pack = shelf.all().back()->id,
                                        .command = text_of(line, "do"),
                                        .on = refs.contains(on) ? refs[on] : on,
                                        .with = object_of(line, "with"),
                                        .actor = text_of(line, "as")};
      const auto receipt = desk.execute(unit, request, at, at).receipt;
      if (receipt.status >= 400) throw std::runtime_error(request.command + ": " + receipt.body);
      const std::string ref = text_of(line, "ref");
      if (!ref.empty()) {
        refs[ref] = std::string(json::parse(receipt.body).as_object().at("id").as_string());
      }
    }
  });
}

}  // namespace guiju::http_test
