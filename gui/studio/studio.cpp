// Takes pictures of the window.
#include "gui/studio/studio.h"

#include <QApplication>
#include <QBuffer>
#include <QDir>
#include <QFileInfo>
#include <QPainter>
#include <QPdfWriter>
#include <QStyleFactory>
#include <QSvgGenerator>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/files/bytes.h"
#include "gui/studio/visibletexts.h"

namespace gui {
namespace {

void write(const QString& file, const QByteArray& bytes) {
    engine::writeBytes(file.toStdString(), bytes.toStdString());
}

/// A picture needs no runtime folder; that Qt misses one is no news for whoever asked for the picture.
void tellMessage(QtMsgType, const QMessageLogContext&, const QString& message) {
    if (!message.startsWith(QLatin1String("QStandardPaths: XDG_RUNTIME_DIR")))
        std::fprintf(stderr, "%s\n", qUtf8Printable(message));
}

}  // namespace

std::unique_ptr<QApplication> makeOffscreenApplication() {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    for (const char* name : {"QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_FONT_DPI", "QT_STYLE_OVERRIDE",
                             "QT_AUTO_SCREEN_SCALE_FACTOR", "QT_ENABLE_HIGHDPI_SCALING"})
        qunsetenv(name);
    qInstallMessageHandler(tellMessage);
    static int argc = 1;
    static char name[] = "gatewise";
    static char* argv[] = {name, nullptr};
    auto application = std::make_unique<QApplication>(argc, argv);
    application->setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    application->setCursorFlashTime(0);
    Theme::loadFonts();
    return application;
}

Studio::Studio(const Selection& selection) : m_window(m_bridge) {
    m_window.setStill(true);
    m_bridge.openNow(selection);
}

void Studio::settle() {
    // Layouts ask for further layouts; four rounds are more than any of them needs.
    for (int k = 0; k < 4; ++k) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents(QEventLoop::ExcludeUserInputEvents);
    }
}

void Studio::show(const PictureState& state) {
    m_window.setThemeKind(state.theme);
    m_window.setTextScale(state.textScale);
    m_window.setPresenter(state.presenter, false);
    m_window.setPage(state.page);
    m_window.setLessonPage(state.lessonPage - 1);
    m_window.resize(state.size);
    m_window.show();
    settle();
    // The epoch is trained to, not looked back at: the live net is what is shown.
    Cursor cursor = parseCursor(state.at);
    if (state.trained) m_bridge.trainAll();
    const int epoch = std::max(0, cursor.epoch);
    if (!state.trained || cursor.epoch >= 0) cursor.epoch = epoch < m_bridge.snapshot()->status.epoch ? epoch : -1;
    if (cursor.epoch < 0) m_bridge.trainTo(epoch);
    m_window.goTo(cursor);
    m_bridge.settle();
    settle();
    if (!m_window.message().isEmpty()) throw engine::Error(m_window.message().toStdString());
    if (QWidget* focused = QApplication::focusWidget()) focused->clearFocus();
    settle();
}

void Studio::checkName(const QString& file) {
    const QString suffix = QFileInfo(file).suffix().toLower();
    if (suffix != QLatin1String("png") && suffix != QLatin1String("svg") && suffix != QLatin1String("pdf"))
        throw engine::Error(file.toStdString() + ": expected a name that ends in .png, .svg or .pdf");
}

void Studio::save(const QString& file) {
    checkName(file);
    const QString suffix = QFileInfo(file).suffix().toLower();
    if (suffix == QLatin1String("png")) {
        QImage image(m_window.size(), QImage::Format_RGB32);
        image.fill(Qt::white);
        m_window.render(&image);
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, "PNG");
        write(file, bytes);
    } else if (suffix == QLatin1String("svg")) {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        QSvgGenerator generator;
        generator.setOutputDevice(&buffer);
        generator.setSize(m_window.size());
        generator.setViewBox(QRect(QPoint(0, 0), m_window.size()));
        QPainter painter(&generator);
        m_window.render(&painter);
        painter.end();
        write(file, bytes);
    } else if (suffix == QLatin1String("pdf")) {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        QPdfWriter writer(&buffer);
        writer.setResolution(96);
        writer.setPageSize(QPageSize(QSizeF(m_window.size()) * 72.0 / 96.0, QPageSize::Point));
        writer.setPageMargins(QMarginsF(0, 0, 0, 0));
        QPainter painter(&writer);
        m_window.render(&painter);
        painter.end();
        write(file, bytes);
    }
}

void Studio::saveTexts(const QString& file) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    const auto tenth = [](double value) { return std::round(value * 10) / 10; };
    for (const VisibleText& text : visibleTexts(m_window)) {
        nlohmann::ordered_json entry{{"text", text.text.toStdString()}, {"x", tenth(text.rect.x())},
                                     {"y", tenth(text.rect.y())},       {"w", tenth(text.rect.width())},
                                     {"h", tenth(text.rect.height())},  {"px", text.px}};
        if (!text.name.isEmpty()) entry["name"] = text.name.toStdString();
        list.push_back(std::move(entry));
    }
    write(file, QByteArray::fromStdString(list.dump(1) + "\n"));
}

}  // namespace gui
