#pragma once

#include "standard.hpp"
#include <CLI/CLI.hpp>
