#pragma once

#include "http/call.hpp"

namespace guiju::http {

/// What a list is asked for, by the query of a route that has these parameters; the first page, 200
/// at a time.
app::RowQuery case_query(const Call& call);
app::RowQuery report_query(const Call& call);

}  // namespace guiju::http
