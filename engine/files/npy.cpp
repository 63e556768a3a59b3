// Reads and writes .npy.
#include "engine/files/npy.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "engine/core/error.h"
#include "engine/files/bytes.h"

namespace engine {

namespace {

// The header is a Python dictionary: {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }
class Header {
 public:
    Header(std::string_view text, const std::string& who) : m_text(text), m_who(who) {}

    std::string_view value(std::string_view key) const {
        std::string quoted(1, '\'');
        quoted.append(key).push_back('\'');
        const std::size_t at = m_text.find(quoted);
        const std::size_t colon = at == std::string_view::npos ? at : m_text.find(':', at);
        if (colon == std::string_view::npos)
            throw Error(m_who + ": expected " + std::string(key) + " in the .npy header, got none");
        std::string_view rest = m_text.substr(colon + 1);
        rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
        return rest;
    }

    std::string descr() const {
        const std::string_view rest = value("descr");
        const std::size_t end = rest.empty() || rest[0] != '\'' ? std::string_view::npos : rest.find('\'', 1);
        if (end == std::string_view::npos)
            throw Error(m_who + ": expected an array of plain numbers, got another .npy type");
        return std::string(rest.substr(1, end - 1));
    }

    std::vector<Index> shape() const {
        std::string_view rest = value("shape");
        const std::size_t end = rest.find(')');
        if (rest.empty() || rest[0] != '(' || end == std::string_view::npos)
            throw Error(m_who + ": expected a shape in the .npy header");
        rest = rest.substr(1, end - 1);
        std::vector<Index> sizes;
        Index size = -1;
        for (const char c : rest) {
            if (c >= '0' && c <= '9') {
                size = (size < 0 ? 0 : size) * 10 + (c - '0');
                if (size > (Index{1} << 40)) throw Error(m_who + ": the array is too large");
            } else if (c == ',') {
                if (size < 0) throw Error(m_who + ": expected a shape in the .npy header");
                sizes.push_back(size);
                size = -1;
            } else if (c != ' ') {
                throw Error(m_who + ": expected a shape in the .npy header");
            }
        }
        if (size >= 0) sizes.push_back(size);
        return sizes;
    }

 private:
    std::string_view m_text;
    const std::string& m_who;
};

template <typename Number>
double decode(const char* bytes) {
    static_assert(std::endian::native == std::endian::little, "the arrays are little-endian");
    Number number;
    std::memcpy(&number, bytes, sizeof number);
    return static_cast<double>(number);
}

// IEEE half precision: 1 sign, 5 exponent, 10 fraction.
double decodeHalf(const char* bytes) {
    std::uint16_t half = 0;
    std::memcpy(&half, bytes, sizeof half);
    const int exponent = half >> 10 & 31, fraction = half & 1023;
    double value = exponent == 0    ? std::ldexp(fraction, -24)
                   : exponent == 31 ? (fraction ? std::nan("") : HUGE_VAL)
                                    : std::ldexp(fraction + 1024, exponent - 25);
    return half & 0x8000 ? -value : value;
}

double decodeBool(const char* bytes) {
    return *bytes != 0 ? 1.0 : 0.0;
}

struct Kind {
    const char* descr;  // without the order of bytes
    std::size_t bytes;
    double (*decode)(const char*);
};
constexpr Kind kKinds[] = {
    {"f2", 2, decodeHalf},
    {"f4", 4, decode<float>},
    {"f8", 8, decode<double>},
    {"i1", 1, decode<std::int8_t>},
    {"i2", 2, decode<std::int16_t>},
    {"i4", 4, decode<std::int32_t>},
    {"i8", 8, decode<std::int64_t>},
    {"u1", 1, decode<std::uint8_t>},
    {"u2", 2, decode<std::uint16_t>},
    {"u4", 4, decode<std::uint32_t>},
    {"u8", 8, decode<std::uint64_t>},
    {"b1", 1, decodeBool},
#if __LDBL_MANT_DIG__ == 64
    // x86's long double: ten bytes and padding.
    {"f16", 16, decode<long double>},
#endif
};

// What a file that cannot be read holds, in words where there are some.
std::string typeText(const std::string& descr) {
    const char kind = descr.size() > 1 ? descr[1] : ' ';
    const char* name = kind == 'c'                                ? "complex numbers "
                       : kind == 'U' || kind == 'S'               ? "text "
                       : kind == 'M' || kind == 'm'               ? "dates "
                       : kind == 'O' || descr.substr(0, 1) == "O" ? "Python objects "
                                                                  : "";
    return name + ("\"" + descr.substr(0, 20) + "\"");
}

// From Fortran order, where the first index runs fastest, to C order.
std::vector<double> toCOrder(const std::vector<double>& values, const std::vector<Index>& shape) {
    std::vector<double> result(values.size());
    std::vector<Index> index(shape.size(), 0);
    for (double& value : result) {
        Index place = 0;
        for (std::size_t axis = shape.size(); axis-- > 0;) place = place * shape[axis] + index[axis];
        value = values[static_cast<std::size_t>(place)];
        for (std::size_t axis = shape.size(); axis-- > 0 && ++index[axis] == shape[axis];) index[axis] = 0;
    }
    return result;
}

}  // namespace

Array parseNpy(const std::string& bytes, const std::string& who) {
    if (bytes.size() < 10 || bytes.compare(0, 6, "\x93NUMPY", 6) != 0) throw Error(who + ": expected a .npy file");
    const int version = static_cast<unsigned char>(bytes[6]);
    if (version < 1 || version > 3) throw Error(who + ": expected .npy version 1 to 3, got " + std::to_string(version));
    const std::size_t start = version == 1 ? 10 : 12;
    std::size_t length = 0;
    for (std::size_t i = start; i-- > 8 && i < bytes.size();)
        length = length << 8 | static_cast<unsigned char>(bytes[i]);
    if (bytes.size() < start || length > bytes.size() - start) throw Error(who + ": is cut short");
    const Header header(std::string_view(bytes).substr(start, length), who);

    const std::string descr = header.descr();
    const Kind* kind = nullptr;
    const bool ordered = !descr.empty() && std::string_view("<>|=").find(descr[0]) != std::string_view::npos;
    for (const Kind& known : kKinds)
        if (ordered && descr.substr(1) == known.descr) kind = &known;
    if (!kind)
        throw Error(who + ": expected real numbers (float16 to float64, int8 to int64, uint8 to uint64 or bool), got " +
                    typeText(descr));
    const bool swapped = descr[0] == '>';

    Array array;
    array.shape = header.shape();
    if (array.shape.size() > 4)
        throw Error(who + ": expected at most 4 axes, got " + std::to_string(array.shape.size()));
    const std::size_t available = (bytes.size() - start - length) / kind->bytes;
    std::size_t count = 1;
    for (const Index size : array.shape) {
        if (size > 0 && count > available / static_cast<std::size_t>(size))
            throw Error(who + ": expected the numbers of an array of shape " + shapeText(array.shape) + ", got " +
                        std::to_string(available));
        count *= static_cast<std::size_t>(size);
    }
    if (count > available) throw Error(who + ": is cut short");
    array.values.resize(count);
    const char* from = bytes.data() + start + length;
    std::array<char, 16> number{};
    for (std::size_t i = 0; i < count; ++i) {
        std::copy_n(from + i * kind->bytes, kind->bytes, number.begin());
        if (swapped) std::reverse(number.begin(), number.begin() + static_cast<std::ptrdiff_t>(kind->bytes));
        array.values[i] = kind->decode(number.data());
    }
    if (header.value("fortran_order").substr(0, 4) == "True") array.values = toCOrder(array.values, array.shape);
    return array;
}

Array readNpy(const std::string& path) {
    return parseNpy(readBytes(path), path);
}

void writeNpy(const std::string& path, const Array& array) {
    std::string shape;
    for (const Index size : array.shape) shape += std::to_string(size) + ", ";
    if (array.shape.size() > 1) shape.resize(shape.size() - 2);
    std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + shape + "), }";
    // The numbers begin at a multiple of 64.
    while ((10 + header.size() + 1) % 64 != 0) header += ' ';
    header += '\n';
    std::string bytes("\x93NUMPY\x01\x00", 8);
    bytes += static_cast<char>(header.size() & 255);
    bytes += static_cast<char>(header.size() >> 8);
    bytes += header;
    for (const double value : array.values) {
        const float number = static_cast<float>(value);
        char four[4];
        std::memcpy(four, &number, 4);
        bytes.append(four, 4);
    }
    writeBytes(path, bytes);
}

}  // namespace engine
