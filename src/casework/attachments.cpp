#include "casework/attachments.hpp"

namespace guiju::casework {
namespace {

std::string text_in(const feel::Value& context, std::string_view name) {
  const feel::Value* value = context.find(name);
  return value == nullptr ? std::string{} : std::string(value->as_string());
}

}  // namespace

feel::Value to_value(const Attachment& attachment) {
  using feel::Value;
  return Value::context({{"name", Value::string(attachment.name)},
                         {"media_type", Value::string(attachment.media_type)},
                         {"bytes", Value::number(attachment.bytes)},
                         {"hash", Value::string(attachment.hash)}});
}

Attachment attachment_of(const feel::Value& value) {
  const feel::Value* bytes = value.find("bytes");
  return {.name = text_in(value, "name"),
          .media_type = text_in(value, "media_type"),
          .bytes = bytes == nullptr ? 0 : bytes->as_int64().value_or(0),
          .hash = text_in(value, "hash")};
}

std::vector<Attachment> attachments_in(const pack::FieldType& type, const feel::Value& value) {
  std::vector<Attachment> found;
  if (!pack::holds_attachments(type) || value.is_null()) return found;
  if (value.kind() == feel::Kind::context) found.push_back(attachment_of(value));
  for (const auto& item : value.as_list()) found.push_back(attachment_of(item));
  return found;
}

feel::Value with_attachments(const pack::FieldType& type, const feel::Value& value,
                             const std::function<Attachment(const Attachment&)>& change) {
  if (!pack::holds_attachments(type) || value.is_null()) return value;
  if (value.kind() == feel::Kind::context) return to_value(change(attachment_of(value)));
  feel::List items;
  for (const auto& item : value.as_list()) items.push_back(to_value(change(attachment_of(item))));
  return feel::Value::list(std::move(items));
}

}  // namespace guiju::casework
