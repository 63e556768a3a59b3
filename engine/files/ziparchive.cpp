// The zip around a .keras file, through libzip.
#include "engine/files/ziparchive.h"

#include <unistd.h>
#include <zip.h>

#include <algorithm>
#include <cstdio>

#include "engine/core/error.h"

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

void writeZip(const std::string& path, const std::vector<std::pair<std::string, std::string>>& members) {
    const std::string temporary = path + ".part" + std::to_string(::getpid());
    int code = 0;
    zip_t* zip = zip_open(temporary.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
    if (!zip) throw Error(path + ": cannot be written: " + zipMessage(code));
    std::string problem;
    for (const auto& [name, bytes] : members) {
        zip_source_t* source = zip_source_buffer(zip, bytes.data(), bytes.size(), 0);
        const zip_int64_t index = source ? zip_file_add(zip, name.c_str(), source, ZIP_FL_ENC_UTF_8) : -1;
        if (index < 0) {
            problem = zip_strerror(zip);
            if (source) zip_source_free(source);
            break;
        }
        const auto place = static_cast<zip_uint64_t>(index);
        // Keras gives its members this date, the first that a zip can say.
        if (zip_set_file_compression(zip, place, ZIP_CM_STORE, 0) < 0 ||
            zip_file_set_dostime(zip, place, 0, 0x21, 0) < 0) {
            problem = zip_strerror(zip);
            break;
        }
    }
    if (problem.empty() && zip_close(zip) == 0) {
        if (std::rename(temporary.c_str(), path.c_str()) == 0) return;
        problem = "it cannot be put in place";
    } else {
        if (problem.empty()) problem = zip_strerror(zip);
        zip_discard(zip);
    }
    std::remove(temporary.c_str());
    throw Error(path + ": cannot be written: " + problem);
}

}  // namespace engine
