#pragma once

#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "app/shelf.hpp"
#include "app/visibility.hpp"
#include "casework/directory.hpp"
#include "casework/view.hpp"
#include "pack/model.hpp"

namespace guiju::app {

/// A person at this moment: who it is in the register, and what that lets the person see. It stays
/// as it is when the register changes: ask again for each request.
struct Principal {
  std::shared_ptr<const casework::Directory> directory;
  const casework::Person* person = nullptr;  ///< in `directory`
  Visibility sees;
};

/// The register of people as it is now, and what each of them may see. Any thread.
class Access {
 public:
  /// `shelf` outlives this.
  explicit Access(const Shelf& shelf);

  std::shared_ptr<const casework::Directory> directory() const;
  /// The register has changed: everyone's view is found anew.
  void replace(std::shared_ptr<const casework::Directory> directory);
  /// Takes over what changed records say about people, departments and sites, if they do.
  void take(std::span<const casework::RecordPtr> records);
  /// Null when there is no such person, or the person has left.
  std::shared_ptr<const Principal> find(std::string_view person, Instant now) const;

 private:
  const Shelf& shelf_;
  mutable std::mutex mutex_;
  std::shared_ptr<const casework::Directory> directory_;
  /// What is in force while `principals_` hold.
  mutable const std::vector<const pack::Pack*>* in_force_ = nullptr;
  mutable std::unordered_map<std::string, std::shared_ptr<const Principal>> principals_;
};

}  // namespace guiju::app
