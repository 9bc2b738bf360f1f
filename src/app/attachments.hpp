#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/ports.hpp"
#include "casework/attachments.hpp"

/// Attachments: contents lie under their hash, outside of the tables; records hold names of them
/// (docs/adr/0018-attachments.md).
namespace guiju::app {

/// A content on its way in. What was not kept is gone with it.
class IncomingContent {
 public:
  virtual ~IncomingContent() = default;
  /// Throws `StoreFault` when the disk takes no more; nothing else may then be asked of it.
  virtual void append(std::string_view bytes) = 0;
  virtual std::int64_t bytes() const = 0;
  /// The first bytes, enough to tell what it is.
  virtual std::string_view head() const = 0;
  /// Makes the content durable under its hash and returns that. Throws `StoreFault` where the disk
  /// does not take it.
  virtual std::string keep() = 0;
  /// Inside the transaction that notes the content: makes sure that nobody has removed it since.
  virtual void keep_again() = 0;
};

/// A kept content, open for reading.
class OpenContent {
 public:
  virtual ~OpenContent() = default;
  virtual std::int64_t bytes() const = 0;
  /// Appends at most `bytes_max` more; none at the end. False: it cannot be read.
  virtual bool read(std::string& out, std::size_t bytes_max) = 0;
};

/// Where the contents lie.
class ContentStore {
 public:
  virtual ~ContentStore() = default;
  /// Throws `StoreFault` when the disk takes nothing.
  virtual std::unique_ptr<IncomingContent> receive() = 0;
  /// Null when there is none of that hash.
  virtual std::unique_ptr<OpenContent> open(std::string_view hash) const = 0;
  /// Hashes of contents that have lain there since before `moment`, by the machine's clock.
  virtual std::vector<std::string> kept_before(Instant moment) const = 0;
  virtual void remove(std::string_view hash) = 0;
  /// Removes what began to come before `moment` and was never kept: nobody is still sending it.
  virtual void remove_unfinished(Instant moment) = 0;
};

/// What a file may be called: 1 to 200 bytes, no path, nothing that cannot be seen.
bool is_good_file_name(std::string_view name);

/// Fills in what the attachments of an order are: what the person gave by hash must have been
/// uploaded by him, or stand in a record that he sees. Any other loses its hash, which `decide`
/// refuses.
void settle_attachments(UnitOfWork& unit, casework::Order& order);

/// For timelines, which have no contents: whatever is not stated of an attachment is made up, the
/// same each time. The media type goes by the name.
void make_up_attachments(casework::Order& order);

/// Removes contents that were uploaded before `moment` and stand in no record. Returns how many
/// files went. Writes nothing where there is nothing to forget.
std::size_t remove_unused_contents(Store& store, ContentStore& contents, Instant moment);

}  // namespace guiju::app
