#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/desk.hpp"
#include "app/reader.hpp"
#include "company.hpp"

namespace guiju::sim {

enum class Engine { memory, sqlite };

/// When the process dies, of a request that it is carrying out.
enum class Death { none, before_commit, after_commit };

/// 服务端. What stands behind the edges of the program: store and desk, without sockets, threads of
/// its own or a clock. Can be killed; its next request finds what a process finds that is started
/// anew.
class Server {
 public:
  Server(const Company& company, Engine engine);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// The receipt, even if whoever asked never gets to see it; empty where nothing was committed.
  std::optional<app::Receipt> execute(const app::CommandRequest& request, Instant now, Death death);
  /// Does what is due, as the runner of timers does; when it dies, only part of it. Returns when
  /// there is something to do again.
  std::optional<Instant> run_timers(Instant now, Death death);
  /// What everybody has uploaded: they may put it into any form.
  static const std::vector<casework::Attachment>& attachments();

  const app::Reader& reader() const { return *reader_; }
  /// What `guiju verify` finds in the file; nothing in memory.
  std::vector<std::string> verify();
  /// The store itself, for whoever tampers with it.
  app::Store& store() { return *store_; }

 private:
  void write(const std::function<void(app::UnitOfWork&)>& work, Death death);
  void upload();
  void open();
  void restart();
  void take_image();

  const Company& company_;
  const Engine engine_;
  std::filesystem::path folder_;
  app::Texts texts_;
  app::Desk desk_;
  std::unique_ptr<app::Store> store_;
  std::unique_ptr<app::Reader> reader_;
};

}  // namespace guiju::sim
