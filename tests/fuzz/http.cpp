// What comes over a connection, in pieces as large as the first byte says: one request after the
// other, each read as the listener reads it and answered as the server answers.

#include <algorithm>
#include <string_view>

#include "company.hpp"
#include "http/request_reader.hpp"
#include "target.hpp"

namespace {

using namespace guiju;
using http::inside::RequestReader;
using State = RequestReader::State;

constexpr std::size_t header_bytes_max = 16 * 1024;
constexpr const char* address = "203.0.113.7";

fuzz::Company& company() {
  static fuzz::Company company;
  return company;
}

/// Pieces of bytes, until there are no more.
class Wire {
 public:
  Wire(std::string_view bytes, std::size_t piece) : bytes_(bytes), piece_(piece) {}
  bool next(boost::beast::flat_buffer& in) {
    const auto piece = bytes_.substr(0, piece_);
    bytes_.remove_prefix(piece.size());
    const auto place = in.prepare(piece.size());
    std::copy(piece.begin(), piece.end(), static_cast<char*>(place.data()));
    in.commit(piece.size());
    return !piece.empty();
  }

 private:
  std::string_view bytes_;
  std::size_t piece_;
};

/// True when another request may follow.
bool answer_one(boost::beast::flat_buffer& in, Wire& wire) {
  RequestReader reader(company().handler(), header_bytes_max);
  for (;;) {
    const State state = reader.take(in);
    if (state == State::fault) {
      company().check(company().handler().reject(reader.fault_status(), reader.accept_language()));
      return false;
    }
    if (state == State::head) {
      reader.set_sink(company().handler().open_sink(reader.request(address)));
      reader.awaits_leave();
    } else if (state == State::whole) {
      const auto response = company().ask(reader.request(address));
      if (response.events) {
        std::string out;
        response.events->take(out);
        response.events->beat(out);
      }
      return reader.keep_alive() && !response.close && !response.events;
    } else if (!wire.next(in)) {
      const auto refusal = reader.has_head() ? company().handler().refuse(reader.request(address))
                                             : std::optional<guiju::http::Response>{};
      if (refusal) company().check(*refusal);
      return false;
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes{reinterpret_cast<const char*>(data) + 1, size - 1};
  Wire wire(bytes, data[0] == 0 ? size : data[0]);
  boost::beast::flat_buffer in;
  while (answer_one(in, wire)) {
  }
  return 0;
}
