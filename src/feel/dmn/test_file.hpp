#pragma once

#include <optional>
#include <string>
#include <vector>

#include "feel/dmn/model.hpp"

namespace guiju::feel::dmn {

/// Test cases in the format of the public conformance kit of DMN (dmn-tck, `testCases.xsd`).

/// One `testCase`: what is asked of a model, and what it must answer.
struct TestCase {
  struct Expected {
    std::string name;
    Value value;  ///< null also where the kit wants an error: DMN has no other word for it
  };
  std::string id;
  std::string service;  ///< the service or knowledge model to call; empty: decisions are asked
  Model::Inputs inputs;
  std::vector<Expected> expected;
};

struct TestFile {
  std::string model;  ///< the name of the `.dmn` file beside it
  std::vector<TestCase> cases;
};

/// Reads a test file. Empty without a word when the file is XML of another sort; with one in
/// `diagnostics` when it cannot be read.
std::optional<TestFile> read_test_file(const std::string& path, Diagnostics& diagnostics);

/// Numbers may differ by 0.00000001, as in the kit's own runner; all else must be equal.
bool is_as_expected(const Value& actual, const Value& expected);

/// A result that is not as expected.
struct Miss {
  std::string test;    ///< the test case's id
  std::string result;  ///< the name of the decision
  Value expected;
  Value actual;
};

struct TestRun {
  int passed = 0;  ///< test cases; one passes when each of its results is as expected
  int failed = 0;
  std::vector<Miss> misses;
};

/// Plays the cases of the test file `path` against the model that it names, `now` being the moment
/// of the evaluation. Empty when `path` is no test file, or it or its model cannot be read: that is
/// an error in `diagnostics`. What of the model cannot be compiled is there as well, and null.
std::optional<TestRun> run_test_file(const std::string& path, const Value& now,
                                     Diagnostics& diagnostics);

}  // namespace guiju::feel::dmn
