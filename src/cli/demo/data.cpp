#include "cli/demo/data.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace guiju::demo {
namespace {

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  if (!file) {
    throw std::runtime_error("cannot read " + path.string());
  }
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// A part of a map; an empty one where it is not stated, which can be gone through all the same.
YAML::Node part_of(const YAML::Node& map, const char* key) {
  const YAML::Node part = map[key];
  return part ? part : YAML::Node(YAML::NodeType::Null);
}

std::vector<std::string> texts(const YAML::Node& node) {
  return node ? node.as<std::vector<std::string>>() : std::vector<std::string>{};
}

std::map<std::string, std::string> text_map(const YAML::Node& node) {
  return node ? node.as<std::map<std::string, std::string>>()
              : std::map<std::string, std::string>{};
}

Range read_range(const YAML::Node& node) {
  if (node.IsScalar()) {
    return {node.as<std::int64_t>(), node.as<std::int64_t>()};
  }
  return {node[0].as<std::int64_t>(), node[1].as<std::int64_t>()};
}

Range read_hours(const YAML::Node& node, Range otherwise) {
  if (!node) {
    return otherwise;
  }
  return {seconds_of_day(node[0].as<std::string>()), seconds_of_day(node[1].as<std::string>())};
}

Wait read_wait(const YAML::Node& node) {
  Wait wait;
  if (!node) {
    return wait;
  }
  wait.hours = read_hours(node["hours"], wait.hours);
  if (node["until"]) {
    wait.kind = Wait::Kind::until;
    wait.until = node["until"].as<std::string>();
    wait.amount = node["minutes"] ? read_range(node["minutes"]) : Range{0, 0};
  } else if (node["minutes"]) {
    wait.kind = Wait::Kind::minutes;
    wait.amount = read_range(node["minutes"]);
  } else if (node["working_minutes"]) {
    wait.kind = Wait::Kind::working_minutes;
    wait.amount = read_range(node["working_minutes"]);
  } else if (node["working_days"]) {
    wait.kind = Wait::Kind::working_days;
    wait.amount = read_range(node["working_days"]);
  }
  return wait;
}

Step read_step(const YAML::Node& node) {
  Step step;
  step.mark = node.Mark();
  step.command = node["do"].as<std::string>();
  step.as = node["as"].as<std::string>();
  step.on = node["on"].as<std::string>("");
  step.ref = node["ref"].as<std::string>("");
  step.with = part_of(node, "with");
  step.wait = read_wait(node["after"]);
  step.chance = node["chance"].as<std::int64_t>(100);
  step.maybe = node["maybe"].as<std::int64_t>(100);
  if (node["late"]) {
    step.late = read_wait(node["late"]);
    step.late_in_a_hundred = node["late"]["chance"].as<std::int64_t>();
  }
  return step;
}

Beginning read_beginning(const YAML::Node& node) {
  Beginning beginning;
  const auto take = [&](const char* key, Beginning::Kind kind) {
    if (node[key]) {
      beginning.kind = kind;
      beginning.amount = read_range(node[key]);
    }
  };
  take("days_ago", Beginning::Kind::days_ago);
  take("minutes_ago", Beginning::Kind::minutes_ago);
  take("working_minutes_ago", Beginning::Kind::working_minutes_ago);
  take("month_day", Beginning::Kind::month_day);
  take("weekday", Beginning::Kind::weekday);
  beginning.hours = read_hours(node["hours"], beginning.hours);
  beginning.on_working_days = node["working_days"].as<bool>(false);
  beginning.for_each_site = node["for_each_site"].as<bool>(false);
  return beginning;
}

void read_people(const YAML::Node& company, Data& data) {
  for (const auto& node : company["people"]) {
    Person person{node["key"].as<std::string>(), node["department"].as<std::string>(""), {}};
    for (const auto& role : part_of(node, "roles")) {
      person.roles.push_back({role["role"].as<std::string>(), role["site"].as<std::string>(""),
                              role["department"].as<std::string>("")});
    }
    data.people.push_back(std::move(person));
  }
}

void read_names(const YAML::Node& company, const YAML::Node& names, Data& data) {
  data.names = {texts(names["surnames"]), texts(names["given"]), texts(names["phone_heads"]),
                names["clients"]["count"].as<std::int64_t>(),
                names["clients"]["prospects_in_a_hundred"].as<std::int64_t>()};
  for (const auto& node : company["sites"]) {
    const auto key = node["key"].as<std::string>();
    const auto houses = names["sites"][key];
    data.sites.push_back({key, node["name"].as<std::string>(),
                          houses["buildings"].as<std::int64_t>(),
                          houses["units"].as<std::int64_t>(), houses["floors"].as<std::int64_t>(),
                          houses["flats"].as<std::int64_t>(), texts(houses["salespeople"])});
  }
}

void read_topics(const YAML::Node& topics, Data& data) {
  for (const auto& list : topics) {
    for (const auto& topic : list.second) {
      data.topics[list.first.as<std::string>()].push_back(text_map(topic));
    }
  }
}

void read_logins(const YAML::Node& logins, Data& data) {
  data.password = logins["password"].as<std::string>();
  for (const auto& node : logins["logins"]) {
    data.logins.push_back({node["login"].as<std::string>(), node["person"].as<std::string>(),
                           node["as"].as<std::string>()});
  }
}

void read_stories(const std::filesystem::path& folder, Data& data) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    for (const auto& node : YAML::Load(text_of(file))["stories"]) {
      try {
        data.stories.push_back(read_story(file.filename().string(), node));
      } catch (const YAML::Exception& error) {
        throw DataError(file.filename().string(), node.Mark(), error.what());
      }
    }
  }
}

}  // namespace

Story read_story(const std::string& file, const YAML::Node& node) {
  Story story;
  story.file = file;
  story.mark = node.Mark();
  story.count = node["count"].as<std::int64_t>(1);
  story.beginning = read_beginning(node["begins"]);
  story.topics = node["topics"].as<std::string>("");
  story.is_for_each_topic = node["for_each_topic"].as<bool>(false);
  story.site = node["site"].as<std::string>("");
  story.vars = text_map(node["vars"]);
  for (const auto& part : part_of(node, "cast")) {
    story.cast.emplace_back(part.first.as<std::string>(), part.second.as<std::string>());
  }
  for (const auto& variant : part_of(node, "variants")) {
    story.variants.push_back(
        {variant["share"].as<std::int64_t>(), text_map(variant["cast"]), part_of(variant, "with")});
  }
  for (const auto& step : part_of(node, "steps")) {
    story.steps.push_back(read_step(step));
  }
  return story;
}

std::int64_t seconds_of_day(const std::string& text) {
  const auto colon = text.find(':');
  if (colon == std::string::npos) {
    throw std::runtime_error("`" + text + "` is no time of day");
  }
  return std::stoll(text.substr(0, colon)) * 3600 + std::stoll(text.substr(colon + 1)) * 60;
}

Data read_data(const std::string& folder) {
  const std::filesystem::path root(folder);
  Data data;
  data.company_yaml = text_of(root / "company.yaml");
  const auto company = YAML::Load(data.company_yaml);
  data.name = company["name"].as<std::string>();
  read_people(company, data);
  read_names(company, YAML::Load(text_of(root / "names.yaml")), data);
  read_topics(YAML::Load(text_of(root / "topics.yaml")), data);
  read_logins(YAML::Load(text_of(root / "logins.yaml")), data);
  read_stories(root / "stories", data);
  return data;
}

}  // namespace guiju::demo
