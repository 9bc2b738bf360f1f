#pragma once

#include <memory>

#include "app/attachments.hpp"
#include "http/message.hpp"

namespace guiju::http {

/// A body on its way into the content store. Without a content, because the disk takes nothing or
/// nobody asked who may, it is thrown away.
class UploadSink final : public BodySink {
 public:
  explicit UploadSink(std::unique_ptr<app::IncomingContent> content)
      : content_(std::move(content)) {}

  void take(std::string_view bytes) override {
    if (content_ && !content_->append(bytes)) content_.reset();
  }
  /// Null when the disk did not take it.
  std::unique_ptr<app::IncomingContent> release() { return std::move(content_); }

 private:
  std::unique_ptr<app::IncomingContent> content_;
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
