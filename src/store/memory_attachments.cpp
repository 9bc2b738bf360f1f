#include <algorithm>

#include "store/memory_reader.hpp"
#include "store/memory_tables.hpp"

namespace guiju::store {

std::optional<app::Content> MemoryUnit::find_content(std::string_view hash) const {
  const auto found = tables_.contents.find(hash);
  if (found == tables_.contents.end()) return std::nullopt;
  return found->second;
}

bool MemoryUnit::is_uploaded_by(std::string_view hash, std::string_view person) const {
  return tables_.uploads.contains({std::string(hash), std::string(person)});
}

std::vector<casework::RecordId> MemoryUnit::records_with(std::string_view hash) const {
  std::vector<casework::RecordId> found;
  for (const auto& [place, attachment] : tables_.attachments) {
    if (place.first == hash && (found.empty() || found.back().text != place.second)) {
      found.push_back({place.second});
    }
  }
  return found;
}

void MemoryUnit::put_upload(const app::Content& content, std::string_view person, Instant at) {
  remember(tables_.contents, content.hash);
  tables_.contents.emplace(content.hash, content);
  const std::pair name{content.hash, std::string(person)};
  remember(tables_.uploads, name);
  tables_.uploads[name] = at;
}

void MemoryUnit::put_attachment(const casework::RecordId& record,
                                const casework::Attachment& attachment) {
  const std::pair place{attachment.hash, record.text};
  remember(tables_.attachments, place);
  tables_.attachments.emplace(place, attachment);
}

void MemoryUnit::drop_unused_uploads(Instant moment) {
  const auto forget = [this](auto& map, const auto& keys) {
    for (const auto& key : keys) {
      remember(map, key);
      map.erase(key);
    }
  };
  std::vector<std::pair<std::string, std::string>> old;
  for (const auto& [name, at] : tables_.uploads) {
    if (at < moment) old.push_back(name);
  }
  forget(tables_.uploads, old);
  std::vector<std::string> unused;
  for (const auto& [hash, content] : tables_.contents) {
    const auto stands_in = [&hash = hash](const auto& table) {
      const auto found = table.lower_bound({hash, std::string{}});
      return found != table.end() && found->first.first == hash;
    };
    if (!stands_in(tables_.uploads) && !stands_in(tables_.attachments)) unused.push_back(hash);
  }
  forget(tables_.contents, unused);
}

std::optional<casework::Attachment> MemoryReader::find_attachment(const casework::RecordId& record,
                                                                  std::string_view hash) const {
  const std::lock_guard lock(mutex_);
  const auto found = tables_.attachments.find({std::string(hash), record.text});
  if (found == tables_.attachments.end()) return std::nullopt;
  return found->second;
}

std::optional<app::Content> MemoryReader::find_upload(std::string_view hash,
                                                      std::string_view person) const {
  const std::lock_guard lock(mutex_);
  if (!tables_.uploads.contains({std::string(hash), std::string(person)})) return std::nullopt;
  const auto found = tables_.contents.find(hash);
  if (found == tables_.contents.end()) return std::nullopt;
  return found->second;
}

bool MemoryReader::is_content_known(std::string_view hash) const {
  const std::lock_guard lock(mutex_);
  return tables_.contents.contains(hash);
}

bool MemoryReader::has_uploads_before(Instant moment) const {
  const std::lock_guard lock(mutex_);
  return std::any_of(tables_.uploads.begin(), tables_.uploads.end(),
                     [moment](const auto& upload) { return upload.second < moment; });
}

}  // namespace guiju::store
