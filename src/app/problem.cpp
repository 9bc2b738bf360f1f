#include "app/problem.hpp"

#include "base/json.hpp"
#include "casework/approval.hpp"

namespace guiju::app {
namespace {

namespace refusals = casework::approval::refusal;

struct Kind {
  int status;
  std::string_view code;
  pack::Text title;
  pack::Text help;
};

/// In the order of the codes.
const Kind kinds[] = {
    {400,
     "BAD_INPUT",
     {"输入有误", "", "The input is not understood"},
     {"请改正所指之处后重新提交", "", "Correct what is pointed at and send it again"}},
    {401,
     "UNAUTHENTICATED",
     {"请先登录", "", "Please sign in"},
     {"登录已失效，或用户名、密码不对", "",
      "The session has ended, or login and password do not match"}},
    {403,
     refusals::not_entitled_role,
     {"您的岗位不能办理此事", "", "Your role does not allow this"},
     {}},
    {404,
     "NOT_FOUND",
     {"没有找到", "", "Not found"},
     {"它不存在，或不在您的可见范围内", "", "It does not exist, or you may not see it"}},
    {405, "METHOD_NOT_ALLOWED", {"不支持此操作", "", "This method is not offered here"}, {}},
    {412,
     "VERSION_CONFLICT",
     {"内容已被他人更新", "", "It has changed in the meantime"},
     {"请刷新后核对，再决定是否办理", "", "Load it again, look at it, and decide anew"}},
    {409,
     "KEY_REUSED",
     {"同一请求编号用于了不同的内容", "", "The idempotency key was used with another request"},
     {"请使用新的请求编号", "", "Use a new key for a new request"}},
    {413, "TOO_LARGE", {"内容过大", "", "The request is too large"}, {}},
    {415,
     "ATTACHMENT_TYPE_FALSE",
     {"文件内容与扩展名不符", "", "The file is not what its name says"},
     {"请确认文件没有改过扩展名，并附上原文件", "",
      "See that it was not renamed, and attach the original"}},
    {415,
     "ATTACHMENT_TYPE_UNKNOWN",
     {"不收这种文件", "", "This kind of file is not taken"},
     {"请附图片、PDF、Office 文档、文本、录音、录像或 zip 压缩包", "",
      "Attach a picture, a PDF, an office document, a text, a recording or a zip archive"}},
    {422,
     "ATTACHMENT_EMPTY",
     {"文件是空的", "", "The file is empty"},
     {"请重新选择文件", "", "Choose the file again"}},
    {422, "TABLE_UNREADABLE", {"表格读不出来", "", "The table cannot be read"}, {}},
    {422,
     "EXAMPLES_FAIL",
     {"草案的案例不成立，未予收下", "", "Examples of the draft do not hold; it was not taken"},
     {"请改正草案；确是有意改变的，把案例改成新的结果，再提交", "",
      "Correct the draft, or the example where the change is meant, and hand it in again"}},
    {422,
     "WRONG_PASSWORD",
     {"密码不对", "", "This is not your password"},
     {"请输入您现在的密码", "", "Enter the password that you sign in with now"}},
    {422,
     "WEAK_PASSWORD",
     {"请换一个密码", "", "Please choose another password"},
     {"几个互不相干的词连起来，好记，也难猜", "",
      "Several words that have nothing to do with one another are easy to keep and hard to "
      "guess"}},
    {429,
     "TOO_MANY_REQUESTS",
     {"操作过于频繁", "", "Too many requests"},
     {"请稍候再试", "", "Wait a moment and try again"}},
    {503,
     "UNAVAILABLE",
     {"暂时无法处理", "", "The server cannot do this now"},
     {"未作任何更改，请稍后重试", "", "Nothing was changed; try again later"}},
    {507,
     "STORAGE_FULL",
     {"服务器磁盘已满，未能保存", "", "The server's disk is full; this was not kept"},
     {"未作任何更改，查看不受影响。请告知系统管理员腾出空间，之后再提交一次", "",
      "Nothing was changed, and reading goes on. Tell who looks after the server to make room, "
      "then send it again"}},
};

const Kind& kind_of(ProblemCode code) { return kinds[static_cast<std::size_t>(code)]; }

const pack::Text& text_of(InputFault fault) {
  static const pack::Text texts[] = {
      {"不是有效的 JSON", "", "this is not JSON"},
      {"不是有效的 UTF-8 文本", "", "this is not UTF-8"},
      {"应为 JSON 对象", "", "a JSON object is expected"},
      {"没有这一项", "", "there is no such field"},
      {"缺少这一项", "", "this is missing"},
      {"类型不符，应为", "", "the type is wrong, expected"},
      {"日期或时间不存在，应为", "", "this date or time does not exist, expected"},
      {"所指的记录不存在，应为", "", "there is no such record, expected"},
      {"超出允许范围，应为", "", "out of range, expected"},
      {"同一项出现了两次", "", "this field is stated twice"},
      {"内容类型应为 application/json", "", "the content type must be application/json"},
      {"这是隐去几位的号码，请填完整", "", "some digits are hidden here, enter the whole number"},
  };
  return texts[static_cast<std::size_t>(fault)];
}

void write_texts(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts) {
  if (texts.empty()) return;
  json.key(name).begin_array();
  for (const auto& text : texts) json.string(text);
  json.end_array();
}

}  // namespace

std::string to_json(const Problem& problem) {
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .field("type", "urn:guiju:problem:" + problem.code)
      .field("title", problem.title)
      .field("status", problem.status)
      .field("code", problem.code);
  const auto optional = [&json](std::string_view name, const std::string& text) {
    if (!text.empty()) json.field(name, text);
  };
  optional("detail", problem.detail);
  optional("help", problem.help);
  optional("pointer", problem.pointer);
  optional("field", problem.field);
  write_texts(json, "fields", problem.fields);
  write_texts(json, "names", problem.names);
  optional("since", problem.since);
  if (problem.entry != 0) json.field("entry", static_cast<std::int64_t>(problem.entry));
  json.key("rules").begin_array();
  for (const auto& rule : problem.rules) {
    json.begin_object().field("id", rule.id).field("text", rule.text).end_object();
  }
  json.end_array().key("articles").begin_array();
  for (const auto& article : problem.articles) {
    json.begin_object()
        .field("id", article.id)
        .field("number", article.number)
        .field("heading", article.heading)
        .end_object();
  }
  json.end_array().end_object();
  return out;
}

Problem make_problem(ProblemCode code, const Texts& texts, Language language) {
  const Kind& kind = kind_of(code);
  Problem problem;
  problem.status = kind.status;
  problem.code = kind.code;
  problem.title = texts.say(kind.title, language);
  problem.help = texts.say(kind.help, language);
  return problem;
}

Problem bad_input(InputFault fault, std::string pointer, std::string_view expected,
                  const Texts& texts, Language language) {
  Problem problem = make_problem(ProblemCode::bad_input, texts, language);
  if (!pointer.empty()) problem.detail.append(pointer).append(": ");
  problem.detail += texts.say(text_of(fault), language);
  if (!expected.empty()) problem.detail.append(" ").append(expected);
  if (const auto slash = pointer.rfind('/'); slash != std::string::npos) {
    problem.field = pointer.substr(slash + 1);
  }
  problem.pointer = std::move(pointer);
  return problem;
}

Problem to_problem(const casework::Refusal& refusal, const Texts& texts, Language language) {
  Problem problem;
  const std::string_view code = refusal.code;
  problem.status = code == refusals::not_entitled_role || code == refusals::beyond_authority ? 403
                   : refusal.pack != nullptr && code == refusal.pack->step_order_code        ? 409
                                                                                             : 422;
  problem.code = refusal.code;
  if (!refusal.fields.empty()) problem.field = refusal.fields.front();
  problem.fields = refusal.fields;
  problem.names = refusal.names;
  problem.title = refusal.code;
  if (refusal.pack == nullptr) return problem;
  const pack::Pack& pack = *refusal.pack;
  if (refusal.since) {
    const auto& zone = pack.calendar_rules.zone;
    problem.since = guiju::to_text(*refusal.since, zone.offset_at(*refusal.since));
  }
  if (const pack::Code* stated = pack.find_code(refusal.code)) {
    problem.title = texts.say(stated->text, language);
    problem.help = texts.say(stated->help, language);
  }
  std::vector<bool> listed(pack.articles.size());
  for (const int index : refusal.basis) {
    const pack::Rule& rule = pack.rules[static_cast<std::size_t>(index)];
    problem.rules.push_back({rule.id, std::string(texts.say(rule.text, language))});
    for (const int at : rule.articles) {
      if (listed[static_cast<std::size_t>(at)]) continue;
      listed[static_cast<std::size_t>(at)] = true;
      const pack::Article& article = pack.articles[static_cast<std::size_t>(at)];
      problem.articles.push_back(
          {article.id, article.number, std::string(texts.say(article.heading, language))});
    }
  }
  if (!problem.rules.empty()) problem.detail = problem.rules.front().text;
  return problem;
}

std::string pointer_step(std::string_view name) {
  std::string step = "/";
  for (const char c : name) {
    if (c == '~') {
      step += "~0";
    } else if (c == '/') {
      step += "~1";
    } else {
      step += c;
    }
  }
  return step;
}

}  // namespace guiju::app
