#include <algorithm>
#include <numeric>

#include "feel/builtin.hpp"
#include "feel/compiler.hpp"

namespace guiju::feel {
namespace {

constexpr int suggestions_max = 50;

std::string parameter_list(const std::vector<Parameter>& parameters) {
  std::string text;
  for (const auto& parameter : parameters) {
    text += (text.empty() ? "" : ", ") + parameter.name + (parameter.optional ? "?" : "");
  }
  return text;
}

}  // namespace

std::string Compiler::suggest(const std::string& name) {
  if (++suggestions_ > suggestions_max) return "";  // a text like that is beyond help
  auto candidates = known_names();
  for (const auto& [builtin, signatures] : builtins()) candidates.push_back(builtin);
  const std::string near = nearest(name, candidates);
  return near.empty() ? "" : "did you mean `" + near + "`?";
}

Compiler::Arguments Compiler::parse_arguments() {
  expect("(", "before the arguments");
  Arguments arguments;
  while (!next_is(")")) {
    // `name: value` throughout, or values alone.
    std::string name;
    const bool is_named = attempt([&] {
      name = parse_key();
      return take(":");
    });
    if (!arguments.values.empty() && is_named == arguments.names.empty()) {
      fail(token(), "arguments with and without names are mixed");
    }
    if (is_named) arguments.names.push_back(std::move(name));
    arguments.values.push_back(parse_expression());
    if (!take(",") && !next_is(")")) fail_unexpected();
  }
  ++at_;
  return arguments;
}

Typed Compiler::parse_call(const Resolved& name) {
  const std::size_t begin = token().begin;
  at_ += name.tokens;
  Arguments arguments = parse_arguments();
  if (name.what == Resolved::What::function) {
    return call_scope_function(name.name, std::move(arguments), begin);
  }
  return call_builtin_function(name.name, std::move(arguments), begin);
}

/// For each argument the parameter that it is for; empty when the two do not fit together.
std::optional<std::vector<std::size_t>> Compiler::places_of(
    const std::vector<Parameter>& parameters, const Arguments& arguments) const {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < arguments.values.size(); ++i) {
    std::size_t place = i;
    if (!arguments.names.empty()) {
      const auto found = std::find_if(
          parameters.begin(), parameters.end(),
          [&](const Parameter& p) { return normal_name(p.name) == arguments.names[i]; });
      place = static_cast<std::size_t>(found - parameters.begin());
    }
    if (place >= parameters.size()) return std::nullopt;
    if (std::find(places.begin(), places.end(), place) != places.end()) return std::nullopt;
    places.push_back(place);
  }
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const bool is_given = std::find(places.begin(), places.end(), i) != places.end();
    if (!parameters[i].optional && !is_given) return std::nullopt;
  }
  return places;
}

bool Compiler::check_argument(const Parameter& parameter, const Typed& argument) {
  if (fits(argument.type, parameter.type)) return true;
  report(argument.begin, "wrong-type",
         quoted(argument) + " is a " + to_text(argument.type) + ", but `" + parameter.name +
             "` must be a " + to_text(parameter.type));
  return false;
}

Typed Compiler::call_scope_function(const std::string& name, Arguments arguments,
                                    std::size_t begin) {
  const Scope::Function& function = *scope_.find_function(name);
  const std::size_t end = tokens_[at_ - 1].end;
  const auto places = places_of(function.parameters, arguments);
  if (!places) {
    report(begin, "wrong-arguments", "the arguments do not fit `" + name + "`",
           "write `" + name + "(" + parameter_list(function.parameters) + ")`");
    return {make_constant({}), Type::any(), begin, end};
  }
  std::size_t count = 0;
  for (const std::size_t place : *places) count = std::max(count, place + 1);
  NodeList ordered(count);
  for (std::size_t i = 0; i < places->size(); ++i) {
    check_argument(function.parameters[(*places)[i]], arguments.values[i]);
    ordered[(*places)[i]] = std::move(arguments.values[i].node);
  }
  for (auto& node : ordered) {
    if (!node) node = make_constant({});
  }
  used_functions_.insert(function.slot);
  return {make_scope_call(function.slot, std::move(ordered)), function.result, begin, end};
}

/// How the arguments stand in a way of calling a built-in function; empty when they do not fit it.
std::optional<std::vector<std::size_t>> Compiler::places_of(const BuiltinSignature& signature,
                                                            const Arguments& arguments) const {
  if (!signature.repeats || !arguments.names.empty()) {
    return places_of(signature.parameters, arguments);
  }
  if (!signature.accepts(arguments.values.size())) return std::nullopt;
  std::vector<std::size_t> places(arguments.values.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  return places;
}

bool Compiler::may_mean(const BuiltinSignature& signature, const std::vector<std::size_t>& places,
                        const Arguments& arguments) {
  for (std::size_t i = 0; i < places.size(); ++i) {
    const std::size_t last = signature.parameters.size() - 1;
    const Type& wanted = signature.parameters[std::min(places[i], last)].type;
    if (!fits(arguments.values[i].type, wanted)) return false;
  }
  return true;
}

Typed Compiler::call_builtin_function(const std::string& name, Arguments arguments,
                                      std::size_t begin) {
  const auto& signatures = builtins().find(name)->second;
  const std::size_t end = tokens_[at_ - 1].end;
  std::vector<BuiltinSignature> meant;
  std::vector<std::size_t> places;
  const BuiltinSignature* nearest_way = nullptr;
  for (const auto& signature : signatures) {
    const auto found = places_of(signature, arguments);
    if (!found) continue;
    if (nearest_way == nullptr) nearest_way = &signature;
    if (!may_mean(signature, *found, arguments)) continue;
    // By name the order may differ from one way to the next: the first that fits is meant.
    if (!arguments.names.empty() && !meant.empty()) continue;
    places = *found;
    meant.push_back(signature);
  }
  if (meant.empty()) {
    report_misfit(name, nearest_way, arguments, begin);
    return {make_constant({}), Type::any(), begin, end};
  }
  std::size_t count = 0;
  for (const std::size_t place : places) count = std::max(count, place + 1);
  NodeList ordered(count);
  for (std::size_t i = 0; i < places.size(); ++i) {
    ordered[places[i]] = std::move(arguments.values[i].node);
  }
  for (auto& node : ordered) {
    if (!node) node = make_constant({});
  }
  Type result = meant.front().result;
  for (const auto& signature : meant) {
    if (!(signature.result == result)) result = Type::any();
  }
  return {make_builtin_call(std::move(meant), std::move(ordered)), std::move(result), begin, end};
}

/// Says which argument is of the wrong type, or, when it is their number or names, how to call.
void Compiler::report_misfit(const std::string& name, const BuiltinSignature* nearest_way,
                             const Arguments& arguments, std::size_t begin) {
  if (nearest_way != nullptr) {
    const auto places = *places_of(*nearest_way, arguments);
    for (std::size_t i = 0; i < places.size(); ++i) {
      const auto& parameters = nearest_way->parameters;
      check_argument(parameters[std::min(places[i], parameters.size() - 1)], arguments.values[i]);
    }
    return;
  }
  std::string ways;
  for (const auto& signature : builtins().find(name)->second) {
    ways += (ways.empty() ? "write `" : " or `") + name + "(" +
            parameter_list(signature.parameters) + (signature.repeats ? ", …" : "") + ")`";
  }
  report(begin, "wrong-arguments", "the arguments do not fit `" + name + "`", ways);
}

Typed Compiler::parse_value_call(Typed function) {
  Arguments arguments = parse_arguments();
  const Type& type = function.type;
  const bool is_function = type.is(Type::Kind::function);
  if (!is_function && !type.is(Type::Kind::any) && !type.is(Type::Kind::null)) {
    report(function.begin, "wrong-type",
           quoted(function) + " is a " + to_text(type) + " and cannot be called");
  }
  if (is_function && type.parts.size() != arguments.values.size() + 1) {
    report(function.begin, "wrong-arguments",
           quoted(function) + " wants " + std::to_string(type.parts.size() - 1) + " arguments");
  }
  NodeList values;
  for (auto& value : arguments.values) values.push_back(std::move(value.node));
  Type result = is_function ? type.element() : Type::any();
  return {make_value_call(std::move(function.node), std::move(arguments.names), std::move(values)),
          std::move(result), function.begin, tokens_[at_ - 1].end};
}

}  // namespace guiju::feel
