#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "feel/expression.hpp"

/// What a pack is made of at its lowest: texts, grounds, expressions, and what a field holds.
namespace guiju::pack {

struct Pack;
struct RecordType;

/// A text for people. `zh_hant` is empty where it is to be made from `zh`.
struct Text {
  std::string zh;
  std::string zh_hant;
  std::string en;
};

/// 依据. The rules that something rests on: indices into `Pack::rules`, ascending as written.
using Basis = std::vector<int>;

/// An expression as written and as compiled. `compiled` is empty only where `text` is.
struct Formula {
  std::string text;
  SourcePlace place;
  std::optional<feel::Expression> compiled;

  bool is_stated() const { return !text.empty(); }
};

/// What a field, an input or a parameter holds.
struct FieldType {
  enum class Kind {
    text,
    long_text,
    number,
    money,  ///< integer fen
    boolean,
    date,
    time,    ///< a moment
    moment,  ///< a date, or a date with a clock time
    duration,
    reference,  ///< the key of a record of type `of`
    context,
    derivation,  ///< how an amount came about: what a money function gives
    attachment,  ///< a file: a context of name, media_type, bytes, hash
    list,        ///< of `element`
    rows,        ///< a list of contexts with `columns`
  };
  Kind kind = Kind::text;
  std::string of;                            ///< name of the record type of a reference
  std::shared_ptr<const FieldType> element;  ///< of a list
  std::vector<struct Field> columns;         ///< of rows
};

/// As the pack language writes it: `list of text`, `ref complaint`.
std::string to_text(const FieldType& type);
feel::Type to_feel(const FieldType& type);
/// A file or a list of files.
bool holds_attachments(const FieldType& type);

/// What a field of attachments takes.
struct AttachmentLimits {
  Formula kinds;      ///< words of `media_kinds()`; not stated: all
  Formula bytes_max;  ///< of one file; not stated: as many as are taken at all
  Formula count_max;  ///< of a list; not stated: any
};

struct Field {
  std::string name;
  FieldType type;
  Text title;
  Formula choices;  ///< a list of values; not stated: any
  Basis rules;
  SourcePlace place;
  int explained_by = -1;  ///< field of the record that holds the derivation of this one
  AttachmentLimits attachments = {};

  /// A derivation is told where the amount stands, not in a column of its own.
  bool is_derivation() const { return type.kind == FieldType::Kind::derivation; }
};

}  // namespace guiju::pack
