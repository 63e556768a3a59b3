// HDF5 in memory, through its C interface.
#include "engine/files/hdf5file.h"

#include <hdf5.h>
#include <hdf5_hl.h>

#include <mutex>
#include <sstream>

#include "engine/core/error.h"

namespace engine {

namespace {

// Closes an identifier of the library when it goes out of scope.
class Handle {
 public:
    Handle(hid_t id, herr_t (*close)(hid_t)) : m_id(id), m_close(close) {}
    ~Handle() {
        if (m_id >= 0) m_close(m_id);
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    operator hid_t() const { return m_id; }  // NOLINT: the library takes plain numbers

 private:
    hid_t m_id;
    herr_t (*m_close)(hid_t);
};

// The library keeps global state; not every build of it locks.
std::recursive_mutex& library() {
    static std::recursive_mutex mutex;
    return mutex;
}

// The library prints its error stack unless told otherwise; it is a setting of each thread.
void silence() {
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

std::string shapeText(const std::vector<std::int64_t>& shape) {
    std::string text;
    for (const std::int64_t size : shape) text += (text.empty() ? "" : ", ") + std::to_string(size);
    return "(" + text + ")";
}

std::vector<std::int64_t> shapeOf(hid_t dataset) {
    const Handle space(H5Dget_space(dataset), H5Sclose);
    if (space < 0 || H5Sis_simple(space) <= 0) return {-1};
    const int rank = H5Sget_simple_extent_ndims(space);
    if (rank < 0 || rank > H5S_MAX_RANK) return {-1};
    std::vector<hsize_t> sizes(static_cast<std::size_t>(rank) + 1);
    if (rank > 0 && H5Sget_simple_extent_dims(space, sizes.data(), nullptr) < 0) return {-1};
    std::vector<std::int64_t> shape;
    for (int i = 0; i < rank; ++i) shape.push_back(static_cast<std::int64_t>(sizes[static_cast<std::size_t>(i)]));
    return shape;
}

// Numbers of the machine's own kinds, lying in the file itself, whole or in chunks no larger than the array, without
// filters that could blow up.
bool readable(hid_t dataset, std::int64_t elements, std::size_t fileBytes, std::uint64_t& unstored) {
    const Handle type(H5Dget_type(dataset), H5Tclose);
    if (type < 0) return false;
    const H5T_class_t kind = H5Tget_class(type);
    const std::size_t bytes = H5Tget_size(type);
    if ((kind != H5T_FLOAT && kind != H5T_INTEGER) || bytes == 0 || bytes > 8) return false;
    const Handle plist(H5Dget_create_plist(dataset), H5Pclose);
    if (plist < 0 || H5Pget_external_count(plist) != 0) return false;
    const H5D_layout_t layout = H5Pget_layout(plist);
    const auto needed = static_cast<hsize_t>(elements) * bytes;
    // Storage that was never written would be filled up from nothing.
    if (layout == H5D_CONTIGUOUS || layout == H5D_COMPACT)
        return needed == 0 || (needed <= fileBytes && H5Dget_storage_size(dataset) >= needed);
    // Deflated, or never written and filled up from nothing: in all no more than a real file may hold.
    unstored += needed;
    if (unstored > (hsize_t{1} << 24) + 100 * static_cast<hsize_t>(fileBytes)) return false;
    if (layout != H5D_CHUNKED || H5Pget_nfilters(plist) > 3) return false;
    hsize_t chunk[H5S_MAX_RANK];
    const int rank = H5Pget_chunk(plist, H5S_MAX_RANK, chunk);
    hsize_t size = 1;
    for (int i = 0; i < rank; ++i) {
        if (chunk[i] == 0 || chunk[i] > (hsize_t{1} << 31) / size) return false;
        size *= chunk[i];
    }
    return rank > 0 && size <= static_cast<hsize_t>(elements) * 4 + 1024;
}

}  // namespace

Hdf5Reader::Hdf5Reader(std::string bytes, std::string who) : m_bytes(std::move(bytes)), m_who(std::move(who)) {
    const std::scoped_lock lock(library());
    silence();
    // The library reads the image where it lies; the flag says that it must neither copy nor free it.
    m_file =
        H5LTopen_file_image(m_bytes.data(), m_bytes.size(), H5LT_FILE_IMAGE_DONT_COPY | H5LT_FILE_IMAGE_DONT_RELEASE);
    if (m_file < 0) throw Error(m_who + ": expected an HDF5 file, got something else or one cut short");
}

Hdf5Reader::~Hdf5Reader() {
    const std::scoped_lock lock(library());
    if (m_file >= 0) H5Fclose(m_file);
}

// Goes down one name at a time, so that a soft or an external link on the way is seen and not followed.
std::int64_t Hdf5Reader::open(const std::string& path) const {
    hid_t at = H5Oopen(m_file, "/", H5P_DEFAULT);
    std::istringstream parts(path);
    for (std::string part; at >= 0 && std::getline(parts, part, '/');) {
        H5L_info_t info;
        hid_t next = -1;
        if (H5Iget_type(at) == H5I_GROUP && H5Lexists(at, part.c_str(), H5P_DEFAULT) > 0 &&
            H5Lget_info(at, part.c_str(), &info, H5P_DEFAULT) >= 0 && info.type == H5L_TYPE_HARD)
            next = H5Oopen(at, part.c_str(), H5P_DEFAULT);
        H5Oclose(at);
        at = next;
    }
    return at;
}

bool Hdf5Reader::hasGroup(const std::string& path) const {
    const std::scoped_lock lock(library());
    const Handle object(open(path), H5Oclose);
    return object >= 0 && H5Iget_type(object) == H5I_GROUP;
}

int Hdf5Reader::numberedMembers(const std::string& path, int most) const {
    const std::scoped_lock lock(library());
    const Handle object(open(path), H5Oclose);
    if (object < 0 || H5Iget_type(object) != H5I_GROUP) return 0;
    int count = 0;
    while (count < most && H5Lexists(object, std::to_string(count).c_str(), H5P_DEFAULT) > 0) ++count;
    return count;
}

std::optional<std::vector<std::string>> Hdf5Reader::attribute(const std::string& path, const std::string& name) const {
    constexpr hssize_t kMostTexts = 1 << 16;
    const std::scoped_lock lock(library());
    const Handle object(open(path), H5Oclose);
    if (object < 0 || H5Aexists(object, name.c_str()) <= 0) return std::nullopt;
    const Handle attribute(H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose);
    const Handle type(attribute < 0 ? -1 : H5Aget_type(attribute), H5Tclose);
    const Handle space(attribute < 0 ? -1 : H5Aget_space(attribute), H5Sclose);
    if (type < 0 || space < 0 || H5Tget_class(type) != H5T_STRING) return std::nullopt;
    const hssize_t count = H5Sget_simple_extent_npoints(space);
    if (count <= 0) return std::vector<std::string>();
    if (count > kMostTexts) throw Error(m_who + ": attribute " + name + ": expected fewer texts");
    std::vector<std::string> texts;
    if (H5Tis_variable_str(type) > 0) {
        const Handle memory(H5Tcopy(type), H5Tclose);
        std::vector<char*> pointers(static_cast<std::size_t>(count), nullptr);
        if (H5Aread(attribute, memory, pointers.data()) < 0) throw Error(m_who + ": attribute " + name + " is damaged");
        for (const char* one : pointers) texts.emplace_back(one ? one : "");
        H5Dvlen_reclaim(memory, space, H5P_DEFAULT, pointers.data());
        return texts;
    }
    const std::size_t length = H5Tget_size(type);
    if (length == 0 || length > m_bytes.size() / static_cast<std::size_t>(count))
        throw Error(m_who + ": attribute " + name + " is damaged");
    std::string all(length * static_cast<std::size_t>(count), '\0');
    if (H5Aread(attribute, type, all.data()) < 0) throw Error(m_who + ": attribute " + name + " is damaged");
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
        const std::string one = all.substr(i * length, length);
        texts.push_back(one.substr(0, one.find('\0')));
    }
    return texts;
}

std::optional<std::string> Hdf5Reader::text(const std::string& path, const std::string& name) const {
    const auto texts = attribute(path, name);
    if (!texts || texts->size() != 1) return std::nullopt;
    return texts->front();
}

std::vector<std::string> Hdf5Reader::texts(const std::string& path, const std::string& name) const {
    if (auto whole = attribute(path, name)) return *whole;
    std::vector<std::string> all;
    for (int part = 0; part < 4096; ++part) {
        const auto own = attribute(path, name + std::to_string(part));
        if (!own) break;
        all.insert(all.end(), own->begin(), own->end());
    }
    return all;
}

std::vector<std::int64_t> Hdf5Reader::shape(const std::string& path) const {
    const std::scoped_lock lock(library());
    const Handle dataset(open(path), H5Oclose);
    if (dataset < 0 || H5Iget_type(dataset) != H5I_DATASET)
        throw Error(m_who + ": expected an array " + path + ", got none");
    return shapeOf(dataset);
}

std::vector<double> Hdf5Reader::read(const std::string& path, const std::vector<std::int64_t>& shape) const {
    const std::scoped_lock lock(library());
    const Handle dataset(open(path), H5Oclose);
    if (dataset < 0 || H5Iget_type(dataset) != H5I_DATASET)
        throw Error(m_who + ": expected an array " + path + ", got none");
    if (const auto found = shapeOf(dataset); found != shape)
        throw Error(m_who + ": " + path + ": expected shape " + shapeText(shape) + ", got " + shapeText(found));
    std::int64_t elements = 1;
    for (const std::int64_t size : shape) elements *= size;  // at most 2^24 each: the config's limits
    if (!readable(dataset, elements, m_bytes.size(), m_unstored))
        throw Error(m_who + ": " + path + ": expected plain numbers in the file itself");
    std::vector<double> values(static_cast<std::size_t>(elements));
    if (elements > 0 && H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) < 0)
        throw Error(m_who + ": " + path + ": is damaged");
    return values;
}

Hdf5Writer::Hdf5Writer(std::string who) : m_who(std::move(who)) {
    const std::scoped_lock lock(library());
    silence();
    const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    // The core driver keeps the file in memory; no backing store, so the name never reaches the disk.
    check(H5Pset_fapl_core(access, std::size_t{1} << 20, false), "the file");
    m_file = H5Fcreate("weights.h5", H5F_ACC_TRUNC, H5P_DEFAULT, access);
    check(m_file, "the file");
}

Hdf5Writer::~Hdf5Writer() {
    const std::scoped_lock lock(library());
    if (m_file >= 0) H5Fclose(m_file);
}

void Hdf5Writer::check(std::int64_t result, const std::string& path) const {
    if (result < 0) throw Error(m_who + ": " + path + " cannot be written as HDF5");
}

void Hdf5Writer::group(const std::string& path, const std::string& name) {
    const std::scoped_lock lock(library());
    const Handle links(H5Pcreate(H5P_LINK_CREATE), H5Pclose);
    H5Pset_create_intermediate_group(links, 1);
    const Handle made(H5Gcreate2(m_file, path.c_str(), links, H5P_DEFAULT, H5P_DEFAULT), H5Gclose);
    check(made, path);
    const Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
    H5Tset_size(type, H5T_VARIABLE);
    H5Tset_cset(type, H5T_CSET_UTF8);
    const Handle space(H5Screate(H5S_SCALAR), H5Sclose);
    const Handle attribute(H5Acreate2(made, "name", type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
    const char* text = name.c_str();
    check(H5Awrite(attribute, type, &text), path);
}

void Hdf5Writer::floats(const std::string& path, const std::vector<std::int64_t>& shape,
                        const std::vector<float>& values) {
    const std::scoped_lock lock(library());
    const std::vector<hsize_t> sizes(shape.begin(), shape.end());
    const Handle space(
        sizes.empty() ? H5Screate(H5S_SCALAR) : H5Screate_simple(static_cast<int>(sizes.size()), sizes.data(), nullptr),
        H5Sclose);
    const Handle dataset(H5Dcreate2(m_file, path.c_str(), H5T_IEEE_F32LE, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                         H5Dclose);
    check(dataset, path);
    if (!values.empty()) check(H5Dwrite(dataset, H5T_NATIVE_FLOAT, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), path);
}

void Hdf5Writer::integer(const std::string& path, std::int64_t value) {
    const std::scoped_lock lock(library());
    const Handle space(H5Screate(H5S_SCALAR), H5Sclose);
    const Handle dataset(H5Dcreate2(m_file, path.c_str(), H5T_STD_I64LE, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                         H5Dclose);
    check(dataset, path);
    check(H5Dwrite(dataset, H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, &value), path);
}

std::string Hdf5Writer::finish() {
    const std::scoped_lock lock(library());
    check(H5Fflush(m_file, H5F_SCOPE_GLOBAL), "the file");
    const ssize_t size = H5Fget_file_image(m_file, nullptr, 0);
    check(size, "the file");
    std::string bytes(static_cast<std::size_t>(size), '\0');
    check(H5Fget_file_image(m_file, bytes.data(), bytes.size()), "the file");
    H5Fclose(m_file);
    m_file = -1;
    return bytes;
}

}  // namespace engine
