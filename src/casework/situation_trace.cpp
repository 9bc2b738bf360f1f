#include "casework/situation.hpp"

// What a situation tells whoever listens: the values that an expression read, each by itself.
namespace guiju::casework {

using pack::Binding;

void Situation::tell_read(const Binding& binding, const Record* record,
                          const feel::Value& value) const {
  using Kind = Binding::Kind;
  Read read{.index = binding.index, .value = value};
  if (record != nullptr) {
    read.record = record->id;
    read.type = record->type;
  }
  switch (binding.kind) {
    case Kind::input:
      read.of = Read::Of::input;
      read.record = {};
      read.type = nullptr;
      read.command = command_;
      break;
    case Kind::field:
      read.of = Read::Of::field;
      break;
    case Kind::state:
      read.of = Read::Of::state;
      break;
    case Kind::key:
    case Kind::number:
    case Kind::created_at:
    case Kind::entered_by:
      read.of = Read::Of::mark;
      read.index = static_cast<int>(binding.kind);
      break;
    case Kind::parameter:
      read.of = Read::Of::parameter;
      read.record = {};
      read.type = nullptr;
      read.pack = &pack_;
      break;
    case Kind::now:
    case Kind::today:
      read = {.of = Read::Of::now, .value = moment_value(now_)};
      break;
    case Kind::actor_id:
    case Kind::actor_department:
    case Kind::actor_roles:
      read = {.of = Read::Of::actor, .value = feel::Value::string(actor_.key)};
      break;
    default:
      return;  // made of what is told by itself, or part of the act
  }
  const bool is_of_record =
      read.of == Read::Of::field || read.of == Read::Of::state || read.of == Read::Of::mark;
  if (is_of_record && record == nullptr) return;
  trace_->read(std::move(read));
}

void Situation::tell_found(pack::Function function, const pack::RecordType& type,
                           const std::vector<RecordPtr>& records, const feel::Value& value) const {
  Read read{
      .of = Read::Of::records, .index = static_cast<int>(function), .type = &type, .value = value};
  for (const auto& record : records) read.touched.push_back(record->id);
  trace_->read(std::move(read));
}

void Situation::tell_table(const pack::AskedTable& asked, const feel::TableResult& result) const {
  const auto& table = pack_.tables[static_cast<std::size_t>(asked.table)];
  TableTried tried{.table = &table, .result = result};
  for (std::size_t i = 0; i < table.source.inputs.size(); ++i) {
    trace_->begin_reads();
    auto value = asked.code.input(i, *this);
    tried.inputs.push_back({std::move(value), trace_->end_reads()});
  }
  for (std::size_t row = 0; row < table.source.rules.size(); ++row) {
    auto& fits = tried.fits.emplace_back();
    for (std::size_t i = 0; i < tried.inputs.size(); ++i) {
      fits.push_back(asked.code.fits(row, i, tried.inputs[i].value, *this));
    }
  }
  trace_->asked(std::move(tried));
}

}  // namespace guiju::casework
