#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "feel/scope.hpp"
#include "pack/model.hpp"

/// The names that the expressions of a pack may use, and what they stand for.
namespace guiju::pack {

/// Gives every meaning a slot once.
class Bindings {
 public:
  explicit Bindings(Pack& pack) : pack_(pack) {}
  int slot(const Binding& binding);

 private:
  using Key = std::tuple<int, int, int, const RecordType*>;
  Pack& pack_;
  std::map<Key, int> known_;
};

/// The names of one place: a command's, a deadline's, a form's.
class Names {
 public:
  Names(Pack& pack, Bindings& bindings, Diagnostics& diagnostics);

  /// Fields and marks of a record of `type`, its parent and what it refers to.
  Names& add_record(const RecordType& type);
  /// Inputs of a command; they hide the fields of the same name.
  Names& add_inputs(const Command& command);
  Names& add_actor();
  Names& add_clock();
  Names& add_each(const feel::Type& element);
  Names& add_let(const std::string& name, int index, const feel::Type& type);
  Names& add_arguments(const std::vector<std::string>& arguments);

  /// Compiles `formula` with these names; the tables it asks are compiled with them too. A formula
  /// that is not stated stays empty.
  void compile(Formula& formula, const feel::Type& expected = {});
  /// The same, where a bare word that is a role of the pack stands for itself.
  void compile_owner(Formula& formula);
  /// The element type of a compiled list.
  static feel::Type element_of(const Formula& formula);

 private:
  void add_functions();
  void add_binding(const std::string& name, const feel::Type& type, const Binding& binding);
  void add_type(const std::string& prefix, const RecordType& type, int depth,
                const std::vector<Binding>& path);
  void add_value(const std::string& name, const FieldType& type, const Binding& own, int depth,
                 const std::vector<Binding>& path);
  int slot_on(const std::vector<Binding>& path, const Binding& last);
  void add_tables_of(const std::string& text);

  Pack& pack_;
  Bindings& bindings_;
  Diagnostics& diagnostics_;
  feel::Scope scope_;
  std::vector<int> tables_added_;
};

}  // namespace guiju::pack
