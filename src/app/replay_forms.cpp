#include "app/form_text.hpp"
#include "app/present.hpp"
#include "app/replay.hpp"

// `form.show`: what a paper form of a record says, so that the examples of a pack hold its forms.
namespace guiju::app {

std::optional<std::string> Replay::show_form(const Line& line) {
  const auto* named = line.with->if_contains("form");
  if (named == nullptr || !named->is_string()) return "`form.show` needs `form` in `with`";
  const std::string name(named->get_string());
  casework::Actor actor;
  if (auto reason = find_actor(line.as, actor)) return reason;
  const auto id = find_record(line.on, nullptr, nullptr);
  if (id.is_empty()) return "`on`: there is no record `" + line.on + "`";
  const auto record = world_.find(id);
  const auto* form = record->pack().find_form(*record->type, name);
  if (form == nullptr) return "`" + record->type->name + "` has no form `" + name + "`";
  const Texts texts;
  const Visibility everything = Visibility::all();  // a timeline is read by whoever wrote it
  const std::vector<const pack::Pack*> packs{&pack_};
  const Stage stage{.view = {world_, nullptr},
                    .directory = world_.directory(),
                    .texts = texts,
                    .now = line.at,
                    .viewer = world_.directory().find_person(line.as),
                    .sees = everything,
                    .packs = packs};
  auto out = begin_answer(line.at, false, true);
  JsonWriter json(out);
  out += ",\"facts\":[";
  json.begin_object().field("fact", "form_shown").field("type", record->type->name);
  json.field("on", record->key).field("form", name).key("words").begin_array();
  for (const auto& word : words_of_page(form_html(stage, *form, *record))) json.string(word);
  json.end_array().end_object();
  out += "],\"deadlines\":[]}";
  if (!silent_ && writes_answers_) sink_(out);
  return std::nullopt;
}

}  // namespace guiju::app
