#pragma once

#include <exception>
#include <memory>

#include "app/attachments.hpp"
#include "http/message.hpp"

namespace guiju::http {

/// A body on its way into the content store. Once the disk takes no more of it, it is thrown away.
class UploadSink final : public BodySink {
 public:
  explicit UploadSink(std::unique_ptr<app::IncomingContent> content)
      : content_(std::move(content)) {}
  /// Throws everything away: this is why.
  explicit UploadSink(std::exception_ptr failure) : failure_(std::move(failure)) {}

  void take(std::string_view bytes) override {
    if (!content_) return;
    try {
      content_->append(bytes);
    } catch (const std::exception&) {
      failure_ = std::current_exception();
      content_.reset();
    }
  }
  /// All of the body. Throws what kept the disk from taking it.
  std::unique_ptr<app::IncomingContent> release() {
    if (failure_) std::rethrow_exception(failure_);
    return std::move(content_);
  }

 private:
  std::unique_ptr<app::IncomingContent> content_;
  std::exception_ptr failure_;
};

/// A kept content on its way out.
class ContentSource final : public BodySource {
 public:
  explicit ContentSource(std::unique_ptr<app::OpenContent> content)
      : content_(std::move(content)) {}

  std::size_t bytes() const override { return static_cast<std::size_t>(content_->bytes()); }
  bool read(std::string& out, std::size_t bytes_max) override {
    return content_->read(out, bytes_max);
  }

 private:
  std::unique_ptr<app::OpenContent> content_;
};

}  // namespace guiju::http
