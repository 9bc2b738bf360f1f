#include "app/zip_file.hpp"

#include <zip.h>

#include "app/table.hpp"

namespace guiju::app {
namespace {

constexpr std::size_t chunk_bytes = 1 << 16;

TableError broken(const std::string& what) { return {TableFault::broken, 0, what}; }

struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

}  // namespace

ZipFile::ZipFile(std::string bytes) : bytes_(std::move(bytes)) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes_.data(), bytes_.size(), 0, &error);
  if (source != nullptr) zip_ = zip_open_from_source(source, ZIP_RDONLY, &error);
  const std::string why = zip_ == nullptr ? zip_error_strerror(&error) : "";
  zip_error_fini(&error);
  if (zip_ != nullptr) return;
  if (source != nullptr) zip_source_free(source);  // an open archive owns it
  throw broken("no zip archive: " + why);
}

ZipFile::~ZipFile() { zip_discard(zip_); }

std::optional<std::string> ZipFile::read(const std::string& name, std::size_t bytes_max) const {
  const zip_int64_t index = zip_name_locate(zip_, name.c_str(), ZIP_FL_NOCASE);
  if (index < 0) return std::nullopt;
  const auto at = static_cast<zip_uint64_t>(index);
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_stat_index(zip_, at, 0, &stat) != 0) throw broken(name + ": " + zip_strerror(zip_));
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE) {
    throw TableError(TableFault::encrypted, 0, name + " is encrypted");
  }
  const std::unique_ptr<zip_file_t, CloseFile> file(zip_fopen_index(zip_, at, 0));
  if (!file) throw broken(name + ": " + zip_strerror(zip_));
  std::string out;
  for (;;) {
    const std::size_t before = out.size();
    out.resize(before + chunk_bytes);
    const zip_int64_t read = zip_fread(file.get(), out.data() + before, chunk_bytes);
    if (read < 0) throw broken(name + ": " + zip_file_strerror(file.get()));
    out.resize(before + static_cast<std::size_t>(read));
    if (read == 0) return out;
    if (out.size() > bytes_max) {
      throw TableError(TableFault::too_large, 0,
                       name + " unpacks to more than " + std::to_string(bytes_max) + " bytes",
                       bytes_max);
    }
  }
}

}  // namespace guiju::app
