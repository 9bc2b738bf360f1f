#include "feel/dmn/model.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "feel/dmn/model_parts.hpp"
#include "feel/dmn/xml.hpp"

namespace guiju::feel::dmn {
namespace {

/// One `.dmn` file while its graph is put together.
struct File {
  std::string path;
  pugi::xml_document document;
  pugi::xml_node definitions;
  std::string model_namespace;
  std::unique_ptr<Types> types;
};

using Files = std::vector<std::unique_ptr<File>>;

/// The definitions of a document that was read into `file`; null when it holds none.
std::unique_ptr<File> with_definitions(std::unique_ptr<File> file, Diagnostics& diagnostics) {
  file->definitions = child(file->document, "definitions");
  if (!file->definitions) {
    diagnostics.push_back({Diagnostic::Severity::error,
                           {file->path, 1, 1},
                           "unreadable",
                           "the file is no DMN model",
                           ""});
    return nullptr;
  }
  file->model_namespace = attribute(file->definitions, "namespace");
  file->types = std::make_unique<Types>(file->definitions);
  return file;
}

std::unique_ptr<File> read_file(const std::string& path, Diagnostics& diagnostics) {
  auto file = std::make_unique<File>();
  file->path = path;
  if (!load_xml_file(file->document, path, diagnostics)) return nullptr;
  return with_definitions(std::move(file), diagnostics);
}

/// Puts the graphs of the files together: first all elements, so that each has its slot, then the
/// logic of each, compiled against the names of what it requires.
class Builder {
 public:
  Builder(const Files& files, Diagnostics& diagnostics)
      : files_(files), diagnostics_(diagnostics) {}

  std::shared_ptr<const Model::Parts> run() {
    auto parts = std::make_shared<Model::Parts>();
    parts_ = parts.get();
    parts_->model_namespace = files_.front()->model_namespace;
    for (const auto& file : files_) add_elements(*file);
    parts_->now_slot = static_cast<int>(parts_->elements.size());
    for (const auto& file : files_) import_types(*file);
    for (const auto& [file, node, slot] : nodes_) find_type(*file, node, at(slot));
    for (const auto& [file, node, slot] : nodes_) complete(*file, node, at(slot));
    return parts;
  }

 private:
  Element& at(int slot) { return parts_->elements[static_cast<std::size_t>(slot)]; }

  void add_elements(const File& file) {
    static const std::map<std::string_view, Element::What> kinds{
        {"inputData", Element::What::input},
        {"decision", Element::What::decision},
        {"businessKnowledgeModel", Element::What::knowledge},
        {"decisionService", Element::What::service}};
    for (const auto& node : elements(file.definitions)) {
      const auto kind = kinds.find(local_name(node));
      if (kind == kinds.end()) continue;
      const int slot = static_cast<int>(parts_->elements.size());
      Element element;
      element.what = kind->second;
      element.name = attribute(node, "name");
      element.model_namespace = file.model_namespace;
      slots_[file.model_namespace + "#" + attribute(node, "id")] = slot;
      parts_->elements.push_back(std::move(element));
      nodes_.push_back({&file, node, slot});
    }
  }

  void import_types(const File& file) {
    for (const auto& import : children(file.definitions, "import")) {
      for (const auto& other : files_) {
        if (other->model_namespace == attribute(import, "namespace")) {
          file.types->import(attribute(import, "name"), *other->types);
        }
      }
    }
  }

  static void find_type(const File& file, const pugi::xml_node& node, Element& element) {
    element.type = file.types->find(attribute(child(node, "variable"), "typeRef"));
  }

  /// The slot an `href` leads to; negative when it leads nowhere.
  int slot_of(const File& file, const pugi::xml_node& reference) const {
    std::string href = attribute(reference, "href");
    if (!href.empty() && href.front() == '#') href = file.model_namespace + href;
    const auto found = slots_.find(href);
    return found == slots_.end() ? -1 : found->second;
  }

  /// The name by which `file` knows an element: imported ones have the import's name before them.
  std::string name_in(const File& file, const Element& element) const {
    if (element.model_namespace == file.model_namespace) return element.name;
    for (const auto& import : children(file.definitions, "import")) {
      if (attribute(import, "namespace") != element.model_namespace) continue;
      const std::string prefix = attribute(import, "name");
      return prefix.empty() ? element.name : prefix + "." + element.name;
    }
    return element.name;
  }

  /// The names an element may use: what it requires, and the functions of the clock.
  Known known_to(const File& file, const pugi::xml_node& node) const {
    Known known;
    file.types->add_to(known.scope);
    known.scope.add_function("now", {}, Type::date_time(), parts_->now_slot);
    known.scope.add_function("today", {}, Type::date(), parts_->now_slot + 1);
    for (const auto& requirement : elements(node)) {
      const auto kind = local_name(requirement);
      if (kind != "informationRequirement" && kind != "knowledgeRequirement") continue;
      for (const auto& reference : elements(requirement)) {
        const int slot = slot_of(file, reference);
        if (slot < 0) continue;
        const Element& required = parts_->elements[static_cast<std::size_t>(slot)];
        const bool is_function =
            required.what == Element::What::knowledge || required.what == Element::What::service;
        known.scope.add_variable(name_in(file, required),
                                 is_function ? Type{Type::Kind::function} : required.type, slot);
      }
    }
    known.next_slot = parts_->now_slot + 2;
    return known;
  }

  void complete(const File& file, const pugi::xml_node& node, Element& element) {
    BoxedCompiler compiler{*file.types, file.path, diagnostics_};
    switch (element.what) {
      case Element::What::input:
        break;
      case Element::What::decision:
        element.logic = compiler.child_of(node, known_to(file, node));
        break;
      case Element::What::knowledge: {
        Known known = known_to(file, node);
        const int slot = slots_.at(file.model_namespace + "#" + attribute(node, "id"));
        known.scope.add_variable(element.name, Type{Type::Kind::function}, slot);
        const Type& type = element.type;
        element.logic = compiler.function(child(node, "encapsulatedLogic"), known,
                                          type.is(Type::Kind::function) ? type.element() : type);
        break;
      }
      case Element::What::service:
        complete_service(file, node, element);
        break;
    }
  }

  void complete_service(const File& file, const pugi::xml_node& node, Element& service) {
    for (const char* sort : {"inputData", "inputDecision"}) {
      for (const auto& reference : children(node, sort)) {
        const int slot = slot_of(file, reference);
        if (slot < 0) continue;
        service.parameters.push_back(slot);
        service.parameter_names.push_back(name_in(file, at(slot)));
        service.parameter_types.push_back(at(slot).type);
      }
    }
    for (const auto& reference : children(node, "outputDecision")) {
      const int slot = slot_of(file, reference);
      if (slot >= 0) service.outputs.push_back(slot);
    }
  }

  struct Place {
    const File* file;
    pugi::xml_node node;
    int slot;
  };

  const Files& files_;
  Diagnostics& diagnostics_;
  Model::Parts* parts_ = nullptr;
  std::map<std::string, int> slots_;
  std::vector<Place> nodes_;
};

/// The files beside `path` whose models it imports, directly or not.
void add_imported(const std::string& path, Files& files, Diagnostics& diagnostics) {
  std::set<std::string> wanted;
  const auto note = [&wanted](const File& file) {
    for (const auto& import : children(file.definitions, "import")) {
      wanted.insert(attribute(import, "namespace"));
    }
  };
  note(*files.front());
  if (wanted.empty()) return;
  std::vector<std::string> beside;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path{path}.parent_path())) {
    if (entry.path().extension() == ".dmn" && entry.path() != path) {
      beside.push_back(entry.path().string());
    }
  }
  std::sort(beside.begin(), beside.end());
  Files others;
  for (const auto& other : beside) {
    if (auto file = read_file(other, diagnostics)) others.push_back(std::move(file));
  }
  for (bool found = true; found;) {
    found = false;
    for (auto& other : others) {
      if (!other || wanted.count(other->model_namespace) == 0) continue;
      note(*other);
      files.push_back(std::move(other));
      found = true;
    }
  }
}

}  // namespace

std::optional<Model> Model::load(const std::string& path, Diagnostics& diagnostics) {
  Files files;
  auto file = read_file(path, diagnostics);
  if (!file) return std::nullopt;
  files.push_back(std::move(file));
  add_imported(path, files, diagnostics);
  Model model;
  model.parts_ = Builder{files, diagnostics}.run();
  return model;
}

std::optional<Model> Model::read(std::string_view text, const std::string& name,
                                 Diagnostics& diagnostics) {
  auto file = std::make_unique<File>();
  file->path = name;
  if (!load_xml(file->document, text, name, diagnostics)) return std::nullopt;
  file = with_definitions(std::move(file), diagnostics);
  if (!file) return std::nullopt;
  Files files;
  files.push_back(std::move(file));
  Model model;
  model.parts_ = Builder{files, diagnostics}.run();
  return model;
}

std::vector<std::string> Model::decisions() const {
  std::vector<std::string> names;
  for (const auto& element : parts_->elements) {
    if (element.what == Element::What::decision) names.push_back(element.name);
  }
  return names;
}

}  // namespace guiju::feel::dmn
