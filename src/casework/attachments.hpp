#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "feel/value.hpp"
#include "pack/model.hpp"

namespace guiju::casework {

/// 附件. A file as a record holds it: its content lies elsewhere, under its hash.
struct Attachment {
  std::string name;        ///< as the person called it: `缺陷照片.jpg`
  std::string media_type;  ///< of its content: `image/jpeg`
  std::int64_t bytes = 0;
  std::string hash;  ///< SHA-256 of its content, 64 lower-case hexadecimal digits

  friend bool operator==(const Attachment&, const Attachment&) = default;
};

/// A context of name, media_type, bytes, hash, in this order.
feel::Value to_value(const Attachment& attachment);
/// What is not stated is empty.
Attachment attachment_of(const feel::Value& value);

/// The attachments in a value of that type, in order; none in one of another type.
std::vector<Attachment> attachments_in(const pack::FieldType& type, const feel::Value& value);
/// The value with `change(a)` in the place of each attachment a.
feel::Value with_attachments(const pack::FieldType& type, const feel::Value& value,
                             const std::function<Attachment(const Attachment&)>& change);

}  // namespace guiju::casework
