#include "app/attachments.hpp"

#include "app/reader.hpp"
#include "base/hash.hpp"
#include "pack/media.hpp"

namespace guiju::app {
namespace {

using casework::Attachment;

constexpr std::size_t name_bytes_max = 200;
constexpr std::int64_t made_up_bytes = 1024;

/// True when the person may give this content as his: he uploaded it, or he sees it in a record.
bool may_use(const UnitOfWork& unit, const std::string& hash, const casework::Actor& actor) {
  if (unit.is_uploaded_by(hash, actor.key)) return true;
  const auto* person = unit.directory().find_person(actor.key);
  if (person == nullptr) return false;
  for (const auto& id : unit.records_with(hash)) {
    const auto record = unit.find(id);
    if (record != nullptr && casework::may_see(unit, *record, *person)) return true;
  }
  return false;
}

Attachment settled(const UnitOfWork& unit, const Attachment& given, const casework::Actor& actor) {
  const auto content = unit.find_content(given.hash);
  const auto* type = pack::media_type_of_file(given.name);
  if (!content || type == nullptr || !is_good_file_name(given.name) ||
      !pack::may_look_like(*type, content->looks) || !may_use(unit, given.hash, actor)) {
    return {.name = given.name, .media_type = {}, .bytes = 0, .hash = {}};
  }
  return {.name = given.name,
          .media_type = std::string(type->name),
          .bytes = content->bytes,
          .hash = given.hash};
}

Attachment made_up(const Attachment& given) {
  Attachment attachment = given;
  if (attachment.media_type.empty()) {
    const auto* type = pack::media_type_of_file(given.name);
    attachment.media_type = type != nullptr ? type->name : pack::media_types().front().name;
  }
  if (attachment.bytes == 0) attachment.bytes = made_up_bytes;
  if (attachment.hash.empty()) {
    attachment.hash = to_hex(sha256(attachment.name));
  }
  return attachment;
}

template <class Change>
void change_attachments(casework::Order& order, Change change) {
  for (std::size_t i = 0; i < order.inputs.size(); ++i) {
    const auto& type = order.command->inputs[i].field.type;
    if (!pack::holds_attachments(type)) continue;
    order.inputs[i] = casework::with_attachments(type, order.inputs[i], change);
  }
}

}  // namespace

bool is_good_file_name(std::string_view name) {
  if (name.empty() || name.size() > name_bytes_max || name.front() == '.') return false;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f || c == '/' || c == '\\') return false;
  }
  return true;
}

void settle_attachments(UnitOfWork& unit, casework::Order& order) {
  change_attachments(order,
                     [&](const Attachment& given) { return settled(unit, given, order.actor); });
}

void make_up_attachments(casework::Order& order) { change_attachments(order, made_up); }

std::size_t remove_unused_contents(Store& store, ContentStore& contents, Instant moment) {
  contents.remove_unfinished(moment);
  const auto reader = store.open_reader();
  if (reader->has_uploads_before(moment)) {
    store.write([&](UnitOfWork& unit) { unit.drop_unused_uploads(moment); });
  }
  std::size_t removed = 0;
  for (const auto& hash : contents.kept_before(moment)) {
    // Most stand in a record. The writer is asked about the others only.
    if (reader->is_content_known(hash)) continue;
    bool is_gone = false;
    // In a transaction: whoever notes the same content meanwhile comes before or after, and after
    // finds that it is gone.
    store.write([&](UnitOfWork& unit) {
      is_gone = !unit.find_content(hash);
      if (is_gone) contents.remove(hash);
    });
    if (is_gone) ++removed;
  }
  return removed;
}

}  // namespace guiju::app
