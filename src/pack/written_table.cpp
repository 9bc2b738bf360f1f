#include "pack/written_table.hpp"

#include <algorithm>
#include <array>

#include "pack/layers.hpp"
#include "pack/yaml.hpp"

namespace guiju::pack {
namespace {

using feel::HitPolicy;

constexpr std::array<std::pair<const char*, HitPolicy>, 11> hit_policies{
    {{"unique", HitPolicy::unique},
     {"any", HitPolicy::any},
     {"priority", HitPolicy::priority},
     {"first", HitPolicy::first},
     {"rule_order", HitPolicy::rule_order},
     {"output_order", HitPolicy::output_order},
     {"collect", HitPolicy::collect},
     {"sum", HitPolicy::collect_sum},
     {"min", HitPolicy::collect_min},
     {"max", HitPolicy::collect_max},
     {"count", HitPolicy::collect_count}}};

/// What a cell says; nothing and `null` alike leave it empty.
std::string cell(const Yaml& yaml) { return yaml.is_null() ? "" : yaml.string(); }

std::vector<std::string> cells(const Yaml& yaml) {
  std::vector<std::string> out;
  for (const auto& item : yaml.items()) out.push_back(cell(item));
  return out;
}

/// One line in single quotes, where nothing but the quote itself means anything; with line ends or
/// other signs that one cannot see, in double quotes.
std::string quoted(const std::string& text) {
  const bool is_plain = std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F;
  });
  std::string out;
  if (is_plain) {
    for (const char c : text) out.append(c == '\'' ? 2 : 1, c);
    return "'" + out + "'";
  }
  constexpr std::string_view digits = "0123456789ABCDEF";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      (out += '\\') += c;
    } else if (byte < 0x20 || byte == 0x7F) {
      ((out += "\\x") += digits[byte / 16]) += digits[byte % 16];
    } else {
      out += c;
    }
  }
  return '"' + out + '"';
}

/// Without quotes where it is a word that YAML takes for nothing else.
std::string scalar(const std::string& text) {
  static constexpr std::array taken{"true", "false", "null", "yes", "no", "on", "off", "y", "n"};
  const auto is_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  };
  const bool begins = !text.empty() && is_word(text.front()) && text.front() != '-' &&
                      (text.front() < '0' || text.front() > '9');
  std::string lower = text;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const bool is_taken = std::find(taken.begin(), taken.end(), lower) != taken.end();
  const bool is_plain = begins && !is_taken && std::all_of(text.begin(), text.end(), is_word);
  return is_plain ? text : quoted(text);
}

template <class Write>
std::string list(const std::vector<std::string>& items, const Write& write) {
  std::string out = "[";
  for (const auto& item : items) out += (out.size() > 1 ? ", " : "") + write(item);
  return out + "]";
}

/// `values: …`, as a list where the tests are plain values; empty for none.
std::string values_entry(const std::string& tests) {
  if (tests.empty()) return "";
  Diagnostics diagnostics;
  const auto compiled =
      feel::UnaryTests::compile(tests, {}, feel::Type::any(), feel::Scope{}, diagnostics);
  std::vector<std::string> items;
  std::string again;
  if (compiled && compiled->shape() && !compiled->shape()->negated) {
    for (const auto& value : compiled->shape()->values) {
      const bool is_text = value.kind() == feel::Kind::string;
      items.push_back(is_text ? scalar(feel::to_text(value)) : feel::to_text(value));
      again += (again.empty() ? "" : ", ") +
               (is_text ? feel_quote(value.as_string()) : feel::to_text(value));
    }
  }
  // Only what reads back as the same tests is written as a list.
  const bool is_list = !items.empty() && again == tests;
  return ", values: " + (is_list ? list(items, [](const auto& i) { return i; }) : quoted(tests));
}

std::string title_entry(const Text& title) {
  std::string out;
  const auto add = [&](const char* key, const std::string& text) {
    if (!text.empty()) out += (out.empty() ? "" : ", ") + (key + (": " + quoted(text)));
  };
  add("zh", title.zh);
  add("zh_hant", title.zh_hant);
  add("en", title.en);
  return "{" + out + "}";
}

Yaml table_file(const LayeredFile& file, Diagnostics& diagnostics) {
  const auto top = Yaml::parse(file.top.path, file.top.text, diagnostics);
  if (!file.below) return top;
  return Yaml::laid_over(top, Yaml::parse(file.below->path, file.below->text, diagnostics));
}

bool is_table(const LayeredFile& file) {
  return file.path.starts_with("tables/") && file.path.ends_with(".yaml");
}

}  // namespace

std::optional<HitPolicy> hit_policy_of(const std::string& word) {
  for (const auto& [name, policy] : hit_policies) {
    if (word == name) return policy;
  }
  return std::nullopt;
}

std::string hit_word_of(HitPolicy policy) {
  for (const auto& [name, candidate] : hit_policies) {
    if (candidate == policy) return name;
  }
  return "";
}

std::string hit_words() {
  std::string out;
  for (const auto& [name, policy] : hit_policies) {
    if (!out.empty()) out += ", ";
    out += name;
  }
  return out;
}

feel::SourceText read_allowed_values(const Yaml& yaml) {
  const auto values = yaml.list_formula();
  feel::SourceText allowed{values.text, values.place};
  if (!allowed.text.empty() && allowed.text.front() == '[' && yaml.is_list()) {
    allowed.text = allowed.text.substr(1, allowed.text.size() - 2);
  }
  return allowed;
}

WrittenTable read_written_table(const Yaml& yaml) {
  WrittenTable table{.id = yaml["id"].string(),
                     .title = yaml["title"].text(),
                     .rules = yaml["rules"].strings(),
                     .hit = yaml["hit"].string_or("unique"),
                     .inputs = {},
                     .outputs = {},
                     .rows = {}};
  for (const auto& input : yaml["inputs"].items()) {
    table.inputs.push_back({input["label"].string_or({}), input["value"].formula().text,
                            read_allowed_values(input["values"]).text});
  }
  for (const auto& output : yaml["outputs"].items()) {
    if (output["of"].is_stated()) {
      output["of"].error("wrong-type", "a list of rows is no column of a decision table");
    }
    table.outputs.push_back({output["name"].string(), output["type"].string(),
                             read_allowed_values(output["values"]).text, cell(output["default"])});
  }
  for (const auto& row : yaml["rows"].items()) {
    WrittenTable::Row written{.when = cells(row["when"]),
                              .then = cells(row["then"]),
                              .rules = {},
                              .note = row["note"].string_or({})};
    if (row["rules"].is_stated()) written.rules = row["rules"].strings();
    table.rows.push_back(std::move(written));
  }
  return table;
}

std::optional<WrittenTable> find_written_table(const std::vector<SourceFile>& files,
                                               const std::string& id, Diagnostics& diagnostics) {
  for (const auto& file : layers_of(files, diagnostics)) {
    if (!is_table(file)) continue;
    const auto yaml = table_file(file, diagnostics);
    if (yaml.is_map() && yaml["id"].string_or({}) == id) return read_written_table(yaml);
  }
  return std::nullopt;
}

std::vector<std::string> written_tables(const std::vector<SourceFile>& files,
                                        Diagnostics& diagnostics) {
  std::vector<std::string> ids;
  for (const auto& file : layers_of(files, diagnostics)) {
    if (!is_table(file)) continue;
    const auto yaml = table_file(file, diagnostics);
    if (yaml.is_map()) ids.push_back(yaml["id"].string_or({}));
  }
  return ids;
}

std::string to_yaml(const WrittenTable& table) {
  std::string out = "id: " + scalar(table.id) + "\ntitle: " + title_entry(table.title) +
                    "\nrules: " + list(table.rules, scalar) + "\nhit: " + table.hit + "\ninputs:\n";
  for (const auto& input : table.inputs) {
    const auto label = input.label.empty() ? "" : "label: " + quoted(input.label) + ", ";
    out += "  - {" + label + "value: " + quoted(input.value) + values_entry(input.values) + "}\n";
  }
  out += "outputs:\n";
  for (const auto& output : table.outputs) {
    const auto otherwise =
        output.default_value.empty() ? "" : ", default: " + quoted(output.default_value);
    out += "  - {name: " + scalar(output.name) + ", type: " + output.type +
           values_entry(output.values) + otherwise + "}\n";
  }
  out += "rows:\n";
  for (const auto& row : table.rows) {
    const auto rules = row.rules ? ", rules: " + list(*row.rules, scalar) : "";
    const auto note = row.note.empty() ? "" : ", note: " + quoted(row.note);
    out += "  - {when: " + list(row.when, quoted) + ", then: " + list(row.then, quoted) + rules +
           note + "}\n";
  }
  return out;
}

}  // namespace guiju::pack
