#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pack/compile.hpp"
#include "pack/layers.hpp"
#include "pack/yaml.hpp"

/// The first pass: files become the model, expressions stay text (docs/pack-language.md).
namespace guiju::pack {

struct ReadState {
  Pack& pack;
  const CompileOptions& options;
  Diagnostics& diagnostics;
  const std::vector<LayeredFile>& files;
  /// `when` of ladders.yaml: the condition of every deadline.
  Formula deadline_condition;
  /// The record type being read: what its kind calls the rules, and the rules of this pack.
  std::map<std::string, std::vector<std::string>> grounds = {};
};

/// `below`: the articles of the pack that is extended, or nothing.
void read_articles(ReadState& state, const Yaml& yaml, const Yaml& below);
void read_pack_file(ReadState& state, const Yaml& yaml);
void read_record_type(ReadState& state, const Yaml& yaml);
void read_ladders(ReadState& state, const Yaml& yaml);
void read_reports(ReadState& state, const Yaml& yaml);
void read_transition(ReadState& state, const Yaml& yaml);
void read_ledgers(ReadState& state, const Yaml& yaml);
void read_boards(ReadState& state, const Yaml& yaml);
void read_table(ReadState& state, const Yaml& yaml);
void read_script(ReadState& state, const SourceFile& file);
void read_form(ReadState& state, const LayeredFile& file);
/// The head that pages share which begin at `<body>`: of the pack, else of the pack `company`.
inline constexpr std::string_view form_frame = "forms/page.html";

/// A command of a record type whose fields and states have been read.
void read_command(ReadState& state, RecordType& type, const std::string& name, const Yaml& yaml);
/// `{project}-{serial:3}` in its parts.
std::vector<KeyPart> read_key(const RecordType& type, const Yaml& yaml, const std::string& text);
/// Within what a serial counts: the parent, a span of the calendar, or fields.
std::vector<std::string> read_serial_per(const RecordType& type, const Yaml& yaml);
/// The words of `who` and `sees`; `command` is null for those of a type.
std::vector<Who> read_who(const ReadState& state, const RecordType& type, const Command* command,
                          const Yaml& yaml);
/// The field that is named, -1 for none; an error for one that the type does not have.
int named_field(const RecordType& type, const Yaml& yaml);
std::vector<int> named_fields(const RecordType& type, const Yaml& yaml);

/// The entries of a map and the items of a list that has `rules` in each, without those that are
/// wholly inherited and rest on rules alone of which this pack has nothing: they go with their
/// rules, and whatever still uses them is found then.
Yaml::Entries parts_of(const ReadState& state, const Yaml& yaml);
std::vector<Yaml> items_of(const ReadState& state, const Yaml& yaml);

/// Rule ids, which must be carried by the pack. In an inherited place those of which the pack has
/// none are left out, but one must remain.
Basis find_rules(ReadState& state, std::vector<std::string> ids, const SourcePlace& place);
Basis read_basis(ReadState& state, const Yaml& yaml);
std::vector<FollowUp> read_follow_ups(ReadState& state, const Yaml& yaml);
FollowUp read_follow_up(ReadState& state, const Yaml& yaml, const Yaml& with_of);
std::vector<Notification> read_notifications(ReadState& state, const Yaml& yaml);

/// A field type as the pack language writes it; `yaml` is the map that holds `type` and `of`.
FieldType read_field_type(ReadState& state, const Yaml& yaml);
/// `types`, `max_bytes`, `max_count`; errors where the type holds no attachments.
AttachmentLimits read_attachment_limits(const FieldType& type, const Yaml& yaml);
Field read_field(ReadState& state, const std::string& name, const Yaml& yaml);
/// A value of that type from YAML; null and a diagnostic where it is none.
feel::Value read_value(const Yaml& yaml, const FieldType& type);

}  // namespace guiju::pack
