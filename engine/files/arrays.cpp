// Nested JSON arrays, and arrays to and from tensors.
#include "engine/files/arrays.h"

#include <cmath>

#include "engine/core/error.h"
#include "engine/files/bytes.h"
#include "engine/files/npy.h"
#include "engine/files/safejson.h"

namespace engine {

std::string shapeText(const std::vector<Index>& shape) {
    std::string text;
    for (const Index size : shape) text += (text.empty() ? "" : ", ") + (size < 0 ? "None" : std::to_string(size));
    return "(" + text + (shape.size() == 1 ? ",)" : ")");
}

namespace {

void append(const nlohmann::ordered_json& json, std::size_t axis, Array& array, const std::string& where) {
    if (axis == array.shape.size()) {
        if (json.is_boolean())
            array.values.push_back(json.get<bool>() ? 1.0 : 0.0);
        else if (json.is_number())
            array.values.push_back(json.get<double>());
        else
            throw Error(where + ": expected a number");
        return;
    }
    const auto length = static_cast<std::size_t>(array.shape[axis]);
    if (!json.is_array() || json.size() != length)
        throw Error(where + ": expected a list of " + std::to_string(length) + ", got " +
                    (json.is_array() ? "one of " + std::to_string(json.size()) : "something else"));
    for (std::size_t i = 0; i < length; ++i) append(json[i], axis + 1, array, where + "[" + std::to_string(i) + "]");
}

// "[3][0][1]" of a place in C order.
std::string placeText(const std::vector<Index>& shape, std::size_t place) {
    std::string text;
    for (std::size_t axis = shape.size(); axis-- > 0;) {
        const auto size = static_cast<std::size_t>(shape[axis]);
        text = "[" + std::to_string(place % size) + "]" + text;
        place /= size;
    }
    return text;
}

void checkFinite(const Array& array, const std::string& who) {
    for (std::size_t i = 0; i < array.values.size(); ++i)
        if (!std::isfinite(static_cast<Scalar>(array.values[i])))
            throw Error(who + placeText(array.shape, i) + ": expected a finite number, got " +
                        std::to_string(array.values[i]));
}

bool fits(const std::vector<Index>& shape, const std::vector<Index>& wanted) {
    if (shape.size() != wanted.size()) return false;
    for (std::size_t axis = 0; axis < shape.size(); ++axis)
        if (wanted[axis] != kVariable && shape[axis] != wanted[axis]) return false;
    return true;
}

// Adds or drops a last axis of 1 where that makes the ranks equal.
std::vector<Index> mended(std::vector<Index> shape, const std::vector<Index>& wanted) {
    if (shape.size() + 1 == wanted.size() && (wanted.back() == 1 || wanted.back() == kVariable))
        shape.push_back(1);
    else if (shape.size() == wanted.size() + 1 && shape.back() == 1)
        shape.pop_back();
    return shape;
}

Tensor tensorFrom(const Array& array, const std::vector<Index>& shape) {
    const Index batch = shape[0];
    if (shape.size() == 2) {
        Matrix values(batch, shape[1]);
        for (Index i = 0; i < values.size(); ++i)
            values.data()[i] = static_cast<Scalar>(array.values[static_cast<std::size_t>(i)]);
        return Tensor::vectors(std::move(values));
    }
    const Index steps = shape[1], features = shape.size() > 3 ? shape[2] * shape[3] : shape[2];
    Matrix values(steps * batch, features);
    std::size_t place = 0;
    for (Index b = 0; b < batch; ++b)
        for (Index t = 0; t < steps; ++t)
            for (Index f = 0; f < features; ++f) values(t * batch + b, f) = static_cast<Scalar>(array.values[place++]);
    Tensor tensor = Tensor::sequences(std::move(values), batch, steps);
    if (shape.size() > 3) tensor.width = shape[2];
    return tensor;
}

Tensor tensorOf(const Array& array, const std::vector<Index>& wanted, const std::string& who) {
    const std::vector<Index> shape = mended(array.shape, wanted);
    if (!fits(shape, wanted))
        throw Error(who + ": expected shape " + shapeText(wanted) + ", got " + shapeText(array.shape));
    for (const Index size : shape)
        if (size == 0)
            throw Error(who + ": expected shape " + shapeText(wanted) + ", got " + shapeText(array.shape) +
                        ", which is empty");
    checkFinite(array, who);
    return tensorFrom(array, shape);
}

}  // namespace

Array arrayFromJson(const nlohmann::ordered_json& json, const std::string& who) {
    Array array;
    for (const auto* level = &json; level->is_array(); level = &level->front()) {
        array.shape.push_back(static_cast<Index>(level->size()));
        if (array.shape.size() > 4) throw Error(who + ": expected at most 4 nested lists, got more");
        if (level->empty()) break;
    }
    append(json, 0, array, who);
    return array;
}

Array readArray(const std::string& path) {
    const std::string bytes = readBytes(path);
    if (bytes.compare(0, 6, "\x93NUMPY", 6) == 0) return parseNpy(bytes, path);
    return arrayFromJson(parseJson(bytes, path), path);
}

Tensor inputFromArray(const Array& array, const Shape& shape, const std::string& who) {
    std::vector<Index> wanted{kVariable};
    if (shape.sequence) wanted.push_back(shape.steps);
    if (shape.width > 0) wanted.push_back(shape.width);
    wanted.push_back(shape.channels());
    return tensorOf(array, wanted, who);
}

Tensor targetFromArray(const Array& array, const Shape& output, const Loss& loss, const std::string& who) {
    std::vector<Index> wanted{kVariable};
    if (output.sequence) wanted.push_back(output.steps);
    if (output.width > 0) wanted.push_back(output.width);
    wanted.push_back(loss.isSparse() ? 1 : output.channels());
    return tensorOf(array, wanted, who);
}

Array arrayFromTensor(const Tensor& tensor) {
    Array array;
    array.shape.push_back(tensor.batch);
    if (tensor.sequence) array.shape.push_back(tensor.steps);
    if (tensor.width > 0) array.shape.push_back(tensor.width);
    array.shape.push_back(tensor.shape().channels());
    array.values.reserve(static_cast<std::size_t>(tensor.values.size()));
    const Index steps = tensor.sequence ? tensor.steps : 1;
    for (Index b = 0; b < tensor.batch; ++b)
        for (Index t = 0; t < steps; ++t)
            for (Index f = 0; f < tensor.features(); ++f)
                array.values.push_back(static_cast<double>(tensor.values(t * tensor.batch + b, f)));
    return array;
}

}  // namespace engine
