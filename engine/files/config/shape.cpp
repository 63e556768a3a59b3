// Input shapes, in and out.
#include "engine/files/config/shape.h"

#include "engine/core/error.h"
#include "engine/files/config/reader.h"

namespace engine {

namespace {

Index sizeOf(const Json& size, const std::string& who) {
    if (size.is_null()) return kVariable;
    if (!size.is_number_integer() || size.get<std::int64_t>() < 1 || size.get<std::int64_t>() > 100000000)
        throw Error(who + ": expected a size of 1 or more, got " + shortText(size));
    return size.get<Index>();
}

Json sizeConfig(Index size) {
    return size == kVariable ? Json(nullptr) : Json(size);
}

}  // namespace

Shape shapeFromConfig(const Json& batchShape, const std::string& who, Index* batch) {
    if (!batchShape.is_array() || batchShape.size() < 2 || batchShape.size() > 4)
        throw Error(who + ": expected a shape of rank 2 to 4, got " + shortText(batchShape));
    if (batch) *batch = sizeOf(batchShape[0], who);
    if (batchShape.size() == 2) return Shape::vector(sizeOf(batchShape[1], who));
    if (batchShape.size() == 4) {
        const Index width = sizeOf(batchShape[2], who), channels = sizeOf(batchShape[3], who);
        if (width == kVariable || channels == kVariable)
            throw Error(who + ": expected fixed sizes after the steps, got " + shortText(batchShape));
        return Shape::rowsOf(sizeOf(batchShape[1], who), width, channels);
    }
    const Shape shape = Shape::sequenceOf(sizeOf(batchShape[1], who), sizeOf(batchShape[2], who));
    if (shape.features == kVariable) throw Error(who + ": expected a fixed number of features, got " + shape.text());
    return shape;
}

Json shapeConfig(const Shape& shape, Index batch) {
    Json json = Json::array({sizeConfig(batch)});
    if (shape.sequence) json.push_back(sizeConfig(shape.steps));
    if (shape.width > 0) json.push_back(sizeConfig(shape.width));
    json.push_back(sizeConfig(shape.channels()));
    return json;
}

}  // namespace engine
