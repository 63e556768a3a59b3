// The zip around a .keras file, through libzip.
#include "engine/files/ziparchive.h"

#include <zip.h>

#include "engine/core/error.h"
#include "engine/files/bytes.h"

namespace engine {

namespace {

std::string zipMessage(int code) {
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    std::string text = zip_error_strerror(&error);
    zip_error_fini(&error);
    return text;
}

}  // namespace

ZipArchive::ZipArchive(const std::string& path) : m_path(path) {
    int code = 0;
    m_zip = zip_open(path.c_str(), ZIP_RDONLY, &code);
    if (m_zip) return;
    if (code == ZIP_ER_NOZIP || code == ZIP_ER_INCONS)
        throw Error(path + ": expected a .keras file (a zip), got something else or one cut short");
    throw Error(path + ": cannot be read: " + zipMessage(code));
}

ZipArchive::~ZipArchive() {
    if (m_zip) zip_discard(static_cast<zip_t*>(m_zip));
}

bool ZipArchive::contains(const std::string& member) const {
    return zip_name_locate(static_cast<zip_t*>(m_zip), member.c_str(), 0) >= 0;
}

std::string ZipArchive::read(const std::string& member, std::size_t most) const {
    zip_t* zip = static_cast<zip_t*>(m_zip);
    const std::string who = m_path + ": " + member;
    const zip_int64_t index = zip_name_locate(zip, member.c_str(), 0);
    if (index < 0) throw Error(m_path + ": expected a member " + member + ", got none");
    zip_file_t* file = zip_fopen_index(zip, static_cast<zip_uint64_t>(index), 0);
    if (!file) throw Error(who + ": cannot be read: " + zip_strerror(zip));
    std::string bytes;
    char buffer[1 << 16];
    zip_int64_t count = 0;
    while ((count = zip_fread(file, buffer, sizeof buffer)) > 0) {
        bytes.append(buffer, static_cast<std::size_t>(count));
        if (bytes.size() > most) break;
    }
    const std::string problem = count < 0 ? zip_file_strerror(file) : "";
    zip_fclose(file);
    if (bytes.size() > most) throw Error(who + ": expected at most " + std::to_string(most) + " bytes, got more");
    if (count < 0) throw Error(who + ": is damaged: " + problem);
    return bytes;
}

namespace {

/// A zip that is built in memory; only a whole one is ever written.
class ZipBuilder {
 public:
    explicit ZipBuilder(const std::string& path) : m_path(path) {
        zip_error_t error;
        zip_error_init(&error);
        m_source = zip_source_buffer_create(nullptr, 0, 0, &error);
        if (m_source) m_zip = zip_open_from_source(m_source, ZIP_TRUNCATE, &error);
        const std::string problem = m_zip ? "" : zip_error_strerror(&error);
        zip_error_fini(&error);
        if (m_zip) {
            zip_source_keep(m_source);  // it outlives zip_close, to be read
        } else {
            if (m_source) zip_source_free(m_source);
            fail(problem);
        }
    }
    ~ZipBuilder() {
        if (m_zip) zip_discard(m_zip);
        zip_source_free(m_source);
    }
    ZipBuilder(const ZipBuilder&) = delete;
    ZipBuilder& operator=(const ZipBuilder&) = delete;

    /// `bytes` stay where they are until bytes() was called.
    void add(const std::string& name, const std::string& bytes) {
        zip_source_t* source = zip_source_buffer(m_zip, bytes.data(), bytes.size(), 0);
        const zip_int64_t index = source ? zip_file_add(m_zip, name.c_str(), source, ZIP_FL_ENC_UTF_8) : -1;
        if (index < 0) {
            if (source) zip_source_free(source);
            fail(zip_strerror(m_zip));
        }
        const auto place = static_cast<zip_uint64_t>(index);
        // Keras gives its members this date, the first that a zip can say.
        if (zip_set_file_compression(m_zip, place, ZIP_CM_STORE, 0) < 0 ||
            zip_file_set_dostime(m_zip, place, 0, 0x21, 0) < 0)
            fail(zip_strerror(m_zip));
    }

    /// The whole zip; nothing can be added any more.
    [[nodiscard]] std::string bytes() {
        if (zip_close(m_zip) != 0) fail(zip_strerror(m_zip));
        m_zip = nullptr;
        std::string all;
        char buffer[1 << 16];
        zip_int64_t count = zip_source_open(m_source);
        while (count >= 0 && (count = zip_source_read(m_source, buffer, sizeof buffer)) > 0)
            all.append(buffer, static_cast<std::size_t>(count));
        if (count < 0) fail(zip_error_strerror(zip_source_error(m_source)));
        zip_source_close(m_source);
        return all;
    }

 private:
    [[noreturn]] void fail(const std::string& problem) const {
        throw Error(m_path + ": cannot be written: " + problem);
    }

    const std::string& m_path;
    zip_source_t* m_source = nullptr;
    zip_t* m_zip = nullptr;
};

}  // namespace

void writeZip(const std::string& path, const std::vector<std::pair<std::string, std::string>>& members) {
    ZipBuilder zip(path);
    for (const auto& [name, bytes] : members) zip.add(name, bytes);
    writeBytes(path, zip.bytes());
}

}  // namespace engine
