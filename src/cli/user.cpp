#include <syslog.h>
#include <termios.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "app/reader.hpp"
#include "cli/commands.hpp"
#include "cli/company_file.hpp"
#include "cli/options.hpp"
#include "http/password_rules.hpp"
#include "http/second_factor.hpp"
#include "http/secrets.hpp"

namespace guiju::cli {
namespace {

struct Options {
  std::string database, packs, login, person;
  bool everyone = false;
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

/// Who did it stands in the log of the machine, where he cannot take it back unseen.
void tell_machine(const char* act, const std::string& whose) {
  openlog("guiju", LOG_PID, LOG_AUTHPRIV);
  syslog(LOG_NOTICE, "%s: %s, by uid %u", act, whose.c_str(), getuid());
  closelog();
}

/// `about`: words that say whose it will be.
std::string ask_password(const std::vector<std::string>& about) {
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
  const auto fault = http::fault_of_password(password, about);
  if (fault != http::PasswordFault::none) throw std::runtime_error(http::text_of(fault).en);
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
  const auto* registered = reader->directory().find_person(person);
  if (registered == nullptr) {
    throw std::runtime_error("nobody in the register of people has the key " + person);
  }
  if (before && before->person != person) {
    throw std::runtime_error("the login belongs to " + before->person);
  }
  const std::vector<std::string> about{options.login, person, registered->name,
                                       file.founding().name};
  const app::Credential credential{.login = options.login,
                                   .person = person,
                                   .password_hash = http::hash_password(ask_password(about)),
                                   .active = true};
  file.store().write([&](app::UnitOfWork& unit) {
    unit.put_credential(credential);
    unit.drop_sessions_of(person);
  });
  tell_machine(before ? "new password" : "new login", person);
  std::cout << options.login << " may sign in as " << person << '\n';
  return done;
}

/// Whoever holds a cookie or a token of the person is let in no more.
void end_all(app::UnitOfWork& unit, const app::Account& account, const std::string& person) {
  unit.drop_sessions_of(person);
  for (const auto& token : account.tokens) unit.drop_token(token.token_hash);
}

int lock_out(const Options& options) {
  const PackLoader loader = loader_of_company(find_places(options.packs), options.database);
  CompanyFile file(options.database, loader);
  const auto reader = file.store().open_reader();
  auto credential = reader->find_credential(options.login);
  if (!credential) throw std::runtime_error("there is no login " + options.login);
  credential->active = false;
  const auto account = reader->account_of(credential->person);
  file.store().write([&](app::UnitOfWork& unit) {
    unit.put_credential(*credential);
    end_all(unit, account, credential->person);
  });
  tell_machine("locked out", credential->person);
  std::cout << options.login << " may not sign in any more\n";
  return done;
}

/// Ends the sessions and tokens of one person, or of everyone.
int sign_out(const Options& options) {
  if (options.everyone == !options.login.empty()) {
    throw std::runtime_error("name a login, or --everyone");
  }
  const PackLoader loader = loader_of_company(find_places(options.packs), options.database);
  CompanyFile file(options.database, loader);
  const auto reader = file.store().open_reader();
  std::vector<std::string> people;
  if (options.everyone) {
    for (const auto& [key, person] : reader->directory().people) people.push_back(key);
  } else {
    const auto credential = reader->find_credential(options.login);
    if (!credential) throw std::runtime_error("there is no login " + options.login);
    people.push_back(credential->person);
  }
  file.store().write([&](app::UnitOfWork& unit) {
    for (const auto& person : people) end_all(unit, reader->account_of(person), person);
  });
  tell_machine("signed out", options.everyone ? "everyone" : people.front());
  std::cout << (options.everyone ? "everyone" : options.login) << " is signed out everywhere\n";
  return done;
}

/// For who has lost the telephone and the codes on paper. Whoever does it must know whom he speaks
/// to.
int drop_second_factor(const Options& options) {
  const PackLoader loader = loader_of_company(find_places(options.packs), options.database);
  CompanyFile file(options.database, loader);
  const auto reader = file.store().open_reader();
  const auto credential = reader->find_credential(options.login);
  if (!credential) throw std::runtime_error("there is no login " + options.login);
  const auto account = reader->account_of(credential->person);
  file.store().write([&](app::UnitOfWork& unit) {
    unit.put_setting(credential->person, http::SecondFactors::setting, "");
    end_all(unit, account, credential->person);
  });
  tell_machine("second factor dropped", credential->person);
  std::cout << options.login << " signs in with the password alone, and is signed out everywhere\n";
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
  add_verb(*user, action, options, "lock-out", "Let a login in no more; sessions and tokens end",
           lock_out);
  add_verb(*user, action, options, "drop-second-factor",
           "Take away the second factor of who has lost it; sessions and tokens end",
           drop_second_factor);
  auto* ended = add_verb(*user, action, options, "sign-out",
                         "End all sessions and tokens of a login's person", sign_out);
  ended->get_option("login")->required(false);
  ended->add_flag("--everyone", options->everyone, "of every person instead");
  user->footer(
      "The password is read from the terminal, or from standard input: one line.\n"
      "What a person may do is written in the register of people, not here.");
}

}  // namespace guiju::cli
