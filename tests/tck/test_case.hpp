#pragma once

#include <string>
#include <vector>

#include "feel/dmn/model.hpp"

namespace guiju::tck {

/// One `testCase`: what is asked of a model, and what it must answer.
struct TestCase {
  struct Expected {
    std::string name;
    feel::Value value;  ///< null also where the kit wants an error: DMN has no other word for it
  };
  std::string id;
  std::string service;  ///< the service or knowledge model to call; empty: decisions are asked
  feel::dmn::Model::Inputs inputs;
  std::vector<Expected> expected;
};

struct TestFile {
  std::string model;  ///< the name of the `.dmn` file beside it
  std::vector<TestCase> cases;
};

/// Reads a test file of the kit; throws `std::runtime_error` when it is none.
TestFile read_test_file(const std::string& path);

/// Numbers may differ by 0.00000001, as in the kit's own runner; all else must be equal.
bool is_as_expected(const feel::Value& actual, const feel::Value& expected);

}  // namespace guiju::tck
