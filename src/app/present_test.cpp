#include "app/present.hpp"

#include <gtest/gtest.h>

/// What is shown to one person.
namespace guiju::app {
namespace {

struct Parts {
  const casework::View& view;
  const casework::Directory& directory;
  const Texts& texts;
  const Visibility& sees;
};

template <class T>
concept can_be_silent_about_what_is_seen = requires(const Parts& parts) {
  T{.view = {parts.view, nullptr},
    .directory = parts.directory,
    .texts = parts.texts,
    .viewer = nullptr};
};
template <class T>
concept can_say_what_is_seen = requires(const Parts& parts) {
  T{.view = {parts.view, nullptr},
    .directory = parts.directory,
    .texts = parts.texts,
    .sees = parts.sees};
};

TEST(Stage, shows_nothing_before_it_is_said_what_may_be_seen) {
  EXPECT_TRUE(can_say_what_is_seen<Stage>);
  EXPECT_FALSE(can_be_silent_about_what_is_seen<Stage>);
}

}  // namespace
}  // namespace guiju::app
