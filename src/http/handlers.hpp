#pragma once

#include <optional>

#include "http/call.hpp"

/// What the routes do, one function each, in the files routes_*.cpp.
namespace guiju::http {

using Answer = std::optional<Response>;

Answer sign_in(Call& call);
Answer sign_out(Call& call);
Answer get_me(Call& call);
Answer list_sessions(Call& call);
Answer end_sessions(Call& call);
Answer change_password(Call& call);
Answer get_second_factor(Call& call);
Answer begin_second_factor(Call& call);
Answer confirm_second_factor(Call& call);
Answer renew_recovery_codes(Call& call);
Answer drop_second_factor(Call& call);
Answer list_tokens(Call& call);
Answer make_token(Call& call);
Answer drop_token(Call& call);

/// Whether there is a record of the type that whoever asks may see.
bool sees_some(const Call& call, const pack::RecordType& type);

Answer get_desk(Call& call);
Answer mark_notices_read(Call& call);

Answer list_cases(Call& call);
Answer get_case(Call& call);
Answer get_derivation(Call& call);
Answer get_ladder(Call& call);
Answer get_route(Call& call);
Answer get_why(Call& call);
Answer list_approvals(Call& call);
Answer get_form(Call& call);
Answer search(Call& call);
Answer list_clients(Call& call);
Answer get_client(Call& call);
Answer list_reports(Call& call);
Answer list_boards(Call& call);
Answer get_board(Call& call);
Answer list_ledgers(Call& call);
Answer get_ledger(Call& call);
Answer list_breaches(Call& call);

Answer export_cases(Call& call);
Answer export_reports(Call& call);
Answer export_case(Call& call);
Answer export_ledger(Call& call);

Answer upload_attachment(Call& call);
Answer get_attachment(Call& call);
Answer get_upload(Call& call);

Answer list_imports(Call& call);
Answer read_import_table(Call& call);
Answer begin_import(Call& call);
Answer get_import(Call& call);
Answer get_import_faulty(Call& call);
Answer stop_import(Call& call);

/// What the caller may begin in a regulation: its cases first, then what is kept about them.
std::vector<const pack::Command*> beginnings_of(const pack::Pack& pack, const Call& call);
Answer list_commands(Call& call);
Answer give_command(Call& call);
Answer show_screen(Call& call);

Answer list_people(Call& call);
Answer list_departments(Call& call);
Answer list_sites(Call& call);
Answer get_calendar(Call& call);
Answer get_limit(Call& call);
Answer list_notices(Call& call);
Answer try_notice(Call& call);
Answer take_over_notice(Call& call);
Answer get_notice(Call& call);
Answer get_clause_use(Call& call);
Answer get_trial_report(Call& call);
Answer submit_draft(Call& call);
Answer begin_dry_run(Call& call);
Answer get_dry_run(Call& call);
Answer stop_dry_run(Call& call);
Answer list_packs(Call& call);
Answer get_pack(Call& call);
Answer get_difference(Call& call);
Answer export_table(Call& call);
Answer list_drafts(Call& call);

Answer open_events(Call& call);
Answer move_clock(Call& call);
Answer get_description(Call& call);

}  // namespace guiju::http
