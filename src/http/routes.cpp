#include "http/handlers.hpp"

namespace guiju::http {
namespace {

using Kind = QueryParameter::Kind;
using Query = std::vector<QueryParameter>;
using Body = std::vector<Member>;
using Handle = Answer (*)(Call&);

QueryParameter text(std::string_view name, std::string_view title) {
  return {.name = name, .kind = Kind::text, .title = title};
}
QueryParameter choice(std::string_view name, std::string_view title,
                      std::vector<std::string_view> choices) {
  return {.name = name, .kind = Kind::choice, .title = title, .choices = std::move(choices)};
}
QueryParameter day(std::string_view name, std::string_view title) {
  return {.name = name, .kind = Kind::date, .title = title};
}
QueryParameter whole(std::string_view name, std::string_view title, std::int64_t min,
                     std::int64_t max) {
  return {.name = name, .kind = Kind::integer, .title = title, .min = min, .max = max};
}
QueryParameter flag(std::string_view name, std::string_view title) {
  return {.name = name, .kind = Kind::boolean, .title = title};
}
QueryParameter needed(QueryParameter parameter) {
  parameter.required = true;
  return parameter;
}
QueryParameter typed(QueryParameter parameter) {
  parameter.is_typed = true;
  return parameter;
}
const QueryParameter cursor = text("cursor", "`next_cursor` of the page before");
const QueryParameter limit = whole("limit", "items a page, 50", 1, 200);
// A page or a file that a link opens comes without the headers of the one who set a language.
const QueryParameter in_language =
    choice("language", "instead of Accept-Language", {"zh-Hans", "zh-Hant", "en"});
const QueryParameter of_pack = text("pack", "id of a pack");
const QueryParameter of_site = text("site", "key of a site");

Member member(std::string_view name, Member::Kind kind, std::string_view title) {
  return {name, kind, false, title};
}
Member needed_member(std::string_view name, Member::Kind kind, std::string_view title) {
  return {name, kind, true, title};
}

/// `answer`: the schema of what is answered.
Route get(std::string_view path, std::string_view id, std::string_view title,
          std::string_view answer, Handle handle, Query query = {}) {
  return {.method = Method::get,
          .path = path,
          .id = id,
          .title = title,
          .answer = answer,
          .query = std::move(query),
          .handle = handle};
}
Route post(std::string_view path, std::string_view id, std::string_view title,
           std::string_view answer, Handle handle, Body body) {
  return {.method = Method::post,
          .path = path,
          .id = id,
          .title = title,
          .answer = answer,
          .body = std::move(body),
          .handle = handle};
}
Route erase(std::string_view path, std::string_view id, std::string_view title, Handle handle) {
  return {.method = Method::erase,
          .path = path,
          .id = id,
          .title = title,
          .status = 204,
          .handle = handle};
}
Route open(Route route) {
  route.is_open = true;
  return route;
}
Route answering(int status, Route route) {
  route.status = status;
  return route;
}
Route in_type(std::string_view content_type, Route route) {
  route.content_type = content_type;
  return route;
}

std::vector<Route> session_routes() {
  const Body credentials{
      needed_member("login", Member::Kind::text, "login"),
      needed_member("password", Member::Kind::secret, "password"),
      member("code", Member::Kind::secret, "of the second factor, where it is on")};
  const Member proof = needed_member("password", Member::Kind::secret, "my password, once more");
  const Member code =
      needed_member("code", Member::Kind::secret, "that the telephone shows, or one of recovery");
  const Body ending{proof, member("id", Member::Kind::text, "of a session; absent: all others")};
  const Body new_password{
      proof, needed_member("new_password", Member::Kind::secret, "8 characters or more")};
  const Body token{proof, needed_member("name", Member::Kind::text, "what it is for"),
                   member("expires_in_days", Member::Kind::integer, "1 to 366; absent: 90")};
  return {
      open(post("/api/v1/session", "sign_in", "Sign in", "Me", sign_in, credentials)),
      erase("/api/v1/session", "sign_out", "Sign out", sign_out),
      get("/api/v1/me", "get_me", "Who I am, where and when", "Me", get_me),
      get("/api/v1/sessions", "list_sessions", "Where I am signed in", "Sessions", list_sessions),
      answering(204, post("/api/v1/sessions/end", "end_sessions",
                          "End one of my sessions, or all but this one", "", end_sessions, ending)),
      answering(204, post("/api/v1/password", "change_password",
                          "Change my password; all other sessions end", "", change_password,
                          new_password)),
      get("/api/v1/second-factor", "get_second_factor", "My second factor", "SecondFactor",
          get_second_factor),
      post("/api/v1/second-factor/begin", "begin_second_factor",
           "A new key for my telephone, told once", "SecondFactorKey", begin_second_factor,
           {proof}),
      post("/api/v1/second-factor/confirm", "confirm_second_factor",
           "Turn it on with the first code; recovery codes are told once", "RecoveryCodes",
           confirm_second_factor, {code}),
      post("/api/v1/second-factor/recovery-codes", "renew_recovery_codes",
           "New recovery codes in place of those before, told once", "RecoveryCodes",
           renew_recovery_codes, {proof, code}),
      answering(204, post("/api/v1/second-factor/drop", "drop_second_factor", "Turn it off", "",
                          drop_second_factor, {proof, code})),
      get("/api/v1/tokens", "list_tokens", "My tokens for programs", "Tokens", list_tokens),
      answering(201, post("/api/v1/tokens", "make_token", "Make a token for a program", "NewToken",
                          make_token, token)),
      erase("/api/v1/tokens/{id}", "drop_token", "End a token", drop_token),
  };
}

/// The filters of a list of cases.
Query case_filters() {
  return {of_pack,
          text("type", "record type"),
          text("state", "state"),
          of_site,
          text("owner", "key of a person, or `me`"),
          text("department", "key of a department"),
          text("client", "key of a client"),
          choice("due", "by the next deadline", {"overdue", "today", "week"}),
          flag("open", "not in a final state"),
          typed(text("q", "as in the search box")),
          choice("sort", "order", {"due", "-created", "created", "-updated"})};
}

Query with(Query query, std::initializer_list<QueryParameter> more) {
  query.insert(query.end(), more);
  return query;
}

std::vector<Route> case_routes() {
  const Query of_cases = with(case_filters(), {cursor, limit});
  const Body read{needed_member("up_to", Member::Kind::integer, "id of the newest one read")};
  return {
      get("/api/v1/desk", "get_desk", "What I owe, soonest first", "Desk", get_desk),
      answering(204, post("/api/v1/notices/read", "mark_notices_read", "I have read my notices", "",
                          mark_notices_read, read)),
      get("/api/v1/cases", "list_cases", "Cases that I may see", "Rows", list_cases, of_cases),
      get("/api/v1/cases/{id}", "get_case", "One record with all that belongs to it", "Case",
          get_case),
      get("/api/v1/cases/{id}/clocks/{deadline}", "get_derivation", "Why is this due then",
          "Derivation", get_derivation),
      get("/api/v1/cases/{id}/ladder", "get_ladder", "The escalation ladder", "Ladder", get_ladder),
      get("/api/v1/cases/{id}/route", "get_route", "Where it has been, stands and goes", "Way",
          get_route),
      get("/api/v1/entries/{seq}/why", "get_why",
          "Why an act came out as it did, and what would have turned it", "Why", get_why),
      get("/api/v1/approvals", "list_approvals", "What waits for my signature or decision",
          "Approvals", list_approvals),
      in_type("text/html; charset=utf-8",
              get("/api/v1/cases/{id}/forms/{form}", "get_form", "A paper form, print-ready", "",
                  get_form, {in_language})),
  };
}

std::vector<Route> export_routes() {
  constexpr auto sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  const Query of_reports{of_pack, of_site, text("type", "record type"), in_language};
  return {
      in_type(sheet, get("/api/v1/exports/cases", "export_cases", "A list of cases for Excel", "",
                         export_cases, with(case_filters(), {in_language}))),
      in_type(sheet, get("/api/v1/exports/reports", "export_reports", "The reports for Excel", "",
                         export_reports, of_reports)),
      in_type(sheet, get("/api/v1/exports/cases/{id}", "export_case", "One record for Excel", "",
                         export_case, {in_language})),
      in_type(sheet,
              get("/api/v1/exports/ledgers/{pack}/{id}", "export_ledger", "A ledger for Excel", "",
                  export_ledger, {text("month", "`2026-09`; absent: all"), in_language})),
  };
}

Route taking_bytes(Route route) {
  route.takes_bytes = true;
  return route;
}

std::vector<Route> attachment_routes() {
  return {
      taking_bytes(answering(
          201, {.method = Method::post,
                .path = "/api/v1/attachments",
                .id = "upload_attachment",
                .title = "Upload a file that a command's input will name",
                .answer = "Attachment",
                .query = {needed(text("name", "of the file; its extension says what it is"))},
                .handle = upload_attachment})),
      in_type("application/octet-stream", get("/api/v1/attachments/{hash}", "get_upload",
                                              "A file that I have uploaded", "", get_upload)),
      in_type("application/octet-stream",
              get("/api/v1/cases/{id}/attachments/{hash}", "get_attachment",
                  "A file that stands in a record", "", get_attachment)),
  };
}

std::vector<Route> finding_routes() {
  const auto words = typed(text("q", "name, phone tail, room, number, pinyin initials, words"));
  const Query of_reports{of_pack, of_site, text("type", "record type"), cursor, limit};
  const Query of_breaches{of_pack,
                          of_site,
                          day("from", "first day"),
                          day("to", "last day"),
                          text("code", "code of the breach"),
                          text("owed_by", "key of a person or department, id of a role"),
                          cursor,
                          limit};
  return {
      get("/api/v1/search", "search", "Clients and cases by whatever one knows", "Found", search,
          {needed(words)}),
      get("/api/v1/clients", "list_clients", "Clients", "Rows", list_clients,
          {words, cursor, limit}),
      get("/api/v1/clients/{key}", "get_client", "A client with his cases", "Case", get_client),
      get("/api/v1/reports", "list_reports", "Reports, newest first", "Rows", list_reports,
          of_reports),
      get("/api/v1/boards", "list_boards", "Boards on which I see something", "Boards",
          list_boards),
      get("/api/v1/boards/{pack}/{id}", "get_board", "Who receives next; which unit is free",
          "Board", get_board, {text("cell", "id of a record: of a grid that one alone")}),
      get("/api/v1/ledgers", "list_ledgers", "Ledgers in which I see something", "Ledgers",
          list_ledgers),
      get("/api/v1/ledgers/{pack}/{id}", "get_ledger", "A ledger with its sums", "Ledger",
          get_ledger, {text("month", "`2026-09`; absent: all")}),
      get("/api/v1/breaches", "list_breaches", "Breaches, newest first", "Breaches", list_breaches,
          of_breaches),
  };
}

std::vector<Route> command_routes() {
  const Body command{member("on", Member::Kind::text, "key or id of the record"),
                     member("with", Member::Kind::object, "the command's inputs")};
  const Body screen{needed_member("pack", Member::Kind::text, "id of a pack"),
                    needed_member("command", Member::Kind::text, "its command"),
                    member("on", Member::Kind::text, "the record it would act on"),
                    member("with", Member::Kind::object, "what stands in the form by now")};
  return {
      get("/api/v1/commands", "list_commands", "Records that I may begin", "Actions",
          list_commands),
      post("/api/v1/commands/{pack}/{command}", "give_command", "Give a command of a pack",
           "Receipt", give_command, command),
      post("/api/v1/screens", "show_screen", "What to say and check while a form is filled so",
           "Screen", show_screen, screen),
  };
}

std::vector<Route> import_routes() {
  constexpr auto sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  const auto upload =
      needed_member("upload", Member::Kind::text, "hash of an uploaded file of mine");
  const auto pack = needed_member("pack", Member::Kind::text, "id of a pack");
  const auto command = needed_member("command", Member::Kind::text, "its command, which creates");
  const auto of_sheet = member("sheet", Member::Kind::text, "of a workbook; absent: the first");
  const Body begin{upload,
                   pack,
                   command,
                   of_sheet,
                   needed_member("columns", Member::Kind::object, "title: input"),
                   member("fixed", Member::Kind::object, "input: text for empty cells"),
                   needed_member("mode", Member::Kind::text, "check or import"),
                   member("duplicates", Member::Kind::text, "skip (default) or take")};
  return {
      get("/api/v1/imports", "list_imports", "What I may import", "Importables", list_imports),
      post("/api/v1/imports/tables", "read_import_table",
           "A table that I have uploaded, and what its columns may mean", "ImportTable",
           read_import_table, {upload, pack, command, of_sheet}),
      answering(202, post("/api/v1/imports", "begin_import",
                          "Try or take in the rows of an uploaded table", "ImportJob", begin_import,
                          begin)),
      get("/api/v1/imports/{id}", "get_import", "How far an import of mine is", "ImportJob",
          get_import),
      in_type(sheet, get("/api/v1/imports/{id}/faulty", "get_import_faulty",
                         "The rows that were not taken in, with reasons", "", get_import_faulty,
                         {choice("format", "of the file", {"xlsx", "csv"}), in_language})),
      erase("/api/v1/imports/{id}", "stop_import", "Stop an import of mine", stop_import),
  };
}

std::vector<Route> dry_run_routes() {
  const Body begin{member("draft", Member::Kind::text, "folder of a draft"),
                   member("pack", Member::Kind::text, "instead of a draft: id of a regulation"),
                   member("version", Member::Kind::text, "of it, one that is kept"),
                   needed_member("from", Member::Kind::text, "first day of the period"),
                   needed_member("to", Member::Kind::text, "last day")};
  const Query page{choice("effect", "only differences of this kind",
                          {"refused", "allowed", "other_refusal", "due", "late", "in_time",
                           "routed", "amount", "other", "clause", "unfollowed"}),
                   whole("skip", "so many differences are passed over", 0, 10'000'000)};
  return {
      answering(201, post("/api/v1/drafts/{folder}/submission", "submit_draft",
                          "Hand in a draft as a version of its regulation", "RecordId",
                          submit_draft, {})),
      answering(202, post("/api/v1/dry-runs", "begin_dry_run",
                          "Play a period of the company's past under a draft", "DryRunId",
                          begin_dry_run, begin)),
      get("/api/v1/dry-runs/{id}", "get_dry_run", "How far a dry run of mine is, and its report",
          "DryRun", get_dry_run, page),
      erase("/api/v1/dry-runs/{id}", "stop_dry_run", "Stop a dry run of mine", stop_dry_run),
  };
}

std::vector<Route> reference_routes() {
  const auto unit = choice(
      "unit", "unit of the amount",
      {"minutes", "hours", "working_minutes", "working_days", "calendar_days", "calendar_months"});
  const Query of_limit{of_pack, of_site, needed(text("from", "a moment with its zone")),
                       needed(unit), needed(whole("amount", "how much", 0, 100'000))};
  const Query of_days{of_pack, of_site, needed(day("from", "first day")),
                      needed(day("to", "last day"))};
  const auto version = text("version", "a version of it; absent: the one in force");
  return {
      get("/api/v1/people", "list_people", "People to choose from", "People", list_people),
      get("/api/v1/departments", "list_departments", "Departments to choose from", "Refs",
          list_departments),
      get("/api/v1/sites", "list_sites", "Sites to choose from", "Refs", list_sites),
      get("/api/v1/calendar", "get_calendar", "Working days and days off", "Days", get_calendar,
          of_days),
      get("/api/v1/calendar/limit", "get_limit", "When would this be due", "Derivation", get_limit,
          of_limit),
      get("/api/v1/packs", "list_packs", "Regulations in force", "Packs", list_packs),
      get("/api/v1/packs/{id}", "get_pack", "A regulation, clause by clause", "PackView", get_pack,
          {version}),
      get("/api/v1/packs/{id}/use", "get_clause_use",
          "Which clauses decided how often in a period, for who keeps the regulations",
          "ClauseUses", get_clause_use,
          {needed(day("from", "first day")), needed(day("to", "last day")),
           text("rule", "id of a rule, whose acts are told one by one, the newest first")}),
      get("/api/v1/editions/{id}/trial", "get_trial_report",
          "What a version on trial has done so far, for who keeps the regulations", "TrialReport",
          get_trial_report),
      get("/api/v1/packs/{id}/difference", "get_difference",
          "What changes in meaning from one version to another", "PackDifference", get_difference,
          {text("before", "a version; absent: the one in force"),
           text("after", "a version; absent: the one in force"),
           text("draft", "folder of a draft, instead of `after`")}),
      in_type("application/xml",
              get("/api/v1/packs/{id}/tables/{table}", "export_table",
                  "A decision table as a DMN model", "", export_table, {version})),
      get("/api/v1/drafts", "list_drafts", "Drafts of regulations, for who keeps the regulations",
          "Drafts", list_drafts),
  };
}

std::vector<Route> notice_routes() {
  const Body notice{
      needed_member("text", Member::Kind::text, "a year with its days, as in data/calendars")};
  return {
      get("/api/v1/calendar/notices", "list_notices",
          "Years whose holidays are known, and proposed", "CalendarNotices", list_notices),
      answering(
          201, post("/api/v1/calendar/notices", "take_over_notice",
                    "Take over the notice of a year", "NoticeTakenOver", take_over_notice, notice)),
      post("/api/v1/calendar/notices/trial", "try_notice", "What taking it over would move",
           "NoticeTrial", try_notice, notice),
      get("/api/v1/calendar/notices/{year}", "get_notice", "What a notice moved", "NoticeMoved",
          get_notice),
  };
}

std::vector<Route> live_routes() {
  const Body to{member("advance_seconds", Member::Kind::integer, "by so many seconds"),
                member("to", Member::Kind::instant, "to this moment")};
  return {
      in_type("text/event-stream",
              get("/api/v1/events", "open_events", "What changes, as it changes", "", open_events)),
      post("/api/v1/clock", "move_clock", "Move the virtual clock", "Moved", move_clock, to),
      open(get("/api/v1/openapi.json", "get_description", "This description", "", get_description)),
  };
}

}  // namespace

const std::vector<Route>& routes() {
  static const std::vector<Route> all = [] {
    std::vector<Route> list;
    for (const auto& part : {session_routes(), case_routes(), export_routes(), attachment_routes(),
                             finding_routes(), command_routes(), import_routes(), dry_run_routes(),
                             reference_routes(), notice_routes(), live_routes()}) {
      list.insert(list.end(), part.begin(), part.end());
    }
    return list;
  }();
  return all;
}

}  // namespace guiju::http
