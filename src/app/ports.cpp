#include "app/ports.hpp"

#include <future>

namespace guiju::app {

void Store::write(const std::function<void(UnitOfWork&)>& work) {
  std::promise<void> finished;
  submit(work, [&finished](std::exception_ptr failure) {
    failure ? finished.set_exception(failure) : finished.set_value();
  });
  finished.get_future().get();
}

}  // namespace guiju::app
