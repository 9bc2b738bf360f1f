#include <algorithm>

#include "feel/builtin.hpp"
#include "feel/compiler.hpp"

namespace guiju::feel {
namespace {

std::string parameter_list(const std::vector<Parameter>& parameters) {
  std::string text;
  for (const auto& parameter : parameters) {
    text += (text.empty() ? "" : ", ") + parameter.name + (parameter.optional ? "?" : "");
  }
  return text;
}

}  // namespace

std::string Compiler::suggest(const std::string& name) const {
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

Typed Compiler::call_builtin_function(const std::string& name, Arguments arguments,
                                      std::size_t begin) {
  const auto& signatures = builtins().find(name)->second;
  const std::size_t end = tokens_[at_ - 1].end;
  for (const auto& signature : signatures) {
    std::vector<std::size_t> places;
    if (signature.repeats && arguments.names.empty()) {
      if (!signature.accepts(arguments.values.size())) continue;
      for (std::size_t i = 0; i < arguments.values.size(); ++i) places.push_back(i);
    } else if (auto found = places_of(signature.parameters, arguments)) {
      places = *std::move(found);
    } else {
      continue;
    }
    std::size_t count = 0;
    for (const std::size_t place : places) count = std::max(count, place + 1);
    NodeList ordered(count);
    for (std::size_t i = 0; i < places.size(); ++i) {
      const auto& parameter =
          signature.parameters[std::min(places[i], signature.parameters.size() - 1)];
      check_argument(parameter, arguments.values[i]);
      ordered[places[i]] = std::move(arguments.values[i].node);
    }
    for (auto& node : ordered) {
      if (!node) node = make_constant({});
    }
    return {make_builtin_call(signature, std::move(ordered)), signature.result, begin, end};
  }
  std::string ways;
  for (const auto& signature : signatures) {
    ways += (ways.empty() ? "write `" : " or `") + name + "(" +
            parameter_list(signature.parameters) + (signature.repeats ? ", …" : "") + ")`";
  }
  report(begin, "wrong-arguments", "the arguments do not fit `" + name + "`", ways);
  return {make_constant({}), Type::any(), begin, end};
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
