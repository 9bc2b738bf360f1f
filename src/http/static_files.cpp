#include "http/static_files.hpp"

#include <fstream>
#include <iterator>

#include "app/language.hpp"
#include "http/secrets.hpp"
#include "http/wire.hpp"

namespace guiju::http {
namespace {

constexpr std::string_view nonce_mark = "__CSP_NONCE__";

std::string_view content_type_of(std::string_view path) {
  static constexpr std::pair<std::string_view, std::string_view> types[] = {
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".webmanifest", "application/manifest+json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".ico", "image/x-icon"},
      {".webp", "image/webp"},
      {".woff2", "font/woff2"},
      {".txt", "text/plain; charset=utf-8"},
  };
  for (const auto& [ending, type] : types) {
    if (path.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

std::shared_ptr<const std::string> read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return nullptr;
  return std::make_shared<const std::string>(std::istreambuf_iterator<char>(file),
                                             std::istreambuf_iterator<char>());
}

std::string with_nonce(std::string_view page, std::string_view nonce) {
  std::string out;
  out.reserve(page.size() + 64);
  for (;;) {
    const auto at = page.find(nonce_mark);
    out += page.substr(0, at);
    if (at == std::string_view::npos) return out;
    out += nonce;
    page.remove_prefix(at + nonce_mark.size());
  }
}

void protect_page(Response& response, std::string_view nonce) {
  std::string policy =
      "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; "
      "form-action 'self'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self' data:; "
      "script-src 'self' 'nonce-";
  policy.append(nonce).append("'; style-src 'self' 'nonce-").append(nonce).append("'");
  // Style attributes cannot run anything and cannot carry a nonce.
  policy += "; style-src-attr 'unsafe-inline'";
  response.add_header("Content-Security-Policy", policy);
  response.add_header("Referrer-Policy", "same-origin");
  response.add_header("X-Frame-Options", "DENY");
  response.add_header("Cross-Origin-Opener-Policy", "same-origin");
  response.add_header("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
}

constexpr std::string_view unbuilt_page = R"(<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8"><title>规矩 Guiju</title></head><body>
<h1>规矩 Guiju</h1>
<p>服务正在运行，但网页界面尚未构建。请运行 <code>./dev run</code>，或在 <code>web</code> 目录运行
<code>npm ci &amp;&amp; npm run build</code> 后重新启动。</p>
<p lang="en">The server is running, but its web interface has not been built. Run <code>./dev run</code>, or
<code>npm ci &amp;&amp; npm run build</code> in the folder <code>web</code>, and start it again.</p>
<p><a href="/api/v1/openapi.json">/api/v1/openapi.json</a></p>
</body></html>
)";

}  // namespace

StaticFiles::StaticFiles(const std::filesystem::path& directory) {
  namespace fs = std::filesystem;
  std::error_code none;
  if (directory.empty() || !fs::is_directory(directory, none)) return;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (!entry.is_regular_file()) continue;
    const std::string name = "/" + fs::relative(entry.path(), directory).generic_string();
    if (name.ends_with(".gz") || name.ends_with(".map")) continue;
    File file;
    file.plain = read_file(entry.path());
    if (!file.plain) continue;
    file.gzip = read_file(entry.path().string() + ".gz");
    file.content_type = content_type_of(name);
    file.tag = "\"" + hash_of_secret(*file.plain).substr(0, 32) + "\"";
    file.is_immutable = name.starts_with("/assets/");
    if (name == "/index.html") {
      index_ = file.plain;
    } else {
      files_.emplace(name, std::move(file));
    }
  }
}

Response StaticFiles::index_page(std::string_view accept_language) const {
  Response response;
  response.content_type = "text/html; charset=utf-8";
  const std::string nonce = make_secret();
  response.body = index_ ? with_nonce(*index_, nonce) : std::string(unbuilt_page);
  response.add_header("Cache-Control", "no-cache");
  response.add_header("Vary", "Accept-Language");
  response.add_header("Content-Language", to_text(app::parse_accept_language(accept_language)));
  protect_page(response, nonce);
  return response;
}

Response StaticFiles::serve(const Request& request) const {
  const auto path = percent_decode(request.path, false);
  Response response;
  const auto found = path ? files_.find(*path) : files_.end();
  if (found == files_.end()) {
    // The pages' own addresses hold ids with dots; only the folder of assets holds files for sure.
    const bool is_asset =
        !path || path->starts_with("/assets/") || path->find("..") != std::string::npos;
    if (!is_asset) return index_page(request.header(Header::accept_language));
    response.status = 404;
    response.content_type = "text/plain; charset=utf-8";
    response.body = "404\n";
    return response;
  }
  const File& file = found->second;
  response.add_header("ETag", file.tag);
  response.add_header("Cache-Control",
                      file.is_immutable ? "public, max-age=31536000, immutable" : "no-cache");
  response.add_header("Vary", "Accept-Encoding");
  if (matches_tag(request.header(Header::if_none_match), file.tag)) {
    response.status = 304;
    return response;
  }
  response.content_type = file.content_type;
  if (file.gzip && accepts_gzip(request.header(Header::accept_encoding))) {
    response.shared_body = file.gzip;
    response.add_header("Content-Encoding", "gzip");
  } else {
    response.shared_body = file.plain;
  }
  return response;
}

}  // namespace guiju::http
