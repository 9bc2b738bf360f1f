#include <termios.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "app/reader.hpp"
#include "cli/commands.hpp"
#include "cli/company_file.hpp"
#include "cli/options.hpp"
#include "http/secrets.hpp"

namespace guiju::cli {
namespace {

struct Options {
  std::string database, packs, login, person;
};

/// Keys typed at a terminal are not shown while this lives.
class Unseen {
 public:
  Unseen() : is_terminal_(tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (!is_terminal_) return;
    termios hidden = before_;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
  }
  ~Unseen() {
    if (is_terminal_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  Unseen(const Unseen&) = delete;
  Unseen& operator=(const Unseen&) = delete;
  bool is_terminal() const { return is_terminal_; }

 private:
  termios before_{};
  bool is_terminal_;
};

std::string ask_password() {
  const Unseen unseen;
  if (unseen.is_terminal()) std::cerr << "password: ";
  std::string password;
  std::getline(std::cin, password);
  if (unseen.is_terminal()) std::cerr << "\nonce more: ";
  std::string again = password;
  if (unseen.is_terminal()) {
    std::getline(std::cin, again);
    std::cerr << '\n';
  }
  if (password != again) throw std::runtime_error("the two passwords differ");
  const std::string weakness = http::weakness_of_password(password);
  if (!weakness.empty()) throw std::runtime_error(weakness);
  return password;
}

/// A new login, or a new password for one that is there; sessions of the person end.
int admit(const Options& options) {
  const PackLoader loader = loader_of_company(find_places(options.packs), options.database);
  CompanyFile file(options.database, loader);
  const auto reader = file.store().open_reader();
  const auto before = reader->find_credential(options.login);
  const std::string person = !options.person.empty() ? options.person
                             : before                ? before->person
                                                     : options.login;
  if (reader->directory().find_person(person) == nullptr) {
    throw std::runtime_error("nobody in the register of people has the key " + person);
  }
  if (before && before->person != person) {
    throw std::runtime_error("the login belongs to " + before->person);
  }
  const app::Credential credential{.login = options.login,
                                   .person = person,
                                   .password_hash = http::hash_password(ask_password()),
                                   .active = true};
  file.store().write([&](app::UnitOfWork& unit) {
    unit.put_credential(credential);
    unit.drop_sessions_of(person);
  });
  std::cout << options.login << " may sign in as " << person << '\n';
  return done;
}

int lock_out(const Options& options) {
  const PackLoader loader = loader_of_company(find_places(options.packs), options.database);
  CompanyFile file(options.database, loader);
  auto credential = file.store().open_reader()->find_credential(options.login);
  if (!credential) throw std::runtime_error("there is no login " + options.login);
  credential->active = false;
  file.store().write([&](app::UnitOfWork& unit) {
    unit.put_credential(*credential);
    unit.drop_sessions_of(credential->person);
  });
  std::cout << options.login << " may not sign in any more\n";
  return done;
}

CLI::App* add_verb(CLI::App& user, Action& action, const std::shared_ptr<Options>& options,
                   const char* name, const char* help, int (*run)(const Options&)) {
  auto* sub = user.add_subcommand(name, help);
  sub->add_option("login", options->login, "the name to sign in with")->required();
  add_database_option(*sub, options->database);
  add_packs_option(*sub, options->packs);
  sub->callback([options, run, &action] { action = [options, run] { return run(*options); }; });
  return sub;
}

}  // namespace

void add_user(CLI::App& app, Action& action) {
  auto* user = app.add_subcommand("user", "Who may sign in, and with which password");
  user->require_subcommand(1);
  const auto options = std::make_shared<Options>();
  auto* admitted =
      add_verb(*user, action, options, "admit", "Make a login, or give it a new password", admit);
  admitted->add_option("--person", options->person,
                       "key in the register of people; default: the login itself");
  add_verb(*user, action, options, "lock-out", "Let a login in no more; its sessions end",
           lock_out);
  user->footer(
      "The password is read from the terminal, or from standard input: one line.\n"
      "What a person may do is written in the register of people, not here.");
}

}  // namespace guiju::cli
