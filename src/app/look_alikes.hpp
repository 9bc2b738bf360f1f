#pragma once

#include <string>
#include <vector>

#include "app/present.hpp"

namespace guiju::app {

/// A record on file that may be about the same as what a form is being filled for.
struct LookAlike {
  const pack::RecordType* type = nullptr;
  int field = -1;              ///< of the type: what is the same
  casework::RecordPtr record;  ///< null: there is one, and the viewer may not see it
};

/// What is on file with the same phone, number or name as the form of a command that makes records,
/// itself or by what follows it: by `unique` of their types, and by `alike` in either script or in
/// pinyin. Of those that the viewer may not see, only what `unique` would refuse or recognise
/// anyway is told, and no more of it than that it is there. A few at most.
std::vector<LookAlike> look_alikes(const Stage& stage, const Reader& reader,
                                   const pack::Command& command,
                                   const std::vector<feel::Value>& inputs);

/// `"alike": [{type, title, by, into?, row? }]`; `into` is the input that takes the record.
void write_look_alikes(JsonWriter& json, const Stage& stage, const pack::Command& command,
                       const std::vector<LookAlike>& found);

}  // namespace guiju::app
